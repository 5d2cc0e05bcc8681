import type { Properties, Value } from "../../inventory/resource.ts";
import type { ExampleResource } from "../control.ts";
import { manifest } from "./kubernetes.ts";

/** Short forms for the examples of controls about access. */

const API = "rbac.authorization.k8s.io";
const V1 = `${API}/v1`;

export const rule = (group: string, resources: readonly string[], verbs: readonly string[], rest: Properties = {}): Properties => ({
	apiGroups: [group],
	resources,
	verbs,
	...rest,
});

export const role = (rules: Value, namespace = "town"): ExampleResource => manifest(V1, "Role", "worker", { rules }, namespace);

export const clusterRole = (rules: Value, rest: Properties = {}, name = "worker"): ExampleResource =>
	manifest(V1, "ClusterRole", name, { rules, ...rest });

/** A role as Kubernetes keeps it. */
export const bootstrapped = (name: string, rules: Value, labels: Properties = {}): ExampleResource =>
	clusterRole(rules, { metadata: { labels: { "kubernetes.io/bootstrapping": "rbac-defaults", ...labels } } }, name);

/** A role that gathers those with the label `aggregate-to-<to>`. */
export const aggregate = (to: string, name = "gatherer"): ExampleResource =>
	clusterRole([], { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [`${API}/aggregate-to-${to}`]: "true" } }] } }, name);

export const account = (name = "web", namespace = "town"): Properties => ({ kind: "ServiceAccount", name, namespace });
export const group = (name: string): Properties => ({ apiGroup: API, kind: "Group", name });
export const user = (name: string): Properties => ({ apiGroup: API, kind: "User", name });

export const binding = (to: string, subjects: Value, namespace = "town", kind = "Role"): ExampleResource =>
	manifest(V1, "RoleBinding", "binding", { roleRef: { apiGroup: API, kind, name: to }, subjects }, namespace);

export const clusterBinding = (to: string, subjects: Value, metadata: Properties = {}): ExampleResource =>
	manifest(V1, "ClusterRoleBinding", "binding", { roleRef: { apiGroup: API, kind: "ClusterRole", name: to }, subjects, metadata });
