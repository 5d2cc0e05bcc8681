import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { publicKeyOf } from "../../public-keys.ts";

const KEYPAIR = "openstack:compute/keypair:Keypair";
/** A key of the right form that nobody has the other half of: its bytes are counted down. */
const key = (algorithm: string, ...sizes: number[]): string => {
	const part = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, bytes.length >> 8, bytes.length & 255]), bytes]);
	const parts = [
		Buffer.from(algorithm),
		...sizes.map((size) => Buffer.from(Array.from({ length: size }, (_, index) => 255 - (index % 100)))),
	];
	return `${algorithm} ${Buffer.concat(parts.map(part)).toString("base64")} admin@town.example`;
};

const control: Control<{ algorithms: string[]; rsaBits: number }> = {
	id: "compute-keypair-strong",
	family: "compute",
	severity: "medium",
	title: "The key of the administrators is strong, and theirs alone",
	rationale: "A short RSA key can be broken, and a private key that the cloud generates lies in the state, where many can read it.",
	remediation: "Make a key with `ssh-keygen -t ed25519`, keep the private half, and set publicKey to the other.",
	references: [partial(secnumcloud["10.5"]), partial(nis2["21.2(h)"]), partial(nis2["21.2(j)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [KEYPAIR],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		algorithms: {
			description: "Algorithms of keys, as OpenSSH names them.",
			default: ["ssh-ed25519", "sk-ssh-ed25519@openssh.com", "ssh-rsa"],
			schema: { type: "array", items: { type: "string" } },
		},
		rsaBits: { description: "The least length of an RSA key, in bits.", default: 3072, schema: { type: "integer", minimum: 1024 } },
	},
	check(subject, { all, parameters, report, unknown, notApplicable }) {
		const { properties } = subject;
		if (!present(properties, "publicKey")) {
			// Nova's list of key pairs may leave the key out; whether it kept the private half it never says.
			if (all.sourceOf(subject) === "live") return notApplicable();
			return report({ path: "", message: "Nova generates it, and the private half lies in the state." });
		}
		const path = "/publicKey";
		const found = publicKeyOf(String(properties["publicKey"]));
		if (found === undefined) return unknown(path, "it is not an OpenSSH public key");
		if (!parameters.algorithms.includes(found.algorithm))
			return report({ path, message: `Its algorithm is ${found.algorithm}; wanted is ${parameters.algorithms.join(" or ")}.` });
		if (found.rsaBits !== undefined && found.rsaBits < parameters.rsaBits)
			report({ path, message: `It is an RSA key of ${found.rsaBits} bits; the least is ${parameters.rsaBits}.` });
	},
	examples: {
		pass: [
			{ title: "ED25519", resources: [keypair(key("ssh-ed25519", 32))] },
			{ title: "ED25519 on a token", resources: [keypair(key("sk-ssh-ed25519@openssh.com", 32, 4))] },
			{ title: "RSA of 3,072 bits", resources: [keypair(key("ssh-rsa", 3, 384))] },
			{ title: "what the pack allows", resources: [keypair(key("ssh-rsa", 3, 256))], parameters: { rsaBits: 2048 } },
		],
		fail: [
			{ title: "RSA of 2,048 bits", resources: [keypair(key("ssh-rsa", 3, 256))] },
			{ title: "DSA", resources: [keypair(key("ssh-dss", 128, 20, 128, 128))] },
			{ title: "a curve that the pack does not name", resources: [keypair(key("ecdsa-sha2-nistp256", 8, 65))] },
			{ title: "the cloud generates it", resources: [{ type: KEYPAIR, name: "admin", properties: { name: "admin" } }] },
		],
		unknown: [
			{ title: "the key is not known", resources: [keypair(new Unknown())] },
			{ title: "the key is secret", resources: [keypair(new Secret())] },
			{ title: "not a key", resources: [keypair("ssh-rsa")] },
		],
		notApplicable: [{ title: "live, without the key", source: "live", resources: [{ type: KEYPAIR, name: "admin", properties: {} }] }],
	},
};
export default control;

function keypair(publicKey: string | Secret | Unknown): ExampleResource {
	return { type: KEYPAIR, name: "admin", properties: { name: "admin", publicKey } };
}
