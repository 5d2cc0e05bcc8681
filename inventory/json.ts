/** Parts of JSON that somebody else wrote: what is not of the expected type is nothing. */

export type Json = { readonly [key: string]: unknown };

export function isObject(value: unknown): value is Json {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function object(value: unknown): Json {
	return isObject(value) ? value : {};
}

export function list(value: unknown): readonly unknown[] {
	return Array.isArray(value) ? value : [];
}

export function text(value: unknown): string | undefined {
	return typeof value === "string" && value !== "" ? value : undefined;
}

/** The texts of a list. */
export function texts(value: unknown): string[] {
	return list(value).filter((each) => typeof each === "string");
}

/** What an object or list itself holds under a key; never what every object inherits. */
export function own(value: unknown, key: string): unknown {
	return typeof value === "object" && value !== null && Object.hasOwn(value, key) ? (value as Json)[key] : undefined;
}
