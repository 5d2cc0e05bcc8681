import { createHash } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import type { YAMLMap } from "yaml";
import { Document, isCollection, isMap, isScalar, isSeq, parseDocument, visit } from "yaml";
import { UserError } from "../errors.ts";
import { offsetOf } from "./calendar.ts";
import type { Plan } from "./plan.ts";

/**
 * `migration.yaml`: written by the tool, edited by people, read back. The last line of the file remembers a digest of each value as the tool
 * wrote it, so that the next run can tell a person's word from its own: a person's word stays, the tool's is made anew.
 */

const HEAD = `# The plan of a move, written by \`socle migrate plan\` and meant to be edited: change a value, and the next run keeps it and reckons with it.
# applications.<name>.wave moves an application to another wave (or to "stays"); waves.<name>.begins and cutOver move its days;
# dataGiB, changesGiBPerDay, rtoHours and rateMbps correct what the tool reckons with; strategy "retain" or "retire" leaves a resource behind.
# Keys and comments of your own stay. The last line is the tool's memory of what it wrote.
`;
const MEMORY = "# socle-wrote: ";

type Path = readonly string[];
type Leaf = string | number | boolean | null | readonly unknown[];

/** What people changed in a plan. */
export interface Edits {
	text(path: Path): string | undefined;
	/** One of `words`. */
	word<W extends string>(path: Path, words: readonly W[]): W | undefined;
	/** A day of the plan's calendar, as days after its start. */
	day(path: Path, start: string | undefined): number | undefined;
	number(path: Path): number | undefined;
	list(path: Path): string[] | undefined;
	/** Keys below a path, edited or not. */
	keys(path: Path): string[];
}

export interface PlanFile {
	document: Document;
	/** Pointer → digest of what the tool wrote there. */
	memory: ReadonlyMap<string, string>;
	edits: Edits;
}

const pointer = (path: Path): string => path.map((key) => `/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
const digest = (leaf: unknown): string => createHash("sha256").update(JSON.stringify(leaf)).digest("base64url").slice(0, 6);

function* leaves(value: unknown, path: Path = []): Generator<{ path: Path; leaf: Leaf }> {
	if (typeof value === "object" && value !== null && !Array.isArray(value))
		for (const [key, inner] of Object.entries(value)) yield* leaves(inner, [...path, key]);
	else yield { path, leaf: (value ?? null) as Leaf };
}

export const NO_EDITS: Edits = {
	text: () => undefined,
	word: () => undefined,
	day: () => undefined,
	number: () => undefined,
	list: () => undefined,
	keys: () => [],
};

/**
 * Reads a plan that the tool wrote, and what people changed in it.
 * @throws {UserError} (exit 2) where it is no such plan
 */
export function readPlanFile(source: string, file: string): PlanFile {
	const at = source.lastIndexOf(MEMORY);
	const body = at < 0 ? source : source.slice(0, at);
	const document = parseDocument(body, { prettyErrors: true, logLevel: "error" });
	const [error] = document.errors;
	const refuse = (message: string, line?: number): UserError =>
		new UserError("the plan was not read, and not changed.", {
			problems: [{ file, ...(line === undefined ? {} : { line }), message }],
			next: "Mend the line, or move the file away to begin anew.",
		});
	if (error !== undefined) throw refuse(error.message.split("\n")[0]!.replace(/ at line \d+, column \d+:?$/, ""), error.linePos?.[0].line);
	if (document.get("apiVersion") !== "socle-migration-plan/v1")
		throw refuse("this is no plan of a move: it does not begin with apiVersion: socle-migration-plan/v1.");
	const value = document.toJS({ maxAliasCount: 100 }) as Record<string, unknown>;
	const memory = new Map(at < 0 ? [] : remembered(source.slice(at + MEMORY.length).trim()));
	const edited = new Map<string, Leaf>();
	for (const { path, leaf } of leaves(value)) if (memory.get(pointer(path)) !== digest(leaf)) edited.set(pointer(path), leaf);
	for (const key of ["waves", "applications"])
		if (typeof value[key] !== "object" || value[key] === null || Array.isArray(value[key]))
			throw refuse(`${key} is not a mapping of names.`);
	const own = (path: Path): Leaf | undefined => edited.get(pointer(path));
	const wrong = (path: Path, expected: string): UserError => refuse(`${path.join(".")}: ${expected}`, lineOf(document, body, path));
	const text = (path: Path): string | undefined => {
		const leaf = own(path);
		if (leaf === undefined || leaf === null) return undefined;
		if (typeof leaf !== "string") throw wrong(path, "this is not a text. Write one, as the tool did.");
		return leaf;
	};
	return {
		document,
		memory,
		edits: {
			text,
			word: (path, words) => {
				const leaf = text(path);
				const found = words.find((word) => word === leaf);
				if (leaf !== undefined && found === undefined) throw wrong(path, `"${leaf}" is not known here. Write one of ${words.join(", ")}.`);
				return found;
			},
			day: (path, start) => {
				const leaf = text(path);
				const found = leaf === undefined ? undefined : offsetOf(start, leaf);
				if (leaf !== undefined && found === undefined)
					throw wrong(
						path,
						`"${leaf}" is no day of this plan. Write ${start === undefined ? "a number of days, such as day 12" : `a day such as ${start}`}.`,
					);
				return found;
			},
			number: (path) => {
				const leaf = own(path);
				if (leaf === undefined || leaf === null) return undefined;
				if (typeof leaf !== "number" || !(leaf >= 0)) throw wrong(path, "this is not a number of 0 or more. Write one without a unit.");
				return leaf;
			},
			list: (path) => {
				const leaf = own(path);
				if (leaf === undefined || leaf === null) return undefined;
				if (!Array.isArray(leaf) || leaf.some((one) => typeof one !== "string")) throw wrong(path, "this is not a list of names.");
				return leaf as string[];
			},
			keys: (path) => {
				const node = document.getIn(path);
				return isMap(node) ? node.items.map(({ key }) => String(isScalar(key) ? key.value : key)) : [];
			},
		},
	};
}

function lineOf(document: Document, text: string, path: Path): number | undefined {
	const range = (document.getIn(path, true) as { range?: [number, number, number] } | undefined)?.range;
	return range === undefined ? undefined : text.slice(0, range[0]).split("\n").length;
}

function remembered(packed: string): [string, string][] {
	try {
		return Object.entries(
			JSON.parse(inflateRawSync(Buffer.from(packed, "base64url"), { maxOutputLength: 2 ** 27 }).toString("utf8")) as Record<string, string>,
		);
	} catch {
		return []; // Someone changed the memory: then every value counts as a person's word.
	}
}

/** The text of the plan; what people wrote in the one before stays. `removed` names what is no longer in the inputs. */
export function planText(plan: Plan, before?: PlanFile): { text: string; removed: string[]; kept: string[] } {
	const memory: Record<string, string> = {};
	for (const { path, leaf } of leaves(plan)) memory[pointer(path)] = digest(leaf);
	const { text, removed, kept } = before === undefined ? { text: fresh(plan), removed: [], kept: [] } : merged(plan, before, memory);
	return {
		text: `${text.trimEnd()}\n${MEMORY}${deflateRawSync(JSON.stringify(memory), { level: 9 }).toString("base64url")}\n`,
		removed,
		kept,
	};
}

const LAYOUT = { lineWidth: 0, flowCollectionPadding: true } as const;

function fresh(plan: Plan): string {
	const document = new Document(plan);
	visit(document, {
		Pair: (_, { key, value }, path) => {
			if (isFlow(String(isScalar(key) ? key.value : key), value, path.length) && isCollection(value)) value.flow = true;
		},
	});
	document.commentBefore = HEAD.trimEnd().replace(/^#/gm, "");
	return document.toString(LAYOUT);
}

/** A resource is a line, and so are lists of short names. */
function isFlow(key: string, value: unknown, depth: number): boolean {
	if (isSeq(value)) return value.items.every((item) => isScalar(item) && String(item.value).length < 40);
	return isMap(value) && (key === "quota" || key === "window" || value.has("becomes")) && depth > 2;
}

/** Puts what the tool says now into what is there, but for what people changed. */
function merged(
	plan: Plan,
	{ document, memory: before }: PlanFile,
	memory: Record<string, string>,
): { text: string; removed: string[]; kept: string[] } {
	const kept: string[] = [];
	const removed: string[] = [];
	const known = new Set<string>();
	for (const at of before.keys()) for (let end = at.length; end > 0; end = at.lastIndexOf("/", end - 1)) known.add(at.slice(0, end));
	const put = (map: YAMLMap, wanted: Readonly<Record<string, unknown>>, path: Path): void => {
		const there = new Map(map.items.map((pair) => [String(isScalar(pair.key) ? pair.key.value : pair.key), pair]));
		for (const [key, pair] of there) {
			const below = [...path, key];
			if (key in wanted || !known.has(pointer(below))) continue;
			map.items.splice(map.items.indexOf(pair), 1);
			if (below[0] === "applications" && below.length === 2) removed.push(`application ${key}`);
			else if (below[2] === "resources" || (below[0] === "waves" && below.length === 2)) removed.push(key);
		}
		for (const [key, value] of Object.entries(wanted)) {
			const below = [...path, key];
			const pair = there.get(key);
			if (pair === undefined || (isRecord(value) && !isMap(pair.value))) {
				if (pair !== undefined) map.items.splice(map.items.indexOf(pair), 1);
				const node = document.createNode(value);
				if (isCollection(node) && isFlow(key, node, below.length + 1)) node.flow = true;
				map.set(document.createNode(key), node);
			} else if (isRecord(value)) put(pair.value as YAMLMap, value, below);
			else {
				const at = pointer(below);
				const is = pair.value === null ? null : (pair.value as { toJSON(): unknown }).toJSON();
				if (before.get(at) !== digest(is)) {
					if (digest(is) !== digest(value)) kept.push(below.join("."));
					// The memory keeps that this is a person's word, also where the tool has come to say the same.
					memory[at] = "edited";
				} else if (digest(is) !== digest(value)) {
					if (isScalar(pair.value) && !Array.isArray(value)) pair.value.value = value;
					else {
						const node = document.createNode(value);
						if (isCollection(node) && isFlow(key, node, below.length + 1)) node.flow = true;
						pair.value = node;
					}
				}
			}
		}
	};
	put(document.contents as unknown as YAMLMap, plan as unknown as Record<string, unknown>, []);
	return { text: document.toString(LAYOUT), removed, kept };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value);
