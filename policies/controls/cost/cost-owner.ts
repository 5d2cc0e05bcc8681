import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { gdpr, rgesn, supporting } from "../../frameworks.ts";

const control: Control = {
	id: "cost-owner",
	family: "cost",
	severity: "low",
	title: "It is known who pays",
	rationale: "What nobody pays for is switched off by nobody: it stays, is not updated, and holds data that no one remembers.",
	remediation: "Write costCentre: every resource then carries it.",
	references: [supporting(rgesn["3.2"]), supporting(gdpr["5(2)"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(_, { all, report }) {
		const costCentre = environmentOf(all)?.costCentre;
		if (costCentre === undefined || costCentre === "") report({ path: "", message: "No cost centre is named (costCentre)." });
	},
	examples: {
		pass: [
			{ title: "a number", resources: [town({ costCentre: "3120" })] },
			{ title: "a name", resources: [town({ costCentre: "digital-services" })] },
		],
		fail: [
			{ title: "none", resources: [town()] },
			{ title: "an empty one", resources: [town({ costCentre: "" })] },
		],
		unknown: [{ title: "not known", resources: [town({ costCentre: new Unknown() })] }],
	},
};
export default control;
