import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { CIDR, canonical, cidr } from "../cidr.ts";
import { COUNTRIES } from "../countries.ts";
import { CPU, cpu, DURATION, duration, SIZE, size } from "../quantity.ts";

/** What the sections of the environment file are made of: texts, numbers and lists that say for people what they expected. */

/** A message for a person: what was found, what was expected, what to write. `found: false` keeps the value out of the message. */
export function expected(what: string, write: string, { found = true } = {}) {
	return ({ input }: { input?: unknown }): string => {
		if (input === undefined) return `missing. Write ${write}.`;
		return `${found ? shown(input) : "this"} is not ${what}. Write ${write}.`;
	};
}

/** A value as a message quotes it: short, and a list or mapping only by its name. */
export function shown(value: unknown): string {
	if (value === null) return "an empty value";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	if (typeof value !== "string") return String(value);
	return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** Says that a key is not known, and which known one is near. One line a key. */
export function unknownKeys(keys: readonly string[], known: readonly string[]): string {
	return keys.map((key) => `"${key}" is not known here. ${nearest(key, known) ?? `Known: ${known.join(", ")}.`}`).join("\n");
}

/** `Did you mean "…"?` where one of `known` is near enough to be a slip of the fingers. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const near = closest(word.toLowerCase(), known as string[]);
	const apart = distance(word.toLowerCase(), near.toLowerCase());
	return apart < word.length && apart <= Math.max(2, Math.floor(word.length / 3)) ? `Did you mean "${near}"?` : undefined;
}

/** A mapping that knows its keys. */
export function section<S extends z.ZodRawShape>(what: string, shape: S) {
	const keys = Object.keys(shape);
	return z.strictObject(shape, {
		error: (issue) =>
			issue.code === "unrecognized_keys"
				? unknownKeys(issue.keys, keys)
				: expected("a mapping of keys", `${what}: ${keys.join(", ")}`)(issue),
	});
}

/** A text with a pattern. */
export function text(pattern: RegExp, what: string, write: string, options: { found?: boolean } = {}) {
	const error = expected(what, write, options);
	return z.string({ error }).regex(pattern, { error });
}

/** A text with a pattern that is parsed into a value, or refused by the parser. */
export function parsed<T>(
	pattern: RegExp,
	parse: (text: string) => T | undefined,
	what: string,
	write: string,
	options: { found?: boolean } = {},
) {
	const error = expected(what, write, options);
	return text(pattern, what, write, options).transform((input, context): T => {
		const value = parse(input);
		if (value !== undefined) return value;
		context.issues.push({ code: "custom", input, message: error({ input }) });
		return z.NEVER;
	});
}

/** One word of a list. */
export function word<const W extends readonly [string, ...string[]]>(words: W) {
	const write = `one of ${words.join(", ")}`;
	return z.enum(words, {
		error: ({ input }) =>
			input === undefined
				? `missing. Write ${write}.`
				: `${shown(input)} is not known here. ${(typeof input === "string" && nearest(input, words)) || `Write ${write}.`}`,
	});
}

/** One code of a list too long for a message. */
export function code(codes: readonly string[], what: string, write: string) {
	return z.enum(codes as [string, ...string[]], { error: expected(what, write) });
}

export function whole(minimum: number, maximum: number, write: string) {
	const error = expected(`a whole number from ${minimum} to ${maximum}`, write);
	return z.int({ error }).min(minimum, { error }).max(maximum, { error });
}

export function list<T extends z.ZodType>(item: T, write: string, minimum = 1) {
	const error = expected("a list", write);
	return z.array(item, { error }).min(minimum, { error: () => `the list is empty. Write ${write}.` });
}

export function record<K extends z.core.$ZodRecordKey, V extends z.ZodType>(key: K, value: V, write: string) {
	return z.record(key, value, { error: expected("a mapping of names", write) });
}

/** One line of text. No `\p{…}`: not every reader of the published schema knows it. */
export const line = (maximum: number) => new RegExp(`^[!-~\\u00a1-\\uffff][ -~\\u00a0-\\uffff]{0,${maximum - 1}}$`);

/** RFC 1123 label, so that the same name fits Kubernetes, OpenStack and DNS. */
export const label = (maximum: number) =>
	text(
		new RegExp(`^[a-z]([a-z0-9-]{0,${maximum - 2}}[a-z0-9])?$`),
		"a name here",
		`at most ${maximum} small letters, digits and hyphens, beginning with a letter and not ending with a hyphen, such as town-hall`,
	);

export const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
export const host = text(HOST, "a host name", "a full name in small letters without scheme, port or star, such as service.town.example");
/** Names of things in a cloud or cluster that Socle does not make: any text without control characters, spaces at the ends or slashes. */
export const foreign = (what: string, write: string) =>
	text(/^[!-.0-~\u00a1-\uffff]([ -.0-~\u00a0-\uffff]{0,253}[!-.0-~\u00a1-\uffff])?$/, what, write);

export const country = code(
	COUNTRIES,
	"a country",
	"the two capital letters of ISO 3166-1, such as FR (the United Kingdom is GB, Greece is GR)",
).meta({ id: "country" });
export const jurisdiction = code(["EU", "EEA", ...COUNTRIES], "a jurisdiction", "EU, EEA or the two capital letters of a country").meta({
	id: "jurisdiction",
});
export const operator = code(["own", ...COUNTRIES], "a supplier's country", "own, or the two capital letters of its country").meta({
	id: "operator",
});

export const range = (what: string, example: string) =>
	parsed(CIDR, cidr, what, `an address and a prefix length, such as ${example}`).superRefine((value, context) => {
		if (canonical(value) !== value.text && value.family === 4)
			context.addIssue(
				`${shown(value.text)} has bits set behind its prefix, so that it is unclear which range is meant. Write ${canonical(value)}.`,
			);
	});

export const amount = {
	duration: parsed(DURATION, duration, "a duration", "15m, 900s, PT15M or 5y (units s, m, h, d, w, y; no months)"),
	cpu: parsed(CPU, cpu, "an amount of processor", "250m (a quarter of a core) or 1 in quotes (a whole one)"),
	memory: parsed(SIZE, size, "an amount of memory", "a number with Ki, Mi, Gi or Ti, such as 512Mi"),
	disk: parsed(SIZE, size, "the size of a disk", "whole gibibytes, such as 20Gi").refine((value) => value.bytes % 2 ** 30 === 0, {
		error: ({ input }) => `${shown((input as { text: string }).text)} is not the size of a disk. Write whole gibibytes, such as 20Gi.`,
	}),
};

/** A day of the calendar, `YYYY-MM-DD`. Whether it lies in the past is for controls to say, which know what day it is. */
export const day = (what: string) =>
	text(/^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/, "a day", `${what}, as year-month-day such as 2026-03-01`).refine(
		// A day that is none, such as 2026-02-30, either rolls over or is no time at all.
		(value) => new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value,
		{ error: ({ input }) => `${shown(input)} is no day of the calendar. Write ${what}, as year-month-day such as 2026-03-01.` },
	);

export const port = whole(1, 65_535, "the port that the program listens on, such as 8080");
