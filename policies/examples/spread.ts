import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";
import { manifest } from "./kubernetes.ts";
import { autoscaler, LABELS, OWNED, running, withPod } from "./workloads.ts";

/** What the two controls about spreading share: a workload of two copies, kept apart in the ways that there are. */

const two = { replicas: 2 };
const labelSelector = { matchLabels: LABELS };

export const constrained = (topologyKey: string, more: Properties = {}): ExampleResource =>
	withPod({ topologySpreadConstraints: [{ topologyKey, maxSkew: 1, whenUnsatisfiable: "DoNotSchedule", labelSelector, ...more }] }, two);
export const refused = (topologyKey: string, more: Properties = {}, kind = "Deployment"): ExampleResource =>
	withPod(
		{ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector, ...more }] } } },
		two,
		kind,
	);
export const preferred = (topologyKey: string): ExampleResource =>
	withPod(
		{
			affinity: {
				podAntiAffinity: {
					preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: { topologyKey, labelSelector } }],
				},
			},
		},
		two,
	);

/** Examples for the label of a topology, beside resources that say how many places there are. */
export function spreadExamples(key: string, other: string, ...more: ExampleResource[]) {
	const told = (title: string, resource: ExampleResource): Example => ({ title, resources: [resource, ...more] });
	return {
		pass: [
			told("a constraint", constrained(key)),
			told("a constraint that is only a wish", constrained(key, { whenUnsatisfiable: "ScheduleAnyway" })),
			told("a constraint that counts every pod of the namespace", constrained(key, { labelSelector: {} })),
			told("anti-affinity", refused(key, {}, "StatefulSet")),
			told("anti-affinity as a wish", preferred(key)),
		],
		fail: [
			told("nothing", running(two)),
			told("nulls", withPod({ topologySpreadConstraints: null, affinity: { podAntiAffinity: null } }, two)),
			told("over other places", constrained(other)),
			told("a constraint that counts no pods", constrained(key, { labelSelector: null })),
			told("a constraint that counts other pods", constrained(key, { labelSelector: { matchLabels: { app: "api" } } })),
			told("anti-affinity to other pods", refused(key, { labelSelector: { matchLabels: { app: "api" } } })),
			told("a workload that scales", running()),
			told("an old version of the API", running(two, "Deployment", "apps/v1beta1")),
		].map((example, index) => (index === 6 ? { ...example, resources: [...example.resources, autoscaler()] } : example)),
		unknown: [
			told("constraints are not known", withPod({ topologySpreadConstraints: new Unknown() }, two)),
			told("the topology is not known", constrained(key, { topologyKey: new Unknown() })),
			told("how many copies is not known", running({ replicas: new Unknown() })),
		],
		notApplicable: [
			told("one copy", running({ replicas: 1 })),
			told("made by a Deployment", running(two, "ReplicaSet", "apps/v1", OWNED)),
			told("the cluster's own", manifest("apps/v1", "Deployment", "coredns", { spec: { replicas: 2 } }, "kube-system")),
		],
	};
}
