import type { Control } from "../../control.ts";
import { volume } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Labels } from "../../labels.ts";
import { demandLabels, labelExamples, labelParameters } from "../../labels.ts";
import { VOLUME } from "../../volume-types.ts";

const { pass, fail } = labelExamples((metadata) => volume("data", { metadata }));

const control: Control<Labels> = {
	id: "volume-tagged",
	family: "volume",
	severity: "low",
	title: "A volume says whose it is",
	rationale: "A volume outlives machines and people; without a label nobody can tell whether its data may be read, kept or has to go.",
	remediation: "Set owner, environment and classification in metadata.",
	references: [partial(nis2["21.2(i)"]), supporting(secnumcloud["13.1"]), supporting(gdpr["5(2)"])],
	appliesTo: [VOLUME],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: labelParameters,
	check: demandLabels,
	examples: { pass, fail: [...fail, { title: "no metadata", resources: [volume("data", {})] }] },
};
export default control;
