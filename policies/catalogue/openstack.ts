import type { AnyControl } from "../control.ts";
import computeAntiAffinity from "../controls/compute/compute-anti-affinity.ts";
import computeEncryptedBoot from "../controls/compute/compute-encrypted-boot.ts";
import computeKeypair from "../controls/compute/compute-keypair.ts";
import computeNoAdminPassword from "../controls/compute/compute-no-admin-password.ts";
import lbListenerEncrypted from "../controls/lb/lb-listener-encrypted.ts";
import lbRestrictsSources from "../controls/lb/lb-restricts-sources.ts";
import netDefaultGroupUnused from "../controls/net/net-default-group-unused.ts";
import netNoAllPorts from "../controls/net/net-no-all-ports.ts";
import netNoWorldDatabase from "../controls/net/net-no-world-database.ts";
import netNoWorldIngress from "../controls/net/net-no-world-ingress.ts";
import netNoWorldSsh from "../controls/net/net-no-world-ssh.ts";
import netPortSecurityEnabled from "../controls/net/net-port-security-enabled.ts";
import objectNoPublicRead from "../controls/object/object-no-public-read.ts";
import volumeEncrypted from "../controls/volume/volume-encrypted.ts";

/** Controls over what OpenStack holds, by id. */
export const openstack: readonly AnyControl[] = [
	computeAntiAffinity,
	computeEncryptedBoot,
	computeKeypair,
	computeNoAdminPassword,
	lbListenerEncrypted,
	lbRestrictsSources,
	netDefaultGroupUnused,
	netNoAllPorts,
	netNoWorldDatabase,
	netNoWorldIngress,
	netNoWorldSsh,
	netPortSecurityEnabled,
	objectNoPublicRead,
	volumeEncrypted,
];
