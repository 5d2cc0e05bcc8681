import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { SECRET, secret } from "../../key-manager.ts";
import { markingOf } from "../../marking.ts";

const control: Control = {
	id: "secret-marked",
	family: "secret",
	severity: "high",
	title: "What goes into the key manager is marked as a secret",
	rationale:
		"A payload that is not marked lies in clear in the state, its backups and the output of every preview: the key manager then protects a copy.",
	remediation:
		"Give the payload as a secret: pulumi.secret(…), a secret of the stack's configuration, or a value that was generated as one.",
	references: [direct(secnumcloud["10.5"]), direct(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	appliesTo: [SECRET],
	scope: "resource",
	// A live Barbican hands out payloads to those who ask for them, and Socle does not ask.
	sources: ["plan", "state"],
	judgesMarking: true,
	check(subject, { report, notApplicable }) {
		const marking = markingOf(subject, "/payload");
		if (marking === "absent") notApplicable();
		else if (marking === "clear") report({ path: "/payload", message: "The payload is written in clear." });
	},
	examples: {
		pass: [
			{ title: "marked", resources: [secret({ payload: new Secret() })] },
			{ title: "marked, and only known later", resources: [secret({ payload: new Secret("unknown") })] },
		],
		fail: [
			{ title: "in clear", resources: [secret({ payload: "winter-2026" })] },
			{ title: "encoded is not encrypted", resources: [secret({ payload: "d2ludGVyLTIwMjY=", payloadContentEncoding: "base64" })] },
			{ title: "a state in clear", resources: [secret({ payload: "winter-2026" })], source: "state" },
		],
		unknown: [{ title: "what comes later may come unmarked", resources: [secret({ payload: new Unknown() })] }],
		notApplicable: [
			{ title: "no payload yet", resources: [secret({ secretType: "passphrase" })] },
			{ title: "a state writes absence as an empty text", resources: [secret({ payload: "" })], source: "state" },
		],
	},
};
export default control;
