import type { Node } from "yaml";
import { isNode, parseDocument, stringify } from "yaml";

/**
 * The text with another value behind a key that is already written; everything else, comments and layout too, stays byte for byte.
 * @param path e.g. `["cloud", "zones"]`
 */
export function withValue(text: string, path: readonly string[], value: string | readonly string[]): string {
	const [start, end] = rangeOf(text, path);
	const written = Array.isArray(value) ? `[${value.map((item) => inline(item, true)).join(", ")}]` : inline(value as string, false);
	return text.slice(0, start) + written + text.slice(end);
}

/** The text with a new key on the line behind another one of the same mapping. */
export function withKeyAfter(text: string, path: readonly string[], key: string, value: string): string {
	const [, end] = rangeOf(text, path);
	const lineEnd = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
	const indentation = /^ */.exec(text.slice(text.lastIndexOf("\n", end) + 1))?.[0] ?? "";
	return `${text.slice(0, lineEnd)}\n${indentation}${key}: ${inline(value, false)}${text.slice(lineEnd)}`;
}

function rangeOf(text: string, path: readonly string[]): [start: number, end: number] {
	const node = parseDocument(text).getIn(path, true);
	if (!isNode(node) || !(node as Node).range) throw new Error(`${path.join(".")} is not written in this text`);
	const [start, end] = (node as Node).range!;
	return [start, end];
}

/** Quoted where YAML would otherwise read something else. */
function inline(value: string, inList: boolean): string {
	const plain = stringify(value, { lineWidth: 0, defaultStringType: "PLAIN", blockQuote: false }).trimEnd();
	return inList && /[,[\]{}]/.test(plain) && !plain.startsWith('"') ? JSON.stringify(value) : plain;
}
