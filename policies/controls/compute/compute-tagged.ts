import type { Control } from "../../control.ts";
import { instance, tagged } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Labels } from "../../labels.ts";
import { demandLabels, labelExamples, labelParameters } from "../../labels.ts";
import { INSTANCE } from "../../ports.ts";

const { pass, fail } = labelExamples((metadata) => instance({ metadata }));

const control: Control<Labels> = {
	id: "compute-tagged",
	family: "compute",
	severity: "low",
	title: "A machine says whose it is",
	rationale: "When an alarm names a machine, somebody has to know at once whose it is and what data lies on it.",
	remediation: "Set owner, environment and classification in metadata.",
	references: [partial(nis2["21.2(i)"]), supporting(secnumcloud["13.1"])],
	appliesTo: [INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: labelParameters,
	check: demandLabels,
	examples: {
		pass: [
			...pass,
			...labelExamples((labels) => instance(tagged(labels))).pass.map((each) => ({ ...each, title: `${each.title}, as tags` })),
		],
		fail: [...fail, { title: "neither metadata nor tags", resources: [instance({})] }],
	},
};
export default control;
