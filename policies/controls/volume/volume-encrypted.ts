import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { environment, volume } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { written } from "../../guard.ts";
import type { EncryptedTypes } from "../../volume-types.ts";
import { encryptedTypes, encryptionOf, VOLUME, VOLUMES } from "../../volume-types.ts";

const TYPE = "openstack:blockstorage/volumeTypeV3:VolumeTypeV3";

const control: Control<EncryptedTypes> = {
	id: "volume-encrypted",
	family: "volume",
	severity: "high",
	title: "The volume is of an encrypted type",
	rationale: "A disk that leaves the data centre, or a backup of it, is readable by whoever holds it unless the volume was encrypted.",
	remediation: "Set volumeType to an encrypted type of the cloud (`openstack volume type list --encryption-type`).",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.1"]), partial(nis2["21.2(h)"])],
	appliesTo: [VOLUME],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { encryptedTypes },
	check(subject, context) {
		const { report, all } = context;
		const encryption = encryptionOf(subject, "/volumeType", subject.properties, context);
		if (encryption === "encrypted") return;
		if (encryption === "not encrypted") {
			const message = `Nothing says that the volume type ${written(subject, "/volumeType")} is encrypted.`;
			return report({ path: "/volumeType", message });
		}
		// A copy of a volume keeps its type.
		const origin = all.reference(subject, "/sourceVolId", VOLUMES);
		if (origin !== undefined && encryptionOf(origin, "/volumeType", origin.properties, context) === "encrypted") return;
		report({ path: "", message: "It names no volume type, so that the cloud's default decides." });
	},
	examples: {
		pass: [
			{ title: "an encrypted type by name", resources: [of({ volumeType: "luks" })] },
			{ title: "a type that the pack names", resources: [of({ volumeType: "gold" })], parameters: { encryptedTypes: ["gold"] } },
			{
				title: "a type that the environment names",
				resources: [of({ volumeType: "vault" }), environment({ cloud: { volumeType: "vault" } })],
			},
			{
				title: "a type whose encryption is seen",
				source: "live",
				resources: [of({ volumeType: "gold" }), type("gold"), encryption("gold")],
			},
			{ title: "a volume that says so itself", source: "live", resources: [of({ volumeType: "gold", encrypted: true })] },
			{ title: "a copy of an encrypted volume", resources: [of({ sourceVolId: "boot" }), volume("boot", { volumeType: "luks" })] },
		],
		fail: [
			{ title: "no type", resources: [of({})], says: "no volume type" },
			{ title: "a type of which nothing is known", resources: [of({ volumeType: "classic" })], says: "type classic is" },
			{
				title: "a copy of an encrypted volume under another type",
				resources: [of({ volumeType: "classic", sourceVolId: "boot" }), volume("boot", { volumeType: "luks" })],
			},
			{ title: "a volume that says it is not", source: "live", resources: [of({ volumeType: "luks", encrypted: false })] },
			{ title: "a type that is not encrypted", source: "live", resources: [of({ volumeType: "gold" }), type("gold")] },
			{ title: "a copy of a volume that is not encrypted", resources: [of({ sourceVolId: "boot" }), volume("boot", {})] },
		],
		unknown: [
			{ title: "the type is not known", resources: [of({ volumeType: new Unknown() })] },
			{ title: "the type may lie outside this part", partial: true, resources: [of({ volumeType: "classic" })] },
		],
	},
};
export default control;

function of(properties: Properties): ExampleResource {
	return volume("data", properties);
}
function type(name: string): ExampleResource {
	return { type: TYPE, name, properties: { name } };
}
function encryption(of: string): ExampleResource {
	return { type: "openstack:blockstorage:VolumeTypeEncryption", name: "aes", properties: { volume_type_id: of, provider: "luks" } };
}
