import type { Control, ExampleResource } from "../../control.ts";
import { tagged } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Labels } from "../../labels.ts";
import { demandLabels, labelExamples, labelParameters } from "../../labels.ts";

const PROJECT = "openstack:identity/project:Project";
const { pass, fail } = labelExamples((labels) => project(tagged(labels)));

const control: Control<Labels> = {
	id: "identity-project-tagged",
	family: "identity",
	severity: "low",
	title: "A project says whose it is",
	rationale: "A project that nobody claims keeps its quota, its users and its data for as long as the cloud stands.",
	remediation: "Set tags to owner=…, environment=… and classification=….",
	references: [partial(nis2["21.2(i)"]), supporting(secnumcloud["13.1"])],
	appliesTo: [PROJECT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: labelParameters,
	check: demandLabels,
	examples: { pass, fail: [...fail, { title: "no tags", resources: [project({})] }] },
};
export default control;

function project(properties: ExampleResource["properties"]): ExampleResource {
	return { type: PROJECT, name: "town-hall", properties: { name: "town-hall", ...properties } };
}
