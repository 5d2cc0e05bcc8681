import type { AnyControl } from "../control.ts";
import gatewayTls from "../controls/gateway/gateway-tls.ts";
import ingressTls from "../controls/ingress/ingress-tls.ts";
import namespaceDefaultDeny from "../controls/namespace/namespace-default-deny.ts";
import namespacePodSecurity from "../controls/namespace/namespace-pod-security.ts";
import podImageDigest from "../controls/pod/pod-image-digest.ts";
import podMemoryLimit from "../controls/pod/pod-memory-limit.ts";
import podPrivilegeEscalation from "../controls/pod/pod-privilege-escalation.ts";
import podPrivileged from "../controls/pod/pod-privileged.ts";
import podRunAsNonRoot from "../controls/pod/pod-run-as-non-root.ts";

/** Controls over what Kubernetes holds, by id. */
export const kubernetes: readonly AnyControl[] = [
	gatewayTls,
	ingressTls,
	namespaceDefaultDeny,
	namespacePodSecurity,
	podImageDigest,
	podMemoryLimit,
	podPrivilegeEscalation,
	podPrivileged,
	podRunAsNonRoot,
];
