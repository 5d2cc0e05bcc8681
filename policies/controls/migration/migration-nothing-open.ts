import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { csf, dataAct, partial, supporting } from "../../frameworks.ts";

const control: Control = {
	id: "migration-nothing-open",
	family: "migration",
	severity: "medium",
	title: "Nothing of the move is left open",
	rationale: "What nobody decided before the cut-over is missed after it, when the old service is gone.",
	remediation: "Settle each entry of todo in the environment file, then take it away.",
	references: [supporting(dataAct["25"]), partial(csf["SOV-4.1"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(_, { all, report, notApplicable }) {
		const { todo } = environmentOf(all) ?? {};
		if (todo === undefined) return notApplicable();
		for (const [name, what] of Object.entries(todo)) report({ path: `/todo/${name}`, message: `Open: ${what.replace(/\.?$/, ".")}` });
	},
	examples: {
		pass: [
			{ title: "nothing open", resources: [town({ todo: {} })] },
			{ title: "nothing open, on a cloud of one's own", resources: [town({ todo: {}, cloud: { provider: "own", country: "FR" } })] },
		],
		fail: [
			{ title: "something open", resources: [town({ todo: { "aws-neptune-cluster": "No target: built anew, or left." } })] },
			{ title: "several things open", resources: [town({ todo: { image: "Write the digest", host: "Write the name." } })] },
		],
		unknown: [{ title: "not known", resources: [town({ todo: new Unknown() })] }],
		notApplicable: [{ title: "no move", resources: [town()] }],
	},
};
export default control;
