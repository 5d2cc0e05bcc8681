import type { Resource } from "../inventory/resource.ts";
import type { Index } from "./joins.ts";
import { add } from "./joins.ts";
import type { PodSet } from "./pod-sets.ts";
import { podsChosen } from "./pod-sets.ts";
import { namespaceOf } from "./pods.ts";
import type { Selector } from "./selectors.ts";
import { isEmpty } from "./selectors.ts";

/** The way back from pods to what selects them: policies, budgets, Services. */
export interface Choosers {
	/** What selects these pods. */
	of(pods: PodSet): readonly Resource[];
	/** Whether something in the namespace can't be read, so that it may select them too. */
	isOpen(namespace: string): boolean;
}

/**
 * Joins resources with the pods that their selectors choose, once for all of them. `selectorOf` answers `undefined` where one chooses
 * nothing; an empty selector chooses every pod of the namespace.
 */
export function choosersOf(all: Index, resources: readonly Resource[], selectorOf: (resource: Resource) => Selector | undefined): Choosers {
	const byPods = new Map<PodSet, Resource[]>();
	const everything = new Map<string, Resource[]>();
	const open = new Set<string>();
	for (const resource of resources) {
		let namespace = "";
		try {
			namespace = namespaceOf(resource);
			const selector = selectorOf(resource);
			if (selector === undefined) continue;
			if (isEmpty(selector)) add(everything, namespace, resource);
			else for (const pods of podsChosen(all, namespace, selector).pods) add(byPods, pods, resource);
		} catch {
			// What can't be read may choose anything of its namespace, or of every one where that can't be read either.
			open.add(namespace);
		}
	}
	return {
		of: (pods) => [...(everything.get(pods.namespace) ?? []), ...(byPods.get(pods) ?? [])],
		isOpen: (namespace) => open.has("") || open.has(namespace),
	};
}
