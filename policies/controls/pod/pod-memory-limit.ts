import { demandAmount } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { amountExamples } from "../../examples/amounts.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";

const control: Control = {
	...overPods,
	id: "pod-memory-limit",
	severity: "medium",
	title: "Every container has a memory limit",
	rationale: "A container without a limit takes the node's memory when it leaks, and the kernel then ends its neighbours.",
	remediation: "Set resources.limits.memory on every container, at or above resources.requests.memory.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		demandAmount(subject, context, "limits", "memory");
	},
	examples: amountExamples("limits", "memory", "1G", "1Gi"),
};
export default control;
