import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { AdminRoles } from "../../roles.ts";
import { adminRoles, INHERITED, isAdmin, role, roleNameOf } from "../../roles.ts";

const control: Control<AdminRoles> = {
	id: "identity-no-inherited-admin",
	family: "identity",
	severity: "high",
	title: "No administrator's role is inherited by projects",
	rationale: "An inherited role holds in every project below, also in those that are made later by people who never hear of it.",
	remediation: "Grant what is needed on the one project that is meant, with a role other than admin.",
	references: [direct(secnumcloud["9.3"]), direct(nis2["21.2(i)"]), partial(gdpr["25(2)"])],
	appliesTo: [INHERITED],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { adminRoles },
	check(assignment, { all, parameters, report }) {
		const name = roleNameOf(assignment, "/roleId", all, parameters.adminRoles);
		if (isAdmin(name, parameters.adminRoles)) report({ path: "/roleId", message: `The role ${name} is inherited by every project below.` });
	},
	examples: {
		pass: [
			{ title: "readers everywhere", resources: [inherited({ domainId: "saint-exemple" }), role("reader")] },
			{ title: "members below a project", resources: [inherited({ projectId: "town" }), role("member")] },
		],
		fail: [
			{ title: "admin of every project of a domain", resources: [inherited({ domainId: "saint-exemple" }), role("admin")] },
			{ title: "admin below a project, to a group", resources: [inherited({ projectId: "town", groupId: "agents" }), role("cloud_admin")] },
			{ title: "a live cloud writes the name", resources: [inherited({ domainId: "saint-exemple", roleId: "admin" })], source: "live" },
		],
		unknown: [
			{ title: "a role that is not in the list", resources: [inherited({ roleId: "9fe2ff9ee4384b1894a90878d3e92bab" })] },
			{ title: "the role is not known", resources: [inherited({ roleId: new Unknown() })] },
		],
	},
};
export default control;

function inherited(properties: Properties): ExampleResource {
	return { type: INHERITED, name: "grant", properties: { userId: "agent", roleId: "role", ...properties } };
}
