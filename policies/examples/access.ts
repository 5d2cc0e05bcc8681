import type { Properties, Value } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Control, Example, ExampleResource } from "../control.ts";
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

interface Granted {
	group: string;
	resources: readonly string[];
	verbs: readonly string[];
	/** Verbs on the same that grant nothing of it. */
	harmless: readonly string[];
	/** Whether names in the rule make it harmless. */
	named?: boolean;
}

/** Examples of a control about a right that a role may grant: each resource, each verb, each kind of star, and what looks alike. */
export function rightExamples({ group, resources, verbs, harmless, named = true }: Granted): Control["examples"] & { unknown: Example[] } {
	const [resource = "", ...others] = resources;
	const [verb = "", ...more] = verbs;
	const granted = rule(group, [resource], [verb]);
	const names = { resourceNames: ["one"] };
	const star = resource.includes("/") ? `*/${resource.split("/")[1]}` : "*";
	const one = (title: string, resources: readonly ExampleResource[]): Example => ({ title, resources: [...resources] });
	return {
		pass: [
			one("other verbs", [role([rule(group, resources, harmless)])]),
			one("the same words in another group", [clusterRole([rule("own.town.example", resources, verbs)])]),
			one("something else", [clusterRole([rule(group, ["others"], verbs)])]),
			one("no rules", [role([])]),
			one("rules of nothing", [clusterRole(null)]),
			...(named ? [one("narrowed to a name", [role([rule(group, [resource], [verb], names)])])] : []),
			one("a binding grants nothing more", [role([rule(group, resources, harmless)]), binding("worker", [account()])]),
		],
		fail: [
			{ ...one("in a namespace", [role([granted])]), says: `${verb} on ${resource}` },
			one("in the whole cluster", [clusterRole([granted])]),
			one("bound, and no less without", [clusterRole([granted]), clusterBinding("worker", [account()])]),
			...others.map((other) => one(`on ${other}`, [role([rule(group, [other], [verb])])])),
			...more.map((other) => one(`by ${other}`, [role([rule(group, [resource], [other])])])),
			one("every verb", [role([rule(group, [resource], ["*"])])]),
			one("on everything", [clusterRole([rule(group, ["*"], [verb])])]),
			one("by a star for the resource", [clusterRole([rule(group, [star], [verb])])]),
			one("of every group", [clusterRole([rule("*", [resource], [verb])])]),
			one("names of none", [role([rule(group, [resource], [verb], { resourceNames: [] })])]),
			...(named ? [] : [one("a name makes no difference", [role([rule(group, [resource], [verb], names)])])]),
			one("by the second rule, the first not known", [role([new Unknown(), granted])]),
		],
		unknown: [
			one("rules are not known", [role(new Unknown())]),
			one("verbs are not known", [role([{ ...granted, verbs: new Unknown() }])]),
			one("resources are not known", [role([{ ...granted, resources: new Unknown() }])]),
		],
		notApplicable: [one("Kubernetes' own", [bootstrapped("system:controller:x", [granted])])],
	};
}

export const serviceAccount = (name: string, rest: Properties = {}, namespace = "town"): ExampleResource =>
	manifest("v1", "ServiceAccount", name, rest, namespace);

export const webhooks = (kind: "Validating" | "Mutating", webhooks: Value, annotations: Properties = {}): ExampleResource =>
	manifest("admissionregistration.k8s.io/v1", `${kind}WebhookConfiguration`, "guard", { webhooks, metadata: { annotations } });
