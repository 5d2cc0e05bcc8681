import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { storageClass } from "../../examples/storage.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { encryptionOfClass, STORAGE_CLASS } from "../../storage-classes.ts";
import type { EncryptedTypes } from "../../volume-types.ts";
import { encryptedTypes } from "../../volume-types.ts";

const cinder = (parameters: object | null | Unknown) =>
	storageClass("cinder", { provisioner: "cinder.csi.openstack.org", parameters: parameters as never });

const control: Control<EncryptedTypes> = {
	id: "storageclass-encrypted",
	family: "storageclass",
	severity: "medium",
	title: "The storage class encrypts what it makes",
	rationale: "What a class does not encrypt lies readable on disks that are exchanged, in snapshots and in their backups.",
	remediation:
		'Set the provisioner\'s own parameter (encrypted: "true" for Longhorn and Ceph), or type to an encrypted volume type for Cinder.',
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.1"]), partial(nis2["21.2(h)"])],
	appliesTo: [STORAGE_CLASS],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { encryptedTypes },
	check(subject, context) {
		const { encrypted, path, why } = encryptionOfClass(subject, context);
		if (!encrypted) context.report({ path, message: `Its volumes are not encrypted: ${why}.` });
	},
	examples: {
		pass: [
			{ title: "Longhorn", resources: [storageClass("vault", { parameters: { encrypted: "true" } })] },
			{
				title: "Ceph",
				resources: [storageClass("rbd", { provisioner: "rbd.csi.ceph.com", parameters: { encrypted: "true", encryptionKMSID: "town" } })],
			},
			{ title: "Cinder, an encrypted type", resources: [cinder({ type: "luks" })] },
			{ title: "a type that the pack names", resources: [cinder({ type: "gold" })], parameters: { encryptedTypes: ["gold"] } },
			{
				title: "a parameter with a group",
				resources: [storageClass("ssd", { provisioner: "csi.cloudscale.ch", parameters: { "csi.cloudscale.ch/luks-encrypted": "true" } })],
			},
		],
		fail: [
			{ title: "Longhorn, nothing said", resources: [storageClass("plain")], says: "encrypted is not true" },
			{ title: "no parameters", resources: [storageClass("plain", { parameters: null })] },
			{ title: "switched off", resources: [storageClass("plain", { parameters: { encrypted: "false" } })] },
			{ title: "Cinder without a type", resources: [cinder(null)], says: "names no volume type" },
			{ title: "Cinder, a type of which nothing is known", resources: [cinder({ type: "classic" })], says: "type classic is encrypted" },
		],
		unknown: [
			{
				title: "the provisioner is not in the facts",
				resources: [storageClass("own", { provisioner: "own.town.example" })],
				says: "own.town.example encrypts",
			},
			{ title: "parameters are not known", resources: [storageClass("plain", { parameters: new Unknown() })] },
			{ title: "Cinder's type may lie outside this part", resources: [cinder({ type: "classic" })], partial: true },
		],
	},
};
export default control;
