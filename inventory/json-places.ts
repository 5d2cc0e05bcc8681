import type { Wanted } from "./pointers.ts";
import { settle, wantedTree } from "./pointers.ts";

const SPACE = /[\s]*/y;
const PLAIN = /[^\s,\]}]*/y;

/**
 * Offsets at which JSON pointers into a JSON text are written: of the key, or of the item of a list; for what is not there, of the nearest
 * thing above it. The text has to be JSON. Looks through it once and keeps nothing of it.
 */
export function jsonPlaces(text: string, pointers: Iterable<string>): Map<string, number> {
	const found = new Map<string, number>();
	let at = 0;
	const skip = (pattern: RegExp): void => {
		pattern.lastIndex = at;
		pattern.test(text);
		at = pattern.lastIndex;
	};
	/** Stands on a quote; afterwards behind the closing one. */
	const string = (): string => {
		const start = at;
		for (at++; text[at] !== '"'; at++) if (text[at] === "\\") at++;
		at++;
		return text.slice(start, at);
	};
	/** Passes a value that nobody asks about. */
	const pass = (): void => {
		let depth = 0;
		do {
			const character = text[at];
			if (character === '"') string();
			else {
				if (character === "{" || character === "[") depth++;
				else if (character === "}" || character === "]") depth--;
				else if (depth === 0) {
					skip(PLAIN);
					return;
				}
				at++;
			}
		} while (depth > 0 && at < text.length);
	};
	const value = (wanted: Wanted | undefined): void => {
		const opening = text[at];
		if (wanted === undefined || wanted.children.size === 0 || (opening !== "{" && opening !== "[")) {
			pass();
			return;
		}
		at++;
		for (let index = 0; ; index++) {
			skip(SPACE);
			if (text[at] === "}" || text[at] === "]" || at >= text.length) break;
			const start = at;
			const key = opening === "{" ? (JSON.parse(string()) as string) : String(index);
			if (opening === "{") {
				skip(SPACE);
				at++; // the colon
				skip(SPACE);
			}
			const child = wanted.children.get(key);
			if (child !== undefined) settle(child, start, found);
			value(child);
			skip(SPACE);
			if (text[at] === ",") at++;
		}
		at++;
	};
	const wanted = wantedTree(pointers);
	skip(SPACE);
	settle(wanted, at, found);
	value(wanted);
	return found;
}
