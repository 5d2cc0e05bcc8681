import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { ASSIGNMENT, INHERITED, role, roleNameOf } from "../../roles.ts";

const control: Control<{ allowedRoles: readonly string[] }> = {
	id: "identity-no-domain-wide-role",
	family: "identity",
	severity: "high",
	title: "Roles are granted on projects, not on a whole domain",
	rationale: "A role on a domain reaches its users and groups, or every project of it, those of later years included.",
	remediation: "Set projectId in place of domainId, once for each project that is meant.",
	references: [direct(secnumcloud["9.3"]), direct(nis2["21.2(i)"]), partial(gdpr["25(2)"])],
	appliesTo: [ASSIGNMENT, INHERITED],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		allowedRoles: {
			description: "Names of roles that may be granted on a domain, in lower case.",
			default: [],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(assignment, { all, parameters: { allowedRoles }, report }) {
		if (!present(assignment.properties, "domainId")) return;
		if (allowedRoles.length > 0 && allowedRoles.includes(roleNameOf(assignment, "/roleId", all, allowedRoles).toLowerCase())) return;
		const reach = assignment.type === INHERITED ? "every project of the domain" : "the whole domain";
		report({ path: "/domainId", message: `The role is granted on ${reach}.` });
	},
	examples: {
		pass: [
			{ title: "on a project", resources: [grant({ projectId: "town" })] },
			{ title: "on what is below a project", resources: [inherited({ projectId: "town" })] },
			{ title: "a state writes absence as an empty text", resources: [grant({ projectId: "town", domainId: "" })] },
			{
				title: "a role that the pack allows",
				resources: [grant({ domainId: "saint-exemple" }), role("reader")],
				parameters: { allowedRoles: ["reader"] },
			},
		],
		fail: [
			{ title: "on a domain", resources: [grant({ domainId: "saint-exemple" })] },
			{ title: "on every project of a domain", resources: [inherited({ domainId: "saint-exemple" })] },
			{ title: "on a domain that comes later", resources: [grant({ domainId: new Unknown() })] },
			{
				title: "a role that the pack does not allow",
				resources: [grant({ domainId: "saint-exemple" }), role("member")],
				parameters: { allowedRoles: ["reader"] },
			},
		],
		unknown: [
			{
				title: "the role is not known",
				resources: [grant({ domainId: "saint-exemple", roleId: new Unknown() })],
				parameters: { allowedRoles: ["reader"] },
			},
		],
	},
};
export default control;

function grant(properties: Properties): ExampleResource {
	return { type: ASSIGNMENT, name: "grant", properties: { userId: "agent", roleId: "role", ...properties } };
}
function inherited(properties: Properties): ExampleResource {
	return { type: INHERITED, name: "grant", properties: { userId: "agent", roleId: "role", ...properties } };
}
