import { gzipSync } from "node:zlib";
import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import type { Credential } from "../../credentials.ts";
import { credentialsOf, textOf } from "../../credentials.ts";
import { instance } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";

const CLOUD_INIT = '#cloud-config\nssh_pwauth: false\nchpasswd: { expire: false, users: [] }\npackages: ["unattended-upgrades"]\n';
const WITH_PASSWORD = "#cloud-config\npassword: winter-2026\nchpasswd: { expire: false }\n";
const PARTS = `Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/x-shellscript\nContent-Transfer-Encoding: base64\n\n${base64("#!/bin/sh\nexport DB_PASSWORD=winter-2026\n")}\n--b--\n`;

const control: Control = {
	id: "compute-no-secret-in-user-data",
	family: "compute",
	severity: "critical",
	title: "User data holds no credential",
	rationale:
		"User data is read by every process of the machine through the metadata service, and by whoever may see the instance, for its whole life.",
	remediation:
		"Take the credential out of userData, revoke it, and let the machine fetch its own from the key manager (Barbican) when it starts.",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ["openstack:compute/instance:Instance"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(machine, { all, each, report, unknown }) {
		const { userData } = machine.properties as { userData?: string };
		if (present(machine.properties, "userData")) {
			const text = textOf(String(userData));
			if (/^[0-9a-f]{40}$/.test(String(userData))) unknown("/userData", "only its digest is kept in the state");
			else if (text === undefined) unknown("/userData", "it is no text");
			else tell("/userData", credentialsOf(text, all));
		}
		const files = items(machine.properties["personalities"] as unknown as readonly { content?: string }[], machine, "/personalities");
		each(files, ({ content }, index) => tell(`/personalities/${index}/content`, credentialsOf(textOf(String(content)) ?? "", all)));
		function tell(path: string, found: readonly Credential[]): void {
			for (const { what, line } of found) report({ path, message: `Line ${line} of it holds ${what}.` });
		}
	},
	examples: {
		pass: [
			{ title: "no user data", resources: [instance({})] },
			{ title: "cloud-init", resources: [instance({ userData: CLOUD_INIT })] },
			{ title: "cloud-init in base64", resources: [instance({ userData: base64(CLOUD_INIT) })] },
		],
		fail: [
			{ title: "cloud-init's password", resources: [instance({ userData: WITH_PASSWORD })] },
			{ title: "in base64", resources: [instance({ userData: base64(WITH_PASSWORD) })] },
			{ title: "packed", resources: [instance({ userData: gzipSync(WITH_PASSWORD).toString("base64") })] },
			{ title: "in one of several parts", resources: [instance({ userData: PARTS })] },
			{
				title: "in a file of cloud-init",
				resources: [
					instance({
						userData: `#cloud-config\nwrite_files:\n- encoding: b64\n  content: ${base64("token: K10example\npassword: winter-2026\n")}`,
					}),
				],
			},
			{
				title: "in an injected file",
				resources: [instance({ personalities: [{ file: "/root/.pgpass", content: "PGPASSWORD=winter-2026" }] })],
			},
		],
		unknown: [
			{ title: "it is not known", resources: [instance({ userData: new Unknown() })] },
			{ title: "it is marked as a secret, and in clear on the machine all the same", resources: [instance({ userData: new Secret() })] },
			{ title: "only its digest", resources: [instance({ userData: "0123456789abcdef0123456789abcdef01234567" })], source: "state" },
			{
				title: "an archive",
				resources: [instance({ userData: Buffer.from([80, 75, 3, 4, 0, 0, 0, 0, 1, 2, 255, 254]).toString("base64") })],
			},
		],
	},
};
export default control;

function base64(text: string): string {
	return Buffer.from(text).toString("base64");
}
