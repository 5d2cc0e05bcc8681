import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import type { Lifetime } from "../../expiry.ts";
import { demandEnd, lifetime } from "../../expiry.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { kindOf, SECRET, secret } from "../../key-manager.ts";

/** Public keys are no secrets; a key that volumes or backups are encrypted with has to outlive them, or they are lost. */
const ENDLESS = ["public", "symmetric"];

const control: Control<Lifetime & { endless: readonly string[] }> = {
	id: "secret-expires",
	family: "secret",
	severity: "medium",
	title: "The secret in the key manager ends",
	rationale: "A password or private key that never ends is never changed, and whoever learned it once has it for good.",
	remediation: "Set expiration to a day within the next year, and renew the secret before it.",
	references: [direct(secnumcloud["10.5"]), partial(nis2["21.2(h)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [SECRET],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		maximumDays: lifetime,
		endless: {
			description: "Kinds of secrets (secretType) that may stay: keys of stored data have to outlive it.",
			default: ENDLESS,
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		if (context.parameters.endless.includes(kindOf(subject))) context.notApplicable();
		else demandEnd(subject, "expiration", context);
	},
	examples: {
		pass: [
			{ title: "in half a year", resources: [secret({ secretType: "passphrase", expiration: "2027-05-31T00:00:00Z" })] },
			{ title: "in Barbican's own words", resources: [secret({ expiration: "2027-05-31T12:00:00" })], source: "live" },
			{ title: "it has ended", resources: [secret({ expiration: "2026-01-01T00:00:00Z" })] },
		],
		fail: [
			{ title: "a passphrase without an end", resources: [secret({ secretType: "passphrase" })] },
			{ title: "no kind and no end", resources: [secret({ secretType: "" })] },
			{ title: "a private key for ten years", resources: [secret({ secretType: "private", expiration: "2036-11-23T00:00:00Z" })] },
			{
				title: "a key of data, where the pack asks for an end",
				resources: [secret({ secretType: "symmetric" })],
				parameters: { endless: [] },
			},
		],
		unknown: [
			{ title: "the end is not known", resources: [secret({ expiration: new Unknown() })] },
			{ title: "the kind is not known", resources: [secret({ secretType: new Unknown() })] },
		],
		notApplicable: [
			{ title: "a public key", resources: [secret({ secretType: "public" })] },
			{ title: "a key of stored data", resources: [secret({ secretType: "symmetric", algorithm: "aes", bitLength: 256 })] },
		],
	},
};
export default control;
