import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { labelled } from "../../declared.ts";
import { direct, partial } from "../../frameworks/clause.ts";
import { gdpr } from "../../frameworks/gdpr.ts";
import { nis2 } from "../../frameworks/nis2.ts";
import { secnumcloud } from "../../frameworks/secnumcloud.ts";
import { items, present, written } from "../../guard.ts";
import type { EncryptedTypes } from "../../volume-types.ts";
import { encryptedTypes, encryptionOf, VOLUMES } from "../../volume-types.ts";

const INSTANCE = "openstack:compute/instance:Instance";
type Device = { bootIndex?: number | null; destinationType?: string; sourceType?: string; uuid?: string; volumeType?: string };

const image = { sourceType: "image", destinationType: "volume", bootIndex: 0, uuid: "debian", volumeSize: 20 } as const;
const own = { sourceType: "volume", destinationType: "volume", bootIndex: 0 } as const;

const control: Control<EncryptedTypes & { localDiskFor: readonly string[] }> = {
	id: "compute-encrypted-boot",
	family: "compute",
	severity: "high",
	title: "The instance boots from an encrypted volume",
	rationale:
		"A hypervisor's local disk is encrypted by nobody: logs, swap and caches with personal data stay readable on it after the instance is gone.",
	remediation:
		"Boot from a volume: blockDevices with bootIndex 0, destinationType volume, and an encrypted volumeType or the uuid of an encrypted volume.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.1"]), partial(nis2["21.2(h)"])],
	appliesTo: [INSTANCE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		encryptedTypes,
		localDiskFor: {
			description: "Classifications of data for which a local disk will do.",
			default: ["public"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(instance, context) {
		const { report, all, parameters } = context;
		const devices = items(instance.properties["blockDevices"] as readonly Device[] | undefined, instance, "/blockDevices");
		const index =
			devices.length === 1 && !present(devices[0], "bootIndex") ? 0 : devices.findIndex(({ bootIndex }) => Number(bootIndex) === 0);
		const device = devices[index];
		if (device === undefined || device.destinationType !== "volume") {
			if (parameters.localDiskFor.includes(labelled(instance, "classification") ?? "")) return;
			return report({ path: device === undefined ? "" : `/blockDevices/${index}`, message: "It boots from the hypervisor's local disk." });
		}
		const path = `/blockDevices/${index}`;
		const encryption = encryptionOf(instance, `${path}/volumeType`, device, context);
		if (encryption === "encrypted") return;
		if (encryption === "not encrypted")
			return report({
				path: `${path}/volumeType`,
				message: `Nothing says that the volume type ${written(instance, `${path}/volumeType`)} is encrypted.`,
			});
		const volume = device.sourceType === "volume" ? all.reference(instance, `${path}/uuid`, VOLUMES) : undefined;
		if (volume === undefined) return report({ path, message: "Its boot volume names no encrypted type." });
		if (encryptionOf(volume, "/volumeType", volume.properties, context) !== "encrypted")
			report({ path: `${path}/uuid`, message: `Nothing says that its boot volume ${volume.name} is encrypted.` });
	},
	examples: {
		pass: [
			{ title: "a volume of an encrypted type", resources: [boot({ ...image, volumeType: "luks" })] },
			{ title: "a volume of its own", resources: [boot({ ...own, uuid: "boot" }), volume("luks")] },
			{
				title: "a volume made in the same run",
				resources: [boot({ ...own, uuid: new Unknown("known after `up`", ["boot"]) }), volume("luks")],
			},
			{
				title: "a local disk for public data",
				resources: [{ ...boot(), properties: { imageId: "debian", metadata: { classification: "public" } } }],
			},
		],
		fail: [
			{ title: "a local disk", resources: [{ ...boot(), properties: { imageId: "debian", metadata: { classification: "internal" } } }] },
			{ title: "a local disk, written out", resources: [boot({ sourceType: "image", destinationType: "local", bootIndex: 0 })] },
			{ title: "a volume of the cloud's default type", resources: [boot(image)] },
			{ title: "a volume of its own that is not encrypted", resources: [boot({ ...own, uuid: "boot" }), volume("classic")] },
			{ title: "a volume that is not in the list", resources: [boot({ ...own, uuid: "elsewhere" })] },
			{ title: "only the data disk is encrypted", resources: [boot(image, { ...image, bootIndex: 1, volumeType: "luks" })] },
		],
		unknown: [
			{ title: "the volume is not known", resources: [boot({ ...own, uuid: new Unknown() })] },
			{ title: "the volume lies outside this part", partial: true, resources: [boot({ ...own, uuid: "elsewhere" })] },
		],
	},
};
export default control;

function boot(...blockDevices: Properties[]): ExampleResource {
	return { type: INSTANCE, name: "server-0", properties: { name: "server-0", blockDevices } };
}
function volume(volumeType: string): ExampleResource {
	return { type: VOLUMES[0], name: "boot", id: "boot", properties: { size: 20, volumeType } };
}
