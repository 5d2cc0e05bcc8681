import type { Result } from "./report.ts";

/** What a person calls a resource: `Deployment passports/web`. */
export function subject({ type, name, namespace }: Result["resource"]): string {
	return `${kindOf(type)} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}

/** The last word of a type: `Volume` of `openstack:blockstorage/volume:Volume`, `Deployment` of `apps/v1/Deployment`. */
export function kindOf(type: string): string {
	return /[^/:]+$/.exec(type)?.[0] ?? type;
}

export interface Place {
	/** Dotted path of the key, where the user's file has one. */
	key?: string;
	/** `environment.yaml:31` */
	position: string;
}

/** The one place to look at: where the user wrote what led to it, else where the resource itself is written. */
export function placeOf(result: Result): Place | undefined {
	const place = result.cause ?? result.locations[0] ?? result.resource.source;
	if (!place) return undefined;
	return { ...(result.cause?.key === undefined ? {} : { key: result.cause.key }), position: `${place.file}:${place.line}` };
}

/** `1 finding`, `2 findings`, `1,200 findings`. */
export function counted(count: number, one: string, many = `${one}s`): string {
	return `${grouped(count)} ${count === 1 ? one : many}`;
}

/** `1,200`, the same in every locale. */
export function grouped(count: number): string {
	return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/**
 * Names come from other people's files. Characters that move the cursor, hide themselves or turn the reading direction around (control
 * characters, Unicode's bidirectional controls, zero-width spaces, halves of surrogate pairs) are shown as their code instead of obeyed.
 */
export function visible(text: string): string {
	return text.toWellFormed().replace(HIDDEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;
