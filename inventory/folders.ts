import type { Dirent } from "node:fs";
import { closeSync, constants, fstatSync, openSync, readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { UserError } from "../errors.ts";

/** A file's bytes, or why there are none. */
export type Found =
	| { path: string; named: boolean; bytes: Buffer }
	| { path: string; error: string }
	| { notVisible: { what: string; why: string } };

/** What is opened below a folder. A file that is named itself may be called anything. */
const OPENED = /\.(ya?ml|json|tfstate|gz)$/i;
/** What is never entered: hidden folders, such as `.git` and `.terraform`, and what package managers unpack. */
const SKIPPED = /^(\..+|node_modules)$/;

/**
 * The files that an argument stands for, one after the other, so that no two are in memory at once. Links are followed, and each folder is
 * entered once, so that a link to a folder above ends.
 * @throws UserError (exit 2) where there is nothing at the path
 */
export async function* filesAt(path: string, stdin = readStdin): AsyncGenerator<Found> {
	if (path === "-") return yield { path, named: true, bytes: await stdin() };
	const kind = kindAt(path);
	if (typeof kind === "object") {
		if (["ENOENT", "ENOTDIR"].includes(kind.code)) {
			throw new UserError(`there is nothing at ${path}.`, { next: "Name a file or a folder that is there, or - for standard input." });
		}
		yield { path, error: refusal(kind) };
	} else if (kind === "folder") {
		const walk: Walk = { entered: new Set(), skipped: [], unopened: [] };
		yield* below(path, walk);
		yield* leftOut(path, walk);
	} else {
		// `<(helm template …)` of a shell is a pipe with a name.
		yield kind === "pipe" ? { path, named: true, bytes: await readFile(path) } : fileAt(path, true);
	}
}

/** Files are opened one by one: waiting for each in turn costs a multiple of reading it. */
function* below(folder: string, walk: Walk, from?: string): Generator<Found> {
	let entries: Dirent[];
	let real: string;
	const { entered, skipped, unopened } = walk;
	try {
		real = realpathSync(folder);
		// A link to a folder that holds the link leads in a circle, perhaps by way of what nobody named.
		if (entered.has(real) || from === real || from?.startsWith(`${real}${sep}`)) return;
		entered.add(real);
		entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch (error) {
		return yield { path: folder, error: refusal(error) };
	}
	for (const entry of entries) {
		const path = join(folder, entry.name);
		const kind = entry.isFile() ? "file" : entry.isDirectory() ? "folder" : kindAt(path);
		if (kind === "folder") {
			if (SKIPPED.test(entry.name)) skipped.push(path);
			else yield* below(path, walk, real);
		} else if (OPENED.test(entry.name)) yield typeof kind === "object" ? { path, error: refusal(kind) } : fileAt(path, false);
		else unopened.push(extname(entry.name) || entry.name);
	}
}

/** What a walk through folders met. */
interface Walk {
	/** Folders that were entered, without links. */
	entered: Set<string>;
	/** Folders that were not. */
	skipped: string[];
	/** How the names of files end that were not opened. */
	unopened: string[];
}

function* leftOut(folder: string, { skipped, unopened }: Walk): Generator<Found> {
	if (skipped.length > 0) {
		const why = "hidden folders and node_modules are not looked into. Name one to have it audited.";
		yield { notVisible: { what: some(skipped), why } };
	}
	if (unopened.length > 0) {
		const endings = [...Map.groupBy(unopened, (ending) => ending)].toSorted(([, a], [, b]) => b.length - a.length);
		const terraform = unopened.includes(".tf") ? " Terraform's own files become readable by `terraform show -json PLAN > plan.json`." : "";
		const why = `only names that end in .yaml, .yml, .json, .tfstate or .gz are opened in folders.${terraform}`;
		yield { notVisible: { what: `files in ${folder}: ${some(endings.map(([ending, { length }]) => `${length} ${ending}`))}`, why } };
	}
}

function some(names: readonly string[]): string {
	return names.slice(0, 3).join(", ") + (names.length > 3 ? `, and ${names.length - 3} more` : "");
}

function kindAt(path: string): "file" | "folder" | "pipe" | { code: string } {
	try {
		const status = statSync(path);
		return status.isDirectory() ? "folder" : status.isFIFO() ? "pipe" : "file";
	} catch (error) {
		return error as { code: string };
	}
}

function fileAt(path: string, named: boolean): Found {
	let handle: number | undefined;
	try {
		// A pipe that nobody writes to would wait for ever.
		handle = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
		if (!fstatSync(handle).isFile()) return { path, error: "it is not a plain file." };
		return { path, named, bytes: readFileSync(handle) };
	} catch (error) {
		return { path, error: refusal(error) };
	} finally {
		if (handle !== undefined) closeSync(handle);
	}
}

async function readStdin(): Promise<Buffer> {
	if (process.stdin.isTTY) {
		throw new UserError("- stands for standard input, and nothing is piped into it.", { next: "kubectl get all -o yaml | socle audit -" });
	}
	const chunks: Buffer[] = [];
	for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

const REASONS: Readonly<Record<string, string>> = {
	EACCES: "you may not read it.",
	EPERM: "you may not read it.",
	ENOENT: "it is a link to something that is not there.",
	ELOOP: "its links lead in a circle.",
	ERR_FS_FILE_TOO_LARGE: "it is larger than 2 GiB.",
};

function refusal(error: unknown): string {
	const { code = "", message } = error as NodeJS.ErrnoException;
	return REASONS[code] ?? `it can't be read (${code || message}).`;
}
