#!/bin/bash
# The authority that would sign the certificates of the amphorae.
set -eu
cd "@state@/data/octavia"
umask 077
openssl req -x509 -newkey rsa:2048 -passout "pass:@password@" -days 3650 -subj /CN=socle-lab -keyout ca.key -out ca.pem
cat ca.pem ca.key > client.pem
