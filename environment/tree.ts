import type { Document, YAMLError, Node as YamlNode } from "yaml";
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument } from "yaml";

/** The text of an environment file as a tree in which every value knows where it was written. */
export type Tree = Scalar | Mapping | List;

export interface Origin {
	/** Where the value begins in the text. */
	value: number;
	/** Where its key begins; absent for the root and for items of a list. */
	key?: number;
	/** Name of the stack whose patch brought the value. */
	stack?: string;
}
interface Scalar {
	kind: "scalar";
	scalar: unknown;
	origin: Origin;
}
export interface Mapping {
	kind: "mapping";
	entries: Map<string, Tree>;
	origin: Origin;
}
interface List {
	kind: "list";
	items: Tree[];
	origin: Origin;
}

/** A problem at an offset of the text. */
export interface Slip {
	offset: number;
	message: string;
}

export interface Position {
	line: number;
	column: number;
}

const MOST_VALUES = 20_000;
const MOST_DEPTH = 32;
/** Beyond this the parser may run out of stack. */
const HOPELESS_DEPTH = 500;

/** `tree` is absent where the text is no mapping that can be read. Nothing is thrown, whatever the text. */
export function read(text: string): { tree?: Mapping; slips: Slip[]; position(offset: number): Position } {
	const lines = new LineCounter();
	const position = (offset: number): Position => {
		const { line, col } = lines.linePos(offset);
		return { line: Math.max(line, 1), column: Math.max(col, 1) };
	};
	const tower = deeper(text, HOPELESS_DEPTH);
	if (tower !== undefined) return { slips: [{ offset: deeper(text, MOST_DEPTH) ?? tower, message: tooDeep }], position: positionIn(text) };
	let document: Document;
	try {
		// Repeated keys are found below in linear time; the library compares every pair.
		document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error", stringKeys: false });
	} catch (cause) {
		if (!(cause instanceof RangeError)) throw cause;
		return { slips: [{ offset: deeper(text, MOST_DEPTH) ?? 0, message: tooDeep }], position: positionIn(text) };
	}
	const [error] = [...document.errors, ...document.warnings];
	if (error) return { slips: syntax(error, text), position };
	const slips: Slip[] = [];
	if (document.contents === null)
		return { slips: [{ offset: 0, message: "the file is empty. Start from an example: `socle init`." }], position };
	const walk = walker(slips, position);
	const tree = walk(document.contents as YamlNode, 0, undefined);
	if (slips.length > 0) return { slips, position };
	if (tree?.kind === "mapping") return { tree, slips, position };
	return {
		slips: [
			{
				offset: tree?.origin.value ?? 0,
				message: `this is ${tree?.kind === "list" ? "a list" : "a single value"}. Write a mapping of keys that begins with apiVersion: socle/v1.`,
			},
		],
		position,
	};
}

/** Line and column where the parser, which counts lines, did not come so far. */
const positionIn = (text: string) => (offset: number) => {
	const before = text.slice(0, offset).split("\n");
	return { line: before.length, column: before.at(-1)!.length + 1 };
};

const tooDeep = `values are nested deeper than ${MOST_DEPTH} levels. An environment file needs six; take the inner ones away.`;

function walker(slips: Slip[], position: (offset: number) => Position) {
	let count = 0;
	let stopped = false;
	// The library looks an alias up by walking the whole document each time.
	const anchors = new Map<string, YamlNode>();
	const slip = (offset: number, message: string): undefined => void slips.push({ offset, message });
	return function walk(node: YamlNode | null, depth: number, key: number | undefined): Tree | undefined {
		const start = node?.range?.[0] ?? key ?? 0;
		const origin: Origin = key === undefined ? { value: start } : { value: start, key };
		if (stopped) return undefined;
		if (depth > MOST_DEPTH || ++count > MOST_VALUES) {
			stopped = true;
			return slip(
				start,
				depth > MOST_DEPTH
					? tooDeep
					: `there are more than ${MOST_VALUES.toLocaleString("en")} values here, aliases (*name) counted each time. Write the values out without aliases.`,
			);
		}
		if (node === null) return { kind: "scalar", scalar: null, origin };
		if (isAlias(node)) {
			const target = anchors.get(node.source);
			if (target === undefined) return slip(start, `"*${node.source}" points to nothing. Write the value itself.`);
			const tree = walk(target, depth + 1, key);
			return tree && { ...tree, origin };
		}
		if (node.anchor) anchors.set(node.anchor, node);
		if (isScalar(node)) return { kind: "scalar", scalar: node.value, origin };
		if (isSeq(node)) {
			const items = node.items.map((item) => walk(item as YamlNode | null, depth + 1, undefined));
			return { kind: "list", items: items.filter((item) => item !== undefined), origin };
		}
		if (!isMap(node)) return slip(start, "this is not a value that can be read. Write text, a number, a list or a mapping.");
		const entries = new Map<string, Tree>();
		for (const pair of node.items) {
			const name: unknown = isScalar(pair.key) ? pair.key.value : undefined;
			const at = (pair.key as YamlNode | null)?.range?.[0] ?? start;
			if (typeof name !== "string") {
				slip(
					at,
					`this key is not a text. ${isScalar(pair.key) && pair.key.value !== null ? `Write it in quotes: "${String(name)}".` : "Write a word followed by a colon."}`,
				);
				continue;
			}
			const first = entries.get(name);
			if (first !== undefined)
				slip(at, `"${name}" is written twice; the first is on line ${position(first.origin.key ?? 0).line}. Keep one.`);
			else if (name === "__proto__") slip(at, `"__proto__" is not known here. Take it away.`);
			const value = walk(pair.value as YamlNode | null, depth + 1, at);
			if (value !== undefined && first === undefined) entries.set(name, value);
		}
		return { kind: "mapping", entries, origin };
	};
}

/** The library's words where they help a person, ours where they don't. Only the first error is told, what follows is mostly its echo. */
function syntax({ code, message, pos: [offset] }: YAMLError, text: string): Slip[] {
	const tabs = [...text.matchAll(/^ *\t+(?=[^\s#])/gm)];
	if (tabs.length > 0)
		return tabs.map(({ index }) => ({ offset: index, message: "a tab indents this line. Write two spaces for each level instead." }));
	if (code === "MULTIPLE_DOCS")
		return [{ offset, message: "a second document begins here. Keep one environment a file, and take the `---` away." }];
	if (code === "TAG_RESOLVE_FAILED") return [{ offset, message: "tags (!name) are not read here. Write the plain value." }];
	if (message.includes("call stack")) return [{ offset, message: tooDeep }];
	const first = message.split("\n")[0]!.replace(/[.:]$/, "");
	return [
		{
			offset,
			message: `this is not YAML that can be read: ${first}. Look at the indentation, quotes and colons of this line and the one above.`,
		},
	];
}

/** Where brackets and dashes first nest deeper than `limit`; undefined where they don't. Brackets in quotes count too. */
function deeper(text: string, limit: number): number | undefined {
	let brackets = 0;
	let dashes = 0;
	for (let at = 0; at < text.length; at++) {
		const character = text[at];
		if (character === "[" || character === "{") brackets++;
		else if ((character === "]" || character === "}") && brackets > 0) brackets--;
		else if (character === "\n") dashes = 0;
		else if ((character === "-" || character === "?") && text[at + 1] === " ") dashes++;
		if (brackets + dashes > limit) return at;
	}
	return undefined;
}

/** JSON merge patch (RFC 7396): null takes a key away, a mapping is merged, all else replaces. What the patch brings is marked with its stack. */
export function patched(base: Tree | undefined, patch: Tree, stack: string): Tree {
	const origin = { ...patch.origin, stack };
	if (patch.kind === "scalar") return { ...patch, origin };
	if (patch.kind === "list") return { ...patch, origin, items: patch.items.map((item) => patched(undefined, item, stack)) };
	const old = base?.kind === "mapping" ? base : undefined;
	const entries = new Map(old?.entries);
	for (const [key, value] of patch.entries) {
		if (value.kind === "scalar" && value.scalar === null) entries.delete(key);
		else entries.set(key, patched(entries.get(key), value, stack));
	}
	return { kind: "mapping", entries, origin: old?.origin ?? origin };
}

/** The bare value. */
export function plain(tree: Tree): unknown {
	if (tree.kind === "scalar") return tree.scalar;
	if (tree.kind === "list") return tree.items.map(plain);
	return Object.fromEntries([...tree.entries].map(([key, value]) => [key, plain(value)]));
}

/** The value at `path`, or the nearest one above it that is written; `exact` says which. */
export function nearestWritten(tree: Tree, path: readonly PropertyKey[]): { tree: Tree; exact: boolean } {
	const [head, ...rest] = path;
	if (head === undefined) return { tree, exact: true };
	const next = tree.kind === "mapping" ? tree.entries.get(String(head)) : tree.kind === "list" ? tree.items[Number(head)] : undefined;
	return next === undefined ? { tree, exact: false } : nearestWritten(next, rest);
}

/** A dotted key as a path. Keys that hold dots themselves (hosts of suppliers) are taken whole where the tree has them. */
export function path(tree: Tree | undefined, key: string): string[] {
	if (key === "") return [];
	const names = tree?.kind === "mapping" ? [...tree.entries.keys()].filter((name) => key === name || key.startsWith(`${name}.`)) : [];
	const head = names.sort((a, b) => b.length - a.length)[0] ?? key.split(".")[0]!;
	const next = tree?.kind === "mapping" ? tree.entries.get(head) : tree?.kind === "list" ? tree.items[Number(head)] : undefined;
	return [head, ...path(next, key.slice(head.length + 1))];
}
