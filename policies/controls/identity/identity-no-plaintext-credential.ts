import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { markingOf } from "../../marking.ts";
import { PROVIDER, provider } from "../../provider-configuration.ts";

const control: Control = {
	id: "identity-no-plaintext-credential",
	family: "identity",
	severity: "critical",
	title: "The program that reaches the cloud holds no credential in clear",
	rationale:
		"A credential in the program or its configuration lies in version control and in the state, and opens the whole project to whoever reads either.",
	remediation:
		"Name the cloud of clouds.yaml with cloud, or give the credential as a secret: pulumi config set --secret, pulumi.secret(…).",
	references: [direct(secnumcloud["10.5"]), direct(nis2["21.2(j)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [PROVIDER],
	scope: "resource",
	// A live cloud does not know how it was reached.
	sources: ["plan", "state"],
	judgesMarking: true,
	check(subject, { each, report }) {
		each(["password", "token", "applicationCredentialSecret"], (key) => {
			if (markingOf(subject, `/${key}`) === "clear")
				report({ path: `/${key}`, message: `The ${key} of the provider is written in clear.` });
		});
		// Either the place of a file or its content.
		each(["key"], (key) => {
			const content = subject.properties[key];
			if (markingOf(subject, "/key") === "clear" && /PRIVATE KEY/.test(String(content)))
				report({ path: "/key", message: "The private key of the provider is written in clear." });
		});
	},
	examples: {
		pass: [
			{ title: "a cloud of clouds.yaml", resources: [provider({ cloud: "town-hall", region: "EU-WEST-PAR" })] },
			{ title: "marked", resources: [provider({ authUrl: "https://identity.town.example/v3", password: new Secret() })] },
			{
				title: "an application credential, marked",
				resources: [provider({ applicationCredentialId: "3b1f7d", applicationCredentialSecret: new Secret() })],
			},
			{ title: "the place of a key", resources: [provider({ key: "/run/secrets/client.pem", cert: "/run/secrets/client.crt" })] },
		],
		fail: [
			{ title: "a password", resources: [provider({ userName: "agent", password: "winter-2026" })] },
			{ title: "a token", resources: [provider({ token: "example" })] },
			{
				title: "the secret of an application credential",
				resources: [provider({ applicationCredentialId: "3b1f7d", applicationCredentialSecret: "example" })],
			},
			{ title: "a key itself", resources: [provider({ key: "-----BEGIN PRIVATE KEY-----\nexample\n-----END PRIVATE KEY-----" })] },
			{
				title: "in clear, beside one that is marked",
				resources: [provider({ password: new Secret(), token: "example" })],
				source: "state",
			},
		],
		unknown: [{ title: "what comes later may come unmarked", resources: [provider({ password: new Unknown() })] }],
	},
};
export default control;
