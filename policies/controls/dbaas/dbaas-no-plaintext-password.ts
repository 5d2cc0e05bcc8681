import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { DATABASE, DATABASE_USER, database } from "../../databases.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { markingOf } from "../../marking.ts";

const control: Control = {
	id: "dbaas-no-plaintext-password",
	family: "dbaas",
	severity: "critical",
	title: "Passwords of the database are marked as secrets",
	rationale: "A password that is not marked lies in clear in the state, its backups and the output of every preview.",
	remediation: "Give the password as a secret, pulumi.secret(…), or let a generator make it; change the one that lay open.",
	references: [direct(secnumcloud["10.5"]), direct(gdpr["32(1)(a)"]), partial(nis2["21.2(j)"])],
	appliesTo: [DATABASE, DATABASE_USER],
	scope: "resource",
	// Trove never hands passwords out.
	sources: ["plan", "state"],
	judgesMarking: true,
	check(subject, { each, report, notApplicable }) {
		const judge = (path: string): boolean => {
			const marking = markingOf(subject, path);
			if (marking === "clear") report({ path, message: "The password is written in clear." });
			return marking !== "absent";
		};
		if (subject.type === DATABASE_USER) {
			if (!judge("/password")) notApplicable();
			return;
		}
		const users = items(subject.properties["users"] as unknown as readonly object[] | undefined, subject, "/users");
		if (users.length === 0) notApplicable();
		each(users, (_, index) => judge(`/users/${index}/password`));
	},
	examples: {
		pass: [
			{ title: "marked", resources: [withUsers({ name: "app", password: new Secret() })] },
			{ title: "a user of its own", resources: [user({ password: new Secret() })] },
			{ title: "a user without a password", resources: [withUsers({ name: "app", password: "" })] },
		],
		fail: [
			{ title: "in clear", resources: [withUsers({ name: "app", password: "winter-2026" })] },
			{
				title: "the second one in clear",
				resources: [withUsers({ name: "app", password: new Secret() }, { name: "report", password: "winter-2026" })],
			},
			{ title: "a user of its own, in clear", resources: [user({ password: "winter-2026" })] },
			{
				title: "in clear, beside one that comes later",
				resources: [withUsers({ name: "app", password: new Unknown() }, { name: "b", password: "x" })],
			},
		],
		unknown: [{ title: "what comes later may come unmarked", resources: [user({ password: new Unknown() })] }],
		notApplicable: [{ title: "no users", resources: [database({})] }],
	},
};
export default control;

function withUsers(...users: { name: string; password: string | Secret | Unknown }[]) {
	return database({ users });
}
function user(properties: { password: string | Secret | Unknown }) {
	return { type: DATABASE_USER, name: "app", properties: { instanceId: "registry", name: "app", ...properties } };
}
