import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { credentialNamed, credentialsOf, textOf } from "../../credentials.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { escapeToken, leafAt } from "../../guard.ts";

const settings = (properties: object) => manifest("v1", "ConfigMap", "settings", properties as never, "town");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const control: Control = {
	id: "configmap-no-secret",
	family: "configmap",
	severity: "critical",
	title: "ConfigMaps hold no credential",
	rationale: "ConfigMaps are read by whoever may view the namespace, are not encrypted in etcd's backups, and stand in the repository.",
	remediation: "Move the value into a Secret that is sealed, fetched or a Pulumi secret, and change it, since it is known by now.",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ["v1/ConfigMap"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown }) {
		for (const field of ["data", "binaryData"]) {
			const leaf = leafAt(subject, `/${field}`);
			if (leaf instanceof Unknown || leaf instanceof Secret) unknown(`/${field}`);
			if (typeof leaf !== "object" || leaf === null || leaf instanceof Unknown || leaf instanceof Secret) continue;
			for (const [key, value] of Object.entries(leaf)) {
				const path = `/${field}/${escapeToken(key)}`;
				if (value instanceof Unknown || value instanceof Secret) unknown(path);
				const text = typeof value !== "string" ? "" : field === "data" ? value : (textOf(value) ?? "");
				if (!text.includes("\n")) {
					const what = credentialNamed(key, text, all);
					if (what !== undefined) report({ path, message: `${key} holds ${what}.` });
				} else for (const { what, line } of credentialsOf(text, all)) report({ path, message: `Line ${line} of ${key} holds ${what}.` });
			}
		}
	},
	examples: {
		pass: [
			{ title: "settings", resources: [settings({ data: { LOG_LEVEL: "info", DB_HOST: "db.town.example" } })] },
			{
				title: "a file with a gap",
				resources: [settings({ data: { "app.yaml": "database:\n  password: {{ password }}\n" } })],
			},
			{ title: "the path of a mounted secret", resources: [settings({ data: { PASSWORD_FILE: "/run/secrets/password" } })] },
			{ title: "no data", resources: [settings({ data: null })] },
			{ title: "a picture", resources: [settings({ binaryData: { "logo.png": "iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB" } })] },
		],
		fail: [
			{
				title: "a password by its name",
				resources: [settings({ data: { DB_PASSWORD: "winter-2026" } })],
				says: "DB_PASSWORD holds a password",
			},
			{
				title: "in a file",
				resources: [settings({ data: { "app.yaml": "database:\n  user: town\n  password: winter-2026\n" } })],
				says: "Line 3 of app.yaml",
			},
			{ title: "in a URL", resources: [settings({ data: { DATABASE_URL: "postgres://town:winter-2026@db.town.example/town" } })] },
			{ title: "packed as bytes", resources: [settings({ binaryData: { "env/file": base64("A=1\nDB_PASSWORD=winter-2026\n") } })] },
			{ title: "beside a value that is not known", resources: [settings({ data: { A: new Unknown(), DB_PASSWORD: "winter-2026" } })] },
		],
		unknown: [
			{ title: "data is not known", resources: [settings({ data: new Unknown() })] },
			{ title: "a value is not known", resources: [settings({ data: { DB_HOST: new Unknown() } })] },
			{ title: "a value is a secret, and in clear there all the same", resources: [settings({ data: { DB_HOST: new Secret() } })] },
		],
	},
};
export default control;
