import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { items, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { NETWORK_POLICIES } from "./kinds.ts";
import { byNamespace } from "./namespaces.ts";
import { choosersOf } from "./pod-joins.ts";
import type { Selector } from "./selectors.ts";
import { isEmpty } from "./selectors.ts";
import type { Range } from "./world.ts";
import { isWorld, rangeOf, without } from "./world.ts";

export interface Peer {
	podSelector?: Selector | null;
	namespaceSelector?: Selector | null;
	ipBlock?: { cidr?: string; except?: readonly string[] | null } | null;
}
export interface PolicyPort {
	port?: number | string | null;
	endPort?: number | null;
	protocol?: string | null;
}
interface Rule {
	from?: readonly Peer[] | null;
	to?: readonly Peer[] | null;
	ports?: readonly PolicyPort[] | null;
}
export type Direction = "ingress" | "egress";

/** Policies of other engines, which may cover pods too: what they do there is not judged. Staged ones of Calico do nothing yet. */
const OTHER =
	/^(cilium\.io\/v2(alpha\d+)?\/Cilium(Clusterwide)?NetworkPolicy|(crd\.)?projectcalico\.org\/v\d+\/(Global)?NetworkPolicy|policy\.networking\.k8s\.io\/[^/]+\/(BaselineAdmin|Admin|Cluster)NetworkPolicy)$/;

function networkPolicies(all: Index): readonly Resource[] {
	return NETWORK_POLICIES.flatMap((type) => all.ofType(type));
}

/** Network policies by the namespace that they are for. Pass to `Index.once`. */
export function policiesByNamespace(all: Index) {
	return byNamespace(networkPolicies(all));
}

/** Network policies by the pods that they are for. Pass to `Index.once`. */
export function policiesByPods(all: Index) {
	return choosersOf(all, networkPolicies(all), selectorOf);
}

/** Why another engine's policy may cover pods of a namespace; `undefined`: none is in the list. */
export function otherEngine(all: Index, namespace: string): string | undefined {
	const { whole, byNames } = all.once(others);
	const found = whole ?? byNames.get(namespace)?.[0] ?? byNames.get("")?.[0];
	return found === undefined ? undefined : `${found.type.split("/").at(-1)} ${found.name} may cover it`;
}

/** Kinds whose names say so are for the whole cluster. */
function others(all: Index) {
	const found = all.resources.filter(({ type }) => OTHER.test(type));
	const isWhole = ({ type }: Resource): boolean => /(Clusterwide|Global|Admin|Cluster)NetworkPolicy$/.test(type);
	return { whole: found.find(isWhole), byNames: byNamespace(found.filter((policy) => !isWhole(policy))) };
}

/** The pods that a policy is for; an empty selector means each of the namespace. */
export function selectorOf(policy: Resource): Selector {
	return (policy.properties["spec"] as { podSelector?: Selector | null } | undefined)?.podSelector ?? {};
}

/** Whether a policy is for every pod of its namespace. */
export function selectsAll(policy: Resource): boolean {
	return isEmpty(selectorOf(policy));
}

/** Rules of a direction that the policy is about; `undefined` where it is not. Without types it is about Ingress, and Egress where rules for it stand. */
export function rulesOf(policy: Resource, direction: Direction): readonly Rule[] | undefined {
	const spec = (policy.properties["spec"] ?? {}) as { [key: string]: readonly Rule[] | null } & { policyTypes?: readonly string[] | null };
	const rules = items(spec[direction], policy, `/spec/${direction}`);
	const types = items(spec.policyTypes, policy, "/spec/policyTypes");
	const isAbout = types.length === 0 ? direction === "ingress" || rules.length > 0 : types.some((type) => type.toLowerCase() === direction);
	return isAbout ? rules : undefined;
}

/** Whom a rule of a direction names. */
export function peersOf(rule: Rule, direction: Direction, policy: Resource, path: string): readonly Peer[] {
	const key = direction === "ingress" ? "from" : "to";
	return items(rule[key], policy, `${path}/${key}`);
}

/** Whether a rule allows everything: no peer and no port is named. */
export function isAnything({ from, to, ports }: Rule): boolean {
	return (from ?? []).length === 0 && (to ?? []).length === 0 && (ports ?? []).length === 0;
}

/** A rule that lets the world in or out. */
export interface OpenRule {
	path: string;
	/** None: every port. */
	ports: readonly PolicyPort[];
	/** What opens it, for a message. */
	by: string;
}

/**
 * Rules by which the world is a peer: those that name none, and those whose ranges, alone or with those of other rules for the same ports,
 * are the world. `each` keeps a rule that can't be read from hiding another.
 */
export function openRules(
	policy: Resource,
	direction: Direction,
	each: <T>(list: readonly T[], body: (item: T, index: number) => void) => void,
): OpenRule[] {
	const open: OpenRule[] = [];
	const shares = new Map<string, { ranges: Range[]; ports: readonly PolicyPort[]; rules: number }>();
	each(rulesOf(policy, direction) ?? [], (rule, index) => {
		const path = `/spec/${direction}/${index}`;
		const ports = items(rule.ports, policy, `${path}/ports`);
		const peers = peersOf(rule, direction, policy, path);
		if (peers.length === 0) return void open.push({ path, ports, by: direction === "ingress" ? "from everywhere" : "to everywhere" });
		const ranges = peers.flatMap((peer, at) => rangesOf(peer, policy, `${path}/${direction === "ingress" ? "from" : "to"}/${at}`));
		if (isWorld(ranges))
			return void open.push({
				path,
				ports,
				by: `${direction === "ingress" ? "from" : "to"} ${peers
					.map(({ ipBlock }) => ipBlock?.cidr)
					.filter(Boolean)
					.join(" and ")}`,
			});
		const key = JSON.stringify(ports);
		const share = shares.get(key) ?? { ranges: [], ports, rules: 0 };
		shares.set(key, { ranges: [...share.ranges, ...ranges], ports, rules: share.rules + 1 });
	});
	for (const { ranges, ports, rules } of shares.values())
		if (rules > 1 && isWorld(ranges)) open.push({ path: `/spec/${direction}`, ports, by: "by rules that together are the world" });
	return open;
}

function rangesOf(peer: Peer, policy: Resource, path: string): readonly Range[] {
	if (typeof peer !== "object" || peer === null) throw new UnknownValue(policy, path, new Unknown("it is no peer"));
	const { ipBlock, podSelector, namespaceSelector } = peer;
	if (ipBlock === undefined || ipBlock === null) {
		if ((podSelector ?? namespaceSelector ?? null) === null) throw new UnknownValue(policy, path, new Unknown("it names no peer"));
		return [];
	}
	const range = (text: unknown, at: string): Range => {
		const found = rangeOf(String(text));
		if (found === undefined) throw new UnknownValue(policy, `${path}/ipBlock/${at}`, new Unknown("it is no range of addresses"));
		return found;
	};
	const except = items(ipBlock.except, policy, `${path}/ipBlock/except`).map((text, index) => range(text, `except/${index}`));
	return without(range(ipBlock.cidr, "cidr"), except);
}
