import { demandAmount } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { amountExamples } from "../../examples/amounts.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";

const control: Control = {
	...overPods,
	id: "pod-memory-request",
	severity: "medium",
	title: "Every container requests memory",
	rationale: "A container that requests nothing is put where there is no room for it, and is the first to be ended when memory runs short.",
	remediation: "Set resources.requests.memory on every container, at or below its limit.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		demandAmount(subject, context, "requests", "memory");
	},
	examples: amountExamples("requests", "memory", "128Mi", "1Gi"),
};
export default control;
