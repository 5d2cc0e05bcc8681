import type { Resource } from "../inventory/resource.ts";
import { items } from "./guard.ts";
import type { Index } from "./joins.ts";
import { byNamespace } from "./namespaces.ts";

const POLICY = "networking.k8s.io/v1/NetworkPolicy";
interface Rule {
	from?: readonly unknown[] | null;
	to?: readonly unknown[] | null;
	ports?: readonly unknown[] | null;
}
type Direction = "ingress" | "egress";

/** Network policies by the namespace that they are for. Pass to `Index.once`. */
export function policiesByNamespace(all: Index) {
	return byNamespace(all.ofType(POLICY));
}

/** Whether a policy is for every pod of its namespace. */
export function selectsAll(policy: Resource): boolean {
	const selector = (
		policy.properties["spec"] as { podSelector?: { matchLabels?: object | null; matchExpressions?: readonly unknown[] | null } | null }
	)?.podSelector;
	return Object.keys(selector?.matchLabels ?? {}).length === 0 && (selector?.matchExpressions ?? []).length === 0;
}

/** Rules of a direction that the policy is about; `undefined` where it is not. Absent types mean Ingress, and Egress where rules for it stand. */
export function rulesOf(policy: Resource, direction: Direction): readonly Rule[] | undefined {
	const spec = (policy.properties["spec"] ?? {}) as {
		policyTypes?: readonly string[] | null;
		ingress?: readonly Rule[];
		egress?: readonly Rule[];
	};
	const rules = items(spec[direction], policy, `/spec/${direction}`);
	const types = spec.policyTypes ?? (direction === "ingress" || rules.length > 0 ? ["Ingress", "Egress"] : []);
	return types.some((type) => type.toLowerCase() === direction) ? rules : undefined;
}

/** Whether a rule allows everything: no peer and no port is named. */
export function isAnything({ from, to, ports }: Rule): boolean {
	return (from ?? []).length === 0 && (to ?? []).length === 0 && (ports ?? []).length === 0;
}
