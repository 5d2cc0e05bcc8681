import type { Control } from "../../control.ts";
import { workloadAutoscalerSaneExamples } from "../../examples/workload-autoscaler-sane.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { AUTOSCALERS } from "../../kinds.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";
import { allowed, autoscalersOf, budgetOf, budgets, byAddress, rangeOf, targetOf } from "../../workloads.ts";

const control: Control<{ least: number }> = {
	id: "workload-autoscaler-sane",
	family: "workload",
	severity: "medium",
	title: "An autoscaler has a target and room to scale it",
	rationale:
		"An autoscaler without a target, with a least of one copy or without room between least and most gives load nowhere to go and failure everything.",
	remediation:
		"Point scaleTargetRef at a workload of the namespace, set minReplicas to 2 or more and below maxReplicas, and let its budget spare one copy at the least.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: AUTOSCALERS,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		least: {
			description: "The smallest number of copies that an autoscaler may go down to.",
			default: 2,
			schema: { type: "integer", minimum: 1 },
		},
	},
	check(subject, { all, parameters, report, absent, unknown, each }) {
		const { min, max } = rangeOf(subject);
		if (min < parameters.least)
			report({
				path: "/spec/minReplicas",
				message: `It may go down to ${min === 1 ? "one copy" : `${min} copies`}; at least ${parameters.least} are asked for.`,
			});
		if (max <= min) report({ path: "/spec/maxReplicas", message: `It has no room: at least ${min} copies, at most ${max}.` });
		const target = targetOf(subject);
		const { found, open } = all.once(byAddress);
		const workload = found.get(target);
		const kind = target.slice(0, target.indexOf(" "));
		if (workload === undefined && open.has(kind)) return unknown("/spec/scaleTargetRef", `the namespace of a ${kind} is not known`);
		if (workload === undefined) return absent({ path: "/spec/scaleTargetRef", message: `There is no ${target} for it to scale.` });
		const other = autoscalersOf(workload, all).find(({ id, type }) => id !== subject.id && AUTOSCALERS.includes(type));
		if (other !== undefined)
			report({ path: "/spec/scaleTargetRef", message: `${other.name} scales the same ${kind}: each undoes what the other does.` });
		const join = all.once(budgets);
		const sets = podSetsOf(all, workload);
		if (sets === undefined) return unknown("/spec/scaleTargetRef", "the labels of its target's pods are not known");
		const kept = sets.flatMap(join.of);
		if (join.isOpen(namespaceOf(subject))) unknown("", "what a budget of the namespace selects is not known");
		each(kept, (keeper) => {
			const free = allowed(budgetOf(keeper), min);
			if (free !== undefined && free < 1 && min >= parameters.least)
				report({
					path: "/spec/minReplicas",
					message: `At its least of ${min} copies the budget ${keeper.name} lets none go, so that no node can be drained.`,
				});
		});
	},
	examples: workloadAutoscalerSaneExamples,
};
export default control;
