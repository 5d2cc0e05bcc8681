import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, partial } from "../../frameworks/clause.ts";
import { gdpr } from "../../frameworks/gdpr.ts";
import { nis2 } from "../../frameworks/nis2.ts";
import { secnumcloud } from "../../frameworks/secnumcloud.ts";
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
	check(volume, context) {
		const { report, all } = context;
		const encryption = encryptionOf(volume, "/volumeType", volume.properties, context);
		if (encryption === "encrypted") return;
		if (encryption === "not encrypted") {
			const message = `Nothing says that the volume type ${written(volume, "/volumeType")} is encrypted.`;
			return report({ path: "/volumeType", message });
		}
		// A copy of a volume keeps its type.
		const origin = all.reference(volume, "/sourceVolId", VOLUMES);
		if (origin !== undefined && encryptionOf(origin, "/volumeType", origin.properties, context) === "encrypted") return;
		report({ path: "", message: "It names no volume type, so that the cloud's default decides." });
	},
	examples: {
		pass: [
			{ title: "an encrypted type by name", resources: [volume({ volumeType: "luks" })] },
			{ title: "a type that the pack names", resources: [volume({ volumeType: "gold" })], parameters: { encryptedTypes: ["gold"] } },
			{ title: "a type that the environment names", resources: [volume({ volumeType: "vault" }), environment("vault")] },
			{
				title: "a type whose encryption is seen",
				source: "live",
				resources: [volume({ volumeType: "gold" }), type("gold"), encryption("gold")],
			},
			{
				title: "a copy of an encrypted volume",
				resources: [volume({ sourceVolId: "boot" }), { ...volume({ volumeType: "luks" }), name: "boot" }],
			},
		],
		fail: [
			{ title: "no type", resources: [volume({})] },
			{ title: "a type of which nothing is known", resources: [volume({ volumeType: "classic" })] },
			{ title: "a type that is not encrypted", source: "live", resources: [volume({ volumeType: "gold" }), type("gold")] },
			{ title: "a copy of a volume that is not encrypted", resources: [volume({ sourceVolId: "boot" }), { ...volume({}), name: "boot" }] },
		],
		unknown: [
			{ title: "the type is not known", resources: [volume({ volumeType: new Unknown() })] },
			{ title: "the type may lie outside this part", partial: true, resources: [volume({ volumeType: "classic" })] },
		],
	},
};
export default control;

function volume(properties: Properties): ExampleResource {
	return { type: VOLUME, name: "data", properties: { size: 20, ...properties } };
}
function type(name: string): ExampleResource {
	return { type: TYPE, name, properties: { name } };
}
function encryption(name: string): ExampleResource {
	return {
		type: "openstack:blockstorage:VolumeTypeEncryption",
		name: "encryption",
		properties: { volume_type_id: name, provider: "luks", key_size: 256 },
	};
}
function environment(volumeType: string): ExampleResource {
	return { type: "socle/v1/Environment", name: "town", properties: { cloud: { volumeType } } };
}
