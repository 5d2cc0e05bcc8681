import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { USER, user } from "../../users.ts";

const control: Control = {
	id: "identity-user-enabled",
	family: "identity",
	severity: "low",
	title: "No user is kept that nobody may use",
	rationale: "A disabled user keeps its roles and credentials, and comes back to life with one switch that nobody expects.",
	remediation: "Remove the user; where the person only pauses, note until when, and set enabled to true when they are back.",
	references: [direct(secnumcloud["9.2"]), supporting(nis2["21.2(i)"])],
	appliesTo: [USER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		if (properties["enabled"] === false || properties["enabled"] === "false")
			report({ path: "/enabled", message: "The user is disabled." });
	},
	examples: {
		pass: [
			{ title: "Keystone enables users", resources: [user({})] },
			{ title: "said so", resources: [user({ enabled: true })] },
		],
		fail: [
			{ title: "disabled", resources: [user({ enabled: false })] },
			{ title: "disabled, written as a text", resources: [user({ enabled: "false" })] },
		],
		unknown: [{ title: "whether it is enabled is not known", resources: [user({ enabled: new Unknown() })] }],
	},
};
export default control;
