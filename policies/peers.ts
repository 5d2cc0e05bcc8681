import type { Resource } from "../inventory/resource.ts";
import type { Index } from "./joins.ts";
import { NAMESPACE } from "./namespaces.ts";
import type { Peer } from "./network-policies.ts";
import { allPodSets, podsChosen } from "./pod-sets.ts";
import { namespaceOf } from "./pods.ts";
import type { Labels, Selector } from "./selectors.ts";
import { isEmpty, lookups, matches } from "./selectors.ts";

/** Kubernetes gives every namespace this label with its name. */
const NAME = "kubernetes.io/metadata.name";

/**
 * Whether pods exist that a policy names as a peer. `open`: why there may be some although none is in the list. Namespaces of `trusted` are
 * taken to hold what is asked of them.
 */
export function peerPods(
	policy: Resource,
	{ podSelector, namespaceSelector }: Peer,
	all: Index,
	trusted: readonly string[],
): { found: boolean; open?: string | undefined } {
	const pods: Selector = podSelector ?? {};
	if (namespaceSelector === undefined || namespaceSelector === null) {
		const { pods: chosen, open } = podsChosen(all, namespaceOf(policy), pods);
		return { found: chosen.length > 0, open };
	}
	const names = namesAsked(namespaceSelector);
	if (names?.some((name) => trusted.includes(name))) return { found: true };
	let open: string | undefined;
	const known = all.once(namespaceLabels);
	for (const name of names ?? known.keys()) {
		const labels = known.get(name);
		if (labels === undefined) continue;
		if (!isEmpty(namespaceSelector) && !matches(namespaceSelector, { ...labels, [NAME]: name })) continue;
		const chosen = podsChosen(all, name, pods);
		if (chosen.pods.length > 0) return { found: true };
		open ??= chosen.open;
	}
	if (open !== undefined || all.sourceOf(policy) === "live")
		return { found: false, open: open ?? (all.partial ? "other pods may lie outside this part of the input" : undefined) };
	const isClear = names?.every((name) => known.has(name));
	return { found: false, open: isClear ? undefined : "namespaces that are not in the list may be meant" };
}

/** Names of the only namespaces that a selector can mean; `undefined`: it goes by other labels. */
function namesAsked(selector: Selector): readonly string[] | undefined {
	return lookups(selector)
		.find((pairs) => pairs.every(([key]) => key === NAME))
		?.map(([, name]) => name);
}

/** Namespaces of the list, as objects or because pods are in them, with the labels that are known of them. */
function namespaceLabels(all: Index): ReadonlyMap<string, Labels> {
	const found = new Map<string, Labels>([...allPodSets(all).keys()].map((name) => [name, {}]));
	for (const { name, properties } of all.ofType(NAMESPACE))
		found.set(name, (properties["metadata"] as { labels?: Labels | null } | undefined)?.labels ?? {});
	return found;
}
