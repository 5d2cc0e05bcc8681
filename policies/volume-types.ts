import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { CheckContext, Parameter } from "./control.ts";
import { environmentOf } from "./environment.ts";
import { items, present, UnknownValue } from "./guard.ts";
import { VOLUME_TYPE_ENCRYPTION } from "./live-types.ts";

export const VOLUME = "openstack:blockstorage/volume:Volume";
export const VOLUMES = [VOLUME] as const;
export const TYPES = ["openstack:blockstorage/volumeTypeV3:VolumeTypeV3"] as const;

export interface EncryptedTypes {
	encryptedTypes: readonly string[];
}

/** Whether a volume of a type is encrypted is a property of the type that only administrators see, so that names must be said. */
export const encryptedTypes: Parameter<readonly string[]> = {
	description:
		"Names of volume types that are encrypted, beside the one that the environment names and those seen to be; * is any characters.",
	default: ["luks", "luks-*", "*-luks"],
	schema: { type: "array", items: { type: "string" } },
};

export type Encryption = "encrypted" | "not encrypted" | "no type";

/** Whether what stands at `pointer` (a volume type's name or id) is an encrypted type. Throws `UnknownValue` where that is not known. */
export function encryptionOf(subject: Resource, pointer: string, record: object, context: CheckContext<EncryptedTypes>): Encryption {
	// Cinder tells everyone of each volume what only administrators see of its type.
	const { encrypted } = record as { encrypted?: unknown };
	if (typeof encrypted === "boolean" && context.all.sourceOf(subject) === "live") return encrypted ? "encrypted" : "not encrypted";
	const key = pointer.slice(pointer.lastIndexOf("/") + 1);
	if (!present(record, key)) return "no type";
	const declared = [...context.parameters.encryptedTypes];
	const { volumeType } = environmentOf(context.all)?.cloud ?? {};
	if (volumeType !== undefined) declared.push(volumeType);
	const says = (name: unknown): boolean => typeof name === "string" && declared.some((glob) => matches(name, glob));
	const type = context.all.reference(subject, pointer, TYPES);
	if (type === undefined) return says((record as Record<string, unknown>)[key]) ? "encrypted" : "not encrypted";
	const seen = context.all.referrers(type, VOLUME_TYPE_ENCRYPTION, "/volume_type_id");
	if (seen.list.some(({ properties }) => present(properties, "provider")) || says(type.properties["name"])) return "encrypted";
	if (!seen.complete) throw new UnknownValue(type, "", new Unknown("its encryption is not known"));
	return "not encrypted";
}

interface Device {
	bootIndex?: number | null;
	destinationType?: string;
	sourceType?: string;
}

/** The block device that an instance boots from, and where it stands; none: the hypervisor's local disk. */
export function bootDevice(instance: Resource): { device: Device | undefined; path: string } {
	const devices = items(instance.properties["blockDevices"] as unknown as readonly Device[] | undefined, instance, "/blockDevices");
	const alone = devices.length === 1 && !present(devices[0], "bootIndex");
	const index = alone ? 0 : devices.findIndex(({ bootIndex }) => Number(bootIndex) === 0);
	return { device: devices[index], path: index < 0 ? "" : `/blockDevices/${index}` };
}

function matches(name: string, glob: string): boolean {
	if (!glob.includes("*")) return name === glob;
	const parts = glob.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
	return new RegExp(`^${parts.join(".*")}$`).test(name);
}
