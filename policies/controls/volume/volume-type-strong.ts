import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { VOLUME_TYPE_ENCRYPTION } from "../../live-types.ts";

const control: Control<{ keySize: number }> = {
	id: "volume-type-strong",
	family: "volume",
	severity: "medium",
	title: "The volume type encrypts with LUKS and AES-XTS",
	rationale: "Plain dm-crypt has no header and no way to change a key, and older modes let changed blocks go unnoticed.",
	remediation: "Make the type's encryption with provider luks, cipher aes-xts-plain64 and key size 256 or more.",
	references: [direct(secnumcloud["10.1"]), partial(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	appliesTo: [VOLUME_TYPE_ENCRYPTION],
	scope: "resource",
	// No provider's schema has it; Cinder tells it to administrators.
	sources: ["live"],
	parameters: {
		keySize: {
			description: "The least size of the key in bits. XTS takes two keys of half the size: 256 is AES-128, 512 is AES-256.",
			default: 256,
			schema: { type: "integer", minimum: 128, maximum: 512 },
		},
	},
	check({ properties }, { parameters, report }) {
		const { provider, cipher, key_size: keySize } = properties as { provider?: string; cipher?: string; key_size?: number };
		// Older clouds name the class: nova.volume.encryptors.luks.LuksEncryptor.
		if (!/luks/i.test(String(provider))) report({ path: "/provider", message: `Its format is ${provider}, not LUKS.` });
		if (!present(properties, "cipher")) report({ path: "", message: "It names no cipher, so that each host chooses." });
		else if (!/^aes-xts(-|$)/i.test(String(cipher))) report({ path: "/cipher", message: `Its cipher is ${cipher}, not AES-XTS.` });
		if (!present(properties, "key_size")) report({ path: "", message: "It names no key size, so that each host chooses." });
		else if (!(Number(keySize) >= parameters.keySize))
			report({ path: "/key_size", message: `Its key has ${keySize} bits; the least is ${parameters.keySize}.` });
	},
	examples: {
		pass: [
			{ title: "LUKS", resources: [encryption({})] },
			{ title: "LUKS 2 with a longer key", resources: [encryption({ provider: "luks2", key_size: 512 })] },
			{ title: "the mode alone", resources: [encryption({ cipher: "AES-XTS" })] },
			{ title: "as older clouds write it", resources: [encryption({ provider: "nova.volume.encryptors.luks.LuksEncryptor" })] },
		],
		fail: [
			{ title: "one that only begins like it", resources: [encryption({ cipher: "aes-xtsplain" })], at: "/cipher" },
			{ title: "one that ends like it", resources: [encryption({ cipher: "no-aes-xts-plain64" })] },
			{ title: "plain dm-crypt", resources: [encryption({ provider: "plain" })] },
			{ title: "another mode", resources: [encryption({ cipher: "aes-cbc-essiv" })] },
			{ title: "another cipher", resources: [encryption({ cipher: "serpent-xts-plain64" })] },
			{ title: "a short key", resources: [encryption({ key_size: 128 })] },
			{ title: "shorter than the pack asks", resources: [encryption({})], parameters: { keySize: 512 } },
			{ title: "no cipher", resources: [encryption({ cipher: null })], at: "", says: "no cipher" },
			{ title: "no key size", resources: [encryption({ key_size: null })], at: "", says: "no key size" },
		],
		unknown: [{ title: "the cipher is not known", resources: [encryption({ cipher: new Unknown() })] }],
		notApplicable: [{ title: "elsewhere than live", source: "state", resources: [encryption({})] }],
	},
};
export default control;

function encryption(properties: Properties): ExampleResource {
	const strong = { volume_type_id: "luks", provider: "luks", cipher: "aes-xts-plain64", key_size: 256, control_location: "front-end" };
	return { type: VOLUME_TYPE_ENCRYPTION, name: "luks", properties: { ...strong, ...properties } };
}
