import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { container, manifest } from "./kubernetes.ts";
import { autoscaler, budget, LABELS, mystery, OWNED, running } from "./workloads.ts";

const three = running({ replicas: 3 });

/** Examples of the control `workload-disruption-budget`. */
export const workloadDisruptionBudgetExamples: AnyControl["examples"] = {
	pass: [
		{ title: "one may go", resources: [three, budget({ maxUnavailable: 1 })] },
		{ title: "a budget for every pod of the namespace", resources: [three, budget({ selector: {}, minAvailable: 1 })] },
		{
			title: "by expressions",
			resources: [three, budget({ selector: { matchExpressions: [{ key: "app", operator: "In", values: ["api", "web"] }] } })],
		},
		{ title: "of two, one must stay", resources: [budget({ minAvailable: "50%" }), running({ replicas: 2 })] },
		{ title: "a share is rounded up", resources: [budget({ maxUnavailable: "1%" }), three] },
		{ title: "more than the least of a workload that scales", resources: [budget({ minAvailable: 2 }), running(), autoscaler()] },
		{
			title: "over two workloads",
			resources: [budget({ minAvailable: 3 }), three, { ...running({ replicas: 1 }), name: "web-canary", id: "canary" }],
		},
		{
			title: "of pods by themselves",
			resources: [
				budget({ minAvailable: 1 }),
				manifest("v1", "Pod", "web", { metadata: { labels: LABELS }, spec: { containers: [container()] } }, "town"),
			],
		},
		{ title: "of a workload that is switched off", resources: [budget({ minAvailable: 1 }), running({ replicas: 0 })] },
	],
	fail: [
		{ title: "no budget", resources: [three] },
		{ title: "no budget for a workload that scales", resources: [running(), autoscaler()] },
		{ title: "for other pods", resources: [three, budget({ selector: { matchLabels: { app: "api" } } })] },
		{ title: "without a selector, which is none", resources: [three, budget({ selector: null })] },
		{ title: "an empty selector of the old API is none", resources: [three, budget({ selector: {} }, "policy/v1beta1")] },
		{
			title: "in another namespace",
			resources: [three, { ...budget(), namespace: "other", properties: { ...budget().properties, metadata: { namespace: "other" } } }],
		},
		{
			title: "two for the same pods",
			resources: [three, budget({ maxUnavailable: 1 }), budget({ maxUnavailable: 1 }, "policy/v1", "other")],
			says: "web and other",
		},
		{ title: "none may go", resources: [budget({ maxUnavailable: 0 }), three], says: "none of 3" },
		{ title: "no share may go", resources: [budget({ maxUnavailable: "0%" }), three] },
		{ title: "all must stay", resources: [budget({ minAvailable: "100%" }), three] },
		{ title: "as many must stay as there are", resources: [budget({ minAvailable: 3 }), three] },
		{ title: "more must stay than there are", resources: [budget({ minAvailable: 3 }, "policy/v1beta1"), running({ replicas: 2 })] },
		{ title: "neither number", resources: [budget(), three] },
		{ title: "a share that rounds up to all", resources: [budget({ minAvailable: "90%" }), running({ replicas: 2 })] },
		{ title: "a budget for nothing", resources: [budget({ maxUnavailable: 1 })], says: "selects no workload" },
	],
	unknown: [
		{ title: "budgets may lie outside this part", partial: true, resources: [three] },
		{ title: "what a budget selects is not known", resources: [three, budget({ selector: new Unknown() })] },
		{ title: "the workload may lie outside this part", partial: true, resources: [budget({ maxUnavailable: 1 })] },
		{ title: "the workload may be made by an operator", resources: [budget({ maxUnavailable: 1 }), mystery] },
		{ title: "other pods may lie outside this part", partial: true, resources: [budget({ maxUnavailable: 0 }), three] },
		{ title: "the number is not known", resources: [budget({ maxUnavailable: new Unknown() }), three] },
		{ title: "no number", resources: [budget({ maxUnavailable: "half" }), three] },
		{
			title: "the labels of its pods are not known",
			resources: [running({ replicas: 2, template: { metadata: { labels: new Unknown() }, spec: { containers: [] } } }), budget()],
		},
	],
	notApplicable: [
		{ title: "one copy, which a budget would nail to its node", resources: [running({ replicas: 1 })] },
		{ title: "made by a Deployment", resources: [running({ replicas: 3 }, "ReplicaSet", "apps/v1", OWNED)] },
		{
			title: "the cluster's own",
			resources: [{ ...three, namespace: "kube-system", properties: { spec: {}, metadata: { namespace: "kube-system" } } }],
		},
	],
};
