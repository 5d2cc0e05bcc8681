import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { POSTGRES } from "../../copies.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { postgres, specOf } from "../../postgres.ts";

const control: Control = {
	id: "postgres-no-superuser",
	family: "postgres",
	severity: "medium",
	title: "Nobody logs in as the database's superuser",
	rationale: "The superuser reads every table past its rights, and runs commands on the host.",
	remediation: "Remove enableSuperuserAccess and superuser: true; CloudNativePG gives each application an owner of its own.",
	references: [direct(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [POSTGRES],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(database, context) {
		const { enableSuperuserAccess: enabled, managed } = specOf(database);
		if (enabled !== undefined && enabled !== null && enabled !== false)
			context.report({ path: "/spec/enableSuperuserAccess", message: "The user postgres may log in over the network." });
		context.each(items(managed?.roles, database, "/spec/managed/roles"), ({ name, superuser }, index) => {
			if (superuser !== undefined && superuser !== null && superuser !== false)
				context.report({ path: `/spec/managed/roles/${index}/superuser`, message: `The role ${name} is a superuser.` });
		});
	},
	examples: {
		pass: [
			{ title: "not said", resources: [postgres({ managed: null })] },
			{
				title: "off",
				resources: [
					postgres({
						enableSuperuserAccess: false,
						managed: {
							roles: [
								{ name: "town", superuser: false },
								{ name: "reader", superuser: null },
							],
						},
					}),
				],
			},
			{ title: "nothing said", resources: [postgres({ enableSuperuserAccess: null })] },
		],
		fail: [
			{ title: "on", resources: [postgres({ enableSuperuserAccess: true })], says: "user postgres" },
			{
				title: "a role",
				resources: [postgres({ managed: { roles: [{ name: "town" }, { name: "boss", superuser: true }] } })],
				says: "role boss",
			},
			{
				title: "a role, beside what is not known",
				resources: [postgres({ managed: { roles: [new Unknown(), { name: "boss", superuser: true }] } })],
			},
		],
		unknown: [
			{ title: "not known", resources: [postgres({ enableSuperuserAccess: new Unknown() })] },
			{ title: "roles are not known", resources: [postgres({ managed: new Unknown() })] },
		],
	},
};
export default control;
