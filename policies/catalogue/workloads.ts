import type { AnyControl } from "../control.ts";
import gatewayTls from "../controls/gateway/gateway-tls.ts";
import ingressTls from "../controls/ingress/ingress-tls.ts";
import namespaceDefaultDeny from "../controls/namespace/namespace-default-deny.ts";
import namespacePodSecurity from "../controls/namespace/namespace-pod-security.ts";

/** Controls over workloads, the network, names and namespaces of a cluster, by id. */
export const workloads: readonly AnyControl[] = [gatewayTls, ingressTls, namespaceDefaultDeny, namespacePodSecurity];
