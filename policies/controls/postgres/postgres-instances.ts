import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { POSTGRES } from "../../copies.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { postgres, specOf } from "../../postgres.ts";

const control: Control<{ least: number }> = {
	id: "postgres-instances",
	family: "postgres",
	severity: "medium",
	title: "The database runs on more than one machine",
	rationale:
		"With one instance an update of its node is an outage, and the loss of its disk a loss of what was written since the last backup.",
	remediation: "Set spec.instances to 3: one writes, one stands by in step, one may be away.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: [POSTGRES],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		least: { description: "How many instances at least.", default: 2, schema: { type: "integer", minimum: 1, maximum: 9 } },
	},
	check(database, context) {
		const instances = specOf(database).instances ?? 1;
		if (Number.isNaN(Number(instances))) return context.unknown("/spec/instances", "it is not a number");
		if (Number(instances) < context.parameters.least)
			context.report({
				path: "/spec/instances",
				message: `It runs ${instances} instance${Number(instances) === 1 ? "" : "s"}; ${context.parameters.least} are the least.`,
			});
	},
	examples: {
		pass: [
			{ title: "three", resources: [postgres({ instances: 3 })] },
			{ title: "two", resources: [postgres({ instances: 2 })] },
			{ title: "one, where a pack asks for no more", resources: [postgres({ instances: 1 })], parameters: { least: 1 } },
		],
		fail: [
			{ title: "one", resources: [postgres({ instances: 1 })], says: "1 instance;" },
			{ title: "not said, which means one", resources: [postgres({})] },
			{ title: "two, where a pack asks for three", resources: [postgres({ instances: 2 })], parameters: { least: 3 }, says: "2 instances" },
		],
		unknown: [
			{ title: "not known", resources: [postgres({ instances: new Unknown() })] },
			{ title: "no number", resources: [postgres({ instances: "many" })], says: "not a number" },
			{ title: "nothing is known", resources: [postgres(new Unknown())] },
		],
	},
};
export default control;
