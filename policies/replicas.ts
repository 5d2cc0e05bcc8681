import type { Resource } from "../inventory/resource.ts";
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
