import { present } from "./guard.ts";

/** Webhooks of the API server. Source: k8s.io/api/admissionregistration/v1. */

const kinds = (kind: string): string[] =>
	["v1", "v1beta1"].map((version) => `admissionregistration.k8s.io/${version}/${kind}WebhookConfiguration`);
export const WEBHOOKS = [...kinds("Validating"), ...kinds("Mutating")];

interface Requirement {
	key?: string;
	operator?: string;
	values?: readonly string[] | null;
}
export interface Webhook {
	name?: string;
	failurePolicy?: string | null;
	sideEffects?: string | null;
	timeoutSeconds?: number | null;
	clientConfig?: { url?: string; service?: object; caBundle?: string } | null;
	rules?: readonly { apiGroups?: readonly string[]; resources?: readonly string[]; scope?: string }[] | null;
	namespaceSelector?: { matchLabels?: { readonly [key: string]: string } | null; matchExpressions?: readonly Requirement[] | null } | null;
	objectSelector?: object | null;
	matchConditions?: readonly unknown[] | null;
}

const NAME = "kubernetes.io/metadata.name";
const SYSTEM = "kube-system";
/** Groups of what the cluster's own parts consist of. */
const VITAL = ["", "*", "apps", "coordination.k8s.io"];

/** Whether a webhook is asked about what lies in kube-system. A selector for another label than the name is taken to leave it out. */
export function reachesItself({ rules, namespaceSelector, objectSelector, matchConditions }: Webhook): boolean {
	const vital = (rules ?? []).some(
		({ apiGroups, scope }) => scope !== "Cluster" && (apiGroups ?? []).some((group) => VITAL.includes(group)),
	);
	if (!vital || (matchConditions ?? []).length > 0 || chooses(objectSelector)) return false;
	const labels = Object.entries(namespaceSelector?.matchLabels ?? {});
	if (labels.some(([key, value]) => key !== NAME || value !== SYSTEM)) return false;
	return (namespaceSelector?.matchExpressions ?? []).every(({ key, operator, values }) => {
		if (key !== NAME) return false;
		const named = values?.includes(SYSTEM) === true;
		return operator === "In" ? named : operator === "NotIn" ? !named : operator === "Exists";
	});
}

function chooses(selector: object | null | undefined): boolean {
	return present(selector, "matchLabels") || present(selector, "matchExpressions");
}
