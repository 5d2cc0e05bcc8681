import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, manifest } from "../../examples/kubernetes.ts";
import { autoscaler, budget, LABELS, mystery, OWNED, running } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { BUDGETS, REPLICATED } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";
import { allowed, budgetOf, budgets, isOwned, keptBy, mostReplicas, workloadsOf } from "../../workloads.ts";

const three = running({ replicas: 3 });

const control: Control<Exempt> = {
	id: "workload-disruption-budget",
	family: "workload",
	severity: "medium",
	title: "A budget keeps copies running through maintenance and lets it proceed",
	rationale: "Without a budget a drain of nodes may stop all copies at once; with one that lets none go, nodes can't be patched.",
	remediation: "Add one PodDisruptionBudget whose selector matches the workload's pods, with maxUnavailable: 1.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: [...REPLICATED, ...BUDGETS],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(subject, { all, parameters, report, absent, unknown, notApplicable }) {
		const namespace = namespaceOf(subject);
		if (parameters.exempt.includes(namespace)) return notApplicable();
		// The verdict on its numbers sits on the budget, that on its lack on the workload.
		if (BUDGETS.includes(subject.type)) {
			const { pods, open } = keptBy(subject, all);
			const workloads = workloadsOf(pods);
			if (pods.length === 0)
				return open === undefined
					? report({ path: "/spec/selector", message: "It selects no workload." })
					: unknown("/spec/selector", open);
			const count = workloads.reduce((sum, workload) => sum + mostReplicas(workload, all), 0);
			const free = allowed(budgetOf(subject), count);
			if (free === undefined) return unknown("/spec", "its number is neither a whole one nor a share in percent");
			if (free > 0 || count === 0) return;
			return open === undefined
				? report({ path: "/spec", message: `It lets none of ${count} pods go, so that no node can be drained.` })
				: unknown("/spec", open);
		}
		if (isOwned(subject) || mostReplicas(subject, all) < 2) return notApplicable();
		const sets = podSetsOf(all, subject);
		if (sets === undefined) return unknown("/spec/template/metadata/labels");
		const join = all.once(budgets);
		const found = sets.flatMap(join.of);
		if (found.length > 1)
			return report({
				path: "",
				message: `Budgets ${found.map(({ name }) => name).join(" and ")} select the same pods, which can then not be evicted at all.`,
			});
		if (join.isOpen(namespace)) return unknown("", "what a budget of the namespace selects is not known");
		if (found.length === 1) return;
		absent({ path: "", message: "No PodDisruptionBudget selects its pods." });
	},
	examples: {
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
	},
};
export default control;
