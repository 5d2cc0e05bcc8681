import { constants } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { open, readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
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
	if (path === "-") {
		yield { path, named: true, bytes: await stdin() };
		return;
	}
	const status = await stat(path).catch((error: NodeJS.ErrnoException) => {
		if (error.code === "ENOENT" || error.code === "ENOTDIR") {
			throw new UserError(`there is nothing at ${path}.`, { next: "Name a file or a folder that is there, or - for standard input." });
		}
		return error;
	});
	if (status instanceof Error) yield { path, error: refusal(status) };
	else if (!status.isDirectory()) yield await fileAt(path, true);
	else {
		const skipped: string[] = [];
		yield* below(path, new Set(), skipped);
		if (skipped.length > 0) {
			const named = skipped.slice(0, 3).join(", ") + (skipped.length > 3 ? `, and ${skipped.length - 3} more` : "");
			yield { notVisible: { what: named, why: "hidden folders and node_modules are not looked into. Name one to have it audited." } };
		}
	}
}

async function* below(folder: string, entered: Set<string>, skipped: string[]): AsyncGenerator<Found> {
	try {
		const real = await realpath(folder);
		if (entered.has(real)) return;
		entered.add(real);
	} catch (error) {
		return yield { path: folder, error: refusal(error) };
	}
	let names: string[];
	try {
		names = (await readdir(folder)).sort();
	} catch (error) {
		return yield { path: folder, error: refusal(error) };
	}
	for (const name of names) {
		const path = join(folder, name);
		const status = await stat(path).catch((error: NodeJS.ErrnoException) => error);
		if (status instanceof Error) {
			if (OPENED.test(name)) yield { path, error: refusal(status) };
		} else if (status.isDirectory()) {
			if (SKIPPED.test(name)) skipped.push(path);
			else yield* below(path, entered, skipped);
		} else if (OPENED.test(name)) yield await fileAt(path, false);
	}
}

async function fileAt(path: string, named: boolean): Promise<Found> {
	let handle: FileHandle | undefined;
	try {
		// A pipe that nobody writes to would wait for ever.
		handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
		const status = await handle.stat();
		if (!status.isFile()) return named && status.isFIFO() ? fromPipe(path) : { path, error: "it is not a plain file." };
		return { path, named, bytes: await handle.readFile() };
	} catch (error) {
		return { path, error: refusal(error) };
	} finally {
		await handle?.close();
	}
}

/** `<(helm template …)` of a shell is a pipe with a name. */
async function fromPipe(path: string): Promise<Found> {
	const handle = await open(path, "r");
	try {
		return { path, named: true, bytes: await handle.readFile() };
	} finally {
		await handle.close();
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
