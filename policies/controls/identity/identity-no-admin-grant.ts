import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { SYSTEM_ROLE_ASSIGNMENT } from "../../live-types.ts";
import type { AdminRoles } from "../../roles.ts";
import { ASSIGNMENT, adminRoles, isAdmin, role, roleNameOf } from "../../roles.ts";

const control: Control<AdminRoles> = {
	id: "identity-no-admin-grant",
	family: "identity",
	severity: "high",
	title: "Nobody is made an administrator",
	rationale:
		"Most services ask for the name of the role and not for where it was granted: admin on one project, a domain or the system is admin of the whole cloud.",
	remediation: "Grant member or reader on the one project that is meant; let administrators of the cloud keep their own accounts.",
	references: [direct(secnumcloud["9.3"]), partial(gdpr["25(2)"]), direct(nis2["21.2(i)"])],
	appliesTo: [ASSIGNMENT, SYSTEM_ROLE_ASSIGNMENT],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { adminRoles },
	check(assignment, { all, parameters, report }) {
		const path = assignment.type === ASSIGNMENT ? "/roleId" : "/role_id";
		const name = roleNameOf(assignment, path, all, parameters.adminRoles);
		if (!isAdmin(name, parameters.adminRoles)) return;
		const { domainId, projectId } = assignment.properties;
		const scope = path === "/role_id" ? "the system" : domainId ? "a domain" : projectId ? "a project" : "it does not say what";
		report({ path, message: `The role ${name} is granted on ${scope}.` });
	},
	examples: {
		pass: [
			{ title: "a member of a project", resources: [grant({ projectId: "town" }), role("member")] },
			{ title: "a role of one's own", resources: [grant({ projectId: "town" }), role("backup-operator")] },
			{
				title: "admin under another name of the pack",
				resources: [grant({ projectId: "town" }), role("admin")],
				parameters: { adminRoles: ["root"] },
			},
		],
		fail: [
			{ title: "admin of a project", resources: [grant({ projectId: "town" }), role("admin")] },
			{ title: "admin of a domain, to a group", resources: [grant({ domainId: "saint-exemple", groupId: "agents" }), role("Admin")] },
			{ title: "a live cloud writes the name", resources: [grant({ projectId: "town", roleId: "admin" })] },
			{ title: "live, on the system", resources: [onSystem(), role("admin")], source: "live" },
		],
		unknown: [
			{ title: "a role that is not in the list", resources: [grant({ projectId: "town", roleId: "9fe2ff9ee4384b1894a90878d3e92bab" })] },
			{ title: "the role is not known", resources: [grant({ projectId: "town", roleId: new Unknown() })] },
		],
	},
};
export default control;

function grant(properties: Properties): ExampleResource {
	return { type: ASSIGNMENT, name: "grant", properties: { userId: "agent", roleId: "role", ...properties } };
}
function onSystem(): ExampleResource {
	return { type: SYSTEM_ROLE_ASSIGNMENT, name: "grant", properties: { user_id: "agent", role_id: "role" } };
}
