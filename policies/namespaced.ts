import type { Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { leafAt, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";

/** Objects that are called by their name within a namespace, as pods call accounts, Secrets, ConfigMaps and claims. */

interface Names {
	byName: ReadonlyMap<string, Resource>;
	/** Types of which an object's name or namespace is not known, with one of them. */
	open: ReadonlyMap<string, Resource>;
}

/**
 * The object of a type that the subject's leaf at `pointer` calls by name, in `namespace`; for a name that is known later, the one that it
 * comes from. `undefined`: there is none in the list. Throws `UnknownValue` where that can't be told.
 */
export function called(subject: Resource, pointer: string, type: string, namespace: string, all: Index): Resource | undefined {
	const leaf = leafAt(subject, pointer);
	if (leaf instanceof Unknown) {
		const from = leaf.references.map((id) => all.byId(id)).find((each) => each?.type === type);
		if (from !== undefined) return from;
	}
	if (leaf instanceof Unknown || leaf instanceof Secret) throw new UnknownValue(subject, pointer, leaf);
	return named(type, namespace, String(leaf), all);
}

/** The object of a type, namespace and name; `undefined`: there is none in the list. Throws `UnknownValue` where another's name is not known. */
export function named(type: string, namespace: string, name: string, all: Index): Resource | undefined {
	const { byName, open } = all.once(names);
	const found = byName.get(`${type} ${namespace}/${name}`);
	const other = open.get(type);
	if (found === undefined && other !== undefined)
		throw new UnknownValue(other, "/metadata/name", new Unknown("it may be the one that is called"));
	return found;
}

function names(all: Index): Names {
	const byName = new Map<string, Resource>();
	const open = new Map<string, Resource>();
	for (const resource of all.resources) {
		const name = leafAt(resource, "/metadata/name") ?? resource.name;
		const namespace = leafAt(resource, "/metadata/namespace") ?? resource.namespace ?? "default";
		if (typeof name === "string" && typeof namespace === "string")
			byName.set(`${resource.type} ${namespace || "default"}/${name}`, resource);
		else open.set(resource.type, resource);
	}
	return { byName, open };
}
