import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { ExampleResource, Parameter } from "./control.ts";
import { leafAt, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";

export const ASSIGNMENT = "openstack:identity/roleAssignment:RoleAssignment";
export const INHERITED = "openstack:identity/inheritRoleAssignment:InheritRoleAssignment";
const ROLE = "openstack:identity/role:Role";
const ROLES = [ROLE] as const;

export interface AdminRoles {
	adminRoles: readonly string[];
}

/** Keystone knows a role by its id, and policies by its name. */
export const adminRoles: Parameter<readonly string[]> = {
	description: "Names of roles that administer.",
	default: ["admin", "cloud_admin", "domain_admin"],
	schema: { type: "array", items: { type: "string" } },
};

export function isAdmin(name: string, names: readonly string[]): boolean {
	return names.includes(name.toLowerCase());
}

/** The name of the role that stands at `pointer`. Throws `UnknownValue` where only an id is known: roles are the cloud's own. */
export function roleNameOf(subject: Resource, pointer: string, all: Index, names: readonly string[]): string {
	const role = all.reference(subject, pointer, ROLES);
	if (role !== undefined) return String(role.properties["name"] ?? role.name);
	const leaf = String(leafAt(subject, pointer));
	if (isAdmin(leaf, names)) return leaf;
	throw new UnknownValue(subject, pointer, new Unknown("which role this is can't be told from its id"));
}

/** A role that assignments call `role`, for examples. */
export function role(name: string): ExampleResource {
	return { type: ROLE, name, id: "role", physicalId: "role", properties: { name } };
}
