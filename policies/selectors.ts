/** Label selectors, exactly as Kubernetes reads them. Source: k8s.io/apimachinery, labels.Requirement.Matches. */
export interface Selector {
	matchLabels?: { readonly [key: string]: unknown } | null;
	matchExpressions?: readonly Requirement[] | null;
}
export interface Requirement {
	key?: string;
	operator?: string;
	values?: readonly unknown[] | null;
}
export type Labels = { readonly [key: string]: unknown };

/** The form that Services and ReplicationControllers write: labels alone. */
export function ofLabels(labels: Labels | null | undefined): Selector {
	return { matchLabels: labels ?? {} };
}

/** Whether it names nothing. What that means is up to who holds it: everything for a policy, nothing for a Service. */
export function isEmpty({ matchLabels, matchExpressions }: Selector): boolean {
	return Object.keys(matchLabels ?? {}).length === 0 && (matchExpressions ?? []).length === 0;
}

/** Whether all that the selector asks for holds of the labels; an empty one asks for nothing. Throws where an operator is none. */
export function matches(selector: Selector, labels: Labels): boolean {
	const { matchLabels, matchExpressions } = selector;
	for (const [key, value] of Object.entries(matchLabels ?? {})) if (!holds({ key, operator: "In", values: [value] }, labels)) return false;
	return (matchExpressions ?? []).every((requirement) => holds(requirement, labels));
}

/** A label that is not there is not in any list: `NotIn` holds of it. */
function holds({ key = "", operator, values }: Requirement, labels: Labels): boolean {
	const found = labels[key];
	const isThere = found !== undefined && found !== null;
	const listed = isThere && (values ?? []).some((value) => String(value) === String(found));
	switch (operator) {
		case "In":
			return listed;
		case "NotIn":
			return !listed;
		case "Exists":
			return isThere;
		case "DoesNotExist":
			return !isThere;
		default:
			throw new Error(`no operator: ${operator}`);
	}
}

/** Pairs of which a label must be one: the narrowest requirement by which candidates can be looked up. `undefined`: none can. */
export function lookups({ matchLabels, matchExpressions }: Selector): readonly (readonly [string, string])[][] {
	const listed = (matchExpressions ?? []).filter(({ operator }) => operator === "In");
	return [
		...Object.entries(matchLabels ?? {}).map(([key, value]) => [[key, String(value)] as const]),
		...listed.map(({ key = "", values }) => (values ?? []).map((value) => [key, String(value)] as const)),
	];
}

/** One text for selectors that say the same. */
export function canonical({ matchLabels, matchExpressions }: Selector): string {
	const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key} In ${value}`);
	const expressions = (matchExpressions ?? []).map(
		({ key, operator, values }) => `${key} ${operator} ${(values ?? []).map(String).sort()}`,
	);
	return [...new Set([...labels, ...expressions])].sort().join("; ");
}
