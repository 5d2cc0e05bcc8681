/**
 * Types of Kubernetes' own kinds, in every version of their API that manifests are still written in: an object that asks for a version
 * which is gone is judged like one that does not. Lists are constants, so that those who choose by them are asked once.
 */
const versions = (kind: string, ...groups: string[]): readonly string[] => groups.map((group) => `${group}/${kind}`);

export const DEPLOYMENTS = versions("Deployment", "apps/v1", "apps/v1beta2", "apps/v1beta1", "extensions/v1beta1");
export const STATEFUL_SETS = versions("StatefulSet", "apps/v1", "apps/v1beta2", "apps/v1beta1");
export const DAEMON_SETS = versions("DaemonSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1");
export const REPLICA_SETS = versions("ReplicaSet", "apps/v1", "apps/v1beta2", "extensions/v1beta1");
export const REPLICATION_CONTROLLERS = ["v1/ReplicationController"];
export const JOBS = ["batch/v1/Job"];
export const CRON_JOBS = versions("CronJob", "batch/v1", "batch/v1beta1", "batch/v2alpha1");
/** Kinds that keep a number of like pods running. */
export const REPLICATED = [...DEPLOYMENTS, ...STATEFUL_SETS, ...REPLICA_SETS, ...REPLICATION_CONTROLLERS];

export const BUDGETS = versions("PodDisruptionBudget", "policy/v1", "policy/v1beta1");
export const AUTOSCALERS = versions(
	"HorizontalPodAutoscaler",
	"autoscaling/v2",
	"autoscaling/v1",
	"autoscaling/v2beta2",
	"autoscaling/v2beta1",
);
/** KEDA's, which make an autoscaler of Kubernetes each. */
export const SCALED_OBJECTS = ["keda.sh/v1alpha1/ScaledObject"];

export const SERVICES = ["v1/Service"];
export const CONFIG_MAPS = ["v1/ConfigMap"];
export const INGRESSES = versions("Ingress", "networking.k8s.io/v1", "networking.k8s.io/v1beta1", "extensions/v1beta1");
export const INGRESS_CLASSES = versions("IngressClass", "networking.k8s.io/v1", "networking.k8s.io/v1beta1");
export const NETWORK_POLICIES = versions("NetworkPolicy", "networking.k8s.io/v1", "extensions/v1beta1");
const GATEWAY_API = ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1", "gateway.networking.k8s.io/v1alpha2"];
export const GATEWAYS = versions("Gateway", ...GATEWAY_API);
export const HTTP_ROUTES = versions("HTTPRoute", ...GATEWAY_API);
export const GRPC_ROUTES = versions("GRPCRoute", ...GATEWAY_API);
export const ROUTES = [
	...HTTP_ROUTES,
	...GRPC_ROUTES,
	...["TLSRoute", "TCPRoute", "UDPRoute"].flatMap((kind) => versions(kind, ...GATEWAY_API, "gateway.networking.k8s.io/v1alpha3")),
];
export const REFERENCE_GRANTS = versions("ReferenceGrant", ...GATEWAY_API);
export const QUOTAS = ["v1/ResourceQuota"];
export const LIMIT_RANGES = ["v1/LimitRange"];
export const NODES = ["v1/Node"];

/** The kind at the end of a type. */
export function kindOf(type: string): string {
	return type.slice(type.lastIndexOf("/") + 1);
}
