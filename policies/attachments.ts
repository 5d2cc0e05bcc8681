import type { Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { declares } from "./declared.ts";
import { leafAt, UnknownValue } from "./guard.ts";
import type { Index, Referrers } from "./joins.ts";
import { INSTANCE } from "./ports.ts";
import { VOLUMES } from "./volume-types.ts";

/** Ties a volume to an instance that is made elsewhere. */
export const ATTACHMENT = "openstack:compute/volumeAttach:VolumeAttach";
/** Ties a volume to a host, without Nova. */
const HOST_ATTACHMENT = "openstack:blockstorage/volumeAttach:VolumeAttach";

/**
 * Whether the volume that stands at `pointer` is somebody's: declared as kept data, or, in a plan or state, of the same program, which takes
 * it away with the rest. A live list shows every volume, so that being in it says nothing.
 */
export function isKept(subject: Resource, pointer: string, all: Index): boolean {
	const volume = all.reference(subject, pointer, VOLUMES);
	return volume !== undefined && (all.sourceOf(volume) !== "live" || declares(volume, "kept-data"));
}

/** What a volume is attached to: instances that name it among their block devices, and attachments. */
export function usersOf(volume: Resource, all: Index): Referrers {
	const devices = all.once(blockDevices);
	const found = [ATTACHMENT, HOST_ATTACHMENT].map((type) => all.referrers(volume, type, "/volumeId"));
	return {
		list: [...(devices.byVolume.get(volume) ?? []), ...found.flatMap(({ list }) => list)],
		complete: devices.complete && found.every(({ complete }) => complete),
	};
}

function blockDevices(all: Index): { byVolume: Map<Resource, Resource[]>; complete: boolean } {
	const byVolume = new Map<Resource, Resource[]>();
	let complete = !all.partial;
	for (const instance of all.ofType(INSTANCE)) {
		const devices = leafAt(instance, "/blockDevices");
		if (devices instanceof Unknown || devices instanceof Secret) complete = false;
		if (!Array.isArray(devices)) continue;
		for (const index of devices.keys()) {
			const sourceType = leafAt(instance, `/blockDevices/${index}/sourceType`) ?? "volume";
			if (typeof sourceType !== "string") complete = false;
			if (sourceType !== "volume") continue;
			try {
				const volume = all.reference(instance, `/blockDevices/${index}/uuid`, VOLUMES);
				if (volume !== undefined) byVolume.set(volume, [...(byVolume.get(volume) ?? []), instance]);
			} catch (thrown) {
				if (!(thrown instanceof UnknownValue)) throw thrown;
				complete = false;
			}
		}
	}
	return { byVolume, complete };
}
