import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { items, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { add } from "./joins.ts";
import { AUTOSCALERS, BUDGETS, kindOf, REPLICATED, SCALED_OBJECTS } from "./kinds.ts";
import { choosersOf } from "./pod-joins.ts";
import type { Chosen } from "./pod-sets.ts";
import { podsChosen } from "./pod-sets.ts";
import { namespaceOf } from "./pods.ts";
import type { Selector } from "./selectors.ts";
import { isEmpty } from "./selectors.ts";

type Owner = { apiVersion?: string; kind?: string; controller?: boolean };
const OWNING = /^(v1|apps\/.*|batch\/.*|extensions\/.*)$/;

/** Whether one of Kubernetes' own controllers made it from a template of its own, which is where a person would change something. */
export function isOwned(resource: Resource): boolean {
	const { metadata } = resource.properties as { metadata?: { ownerReferences?: readonly Owner[] | null } };
	const owners = items(metadata?.ownerReferences, resource, "/metadata/ownerReferences");
	return owners.some(({ apiVersion, controller }) => controller === true && OWNING.test(apiVersion ?? ""));
}

/** How many pods a workload asks for; one where it does not say. */
export function replicasOf(workload: Resource): number {
	const { replicas } = (workload.properties["spec"] ?? {}) as { replicas?: number | null };
	return whole(replicas ?? 1, workload, "/spec/replicas");
}

/** A number of pods. */
export function whole(value: unknown, resource: Resource, path: string): number {
	if (!Number.isInteger(value)) throw new UnknownValue(resource, path, new Unknown("it is not a whole number"));
	return value as number;
}

/** An absolute number, or a share of a whole in percent. `undefined`: neither. Source: k8s.io/apimachinery, util/intstr. */
export function scaled(value: unknown, of: number, round: "up" | "down"): number | undefined {
	if (Number.isInteger(value)) return value as number;
	const percent = /^(\d+)%$/.exec(String(value))?.[1];
	if (percent === undefined) return undefined;
	return round === "up" ? Math.ceil((Number(percent) * of) / 100) : Math.floor((Number(percent) * of) / 100);
}

/** The least and the most pods that an autoscaler lets its target have. */
export interface Range {
	autoscaler: Resource;
	min: number;
	max: number;
}

type Scaler = {
	scaleTargetRef?: { kind?: string; name?: string } | null;
	minReplicas?: number | null;
	maxReplicas?: number;
	minReplicaCount?: number | null;
	maxReplicaCount?: number | null;
};

export function rangeOf(autoscaler: Resource): Range {
	const spec = (autoscaler.properties["spec"] ?? {}) as Scaler;
	if (SCALED_OBJECTS.includes(autoscaler.type)) return { autoscaler, min: spec.minReplicaCount ?? 0, max: spec.maxReplicaCount ?? 100 };
	const min = whole(spec.minReplicas ?? 1, autoscaler, "/spec/minReplicas");
	return { autoscaler, min, max: whole(spec.maxReplicas, autoscaler, "/spec/maxReplicas") };
}

/** `kind namespace/name` of what an autoscaler scales. */
export function targetOf(autoscaler: Resource): string {
	const { scaleTargetRef } = (autoscaler.properties["spec"] ?? {}) as Scaler;
	return `${scaleTargetRef?.kind ?? "Deployment"} ${namespaceOf(autoscaler)}/${scaleTargetRef?.name}`;
}

export function addressOf(workload: Resource): string {
	return `${kindOf(workload.type)} ${namespaceOf(workload)}/${workload.name}`;
}

/** Every resource that an autoscaler could scale, by its address; kinds of which one's namespace is not known. Pass to `Index.once`. */
export function byAddress(all: Index) {
	const found = new Map<string, Resource>();
	const open = new Set<string>();
	for (const resource of all.resources)
		try {
			if (resource.properties["spec"] !== undefined) found.set(addressOf(resource), resource);
		} catch {
			open.add(kindOf(resource.type));
		}
	return { found, open };
}

/** What scales a workload. Throws `UnknownValue` where it is not known whom one of the autoscalers scales. */
export function autoscalersOf(workload: Resource, all: Index): readonly Resource[] {
	const { byTarget, open } = all.once(autoscalers);
	if (open !== undefined) throw new UnknownValue(open, "/spec/scaleTargetRef", new Unknown("what the autoscaler scales is not known"));
	return byTarget.get(addressOf(workload)) ?? [];
}

function autoscalers(all: Index) {
	const byTarget = new Map<string, Resource[]>();
	let open: Resource | undefined;
	for (const autoscaler of [...AUTOSCALERS, ...SCALED_OBJECTS].flatMap((type) => all.ofType(type)))
		try {
			add(byTarget, targetOf(autoscaler), autoscaler);
		} catch {
			open = autoscaler;
		}
	return { byTarget, open };
}

/** Most pods that a workload ever has. */
export function mostReplicas(workload: Resource, all: Index): number {
	const ranges = autoscalersOf(workload, all).map(rangeOf);
	return ranges.length === 0 ? replicasOf(workload) : Math.max(...ranges.map(({ max }) => max));
}

export type Budget = { selector?: Selector | null; minAvailable?: number | string | null; maxUnavailable?: number | string | null };

export const budgetOf = (resource: Resource): Budget => (resource.properties["spec"] ?? {}) as Budget;

/** The selector of a budget; `undefined` where it selects nothing: without one, and an empty one in policy/v1beta1. */
export function budgetSelector(budget: Resource): Selector | undefined {
	const { selector } = budgetOf(budget);
	if (selector === undefined || selector === null) return undefined;
	return budget.type === "policy/v1beta1/PodDisruptionBudget" && isEmpty(selector) ? undefined : selector;
}

/** Budgets by the pods that they keep. Pass to `Index.once`. */
export function budgets(all: Index) {
	return choosersOf(
		all,
		BUDGETS.flatMap((type) => all.ofType(type)),
		budgetSelector,
	);
}

/** What a budget selects. */
export function keptBy(budget: Resource, all: Index): Chosen {
	const selector = budgetSelector(budget);
	return selector === undefined ? { pods: [], open: undefined } : podsChosen(all, namespaceOf(budget), selector);
}

/** Of these pods, the workloads that keep a number of them running; not those that others of them made. */
export function workloadsOf(pods: Chosen["pods"]): readonly Resource[] {
	return pods.map(({ resource }) => resource).filter((resource) => REPLICATED.includes(resource.type) && !isOwned(resource));
}

/**
 * How many of `count` pods a budget lets go at once. Shares are rounded up, of what must stay and of what may go alike; a budget without
 * either number lets none go. `undefined`: what is written is no number. Source: kubernetes v1.36, pkg/controller/disruption.
 */
export function allowed({ minAvailable, maxUnavailable }: Budget, count: number): number | undefined {
	if (maxUnavailable !== undefined && maxUnavailable !== null) return scaled(maxUnavailable, count, "up");
	if (minAvailable === undefined || minAvailable === null) return 0;
	const stay = scaled(minAvailable, count, "up");
	return stay === undefined ? undefined : count - stay;
}
