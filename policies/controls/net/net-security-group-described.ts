import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { GROUP } from "../../security-groups.ts";

const control: Control = {
	id: "net-security-group-described",
	family: "net",
	severity: "low",
	title: "A security group says what it is for",
	rationale: "Nobody dares to remove a group of which nobody knows the purpose, and so its openings stay for ever.",
	remediation: "Set description to what the members do and who calls them.",
	references: [partial(secnumcloud["13.1"]), supporting(nis2["21.2(i)"])],
	appliesTo: [GROUP],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const path = present(properties, "description") ? "/description" : "";
		if (path === "" || String(properties["description"]).trim() === "") report({ path, message: "The group has no description." });
	},
	examples: {
		pass: [
			{ title: "described", resources: [group("app", { description: "Servers that answer the balancers" })] },
			{
				title: "the description of `default` that Neutron writes",
				resources: [group("default", { description: "Default security group" })],
			},
		],
		fail: [
			{ title: "no description", resources: [group("app")] },
			{ title: "an empty one, as state files write it", resources: [group("app", { description: "" })] },
			{ title: "blanks", resources: [group("app", { description: "  " })] },
		],
		unknown: [{ title: "not known", resources: [group("app", { description: new Unknown() })] }],
	},
};
export default control;
