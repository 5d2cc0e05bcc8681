import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { labelled } from "../../declared.ts";
import { instance, volume } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { written } from "../../guard.ts";
import { INSTANCE } from "../../ports.ts";
import type { EncryptedTypes } from "../../volume-types.ts";
import { bootDevice, encryptedTypes, encryptionOf, VOLUMES } from "../../volume-types.ts";

const image = { sourceType: "image", destinationType: "volume", bootIndex: 0, uuid: "debian", volumeSize: 20 } as const;
const later = new Unknown("known after `up`", ["boot"]);
const disk = { sourceType: "volume", destinationType: "volume", bootIndex: 0 } as const;

const control: Control<EncryptedTypes & { localDiskFor: readonly string[] }> = {
	id: "compute-encrypted-boot",
	family: "compute",
	severity: "high",
	title: "The instance boots from an encrypted volume",
	rationale: "A hypervisor's local disk is encrypted by nobody: logs and caches with personal data stay on it after the instance is gone.",
	remediation:
		"Boot from a volume: a block device with bootIndex 0, destinationType volume, and an encrypted volumeType, of its own or of the uuid.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.1"]), partial(nis2["21.2(h)"])],
	appliesTo: [INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		encryptedTypes,
		localDiskFor: {
			description: "Data that may lie on a local disk.",
			default: ["public"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(server, context) {
		const { report, all, parameters } = context;
		const { device, path } = bootDevice(server);
		if (device === undefined || device.destinationType !== "volume") {
			if (parameters.localDiskFor.includes(labelled(server, "classification") ?? "")) return;
			return report({ path, message: "It boots from the hypervisor's local disk." });
		}
		const encryption = encryptionOf(server, `${path}/volumeType`, device, context);
		if (encryption === "encrypted") return;
		const named = `${path}/volumeType`;
		if (encryption === "not encrypted")
			return report({ path: named, message: `Nothing says that the volume type ${written(server, named)} is encrypted.` });
		const own = device.sourceType === "volume" ? all.reference(server, `${path}/uuid`, VOLUMES) : undefined;
		if (own === undefined) return report({ path, message: "Its boot volume names no encrypted type." });
		if (encryptionOf(own, "/volumeType", own.properties, context) !== "encrypted")
			report({ path: `${path}/uuid`, message: `Nothing says that its boot volume ${own.name} is encrypted.` });
	},
	examples: {
		pass: [
			{ title: "a volume of an encrypted type", resources: [boot({ ...image, volumeType: "luks" })] },
			{ title: "a volume of its own", resources: [boot({ ...disk, uuid: "boot" }), volume("boot", { volumeType: "luks" })] },
			{ title: "a volume made in the same run", resources: [boot({ ...disk, uuid: later }), volume("boot", { volumeType: "luks" })] },
			{ title: "a local disk for public data", resources: [instance({ imageId: "debian", metadata: { classification: "public" } })] },
		],
		fail: [
			{ title: "a local disk", resources: [instance({ imageId: "debian", metadata: { classification: "internal" } })] },
			{ title: "no boot volume", resources: [boot({ ...image, bootIndex: 1, volumeType: "luks" }, { ...disk, bootIndex: 2 })] },
			{ title: "a type of which nothing is known", resources: [boot({ ...image, volumeType: "classic" })], says: "type classic" },
			{ title: "a local disk, written out", resources: [boot({ sourceType: "image", destinationType: "local", bootIndex: 0 })] },
			{ title: "a volume that is not encrypted", resources: [boot({ ...disk, uuid: "boot" }), volume("boot", { volumeType: "classic" })] },
			{ title: "the cloud's default type", resources: [boot(image)] },
			{ title: "a volume that is not in the list", resources: [boot({ ...disk, uuid: "elsewhere" })] },
			{ title: "only the data disk is encrypted", resources: [boot(image, { ...image, bootIndex: 1, volumeType: "luks" })] },
		],
		unknown: [
			{ title: "the volume is not known", resources: [boot({ ...disk, uuid: new Unknown() })] },
			{ title: "the volume lies outside this part", partial: true, resources: [boot({ ...disk, uuid: "elsewhere" })] },
		],
	},
};
export default control;

function boot(...blockDevices: Properties[]): ExampleResource {
	return instance({ blockDevices });
}
