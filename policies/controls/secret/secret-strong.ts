import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { kindOf, ORDER, SECRET, secret } from "../../key-manager.ts";

/** Least bits by algorithm; what is in no line is weak or not known to be strong. Source: BSI TR-02102-1 (2025-01), ANSSI PG-083 2.04. */
const LEAST: readonly { names: RegExp; parameter: "symmetricBits" | "rsaBits" | "curveBits" }[] = [
	{ names: /^(aes|chacha20|camellia|hmac(sha(256|384|512))?)$/, parameter: "symmetricBits" },
	{ names: /^(rsa|dh|diffie-hellman)$/, parameter: "rsaBits" },
	{ names: /^(ec|ecdsa|ecdh|ed25519|x25519)$/, parameter: "curveBits" },
];
const KEYS = ["symmetric", "private", "public", "asymmetric", "key"];
const least = (what: string, value: number) => ({
	description: `Least bits of ${what}.`,
	default: value,
	schema: { type: "integer" as const, minimum: 1 },
});

const control: Control<{ symmetricBits: number; rsaBits: number; curveBits: number }> = {
	id: "secret-strong",
	family: "secret",
	severity: "medium",
	title: "The key in the key manager is of a strong kind and long enough",
	rationale: "What is recorded today under a weak key is read tomorrow; stored data and backups stay for years.",
	remediation: "Choose algorithm aes with bitLength 256, rsa with 3072 or more, or ec with 256 or more.",
	references: [direct(secnumcloud["10.1"]), direct(nis2["21.2(h)"]), partial(gdpr["32(1)(a)"])],
	appliesTo: [SECRET, ORDER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		symmetricBits: least("a symmetric key", 256),
		rsaBits: least("an RSA key", 3072),
		curveBits: least("a key on a curve", 256),
	},
	check(subject, { parameters, report, unknown, notApplicable }) {
		const isOrder = subject.type === ORDER;
		const [record, prefix] = isOrder ? [subject.properties["meta"] as Properties | undefined, "/meta"] : [subject.properties, ""];
		if (!present(record, "algorithm")) {
			if (isOrder || KEYS.includes(kindOf(subject))) unknown(prefix, "it is a key whose algorithm is not named");
			else notApplicable(); // a passphrase, a certificate: no key
			return;
		}
		const { algorithm, bitLength } = record as { algorithm: string; bitLength?: number };
		const name = String(algorithm).toLowerCase();
		const line = LEAST.find(({ names }) => names.test(name));
		if (line === undefined)
			return report({ path: `${prefix}/algorithm`, message: `${algorithm} is not one of the algorithms that are known to be strong.` });
		const bits = parameters[line.parameter];
		if (!bitLength) unknown(prefix, "the length of the key is not named");
		else if (Number(bitLength) < bits)
			report({ path: `${prefix}/bitLength`, message: `${algorithm} with ${bitLength} bits; ${bits} are the least.` });
	},
	examples: {
		pass: [
			{ title: "AES-256", resources: [secret({ secretType: "symmetric", algorithm: "aes", bitLength: 256 })] },
			{ title: "RSA", resources: [secret({ secretType: "private", algorithm: "RSA", bitLength: 4096 })] },
			{ title: "a curve", resources: [order({ algorithm: "ec", bitLength: 384 })] },
		],
		fail: [
			{ title: "DES", resources: [secret({ secretType: "symmetric", algorithm: "des", bitLength: 56 })] },
			{ title: "triple DES", resources: [order({ algorithm: "3des", bitLength: 168 })] },
			{ title: "AES-128", resources: [secret({ secretType: "symmetric", algorithm: "aes", bitLength: 128 })] },
			{ title: "RSA of 2048 bits", resources: [order({ algorithm: "rsa", bitLength: 2048 })] },
			{ title: "a short curve", resources: [secret({ secretType: "private", algorithm: "ec", bitLength: 224 })] },
		],
		unknown: [
			{ title: "a key of no name", resources: [secret({ secretType: "private" })] },
			{ title: "a length is not named", resources: [secret({ algorithm: "aes" })] },
			{ title: "the length is not known", resources: [order({ algorithm: "aes", bitLength: new Unknown() })] },
		],
		notApplicable: [{ title: "a passphrase", resources: [secret({ secretType: "passphrase" })] }],
	},
};
export default control;

function order(meta: Properties) {
	return { type: ORDER, name: "key", properties: { type: "key", meta } };
}
