import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Problem } from "../errors.ts";
import { UserError } from "../errors.ts";

const LARGEST = 2 ** 20;
const MOST_PROBLEMS = 50;

/** What `readEnvironment` throws: every problem in the order of the file, the first 50 of them shown. */
export function failure(problems: readonly Problem[], next?: string): UserError {
	const shown = problems.slice(0, MOST_PROBLEMS);
	const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
	return new UserError(`${count}; nothing was planned.`, { problems: shown, ...(next ? { next } : {}) });
}

/** The bytes of a plain file of at most 1 MiB. Pipes and devices are refused before they are read: they may never end. */
export function bytesOf(file: string): Buffer {
	const refuse = (message: string, next?: string): never => {
		throw failure([{ file, line: 1, column: 1, message }], next);
	};
	let handle: number;
	try {
		handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
	} catch (cause) {
		const code = (cause as NodeJS.ErrnoException).code;
		if (code === "ENOENT" || code === "ENOTDIR")
			return refuse(`there is no such file. Look at the path, or write a new environment with \`socle init\`.`, "socle init");
		if (code === "EACCES" || code === "EPERM") return refuse(`you may not read this file. Ask its owner for the right to read it.`);
		return refuse(`this can't be opened (${code}). Look at the path.`);
	}
	try {
		const status = fstatSync(handle);
		if (status.isDirectory()) return refuse(`this is a folder. Name the file in it, such as ${file.replace(/\/+$/, "")}/environment.yaml.`);
		if (!status.isFile()) return refuse(`this is not a plain file. Save the environment as a file and name that.`);
		if (status.size > LARGEST)
			return refuse(
				`the file holds ${Math.ceil(status.size / 2 ** 20)} MiB, and an environment file at most 1 MiB. Look whether it is the file you mean.`,
			);
		const bytes = Buffer.alloc(LARGEST + 1);
		let length = 0;
		for (let more = -1; more !== 0 && length < bytes.length; length += more)
			more = readSync(handle, bytes, length, bytes.length - length, null);
		if (length > LARGEST) return refuse(`the file grew beyond 1 MiB while it was read. Look whether it is the file you mean.`);
		return bytes.subarray(0, length);
	} finally {
		closeSync(handle);
	}
}

/** UTF-8 without byte order mark or control characters, or a refusal that names the line. */
export function textOf(bytes: Buffer, file: string): string {
	const refuse = (offset: number, message: string): never => {
		const before = bytes.subarray(0, offset);
		const line = before.filter((byte) => byte === 10).length + 1;
		throw failure([{ file, line, column: offset - before.lastIndexOf(10), message }]);
	};
	const utf8 = "Save it as UTF-8 without byte order mark.";
	if (bytes.length >= 2 && ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)))
		return refuse(0, `the file is in UTF-16. ${utf8}`);
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return refuse(0, `the file begins with a byte order mark. ${utf8}`);
	const control = bytes.findIndex((byte) => (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 127);
	if (
		control >= 0 &&
		bytes[control] === 0 &&
		bytes.length % 2 === 0 &&
		bytes.subarray(0, 64).filter((byte) => byte === 0).length >= Math.min(bytes.length, 64) / 3
	)
		return refuse(0, `the file is in UTF-16. ${utf8}`);
	if (control >= 0)
		return refuse(
			control,
			`a byte that is no text stands here (0x${bytes[control]!.toString(16).padStart(2, "0")}). Is this the file you mean? ${utf8}`,
		);
	const decoded = bytes.toString("utf8");
	if (decoded.includes("\ufffd") && !Buffer.from(decoded, "utf8").equals(bytes))
		return refuse(firstDifference(bytes, decoded), `this is not UTF-8, perhaps ISO 8859-1. ${utf8}`);
	return decoded;
}

function firstDifference(bytes: Buffer, decoded: string): number {
	const again = Buffer.from(decoded, "utf8");
	return bytes.findIndex((byte, index) => byte !== again[index]);
}
