import type { Resource } from "../inventory/resource.ts";
import type { Parameter } from "./control.ts";
import type { Index } from "./joins.ts";
import { bearsPods, namespaceOf } from "./pods.ts";

export const NAMESPACE = "v1/Namespace";

export interface Exempt {
	exempt: readonly string[];
}
export const exempt: Parameter<readonly string[]> = {
	description: "Namespaces of the cluster itself, whose pods need what others must not have.",
	default: ["kube-system", "kube-public", "kube-node-lease"],
	schema: { type: "array", items: { type: "string" } },
};

/** What makes pods, by namespace. A namespace that is not known is under the empty name. Pass to `Index.once`. */
export function podsByNamespace(all: Index): ReadonlyMap<string, readonly Resource[]> {
	return byNamespace(all.resources.filter(bearsPods));
}

/** Names of the namespaces that are in the list as objects. Pass to `Index.once`. */
export function namespaceObjects(all: Index): ReadonlySet<string> {
	return new Set(all.ofType(NAMESPACE).map(({ name }) => name));
}

/** By `metadata.namespace`; an object whose namespace is not known stands under the empty name, since it may belong to any. */
export function byNamespace(resources: readonly Resource[]): ReadonlyMap<string, readonly Resource[]> {
	return Map.groupBy(resources, (resource) => {
		try {
			return namespaceOf(resource);
		} catch {
			return "";
		}
	});
}
