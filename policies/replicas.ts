import type { Resource } from "../inventory/resource.ts";
import { environmentOf } from "./environment.ts";
import { leafAt } from "./guard.ts";
import type { Index } from "./joins.ts";
import { INSTANCE } from "./ports.ts";

/** Instances that do the same as this one, itself included: those of one parent, or of none, whose names differ in numbers and zones only. */
export function replicasOf(instance: Resource, all: Index): readonly Resource[] {
	return all.once(pools).get(poolOf(instance)) ?? [];
}

function poolOf(instance: Resource): string {
	const zone = leafAt(instance, "/availabilityZone");
	const name = typeof zone === "string" ? instance.name.replace(zone, "#") : instance.name;
	return `${instance.parent ?? ""} ${name.replace(/\d+/g, "#")}`;
}

function pools(all: Index): Map<string, Resource[]> {
	return Map.groupBy(all.ofType(INSTANCE), poolOf);
}

/** In which zones a pool of replicas is. */
export interface Spread {
	zones: ReadonlySet<unknown>;
	/** Some name no zone, so that the scheduler chooses. */
	isLeftOpen: boolean;
	/** The zone of some is not known. */
	isUnknown: boolean;
}

/** Counted once a pool. */
export function spreadOf(replicas: readonly Resource[], all: Index): Spread {
	const known = all.once(spreads);
	let spread = known.get(replicas);
	if (spread === undefined) {
		const leaves = replicas.map((replica) => leafAt(replica, "/availabilityZone") || undefined);
		const zones = new Set(leaves.filter((leaf) => typeof leaf === "string"));
		const isLeftOpen = leaves.includes(undefined);
		spread = { zones, isLeftOpen, isUnknown: leaves.some((leaf) => leaf !== undefined && typeof leaf !== "string") };
		known.set(replicas, spread);
	}
	return spread;
}

function spreads(): Map<readonly Resource[], Spread> {
	return new Map();
}

/** How many zones the cloud has: as the environment declares, or as many as its instances are in. `undefined`: not known. */
export function zonesOf(all: Index): number | undefined {
	const declared = environmentOf(all)?.cloud?.zones;
	return declared === undefined ? all.once(zonesInUse) : new Set(declared).size;
}

/** One alone proves nothing. */
function zonesInUse(all: Index): number | undefined {
	const leaves = all.ofType(INSTANCE).map((instance) => leafAt(instance, "/availabilityZone"));
	const zones = new Set(leaves.filter((leaf) => typeof leaf === "string" && leaf !== ""));
	return zones.size > 1 ? zones.size : undefined;
}
