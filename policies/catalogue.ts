import type { AnyControl } from "./control.ts";
import computeAntiAffinity from "./controls/compute/compute-anti-affinity.ts";
import computeEncryptedBoot from "./controls/compute/compute-encrypted-boot.ts";
import computeKeypair from "./controls/compute/compute-keypair.ts";
import computeNoAdminPassword from "./controls/compute/compute-no-admin-password.ts";
import gatewayTls from "./controls/gateway/gateway-tls.ts";
import ingressTls from "./controls/ingress/ingress-tls.ts";
import lbListenerEncrypted from "./controls/lb/lb-listener-encrypted.ts";
import lbRestrictsSources from "./controls/lb/lb-restricts-sources.ts";
import namespaceDefaultDeny from "./controls/namespace/namespace-default-deny.ts";
import namespacePodSecurity from "./controls/namespace/namespace-pod-security.ts";
import netDefaultGroupUnused from "./controls/net/net-default-group-unused.ts";
import netNoAllPorts from "./controls/net/net-no-all-ports.ts";
import netNoWorldDatabase from "./controls/net/net-no-world-database.ts";
import netNoWorldIngress from "./controls/net/net-no-world-ingress.ts";
import netNoWorldSsh from "./controls/net/net-no-world-ssh.ts";
import netPortSecurityEnabled from "./controls/net/net-port-security-enabled.ts";
import objectNoPublicRead from "./controls/object/object-no-public-read.ts";
import podImageDigest from "./controls/pod/pod-image-digest.ts";
import podMemoryLimit from "./controls/pod/pod-memory-limit.ts";
import podPrivilegeEscalation from "./controls/pod/pod-privilege-escalation.ts";
import podPrivileged from "./controls/pod/pod-privileged.ts";
import podRunAsNonRoot from "./controls/pod/pod-run-as-non-root.ts";
import residencyRegion from "./controls/residency/residency-region.ts";
import supplierRegistry from "./controls/supplier/supplier-registry.ts";
import volumeEncrypted from "./controls/volume/volume-encrypted.ts";

/** Every control that Socle has, by id. A file below `controls/` that is not here fails the tests. */
export const catalogue: readonly AnyControl[] = [
	computeAntiAffinity,
	computeEncryptedBoot,
	computeKeypair,
	computeNoAdminPassword,
	gatewayTls,
	ingressTls,
	lbListenerEncrypted,
	lbRestrictsSources,
	namespaceDefaultDeny,
	namespacePodSecurity,
	netDefaultGroupUnused,
	netNoAllPorts,
	netNoWorldDatabase,
	netNoWorldIngress,
	netNoWorldSsh,
	netPortSecurityEnabled,
	objectNoPublicRead,
	podImageDigest,
	podMemoryLimit,
	podPrivilegeEscalation,
	podPrivileged,
	podRunAsNonRoot,
	residencyRegion,
	supplierRegistry,
	volumeEncrypted,
];
