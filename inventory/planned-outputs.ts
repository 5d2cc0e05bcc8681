import { loadSdk } from "./pulumi-sdk.ts";
import type { Properties, Value } from "./resource.ts";
import { Secret, Unknown } from "./resource.ts";

/** A lower stack's planned outputs as the program above reads them: each key by itself, known or unknown. */
export function planned(outputs: Properties): Record<string, unknown> {
	const { pulumi, unknown } = loadSdk();
	const raw = (value: Value): unknown => {
		if (value instanceof Unknown || value instanceof Secret) return unknown;
		if (Array.isArray(value)) return value.map(raw);
		if (typeof value !== "object" || value === null) return value;
		return Object.fromEntries(Object.entries(value).map(([key, leaf]) => [key, raw(leaf)]));
	};
	return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, pulumi.output(raw(value))]));
}
