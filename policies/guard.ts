import type { Properties, Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";

/**
 * Thrown by reading a leaf that is unknown or secret. Not an `Error`: it is an answer, thrown often, and needs no stack trace.
 * The evaluator turns it into the verdict unknown.
 */
export class UnknownValue {
	readonly resource: Resource;
	/** JSON pointer into the resource's properties. */
	readonly path: string;
	readonly leaf: Unknown | Secret;
	constructor(resource: Resource, path: string, leaf: Unknown | Secret) {
		this.resource = resource;
		this.path = path;
		this.leaf = leaf;
	}
}

const guards = new WeakMap<Resource, Resource>();
/** Under which a guarded view keeps the resource behind it. Not a map: each leaf that a control reads asks. */
const ORIGINAL = Symbol("original");
type View = Resource & { readonly [ORIGINAL]?: Resource };

/**
 * The resource as controls see it: each unknown or secret leaf is a getter that throws `UnknownValue`. A resource without such leaves is
 * itself its guarded view. Made once per resource.
 */
export function guard(resource: Resource): Resource {
	let guarded = guards.get(resource);
	if (guarded === undefined) {
		guarded = hides(resource.properties) ? { ...resource, properties: shield(resource.properties, "", resource) as Properties } : resource;
		guards.set(resource, guarded);
		if (guarded !== resource) {
			guards.set(guarded, guarded);
			Object.defineProperty(guarded, ORIGINAL, { value: resource });
		}
	}
	return guarded;
}

/** What a JSON pointer leads to, unknown and secret leaves as they are; `undefined` where nothing is. An unknown on the way is the answer. */
export function leafAt(resource: Resource, pointer: string): Value | undefined {
	let value: Value | undefined = unguarded(resource).properties;
	if (pointer === "") return value;
	// Most pointers name a property of the resource itself.
	if (pointer.indexOf("/", 1) < 0) return (value as Record<string, Value>)[unescapeToken(pointer.slice(1))];
	for (const token of pointer.slice(1).split("/")) {
		if (value instanceof Unknown || value instanceof Secret) return value;
		if (typeof value !== "object" || value === null) return undefined;
		value = (value as Record<string, Value>)[unescapeToken(token)];
	}
	return value;
}

/** The resource behind its guarded view. */
export function unguarded(resource: Resource): Resource {
	return (resource as View)[ORIGINAL] ?? resource;
}

/** Whether something is written under `key`, without reading it. Null and the empty text, which some providers write for nothing, are not. */
export function present(record: object | null | undefined, key: string): boolean {
	if (record === null || record === undefined) return false;
	const found = Object.getOwnPropertyDescriptor(record, key);
	return found !== undefined && (found.get !== undefined || (found.value !== undefined && found.value !== null && found.value !== ""));
}

/** What is written at a pointer, for a message: nothing that is unknown or secret. */
export function written(resource: Resource, pointer: string): string {
	const leaf = leafAt(resource, pointer);
	return typeof leaf === "string" ? leaf : leaf instanceof Unknown ? `(${leaf.reason})` : "";
}

/** A list as controls walk it: nothing is an empty one; what is neither nothing nor a list can't be judged. */
export function items<T>(value: readonly T[] | null | undefined, subject: Resource, path: string): readonly T[] {
	if (value === undefined || value === null) return [];
	if (!Array.isArray(value)) throw new UnknownValue(subject, path, new Unknown("it is not a list"));
	return value;
}

export function escapeToken(token: string): string {
	return token.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function unescapeToken(token: string): string {
	return token.includes("~") ? token.replaceAll("~1", "/").replaceAll("~0", "~") : token;
}

function hides(value: Value): boolean {
	if (typeof value !== "object" || value === null) return false;
	if (value instanceof Unknown || value instanceof Secret) return true;
	for (const key in value) if (hides((value as Record<string, Value>)[key] as Value)) return true;
	return false;
}

function shield(value: Value, path: string, resource: Resource): Value {
	if (typeof value !== "object" || value === null || !hides(value)) return value;
	const copy: object = Array.isArray(value) ? new Array(value.length) : {};
	for (const [key, child] of Object.entries(value) as [string, Value][]) {
		const at = `${path}/${escapeToken(key)}`;
		if (child instanceof Unknown || child instanceof Secret) {
			const get = (): never => {
				throw new UnknownValue(resource, at, child);
			};
			Object.defineProperty(copy, key, { get, enumerable: true });
		} else {
			Object.defineProperty(copy, key, { value: shield(child, at, resource), enumerable: true, writable: true });
		}
	}
	return copy as Value;
}
