import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { autoscaler, budget, mystery, running } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { AUTOSCALERS } from "../../kinds.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";
import { allowed, autoscalersOf, budgetOf, budgets, byAddress, rangeOf, targetOf } from "../../workloads.ts";

const web = running();
const to = (kind: string, name = "web") => ({ scaleTargetRef: { apiVersion: "apps/v1", kind, name } });

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
	examples: {
		pass: [
			{ title: "two to five", resources: [autoscaler(), web] },
			{
				title: "an old version of the API, a StatefulSet",
				resources: [autoscaler(to("StatefulSet"), "autoscaling/v1"), running({}, "StatefulSet")],
			},
			{ title: "a budget that spares one", resources: [autoscaler({ minReplicas: 3 }), web, budget({ minAvailable: 2 })] },
			{ title: "a custom kind that is in the list", resources: [autoscaler(to("Crew", "crew")), mystery] },
			{ title: "one where a pack asks for no more", resources: [autoscaler({ minReplicas: 1 }), web], parameters: { least: 1 } },
		],
		fail: [
			{ title: "one at least", resources: [autoscaler({ minReplicas: 1 }), web], says: "one copy" },
			{ title: "not said is one", resources: [autoscaler({ minReplicas: null }), web] },
			{ title: "none at least", resources: [autoscaler({ minReplicas: 0 }), web], says: "0 copies" },
			{ title: "no room", resources: [autoscaler({ minReplicas: 3, maxReplicas: 3 }), web], says: "no room" },
			{ title: "less than none", resources: [autoscaler({ minReplicas: 5, maxReplicas: 3 }), web] },
			{ title: "no target", resources: [autoscaler()], says: "no Deployment town/web" },
			{ title: "a target of another kind", resources: [autoscaler(to("StatefulSet")), web] },
			{ title: "a target of another name", resources: [autoscaler(to("Deployment", "api")), web] },
			{ title: "two of them", resources: [autoscaler(), web, { ...autoscaler(), name: "other", id: "other" }], says: "scales the same" },
			{ title: "a budget that lets none of the least go", resources: [autoscaler(), web, budget({ minAvailable: 2 })], says: "budget web" },
		],
		unknown: [
			{ title: "the least is not known", resources: [autoscaler({ minReplicas: new Unknown() }), web] },
			{ title: "the most is not written", resources: [autoscaler({ maxReplicas: null }), web] },
			{
				title: "the target's name is not known",
				resources: [autoscaler({ scaleTargetRef: { kind: "Deployment", name: new Unknown() } }), web],
			},
			{
				title: "the namespace of a workload is not known",
				resources: [autoscaler(), { ...web, properties: { ...web.properties, metadata: { namespace: new Unknown() } } }],
			},
			{ title: "the target may lie outside this part", partial: true, resources: [autoscaler()] },
			{ title: "what a budget selects is not known", resources: [autoscaler(), web, budget({ selector: new Unknown() })] },
		],
	},
};
export default control;
