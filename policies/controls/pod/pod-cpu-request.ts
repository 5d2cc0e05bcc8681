import { demandAmount } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { amountExamples } from "../../examples/amounts.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";

const control: Control = {
	...overPods,
	id: "pod-cpu-request",
	severity: "medium",
	title: "Every container requests processor time",
	rationale: "A container that requests nothing is put on any node, however full, and gets what the others leave.",
	remediation: "Set resources.requests.cpu on every container, at or below its limit.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		demandAmount(subject, context, "requests", "cpu");
	},
	examples: amountExamples("requests", "cpu", "250m", "1"),
};
export default control;
