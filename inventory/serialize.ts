import type { Properties, Resource, Value } from "./resource.ts";
import { Secret, Unknown } from "./resource.ts";

/** Marks what JSON has no word for. A user's own key of this name is wrapped, so that nothing can pass for what it is not. */
const MARK = "$socle";

/** Resources as JSON, with unknown and secret leaves kept as such; no secret is in it, because none is in the list. */
export function serializeResources(resources: readonly Resource[]): string {
	return JSON.stringify(resources.map((resource) => ({ ...resource, properties: encode(resource.properties) })));
}

/** What `serializeResources` wrote. */
export function parseResources(text: string): Resource[] {
	return (JSON.parse(text) as (Resource & { properties: Encoded })[]).map((resource) => ({
		...resource,
		properties: decode(resource.properties) as Properties,
	}));
}

type Encoded = string | number | boolean | null | Encoded[] | { [key: string]: Encoded };

function encode(value: Value): Encoded {
	if (value instanceof Unknown) return { [MARK]: "unknown", reason: value.reason, references: [...value.references] };
	if (value instanceof Secret) return { [MARK]: "secret", type: value.type };
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(encode);
	const entries = Object.fromEntries(Object.entries(value as Properties).map(([key, child]) => [key, encode(child)]));
	return MARK in entries ? { [MARK]: "object", value: entries } : entries;
}

function decode(value: Encoded): Value {
	if (typeof value !== "object" || value === null) return value;
	if (Array.isArray(value)) return value.map(decode);
	switch (value[MARK]) {
		case "unknown":
			return new Unknown(String(value["reason"]), value["references"] as string[]);
		case "secret":
			return new Secret(String(value["type"]));
		case "object":
			return plain(value["value"] as { [key: string]: Encoded });
		default:
			return plain(value);
	}
}

function plain(value: { [key: string]: Encoded }): Properties {
	return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, decode(child)]));
}
