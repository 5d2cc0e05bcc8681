import { demandAmount } from "../../amounts.ts";
import type { Control } from "../../control.ts";
import { amountExamples } from "../../examples/amounts.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";

const control: Control = {
	...overPods,
	id: "pod-cpu-limit",
	severity: "low",
	title: "Every container has a processor limit",
	rationale: "A container that spins without a limit slows down all that share its node.",
	remediation: "Set resources.limits.cpu on every container, at or above resources.requests.cpu.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		demandAmount(subject, context, "limits", "cpu");
	},
	examples: amountExamples("limits", "cpu", "500m", "1.5"),
};
export default control;
