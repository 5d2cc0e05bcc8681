import type { Properties, Value } from "./resource.ts";
import { Secret, Unknown } from "./resource.ts";

/**
 * How Pulumi writes special values on the wire and in its state.
 * Source: pulumi/pulumi sdk/go/common/resource/properties.go (signatures) and sdk/nodejs/runtime/rpc.ts (`unknownValue`), 3.259.0.
 */
export const UNKNOWN_STRING = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const UNKNOWN_OF_OTHER_TYPES = new Set([
	UNKNOWN_STRING,
	"1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
	"3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
	"6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
	"030794c1-ac77-496b-92df-f27374a8bd58", // asset
	"e48ece36-62e2-4504-bad9-02848725956a", // archive
	"dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE_REFERENCE = "5cf8f73096256a8f31e491e813e4eb8e";

/** A secret of which nothing is known. */
export const SECRET_ON_THE_WIRE = { [SIGNATURE]: SECRET };

/** Where the Terraform bridge notes, in each object, which values are its own defaults. */
const BRIDGE_DEFAULTS = "__defaults";

type Wire = string | number | boolean | null | undefined | Wire[] | { [key: string]: Wire };

/** Properties from the wire. `references(key)` names the resources that the unknown leaves of a top-level property come from. */
export function fromWire(properties: { [key: string]: Wire }, references: (key: string) => readonly string[] = () => []): Properties {
	const entries: [string, Value][] = [];
	for (const [key, wire] of Object.entries(properties)) {
		const value = decode(wire, () => references(key));
		if (value !== undefined) entries.push([key, value]);
	}
	return Object.fromEntries(entries);
}

/** `undefined` where nothing is written: null and absent are the same to both providers. */
function decode(wire: Wire, references: () => readonly string[]): Value | undefined {
	if (wire === null || wire === undefined) return undefined;
	if (typeof wire === "string") return UNKNOWN_OF_OTHER_TYPES.has(wire) ? new Unknown(undefined, references()) : wire;
	if (typeof wire !== "object") return wire;
	// A list keeps its length: an element that holds nothing stays in its place.
	if (Array.isArray(wire)) return wire.map((element) => decode(element, references) ?? null);
	if (SIGNATURE in wire) return special(wire, references);
	const entries: [string, Value][] = [];
	for (const key in wire) {
		if (key === BRIDGE_DEFAULTS) continue;
		const value = decode(wire[key], references);
		if (value !== undefined) entries.push([key, value]);
	}
	return Object.fromEntries(entries);
}

function special(wire: { [key: string]: Wire }, references: () => readonly string[]): Value | undefined {
	switch (wire[SIGNATURE]) {
		case SECRET:
			return new Secret(typeOf(wire["value"]));
		case OUTPUT:
			if (wire["secret"] === true) return new Secret(typeOf(wire["value"]));
			if (!("value" in wire)) return new Unknown(undefined, urns(wire["dependencies"]) ?? references());
			return decode(wire["value"], references);
		case RESOURCE_REFERENCE: {
			const id = wire["id"];
			if (typeof id === "string" && id !== "" && !UNKNOWN_OF_OTHER_TYPES.has(id)) return id;
			return new Unknown(undefined, [String(wire["urn"])]);
		}
		default:
			return new Unknown("an asset or archive, whose content is not read");
	}
}

function urns(wire: Wire): string[] | undefined {
	return Array.isArray(wire) ? wire.filter((each) => typeof each === "string") : undefined;
}

function typeOf(wire: Wire): string {
	if (Array.isArray(wire)) return "array";
	return wire === null || wire === undefined || (typeof wire === "string" && UNKNOWN_OF_OTHER_TYPES.has(wire)) ? "unknown" : typeof wire;
}
