#!/bin/bash
# The keys that `keystone-manage fernet_setup` would write (it wants a user of its own), then the first account.
set -eu
for folder in fernet credential; do
	mkdir -p -m 700 "@state@/data/keystone/$folder"
	for key in 0 1; do
		(umask 077; openssl rand -base64 32 | tr '+/' '-_' | tr -d '\n' > "@state@/data/keystone/$folder/$key")
	done
done
keystone-manage --config-file "@state@/etc/keystone.conf" bootstrap --bootstrap-password "@password@" --bootstrap-region-id "@region@" \
	--bootstrap-admin-url "@keystone@" --bootstrap-internal-url "@keystone@" --bootstrap-public-url "@keystone@"
