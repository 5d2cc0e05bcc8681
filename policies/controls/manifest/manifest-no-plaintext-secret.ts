import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { escapeToken, leafAt } from "../../guard.ts";

/** Filled in later or encrypted: SOPS, Vault's and other plug-ins of Argo CD, vals, and gaps of templates. */
const KEPT_ELSEWHERE = /^(ENC\[|<path:|ref\+[a-z]+:|vault:|\$\{|\$\(|\{\{|<[\w.-]+>$)/;
const CERTIFICATES = /^\s*(-----BEGIN (X509 |TRUSTED )?CERTIFICATE-----[\w+/=\s]+-----END (X509 |TRUSTED )?CERTIFICATE-----\s*)+$/;
const PEM = "-----BEGIN CERTIFICATE-----\nMIIBszCCAVmgAwIBAgIU\n-----END CERTIFICATE-----\n";
const KEY = "-----BEGIN PRIVATE KEY-----\nexample\n-----END PRIVATE KEY-----\n";
const secret = (properties: object) => manifest("v1", "Secret", "database", properties as never, "town");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

const control: Control = {
	id: "manifest-no-plaintext-secret",
	family: "manifest",
	severity: "critical",
	title: "Secrets are not written into manifests",
	rationale: "Base64 is no encryption: a Secret in a file is in the repository, in its history, in every clone and in the pipeline's log.",
	remediation:
		"Seal it (SealedSecret, SOPS), fetch it (ExternalSecret), or pass it as a Pulumi secret; then change the value, which is known by now.",
	references: [direct(secnumcloud["10.5"]), partial(cisKubernetes["5.4.2"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ["v1/Secret"],
	scope: "resource",
	// A cluster or a state holds every Secret's value, however it came there.
	sources: ["plan"],
	judgesMarking: true,
	check(subject, { report, unknown }) {
		for (const field of ["data", "stringData"]) {
			const leaf = leafAt(subject, `/${field}`);
			if (leaf instanceof Unknown) unknown(`/${field}`, leaf.reason);
			if (typeof leaf !== "object" || leaf === null || leaf instanceof Unknown || leaf instanceof Secret) continue;
			for (const [key, value] of Object.entries(leaf)) {
				const path = `/${field}/${escapeToken(key)}`;
				if (value instanceof Unknown) unknown(path, value.reason);
				else if (!(value instanceof Secret) && isWritten(String(value ?? ""), field === "data"))
					report({ path, message: `${key} stands in the manifest${field === "data" ? ", in base64" : " in clear"}.` });
			}
		}
	},
	examples: {
		pass: [
			{ title: "a Pulumi secret", resources: [secret({ data: { password: new Secret() } })] },
			{ title: "Pulumi secrets as a whole", resources: [secret({ stringData: new Secret() })] },
			{ title: "filled in by a controller", resources: [secret({ type: "kubernetes.io/service-account-token" })] },
			{ title: "nothing in it", resources: [secret({ data: {}, stringData: { password: "", token: null } })] },
			{ title: "encrypted by SOPS", resources: [secret({ data: { password: "ENC[AES256_GCM,data:8w==,iv:x,tag:y,type:str]" } })] },
			{ title: "fetched when it is applied", resources: [secret({ stringData: { password: "<path:town/data/database#password>" } })] },
			{ title: "a gap in base64", resources: [secret({ data: { password: base64("{{ .Values.password }}") } })] },
			{ title: "a public certificate", resources: [secret({ data: { "ca.crt": base64(PEM) }, stringData: { "ca.pem": PEM } })] },
		],
		fail: [
			{
				title: "in base64",
				resources: [secret({ data: { password: base64("winter-2026") } })],
				says: "password stands in the manifest, in base64",
			},
			{ title: "in clear", resources: [secret({ stringData: { "tls/key": "winter-2026" } })], says: "in clear" },
			{ title: "one beside a secret", resources: [secret({ data: { user: base64("town"), password: new Secret() } })] },
			{ title: "a key behind a certificate", resources: [secret({ data: { "tls.pem": base64(PEM + KEY) } })] },
			{ title: "a number", resources: [secret({ stringData: { pin: 4711 } })] },
			{ title: "one beside what is not known", resources: [secret({ data: new Unknown(), stringData: { password: "winter-2026" } })] },
		],
		unknown: [
			{ title: "data is not known", resources: [secret({ data: new Unknown() })] },
			{ title: "a value is not known", resources: [secret({ stringData: { password: new Unknown() } })] },
		],
	},
};
export default control;

function isWritten(value: string, encoded: boolean): boolean {
	const text = encoded && !KEPT_ELSEWHERE.test(value) ? Buffer.from(value, "base64").toString() : value;
	return value.trim() !== "" && !KEPT_ELSEWHERE.test(text.trim()) && !CERTIFICATES.test(text);
}
