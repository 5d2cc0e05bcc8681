import type { Resource } from "../inventory/resource.ts";
import { environmentOf } from "./environment.ts";
import { items, leafAt } from "./guard.ts";
import type { Index } from "./joins.ts";
import { NODES } from "./kinds.ts";
import { podSpecAt } from "./pods.ts";
import type { Labels, Selector } from "./selectors.ts";
import { isEmpty, matches } from "./selectors.ts";

export const ZONE = ["topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"];
export const HOST = ["kubernetes.io/hostname"];

type Term = {
	topologyKey?: string;
	labelSelector?: Selector | null;
	namespaces?: readonly string[] | null;
	namespaceSelector?: object | null;
};
interface Scheduling {
	topologySpreadConstraints?: readonly Term[] | null;
	affinity?: {
		podAntiAffinity?: {
			requiredDuringSchedulingIgnoredDuringExecution?: readonly Term[] | null;
			preferredDuringSchedulingIgnoredDuringExecution?: readonly { podAffinityTerm?: Term | null }[] | null;
		} | null;
	} | null;
}

/** How pods of a template are kept apart over places that bear one of the labels: a rule, a wish, or one that counts other pods only. */
export type Apart = "rule" | "wish" | "others" | undefined;

/**
 * Whether pods with these labels are kept apart over `topology`, by a spread constraint or by anti-affinity to their own kind. A selector
 * that is absent counts no pod, and one that does not match the pods themselves keeps them apart from others only.
 */
export function keptApart(workload: Resource, specPath: string, labels: Labels, topology: readonly string[]): Apart {
	const spec = podSpecAt(workload, specPath) as Scheduling;
	const anti = spec.affinity?.podAntiAffinity;
	const at = `${specPath}/affinity/podAntiAffinity`;
	const required = items(
		anti?.requiredDuringSchedulingIgnoredDuringExecution,
		workload,
		`${at}/requiredDuringSchedulingIgnoredDuringExecution`,
	);
	const preferred = items(
		anti?.preferredDuringSchedulingIgnoredDuringExecution,
		workload,
		`${at}/preferredDuringSchedulingIgnoredDuringExecution`,
	);
	const constraints = items(spec.topologySpreadConstraints, workload, `${specPath}/topologySpreadConstraints`);
	const here = ({ topologyKey }: Term): boolean => topology.includes(topologyKey ?? "");
	const rules = required.filter(here);
	const wishes = [...preferred.map(({ podAffinityTerm }) => podAffinityTerm ?? {}), ...constraints].filter(here);
	const own = ({ labelSelector }: Term): boolean =>
		labelSelector !== undefined && labelSelector !== null && (isEmpty(labelSelector) || matches(labelSelector, labels));
	if (rules.some(own)) return "rule";
	if (wishes.some(own)) return "wish";
	return rules.length + wishes.length > 0 ? "others" : undefined;
}

/** How many zones the cluster has: as its nodes or the environment say. `undefined`: not known. */
export function clusterZones(all: Index): number | undefined {
	return all.once(nodeZones) ?? environmentOf(all)?.cloud?.zones?.length;
}

function nodeZones(all: Index): number | undefined {
	const nodes = NODES.flatMap((type) => all.ofType(type));
	if (nodes.length === 0) return undefined;
	const zones = nodes.map((node) => leafAt(node, "/metadata/labels/topology.kubernetes.io~1zone"));
	// A node whose zone is not known may be in any.
	return zones.some((zone) => zone !== undefined && typeof zone !== "string") ? undefined : new Set(zones.filter(Boolean)).size;
}
