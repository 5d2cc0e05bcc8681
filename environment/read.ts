import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Problem } from "../errors.ts";
import type { Knowledge, Readable } from "./coherence.ts";
import { incoherences } from "./coherence.ts";
import type { Environment } from "./environment.ts";
import { isContainer } from "./environment.ts";
import { bytesOf, failure, textOf } from "./file.ts";
import { service } from "./schema/service.ts";
import { nearest } from "./schema/words.ts";
import { environmentSchema } from "./schema.ts";
import type { Mapping, Position, Tree } from "./tree.ts";
import { nearestWritten, patched, path, plain, read } from "./tree.ts";

/** The stack that is meant where none is named: the file as it stands. */
export const PRODUCTION = "production";
/** A file is parsed once or twice: compiling the schema first, as zod does, would cost more than it saves. */
const ONCE = { jitless: true };

export interface ReadOptions {
	/** A key of `stacks` whose JSON merge patch (RFC 7396) is applied. Default `production`, which needs no patch. */
	stack?: string;
	/** Zones that a provider's region is known to have; undefined where nothing is known of it. */
	knownZones?: Knowledge["knownZones"];
	/** Country that a provider's region is known to stand in. */
	knownCountry?: Knowledge["knownCountry"];
}

/** A value in effect and where it came from. Lists are one value. */
export interface ValueInEffect {
	/** Dotted, e.g. `services.passports.run.image`. */
	key: string;
	value: string | number | boolean | readonly (string | number | boolean)[];
	from: "file" | "stack" | "default";
	line?: number;
	column?: number;
}

export interface Reading {
	environment: Environment;
	/** As the caller named it. */
	file: string;
	/** Of the file's bytes, hexadecimal. */
	sha256: string;
	/** Every value in effect, in the order of the schema. */
	values: readonly ValueInEffect[];
	/** Where a dotted key is written, or else the nearest key above it. A value from a stack's patch lies in the patch. */
	positions(key: string): Position;
	/** The one key below `key` whose value is `value`, or `key` itself: leads from a planned resource's leaf to the line to mend. */
	locate(key: string, value: unknown): string;
}

/**
 * Reads an environment file and says everything that is wrong with it at once, in the order of the file.
 * @throws {UserError} with exit code 2, the problems, and what to do
 */
export function readEnvironment(file: string, options: ReadOptions = {}): Reading {
	const bytes = bytesOf(file);
	return readEnvironmentText(textOf(bytes, file), { ...options, file, sha256: createHash("sha256").update(bytes).digest("hex") });
}

/** The same for a text that is already in memory, such as one that `init` is about to write. */
export function readEnvironmentText(source: string, options: ReadOptions & { file: string; sha256?: string }): Reading {
	const { file, stack = PRODUCTION, knownZones, knownCountry } = options;
	const { tree: base, slips, position } = read(source);
	const problem = (offset: number, message: string, key?: string): Problem => ({
		file,
		...position(offset),
		...(key ? { key } : {}),
		message,
	});
	if (!base) throw failure(slips.map(({ offset, message }) => problem(offset, message)));

	const { variants, found } = stacksOf(base);
	let environment: Environment | undefined;
	for (const [name, tree] of variants) {
		const written = (keys: readonly string[]): boolean => nearestWritten(tree, keys).exact;
		const judged = judge(tree, { written, ...(knownZones ? { knownZones } : {}), ...(knownCountry ? { knownCountry } : {}) }, name);
		if (name === stack) environment = judged.environment;
		for (const issue of judged.issues) {
			const place = placed(tree, issue);
			if (name !== PRODUCTION && place.stack === undefined) {
				// What the file itself gets wrong is said once. What only this patch brings about is said at the patch.
				if (found.some(({ offset, message }) => offset === place.offset && message === issue.message)) continue;
				const keys = ["stacks", name, ...issue.path];
				found.push({ offset: at(nearestWritten(base, keys).tree), key: keys.join("."), message: issue.message });
			} else
				found.push({
					offset: place.offset,
					message: issue.message,
					...(issue.unknown ? {} : { key: [...(place.stack ? ["stacks", place.stack] : []), ...issue.path].join(".") }),
				});
		}
	}
	if (found.length > 0)
		throw failure(found.sort((a, b) => a.offset - b.offset).map(({ offset, message, key }) => problem(offset, message, key)));
	const tree = variants.get(stack);
	if (!tree || !environment) {
		const known = [...variants.keys()];
		const message = `there is no stack "${stack}" here. ${nearest(stack, known) ?? ""} Known: ${known.join(", ")}.`.replace("  ", " ");
		throw failure([problem(at(nearestWritten(base, ["stacks"]).tree), message)]);
	}

	const positions = (key: string): Position => position(at(nearestWritten(tree, path(tree, key)).tree));
	const values = [...inEffect(environment, [])]
		.filter(({ keys }) => acts(environment, keys))
		.map(({ keys, value }): ValueInEffect => {
			const { tree: node, exact } = nearestWritten(tree, keys);
			return {
				key: keys.join("."),
				value,
				...(exact ? { from: node.origin.stack ? "stack" : "file", ...position(at(node)) } : { from: "default" }),
			};
		});
	const locate = (key: string, value: unknown): string => {
		const same = values.filter(
			(one) => one.key.startsWith(`${key}.`) && [one.value].flat().some((item) => item === value || String(item) === value),
		);
		return same.length === 1 ? same[0]!.key : key;
	};
	return { environment, file, sha256: options.sha256 ?? createHash("sha256").update(source).digest("hex"), values, positions, locate };
}

/** \`via\` is a choice for containers only, though every exposure has it. */
function acts(environment: Environment, [section, service, ...keys]: readonly string[]): boolean {
	return section !== "services" || keys.join(".") !== "exposure.via" || isContainer(environment.services[service!]!.run);
}

/** Where a person would look: the key where there is one. */
const at = ({ origin }: Tree): number => origin.key ?? origin.value;

interface Found {
	offset: number;
	message: string;
	key?: string;
}

/** Every stack's view of the file, production first, and what is wrong with the patches themselves. */
function stacksOf(base: Mapping): { variants: Map<string, Mapping>; found: Found[] } {
	const found: Found[] = [];
	const file: Mapping = { ...base, entries: new Map([...base.entries].filter(([key]) => key !== "stacks")) };
	const variants = new Map([[PRODUCTION, file]]);
	const stacks = base.entries.get("stacks");
	if (stacks === undefined) return { variants, found };
	if (stacks.kind !== "mapping")
		return {
			variants,
			found: [
				{
					offset: stacks.origin.value,
					key: "stacks",
					message: "this is not a mapping. Write names of stacks, and below each what differs there.",
				},
			],
		};
	for (const [name, patch] of stacks.entries) {
		const key = `stacks.${name}`;
		if (!/^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$/.test(name))
			found.push({
				offset: at(patch),
				key,
				message: `"${name}" is not a name for a stack. Write at most 30 small letters, digits and hyphens, such as lab.`,
			});
		else if (patch.kind !== "mapping")
			found.push({
				offset: at(patch),
				key,
				message: "this is not a mapping. Write the keys that differ in this stack, or {} where none does.",
			});
		else {
			for (const fixed of ["apiVersion", "name", "stacks"])
				if (patch.entries.has(fixed))
					found.push({
						offset: at(patch.entries.get(fixed)!),
						key: `${key}.${fixed}`,
						message: "this is the same in every stack. Take this key away.",
					});
			variants.set(name, patched(file, patch, name) as Mapping);
		}
	}
	return { variants, found };
}

interface Issue {
	path: readonly string[];
	message: string;
	/** The last word of `path` is a key that nobody knows. */
	unknown?: boolean;
}

function judge(tree: Mapping, knowledge: Knowledge, stack: string): { environment?: Environment; issues: Issue[] } {
	const value = plain(tree) as Record<string, unknown>;
	const result = environmentSchema.safeParse(value, ONCE);
	if (result.success) {
		const environment = { ...result.data, stack };
		const issues = incoherences(environment, knowledge);
		return issues.length > 0 ? { issues } : { environment, issues };
	}
	const issues = result.error.issues.flatMap((issue) => issuesOf(issue, value, []));
	// A slip in a key also makes the key that was meant missing: that is one problem.
	const meant = new Set(
		issues.filter(({ unknown }) => unknown).map(({ path, message }) => [...path.slice(0, -1), /mean "(.*)"/.exec(message)?.[1]].join(".")),
	);
	const real = issues.filter(({ path, message }) => !(message.startsWith("missing.") && meant.has(path.join("."))));
	return { issues: [...real, ...incoherences(readable(value), knowledge)] };
}

/** What can be read of a file in which something can't: section by section, service by service. */
function readable(value: Record<string, unknown>): Readable {
	const sections = Object.entries(environmentSchema.shape).map(([key, schema]) => [key, schema.safeParse(value[key], ONCE)] as const);
	const names = keysAt(value, ["services"]) ?? [];
	const services = names.map((name) => [name, service.safeParse((value["services"] as Record<string, unknown>)[name], ONCE)] as const);
	const good = (parsed: readonly (readonly [string, { success: boolean; data?: unknown }])[]) =>
		Object.fromEntries(parsed.filter(([, { success }]) => success).map(([key, { data }]) => [key, data]));
	return { ...good(sections), services: good(services) } as Readable;
}

/** One issue of the schema library as the problems that a person sees: of a choice only the branch that was meant. */
function issuesOf(issue: z.core.$ZodIssue, value: unknown, above: readonly string[]): Issue[] {
	const path = [...above, ...issue.path.map(String)];
	if (issue.code === "unrecognized_keys") {
		const messages = issue.message.split("\n");
		return issue.keys.map((key, index) => ({ path: [...path, key], message: messages[index]!, unknown: true }));
	}
	if (issue.code === "invalid_key") return issue.issues.map(({ message }) => ({ path, message, unknown: true }));
	const keys = issue.code === "invalid_union" ? keysAt(value, path) : undefined;
	if (issue.code !== "invalid_union" || keys === undefined) return [{ path, message: issue.message }];
	const container = keys.includes("image");
	if (container && keys.includes("machines"))
		return [
			{
				path: [...path, "machines"],
				message: "a service runs either as a container (image) or on machines. Take one of them away, or make two services.",
			},
		];
	if (!container && !keys.includes("machines"))
		return [{ path, message: "says neither image (a container on Kubernetes) nor machines (servers on OpenStack). Write one of them." }];
	return issue.errors[container ? 0 : 1]!.flatMap((inner) => issuesOf(inner, value, path));
}

function keysAt(value: unknown, path: readonly string[]): string[] | undefined {
	const found = path.reduce<unknown>((current, key) => (current as Record<string, unknown>)[key], value);
	return typeof found === "object" && found !== null && !Array.isArray(found) ? Object.keys(found) : undefined;
}

/** A wrong value is shown where it stands, an unknown key and a missing one where their key or the key above it stands. */
function placed(tree: Tree, { path, unknown }: Issue): { offset: number; stack?: string } {
	const { tree: node, exact } = nearestWritten(tree, path);
	const offset = exact && !unknown && node.kind !== "mapping" ? node.origin.value : at(node);
	return { offset, ...(node.origin.stack === undefined ? {} : { stack: node.origin.stack }) };
}

/** Leaves of the parsed environment; what was parsed into a quantity or a range appears as it was written. */
function* inEffect(value: unknown, keys: readonly string[]): Generator<{ keys: readonly string[]; value: ValueInEffect["value"] }> {
	if (keys.length === 1 && keys[0] === "stack") return;
	const written = (item: unknown) =>
		typeof item === "object" && item !== null && "text" in item ? (item.text as string) : (item as string | number | boolean);
	if (Array.isArray(value) && value.some((item) => typeof item === "object" && item !== null && !("text" in item)))
		for (const [index, item] of value.entries()) yield* inEffect(item, [...keys, String(index)]);
	else if (Array.isArray(value)) yield { keys, value: value.map(written) };
	else if (typeof value !== "object" || value === null || typeof (value as { text?: unknown }).text === "string")
		yield { keys, value: written(value) };
	else for (const [key, inner] of Object.entries(value)) if (inner !== undefined) yield* inEffect(inner, [...keys, key]);
}
