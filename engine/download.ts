/** The official downloads or a mirror of them: what lies where, checked against the checksums file beside it. */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { EXIT, UserError } from "../errors.ts";
import type { Versions } from "./versions.ts";

/** An archive and where it and its checksums file are published. */
export interface Archive {
	program: "pulumi" | "pulumi-resource-openstack" | "pulumi-resource-kubernetes";
	version: string;
	file: string;
	checksums: string;
	/** Folder of the official publication, with a `/` at its end. */
	base: string;
}

/** Hosts of the official publication; tests put a loopback server in their place. */
export interface Hosts {
	pulumi: string;
	github: string;
}
const OFFICIAL: Hosts = { pulumi: "https://get.pulumi.com", github: "https://github.com" };

/** A checksums file of a mirror that serves for all archives in it; written by `sha256sum *.tar.gz > SHA256SUMS`. */
const COMMON_CHECKSUMS = "SHA256SUMS";

/** Seconds without a byte after which a download counts as lost. */
const STALL = 30;

const INSTEAD =
	"Keep the files on a mirror: socle engine install --mirror DIR|URL. Or build from Go modules (Go 1.26 or newer): --from-source";

/**
 * The archives that an engine is made of, in the layout of the official publication: the command with its language hosts at get.pulumi.com,
 * each provider in its repository's GitHub release. Both keep a checksums file beside the archives.
 *
 * @throws UserError (exit 3) on a platform for which there is no such archive.
 */
export function officialArchives(
	versions: Versions,
	platform: { os: string; arch: string } = { os: process.platform, arch: process.arch },
	hosts: Hosts = OFFICIAL,
): Archive[] {
	const { os, arch } = platform;
	if (!["linux", "darwin"].includes(os) || !["x64", "arm64"].includes(arch)) {
		throw new UserError(`There is no engine for ${os} on ${arch}.`, { exit: EXIT.engine, next: "Use Linux or macOS on x64 or arm64" });
	}
	const provider = (name: "openstack" | "kubernetes"): Archive => ({
		program: `pulumi-resource-${name}`,
		version: versions[name],
		file: `pulumi-resource-${name}-v${versions[name]}-${os}-${arch === "x64" ? "amd64" : arch}.tar.gz`,
		checksums: `pulumi-${name}_${versions[name]}_checksums.txt`,
		base: `${hosts.github}/pulumi/pulumi-${name}/releases/download/v${versions[name]}/`,
	});
	return [
		{
			program: "pulumi",
			version: versions.pulumi,
			file: `pulumi-v${versions.pulumi}-${os}-${arch}.tar.gz`,
			checksums: `pulumi-${versions.pulumi}-checksums.txt`,
			base: `${hosts.pulumi}/releases/sdk/`,
		},
		provider("openstack"),
		provider("kubernetes"),
	];
}

/**
 * Fetches one archive into `folder`, verified.
 *
 * @param mirror A folder or address that holds all files of `officialArchives` side by side, with their own checksums files or one SHA256SUMS.
 * @returns Path of the verified archive, and where it came from.
 * @throws UserError (exit 3): unreachable, missing, cut short, or not what the checksums file says.
 */
export async function fetchArchive(
	archive: Archive,
	folder: string,
	options: { mirror?: string | undefined; signal?: AbortSignal | undefined } = {},
) {
	const { mirror, signal } = options;
	const source = mirror === undefined ? archive.base : place(mirror);
	const expected = await expectedDigest(archive, source, mirror !== undefined);
	const from = source + archive.file;
	const path = join(folder, archive.file);
	const actual = await copy(from, path, signal);
	if (actual !== expected) {
		const message = `${from} is not the file that its checksums file names.\n  expected SHA-256 ${expected}\n  received SHA-256 ${actual}`;
		throw new UserError(message, {
			exit: EXIT.engine,
			next: `Nothing was installed. Fetch it again; if it stays so, do not use it. ${INSTEAD}`,
		});
	}
	return { path, from };
}

async function expectedDigest(archive: Archive, source: string, mirrored: boolean): Promise<string> {
	const names = mirrored ? [archive.checksums, COMMON_CHECKSUMS] : [archive.checksums];
	for (const name of names) {
		const text = await read(source + name);
		if (text === undefined) continue;
		for (const line of text.split("\n")) {
			// sha256sum writes two spaces, or " *" for binary mode.
			const match = /^([0-9a-f]{64})\s+\*?(?:\.\/)?(.+?)\s*$/i.exec(line);
			if (match?.[2] === archive.file) return match[1]!.toLowerCase();
		}
		const next = `Nothing was installed. ${INSTEAD}`;
		throw new UserError(`${source}${name} has no SHA-256 for ${archive.file}.`, { exit: EXIT.engine, next });
	}
	const message = `${source} has no checksums file (${names.join(" or ")}), so ${archive.file} can't be verified.`;
	throw new UserError(message, { exit: EXIT.engine, next: `Nothing was installed. ${INSTEAD}` });
}

/** A mirror as a prefix to which a file name is appended. */
function place(mirror: string): string {
	if (isAddress(mirror)) return mirror.endsWith("/") ? mirror : `${mirror}/`;
	const folder = resolve(mirror);
	if (existsSync(folder)) return `${folder}/`;
	throw new UserError(`The mirror ${folder} does not exist.`, { exit: EXIT.input, next: "--mirror takes a folder or an http(s) address" });
}

function isAddress(text: string): boolean {
	return /^https?:\/\//.test(text);
}

/** Text of a small file; undefined where it is missing. */
async function read(from: string): Promise<string | undefined> {
	if (!isAddress(from)) return existsSync(from) ? readFileSync(from, "utf8") : undefined;
	const response = await request(from);
	if (response.status === 404) return undefined;
	if (!response.ok) throw refused(from, response.status);
	return response.text();
}

/** Copies a file or an address to `path` and returns its SHA-256. */
async function copy(from: string, path: string, stop: AbortSignal | undefined): Promise<string> {
	const hash = createHash("sha256");
	const lost = new AbortController();
	const signal = stop === undefined ? lost.signal : AbortSignal.any([lost.signal, stop]);
	let timer: NodeJS.Timeout | undefined;
	const alive = (): void => {
		clearTimeout(timer);
		timer = setTimeout(() => lost.abort(new Error(`no data for ${STALL} s`)), STALL * 1000);
	};
	const meter = new Transform({
		transform(chunk: Buffer, _, done) {
			alive();
			hash.update(chunk);
			done(null, chunk);
		},
	});
	try {
		alive();
		await pipeline(await open(from, signal), meter, createWriteStream(path), { signal });
	} catch (cause) {
		if (stop?.aborted) throw new UserError("Stopped. Nothing was installed.", { exit: EXIT.interrupted });
		if (cause instanceof UserError) throw cause;
		const reason = lost.signal.aborted ? lost.signal.reason.message : reasonOf(cause);
		const message = `${from} could not be read to its end: ${reason}.`;
		throw new UserError(message, { exit: EXIT.engine, next: `Nothing was installed. Try again. ${INSTEAD}`, cause });
	} finally {
		clearTimeout(timer);
	}
	return hash.digest("hex");
}

async function open(from: string, signal: AbortSignal): Promise<Readable> {
	if (!isAddress(from)) {
		if (existsSync(from)) return createReadStream(from);
		throw new UserError(`The mirror has no file ${from}.`, {
			exit: EXIT.engine,
			next: "Nothing was installed. Put the official archive there.",
		});
	}
	const response = await request(from, signal);
	if (!response.ok || response.body === null) throw refused(from, response.status);
	return Readable.fromWeb(response.body as import("node:stream/web").ReadableStream);
}

async function request(address: string, signal: AbortSignal = AbortSignal.timeout(STALL * 1000)): Promise<Response> {
	try {
		return await fetch(address, { signal });
	} catch (cause) {
		const proxy = process.env["HTTPS_PROXY"] || process.env["https_proxy"];
		const hint = proxy && !process.env["NODE_USE_ENV_PROXY"] ? " To go through HTTPS_PROXY, set NODE_USE_ENV_PROXY=1." : "";
		const message = `${new URL(address).host} can't be reached: ${reasonOf(cause)}.${hint}`;
		throw new UserError(message, { exit: EXIT.engine, next: `Nothing was installed. ${INSTEAD}`, cause });
	}
}

function refused(address: string, status: number): UserError {
	const message = status === 404 ? `${address} does not exist (HTTP 404).` : `${address} was refused with HTTP ${status}.`;
	return new UserError(message, { exit: EXIT.engine, next: `Nothing was installed. ${INSTEAD}` });
}

/** The innermost reason: `fetch failed` alone tells nobody anything. */
function reasonOf(error: unknown): string {
	const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	if (!(inner instanceof Error)) return String(inner);
	return (inner as NodeJS.ErrnoException).code ?? inner.message;
}
