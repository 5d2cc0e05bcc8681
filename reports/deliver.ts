import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { open, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import type { Writable } from "node:stream";
import { UserError } from "../errors.ts";
import type { ReportContext } from "./context.ts";
import type { Report } from "./report.ts";
import type { TextOptions } from "./text.ts";

export const FORMATS = ["text", "json", "sarif", "junit", "html"] as const;
export type Format = (typeof FORMATS)[number];

const EXTENSIONS: Record<string, Format> = { ".txt": "text", ".json": "json", ".sarif": "sarif", ".xml": "junit", ".html": "html" };

/** Where a report goes: one format to stdout, and files beside it. */
export interface Destinations<F extends Format = Format> {
	format: F;
	files: { path: string; format: F }[];
}

/** What the command line says about reports; `outputs` are the values of `--output`, in order. */
export interface DeliveryFlags {
	format?: string | undefined;
	outputs?: readonly string[] | undefined;
}

/**
 * Reads `--format` and `--output`, so that a typing error is known before the work starts. Throws UserError (exit 2) for a format that is not built,
 * a file whose extension names none, a folder that is not there, or a folder where a file should be. `formats` are those that there are.
 */
export function destinationsOf<F extends Format>(flags: DeliveryFlags, formats: readonly F[]): Destinations<F>;
export function destinationsOf(flags: DeliveryFlags): Destinations;
export function destinationsOf({ format = "text", outputs = [] }: DeliveryFlags, formats: readonly Format[] = FORMATS): Destinations {
	const known = formats.find((candidate) => candidate === format);
	if (known === undefined) {
		throw new UserError(`--format ${format} is not known here. Expected one of ${formats.join(", ")}.`, {
			next: "choose one of them; `--format json` is the one for other programs",
		});
	}
	return { format: known, files: [...new Set(outputs)].map((path) => ({ path, format: formatOfFile(path, formats) })) };
}

function formatOfFile(path: string, formats: readonly Format[]): Format {
	const extension = extname(path).toLowerCase();
	const extensions = Object.entries(EXTENSIONS).filter(([, format]) => formats.includes(format));
	const format = Object.fromEntries(extensions)[extension];
	if (format === undefined) {
		const expected = `Expected a name that ends in ${extensions.map(([name]) => name).join(", ")}`;
		const problem = extension === "" ? "has no extension to tell the format by" : `names a format that is not known here (${extension})`;
		throw new UserError(`--output ${path} ${problem}. ${expected}.`, { next: "to write to stdout, use `--format` instead" });
	}
	const folder = statSync(dirname(path), { throwIfNoEntry: false });
	if (!folder?.isDirectory())
		throw new UserError(`--output ${path}: the folder ${dirname(path)} does not exist.`, { next: `mkdir -p ${dirname(path)}` });
	if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
		throw new UserError(`--output ${path} is a folder. Expected the name of a file.`);
	return format;
}

/** How the text looks on this terminal. */
export interface Terminal {
	/** Usually `process.stdout`. */
	stdout: Writable & { isTTY?: boolean; columns?: number; hasColors?: () => boolean };
	/** False for `--no-color`. NO_COLOR and FORCE_COLOR are honoured by the stream itself. */
	color: boolean;
	quiet: boolean;
	all: boolean;
}

/** Columns where there is no terminal to ask, as in a pipe or a file. */
const WIDTH = 80;

/**
 * Writes the report to stdout and to each file. A file appears whole or not at all. Throws UserError (exit 2) where a file can't be written. Resolves
 * with the files written, for the caller to name on stderr.
 */
export async function deliver(
	report: Report,
	context: ReportContext,
	{ format, files }: Destinations,
	terminal: Terminal,
): Promise<string[]> {
	const { stdout, quiet, all } = terminal;
	for (const file of files) {
		await writeWhole(file.path, await rendered(file.format, report, context, { width: WIDTH, color: false, quiet: false, all }));
	}
	const color = terminal.color && stdout.isTTY === true && stdout.hasColors?.() === true;
	const width = (stdout.isTTY === true && stdout.columns) || WIDTH;
	await print(stdout, await rendered(format, report, context, { width, color, quiet, all }));
	return files.map(({ path }) => path);
}

async function rendered(format: Format, report: Report, context: ReportContext, text: TextOptions) {
	switch (format) {
		case "text":
			return (await import("./text.ts")).render(report, context, text);
		case "json":
			return (await import("./json.ts")).render(report);
		case "sarif":
			return (await import("./sarif.ts")).render(report, context);
		case "junit":
			return (await import("./junit.ts")).render(report);
		case "html":
			return (await import("./html.ts")).render(report, context);
	}
}

/** Waits until the text has left the process. A reader that has seen enough, such as `head`, is not an error. */
function print(stdout: Writable, text: string): Promise<void> {
	return new Promise((resolve, reject) => {
		// A stream tells an error twice, to the callback and then as an event: the listener stays, or the event would end the process.
		const failed = (error: Error) => ((error as NodeJS.ErrnoException).code === "EPIPE" ? resolve() : reject(error));
		stdout.once("error", failed);
		stdout.write(text, (error) => {
			if (error) return failed(error);
			stdout.off("error", failed);
			resolve();
		});
	});
}

/** Beside the target first, then renamed over it, so that a reader never sees half a report; a link is followed, not replaced. */
async function writeWhole(path: string, text: string): Promise<void> {
	let temporary: string | undefined;
	try {
		const target = await realpath(path).catch(() => path);
		const beside = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString("hex")}.tmp`);
		const file = await open(beside, "wx");
		temporary = beside;
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(beside, target);
	} catch (error) {
		if (temporary !== undefined) await rm(temporary, { force: true });
		const { code, message } = error as NodeJS.ErrnoException;
		throw new UserError(`--output ${path} could not be written: ${REASONS[code ?? ""] ?? message}.`, {
			cause: error,
			next: "write somewhere else",
		});
	}
}

const REASONS: Record<string, string> = {
	EACCES: "you have no right to write in that folder",
	EPERM: "you have no right to write in that folder",
	EROFS: "the file system is read-only",
	ENOSPC: "no space is left on the disk",
	ENAMETOOLONG: "the name is too long",
};
