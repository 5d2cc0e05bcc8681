import type { Control } from "../../control.ts";
import { probeExamples } from "../../examples/probes.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { overPods } from "../../pods.ts";
import { demandProbe } from "../../probes.ts";

const control: Control = {
	...overPods,
	id: "pod-liveness",
	severity: "medium",
	title: "Programs that hang are started again",
	rationale: "A program that hangs looks like one that runs: nobody starts it again until citizens call.",
	remediation: "Give every container that runs on a livenessProbe that asks the program itself, and nothing that it leans on.",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	check(subject, context) {
		demandProbe(subject, context, "livenessProbe");
	},
	examples: probeExamples("livenessProbe"),
};
export default control;
