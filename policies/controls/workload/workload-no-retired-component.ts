import type { Control } from "../../control.ts";
import { workloadNoRetiredComponentExamples } from "../../examples/workload-no-retired-component.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { bearsPods, eachContainer } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const control: Control = {
	id: "workload-no-retired-component",
	family: "workload",
	severity: "high",
	title: "No component runs that its makers have retired",
	rationale:
		"Nobody mends a retired component: each hole that is found in it from now on stays open, and many of these see every secret of the cluster.",
	remediation: "Replace the component with the one that the message names.",
	references: [direct(secnumcloud["12.11"]), direct(nis2["21.2(e)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: bearsPods,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { facts, today, report, unknown, notApplicable } = context;
		if (isOwned(subject)) return notApplicable();
		eachContainer(subject, context, ({ container, path, called }) => {
			const { image } = container;
			const found = facts.retired(String(image));
			if (found === undefined || today <= found.row.end) return;
			const { row, sure } = found;
			if (!sure) return unknown(`${path}/image`, `the image names no version, and ${row.name} is retired`);
			const cited = facts.cited("kubernetes-components", row.id, row);
			report({
				path: `${path}/image`,
				message: `The ${called} is ${row.name}, which nobody maintains since ${row.end}; use ${row.replaceWith} (${cited}).`,
			});
		});
	},
	examples: workloadNoRetiredComponentExamples,
};
export default control;
