import type { Control } from "../../control.ts";
import { workloadDisruptionBudgetExamples } from "../../examples/workload-disruption-budget.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { BUDGETS, REPLICATED } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";
import { allowed, budgetOf, budgets, isOwned, keptBy, mostReplicas, workloadsOf } from "../../workloads.ts";

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
	examples: workloadDisruptionBudgetExamples,
};
export default control;
