#!/bin/bash
# One copy of everything on one device, for each of the three kinds of server.
set -u
cd "@state@/etc"
while read -r kind port; do
	rm -f "$kind.builder"
	swift-ring-builder "$kind.builder" create 4 1 1
	swift-ring-builder "$kind.builder" add "r1z1-127.0.0.1:$port/d1" 100
	swift-ring-builder "$kind.builder" rebalance
	# rebalance warns with exit code 1, so the file itself is the proof
	[ -s "$kind.ring.gz" ] || exit 1
done <<-RINGS
	account @port.swift_account@
	container @port.swift_container@
	object @port.swift_object@
RINGS
