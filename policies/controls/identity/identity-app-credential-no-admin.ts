import { Unknown } from "../../../inventory/resource.ts";
import { APP_CREDENTIAL, appCredential } from "../../app-credentials.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import type { AdminRoles } from "../../roles.ts";
import { adminRoles, isAdmin } from "../../roles.ts";

const control: Control<AdminRoles> = {
	id: "identity-app-credential-no-admin",
	family: "identity",
	severity: "high",
	title: "The application credential carries no administrator's role",
	rationale: "A credential lies in files and pipelines; with the role admin whoever reads it there rules the cloud.",
	remediation: "List the roles that the program needs in roles, such as member or reader, and leave admin out.",
	references: [direct(secnumcloud["9.3"]), direct(nis2["21.2(i)"]), partial(gdpr["25(2)"])],
	appliesTo: [APP_CREDENTIAL],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { adminRoles },
	check(credential, { each, parameters, report, unknown }) {
		const roles = items(credential.properties["roles"] as unknown as readonly string[] | undefined, credential, "/roles");
		if (roles.length === 0) unknown("", "it lists no roles, and so takes all that its maker has");
		each(roles, (role, index) => {
			const name = String(role);
			if (isAdmin(name, parameters.adminRoles)) report({ path: `/roles/${index}`, message: `It carries the role ${name}.` });
		});
	},
	examples: {
		pass: [
			{ title: "a member", resources: [appCredential({ roles: ["member"] })] },
			{ title: "roles of services", resources: [appCredential({ roles: ["load-balancer_member", "creator"] })] },
		],
		fail: [
			{ title: "admin", resources: [appCredential({ roles: ["admin"] })] },
			{ title: "admin, beside others and in capitals", resources: [appCredential({ roles: ["member", "Admin"] })] },
			{ title: "what the pack takes for one", resources: [appCredential({ roles: ["root"] })], parameters: { adminRoles: ["root"] } },
			{ title: "admin, beside one that is not known", resources: [appCredential({ roles: [new Unknown(), "admin"] })] },
		],
		unknown: [
			{ title: "none is listed", resources: [appCredential({})] },
			{ title: "one of them is not known", resources: [appCredential({ roles: ["member", new Unknown()] })] },
		],
	},
};
export default control;
