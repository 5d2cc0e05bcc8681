import type { Event, ScalarEvent } from "js-yaml";
import { EVENT_ID, getScalarValue, parseEvents, SCALAR_STYLE, YAMLException } from "js-yaml";
import type { Wanted } from "../pointers.ts";
import { settle, wantedTree } from "../pointers.ts";
import { plainScalar } from "./scalars.ts";

/** What is wrong with a document, and where. It quotes nothing of the document, which may hold secrets. */
export class YamlProblem {
	readonly offset: number;
	readonly message: string;
	constructor(offset: number, message: string) {
		this.offset = offset;
		this.message = message;
	}
}

/** No object of Kubernetes is nested deeper. */
export const DEEPEST = 500;
/** How many values aliases may stand for in one document; go.yaml.in/yaml counts from here on, too. */
const MOST_ALIASED = 400_000;

/** The documents of a text as plain values, as Kubernetes reads them, each with the offset at which it begins. Throws `YamlProblem`. */
export function readYaml(source: string): { value: unknown; offset: number }[] {
	return new YamlReader(source).documents();
}

/**
 * Offsets at which JSON pointers into the first document are written: of the key, or of the item of a list. What came through an alias or a
 * merge key has the place of what holds it.
 */
export function yamlPlaces(source: string, pointers: Iterable<string>): Map<string, number> {
	return new YamlReader(source).places(pointers);
}

class YamlReader {
	private readonly source: string;
	private readonly events: readonly Event[];
	private at = 0;
	private anchors = new Map<string, { value: unknown; size: number } | undefined>();
	private aliased = 0;
	/** Values so far, those behind aliases included. */
	private size = 0;

	constructor(source: string) {
		this.source = source;
		try {
			this.events = parseEvents(source, { maxDepth: DEEPEST });
		} catch (error) {
			if (!(error instanceof YAMLException)) throw error;
			throw new YamlProblem(error.mark?.position ?? 0, inOurWords(error.reason));
		}
	}

	documents(): { value: unknown; offset: number }[] {
		const documents: { value: unknown; offset: number }[] = [];
		while (this.at < this.events.length) {
			this.at++; // the document's own event
			this.anchors = new Map();
			this.aliased = 0;
			const offset = this.offset();
			documents.push({ value: this.value(), offset });
			this.at++; // its end
		}
		return documents;
	}

	places(pointers: Iterable<string>): Map<string, number> {
		const found = new Map<string, number>();
		this.at = 1;
		const wanted = wantedTree(pointers);
		settle(wanted, this.offset(), found);
		this.look(wanted, found);
		return found;
	}

	private look(wanted: Wanted | undefined, found: Map<string, number>): void {
		const event = this.next();
		if (event.type !== EVENT_ID.SEQUENCE && event.type !== EVENT_ID.MAPPING) return;
		for (let index = 0; this.event().type !== EVENT_ID.POP; index++) {
			const offset = this.offset();
			const key = event.type === EVENT_ID.MAPPING ? this.keyText() : String(index);
			const child = key === undefined ? undefined : wanted?.children.get(key);
			if (child !== undefined) settle(child, offset, found);
			this.look(child, found);
		}
		this.at++;
	}

	/** The text of a simple key; nothing for others, which are passed. */
	private keyText(): string | undefined {
		const event = this.event();
		if (event.type === EVENT_ID.SCALAR) {
			this.at++;
			return String(this.scalar(event));
		}
		this.look(undefined, new Map());
		return undefined;
	}

	private event(): Event {
		return this.events[this.at] as Event;
	}

	private next(): Event {
		return this.events[this.at++] as Event;
	}

	/** Where the next value begins. */
	private offset(): number {
		const event = this.event();
		if (event.type === EVENT_ID.SCALAR) {
			const quote = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED ? 1 : 0;
			return event.valueStart >= 0 ? event.valueStart - quote : Math.max(0, event.anchorStart, event.tagStart);
		}
		if (event.type === EVENT_ID.ALIAS) return event.anchorStart - 1;
		return "start" in event ? event.start : 0;
	}

	private value(): unknown {
		const offset = this.offset();
		const event = this.next();
		this.size++;
		if (event.type === EVENT_ID.ALIAS) return this.alias(this.source.slice(event.anchorStart, event.anchorEnd), offset);
		if (event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) throw new YamlProblem(offset, NO_YAML);
		const anchor = event.anchorStart < 0 ? undefined : this.source.slice(event.anchorStart, event.anchorEnd);
		const before = this.size;
		if (anchor !== undefined) this.anchors.set(anchor, undefined);
		const value =
			event.type === EVENT_ID.SCALAR ? this.finite(event, offset) : event.type === EVENT_ID.SEQUENCE ? this.sequence() : this.mapping();
		if (anchor !== undefined) this.anchors.set(anchor, { value, size: this.size - before + 1 });
		return value;
	}

	private sequence(): unknown[] {
		const list: unknown[] = [];
		while (this.event().type !== EVENT_ID.POP) list.push(this.value());
		this.at++;
		return list;
	}

	private mapping(): Record<string, unknown> {
		const result: Record<string, unknown> = {};
		const own = new Set<string>();
		for (let event = this.event(); event.type !== EVENT_ID.POP; event = this.event()) {
			const offset = this.offset();
			const isMerge = event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN && getScalarValue(this.source, event) === "<<";
			const key = this.value();
			const value = this.value();
			if (isMerge) {
				merge(result, value, offset);
				continue;
			}
			if (key === null) throw new YamlProblem(offset, "a key is empty, which Kubernetes refuses.");
			if (typeof key === "object") throw new YamlProblem(offset, "a key is a mapping or a list, which Kubernetes refuses.");
			const name = String(key);
			if (own.has(name)) throw new YamlProblem(offset, "a key stands twice in the same mapping, which Kubernetes refuses.");
			own.add(name);
			put(result, name, value);
		}
		this.at++;
		return result;
	}

	private alias(name: string, offset: number): unknown {
		const anchor = this.anchors.get(name);
		if (anchor === undefined) {
			const holdsItself = this.anchors.has(name);
			throw new YamlProblem(
				offset,
				holdsItself ? "an alias stands for something that holds itself." : "an alias names no anchor above it.",
			);
		}
		this.aliased += anchor.size;
		this.size += anchor.size;
		if (this.aliased > MOST_ALIASED)
			throw new YamlProblem(offset, `its aliases stand for more than ${MOST_ALIASED} values, which looks like an attack.`);
		return anchor.value;
	}

	private finite(event: ScalarEvent, offset: number): unknown {
		const value = this.scalar(event);
		if (typeof value === "number" && !Number.isFinite(value))
			throw new YamlProblem(offset, "a number is infinite or none, which Kubernetes refuses.");
		return value;
	}

	private scalar(event: ScalarEvent): string | number | boolean | null {
		const text = getScalarValue(this.source, event);
		if (event.tagStart < 0) return event.style === SCALAR_STYLE.PLAIN ? plainScalar(text) : text;
		const tag = this.source.slice(event.tagStart, event.tagEnd);
		if (/^!!(?:int|float|bool|null)$/.test(tag)) return plainScalar(text);
		return tag === "!!binary" ? Buffer.from(text, "base64").toString() : text;
	}
}

/** Later keys win, and of several merged mappings the first, as in Kubernetes. */
function merge(into: Record<string, unknown>, value: unknown, offset: number): void {
	for (const source of Array.isArray(value) ? value.toReversed() : [value]) {
		if (typeof source !== "object" || source === null || Array.isArray(source))
			throw new YamlProblem(offset, "a merge key needs a mapping.");
		for (const [key, child] of Object.entries(source)) put(into, key, child);
	}
}

/** A key named `__proto__` is a key like any other. */
function put(into: Record<string, unknown>, key: string, value: unknown): void {
	if (key === "__proto__") Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
	else into[key] = value;
}

const NO_YAML = "it is not YAML.";
const WORDS: readonly [RegExp, string][] = [
	[/tab/, "a tab is used to indent, which YAML does not allow. Use spaces."],
	[/maxDepth/, `it is nested more than ${DEEPEST} levels deep, which no object of Kubernetes is.`],
	[/deficient/, "a quote or a bracket is not closed, or what stands in it is not indented."],
	[/indentation/, "the indentation does not fit what stands above."],
	[/unexpected end of the stream/, "it ends in the middle of a quoted text or of brackets."],
	[/mapping/, "a mapping stands where a value should: the indentation is wrong, or a text with a colon needs quotes."],
	[/missed comma|flow collection/, "a comma or a bracket is missing."],
	[/escape/, "a backslash in double quotes stands before a character that it can't."],
	[/alias/, "an alias names no anchor above it."],
];

function inOurWords(reason: string): string {
	return WORDS.find(([pattern]) => pattern.test(reason))?.[1] ?? NO_YAML;
}
