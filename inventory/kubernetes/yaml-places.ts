import type { CST } from "yaml";
import { Parser, CST as Tokens } from "yaml";
import type { Wanted } from "../pointers.ts";
import { settle, wantedTree } from "../pointers.ts";

/**
 * Offsets at which JSON pointers into a YAML document are written: of the key, or of the item of a list. What came through an alias or a
 * merge key has the place of what holds it. Works on tokens alone, which costs half of reading the document.
 */
export function yamlPlaces(source: string, pointers: Iterable<string>): Map<string, number> {
	const found = new Map<string, number>();
	for (const token of new Parser().parse(source)) {
		if (token.type !== "document" || token.value === undefined) continue;
		const wanted = wantedTree(pointers);
		settle(wanted, token.value.offset, found);
		look(token.value, wanted, found);
		break;
	}
	return found;
}

function look(token: CST.Token | null | undefined, wanted: Wanted, found: Map<string, number>): void {
	if (wanted.children.size === 0 || token === null || token === undefined) return;
	if (token.type !== "block-map" && token.type !== "block-seq" && token.type !== "flow-collection") return;
	const isList = token.type === "block-seq" || (token.type === "flow-collection" && token.start.source === "[");
	let index = 0;
	for (const item of token.items) {
		if (isList) {
			const value = item.value ?? item.key;
			if (value === undefined && item.start.every(({ type }) => type !== "seq-item-ind")) continue;
			enter(wanted.children.get(String(index++)), value, value?.offset ?? item.start[0]?.offset, found);
		} else if (item.key !== undefined && item.key !== null && "source" in item.key) {
			const key = Tokens.isScalar(item.key) ? Tokens.resolveAsScalar(item.key)?.value : item.key.source;
			enter(wanted.children.get(String(key)), item.value, item.key.offset, found);
		}
	}
}

function enter(
	node: Wanted | undefined,
	value: CST.Token | null | undefined,
	offset: number | undefined,
	found: Map<string, number>,
): void {
	if (node === undefined || offset === undefined) return;
	settle(node, offset, found);
	look(value, node, found);
}
