import { createHash } from "node:crypto";
import { UserError } from "../errors.ts";
import { decoded } from "./decoded.ts";
import type { Found } from "./folders.ts";
import { filesAt } from "./folders.ts";
import { isPlan, isPulumiPreview, isPulumiState, isState } from "./kinds.ts";
import { merged } from "./merge.ts";
import type { InputKind, Inventory } from "./resource.ts";

/** A file, or what came on standard input, ready to be read. */
export interface Artefact {
	/** As the user named it, or found below a folder that they named; `-` for standard input. */
	path: string;
	/** Named itself, not found below a folder: it is an error when it holds nothing to judge. */
	named: boolean;
	/** Of the bytes, hexadecimal. */
	sha256: string;
	/** UTF-8 or UTF-16, decoded, without byte order mark. */
	text: string;
	/** What the text says, where it is one JSON object or list. */
	json?: unknown;
}

/** What one artefact yielded. Each resource says its `source`; what could not be read is in `errors`, never left out. */
export interface Part extends Pick<Inventory, "inputs" | "resources" | "hidden" | "notVisible" | "errors"> {
	/** Other resources may exist that the artefact does not show. */
	partial?: boolean;
	/** Documents that are nothing to judge, such as the values of a Helm chart. */
	others?: number;
}

/** Reads an artefact of one kind. What is wrong with its content is an entry in `errors`, not an exception. */
export type Reader = (artefact: Artefact) => Part | Promise<Part>;

type Mapping = Readonly<Record<string, unknown>>;
interface Kind {
	kind: InputKind;
	/** Whether one JSON object, the whole file, is of this kind. */
	is(content: Mapping): boolean;
	reader(): Promise<Reader>;
}

const EXPECTED = "Name a file, a folder, - for standard input, openstack://CLOUD or kubernetes://CONTEXT.";

const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

/** Formats that are one JSON object, by what they hold, never by the file's name. The rest is read as manifests. */
const KINDS: readonly Kind[] = [
	{ kind: "terraform-plan", is: isPlan, reader: async () => (await import("./terraform/plan.ts")).readPlan },
	{ kind: "pulumi-state", is: isPulumiState, reader: async () => (await import("./pulumi-state.ts")).readPulumiState },
	{ kind: "pulumi-preview", is: isPulumiPreview, reader: async () => (await import("./pulumi-preview.ts")).readPulumiPreview },
	{ kind: "terraform-state", is: isState, reader: async () => (await import("./terraform/state.ts")).readState },
];

/** Clouds that are read live, by the scheme of the argument: `scheme://target`. Only reads. */
const LIVE: Readonly<Record<string, () => Promise<(target: string) => Promise<Part>>>> = {
	openstack: async () => (await import("./openstack/live.ts")).readOpenStack,
	kubernetes: async () => (await import("./kubernetes/live.ts")).readKubernetes,
};

const ENVIRONMENT = /^["']?apiVersion["']?[ \t]*:[ \t]*["']?socle\/v1["']?[ \t]*(#.*)?$/m;

export interface ReadOptions {
	/** Reads environment files: their schema is no concern of this room. */
	environment: Reader;
	/** Other resources may exist than the artefacts show. */
	partial?: boolean;
	/** What was read otherwise, and is judged in the same run. */
	beside?: readonly Part[];
	/** What `-` stands for. Default: standard input. */
	stdin?: () => Promise<Buffer>;
}

/**
 * Reads artefacts, whatever they are, into one list. Every byte is judged, counted as something else, or an error.
 * @throws UserError (exit 2) where an argument names nothing that can be looked at
 */
export async function readArtefacts(paths: readonly string[], options: ReadOptions): Promise<Inventory> {
	const parts: Part[] = [...(options.beside ?? [])];
	const strangers: string[] = [];
	let others = 0;
	for (const path of new Set(paths)) {
		const [, scheme = "", target = ""] = /^([a-z]+):\/\/(.*)$/s.exec(path) ?? [];
		if (scheme !== "") {
			const live = LIVE[scheme];
			if (live === undefined) throw new UserError(`${path} can't be audited: ${scheme}:// is not known here.`, { next: EXPECTED });
			parts.push(await (await live())(target));
			continue;
		}
		let empty = true;
		for await (const found of filesAt(path, options.stdin)) {
			const part = await readFound(found, options);
			parts.push(part);
			if (part.inputs.length + part.errors.length > 0) empty = false;
			if (part.others === undefined || !("bytes" in found)) continue;
			others += part.others;
			strangers.push(found.path);
		}
		// Nothing was judged, and a pipeline must not take that for a pass.
		const planned = options.beside?.some(({ inputs }) => inputs.length > 0) === true;
		if (empty && !planned) parts.push(refused(path, "it holds nothing that can be audited."));
	}
	return merged(others === 0 ? parts : [...parts, nothingToJudge(others, strangers)], options.partial === true);
}

/** So many are named before the rest is counted. */
const NAMED = 5;

function nothingToJudge(documents: number, files: readonly string[]): Part {
	const what =
		documents === 1
			? `a document in ${files[0]}`
			: files.length === 1
				? `${documents} documents in ${files[0]}`
				: `${documents} documents in ${files.length} files`;
	const named = `${files.slice(0, NAMED).join(", ")}${files.length > NAMED ? `, and ${files.length - NAMED} more` : ""}`;
	const why = `no object of Kubernetes, and nothing else that is known here${files.length > 1 ? `: ${named}` : ""}`;
	return { inputs: [], resources: [], errors: [], notVisible: [{ what, why }] };
}

async function readFound(found: Found, options: ReadOptions): Promise<Part> {
	if ("notVisible" in found) return { inputs: [], resources: [], errors: [], notVisible: [found.notVisible] };
	if ("error" in found) return refused(found.path, found.error);
	const { path, named, bytes } = found;
	const text = decoded(bytes);
	if (typeof text !== "string") return refused(path, text.problem);
	const json = jsonOf(text);
	const artefact = { path, named, sha256: createHash("sha256").update(bytes).digest("hex"), text, ...(json !== undefined && { json }) };
	try {
		return await (await readerOf(artefact, options))(artefact);
	} catch (error) {
		if (!(error instanceof UserError)) throw error;
		const problems = error.problems.length > 0 ? error.problems : [{ message: error.message }];
		return {
			...refused(path, ""),
			errors: problems.map(({ file = path, line, message }) => ({ path: file, ...(line !== undefined && { line }), message })),
		};
	}
}

/** An artefact of which nothing could be read. */
function refused(path: string, message: string): Part {
	return { inputs: [], resources: [], notVisible: [], errors: [{ path, message }], partial: true };
}

async function readerOf({ text, json }: Artefact, { environment }: ReadOptions): Promise<Reader> {
	if (isMapping(json)) {
		const kind = KINDS.find(({ is }) => is(json));
		if (kind !== undefined) return kind.reader();
		if (json["apiVersion"] === "socle/v1") return environment;
	} else if (ENVIRONMENT.test(text)) return environment;
	return (await import("./kubernetes/manifests.ts")).readManifests;
}

function jsonOf(text: string): unknown {
	if (!/^\s*[{[]/.test(text)) return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return undefined; // YAML in flow style, or several JSON values, or neither: the reader of manifests says which.
	}
}
