import type { AdminInterface, Facts } from "../facts/facts.ts";
import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { podsBehind, serviceOf } from "./kubernetes-services.ts";
import { eachContainer } from "./pods.ts";

/**
 * The administrator's interface that a Service leads to: by the images of its pods, and where it selects none that is in the list by the
 * names that it selects by. Throws `UnknownValue` where an image is not known.
 */
export function interfaceBehind(service: Resource, all: Index, facts: Facts): AdminInterface | undefined {
	const behind = podsBehind(service, all);
	if (behind === undefined) return undefined;
	let found: AdminInterface | undefined;
	for (const { resource } of behind.pods)
		eachContainer(resource, { each: (list, body) => list.forEach(body) }, ({ container }) => {
			if (container.image !== undefined && container.image !== null) found ??= facts.adminInterface({ image: String(container.image) });
		});
	if (found !== undefined || behind.pods.length > 0) return found;
	for (const value of Object.values(serviceOf(service).selector ?? {})) found ??= facts.adminInterface({ label: String(value) });
	if (found === undefined && behind.open !== undefined) throw new UnknownValue(service, "/spec/selector", new Unknown(behind.open));
	return found;
}
