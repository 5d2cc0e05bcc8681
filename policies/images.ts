import type { Properties, Resource } from "../inventory/resource.ts";
import { present } from "./guard.ts";
import type { Index } from "./joins.ts";
import { FOREIGN_IMAGE } from "./live-types.ts";
import { bootDevice, VOLUMES } from "./volume-types.ts";

export const IMAGE = "openstack:images/image:Image";
export const IMAGES = [IMAGE, FOREIGN_IMAGE] as const;

/** A leaf that names an image: of the instance, or of the volume that it boots from. */
export interface ImageLeaf {
	holder: Resource;
	pointer: string;
	/** Where the instance says it. */
	path: string;
}

/** Where it is written what an instance was started from. `undefined`: no image, or a volume that is not in the list. */
export function imageLeafOf(instance: Resource, all: Index): ImageLeaf | undefined {
	const { device, path } = bootDevice(instance);
	if (device?.sourceType === "image") return { holder: instance, pointer: `${path}/uuid`, path: `${path}/uuid` };
	if (device?.sourceType === "volume") {
		const volume = all.reference(instance, `${path}/uuid`, VOLUMES);
		return volume === undefined || !present(volume.properties, "imageId")
			? undefined
			: { holder: volume, pointer: "/imageId", path: `${path}/uuid` };
	}
	return present(instance.properties, "imageId") ? { holder: instance, pointer: "/imageId", path: "/imageId" } : undefined;
}

/** A property of an image, such as `os_secure_boot`: below `properties` of one's own, beside the other fields of another's. */
export function imageProperty(image: Resource, name: string): string {
	const properties = image.type === IMAGE ? (image.properties["properties"] as Properties | undefined) : image.properties;
	return String(properties?.[name] ?? "");
}

/** Glance writes truth as True, programs as true. */
export function isTrue(text: unknown): boolean {
	return String(text).toLowerCase() === "true";
}

/** What a signature consists of. Source: Glance user guide, image signature verification. */
const SIGNATURE = ["img_signature", "img_signature_hash_method", "img_signature_key_type", "img_signature_certificate_uuid"];

/** Properties of a signature that the image lacks; none: it is signed. */
export function missingSignature(image: Resource): string[] {
	return SIGNATURE.filter((name) => imageProperty(image, name) === "");
}
