import type { Value } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { kindOf, SECRET, SECRETS_CONTAINER, secret } from "../../key-manager.ts";

const control: Control = {
	id: "secret-acl-restricted",
	family: "secret",
	severity: "medium",
	title: "The secret is read by named users, not by the whole project",
	rationale:
		"Barbican lets every user with a role in the project read a secret, unless its access list says otherwise: one stolen credential reads them all.",
	remediation: "Set acl.read.projectAccess to false and list the ids of the users who need it in acl.read.users.",
	references: [direct(secnumcloud["9.3"]), direct(secnumcloud["10.5"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: [SECRET, SECRETS_CONTAINER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, notApplicable }) {
		if (subject.type === SECRET && kindOf(subject) === "public") return notApplicable();
		const { acl } = subject.properties as { acl?: { read?: { projectAccess?: boolean | string } } };
		const access = acl?.read?.projectAccess;
		if (access === false || access === "false") return;
		const path = present(acl?.read, "projectAccess") ? "/acl/read/projectAccess" : "";
		report({ path, message: `Every user of the project may read it${path === "" ? ": no access list says otherwise" : ""}.` });
	},
	examples: {
		pass: [
			{ title: "two users", resources: [secret(read({ projectAccess: false, users: ["3b1f7d", "9ac4e2"] }))] },
			{ title: "its maker only", resources: [secret(read({ projectAccess: false, users: [] }))] },
			{
				title: "a container",
				resources: [{ type: SECRETS_CONTAINER, name: "tls", properties: { type: "certificate", ...read({ projectAccess: false }) } }],
			},
		],
		fail: [
			{ title: "no access list", resources: [secret({})] },
			{ title: "the project, in so many words", resources: [secret(read({ projectAccess: true }))] },
			{ title: "users beside the whole project", resources: [secret(read({ users: ["3b1f7d"] }))] },
			{
				title: "a container without an access list",
				resources: [{ type: SECRETS_CONTAINER, name: "tls", properties: { type: "certificate" } }],
			},
		],
		unknown: [
			{ title: "the access list is not known", resources: [secret({ acl: new Unknown() })] },
			{ title: "whether the project may is not known", resources: [secret(read({ projectAccess: new Unknown() }))] },
		],
		notApplicable: [{ title: "a public key", resources: [secret({ secretType: "public" })] }],
	},
};
export default control;

function read(list: { [key: string]: Value }) {
	return { acl: { read: list } };
}
