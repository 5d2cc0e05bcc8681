/** Which engine is installed, where it came from, and how its programs are started. */
import { createHash } from "node:crypto";
import { createReadStream, readFileSync, realpathSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join, resolve } from "node:path";
import { EXIT, UserError } from "../errors.ts";
import type { Versions } from "./versions.ts";
import { wantedVersions } from "./versions.ts";

/** path: found on this machine; download: the official one; mirror: an agency's own copy of it; source: built here from Go modules. */
export type Origin = "path" | "download" | "mirror" | "source";

export interface Program {
	/** Name of the executable, e.g. `pulumi-resource-openstack`. */
	name: string;
	/** Without a leading `v`. */
	version: string;
	origin: Origin;
	/** The address, folder or file it was taken from. */
	from: string;
	/** SHA-256 of the executable, hex, taken when it was installed. */
	sha256: string;
	/** Size of the executable in bytes. */
	bytes: number;
	/** True for the small Kubernetes provider of `engine/source/kubernetes`. */
	standIn: boolean;
	/** Path of the executable relative to the engine's folder. */
	path: string;
}

/** `manifest.json` in the engine's folder. */
export interface Manifest {
	format: 1;
	/** RFC 3339, UTC. */
	installedAt: string;
	versions: Versions;
	programs: Program[];
	/** For an engine built from source: hash of sources and Go version. */
	stamp?: string;
}

export interface Engine {
	/** Absolute path of the folder that holds `bin/`, `home/` (PULUMI_HOME) and `manifest.json`. */
	folder: string;
	manifest: Manifest;
}

const CURE = "socle engine install";

/** `$SOCLE_HOME/engine`, by default `~/.local/share/socle/engine`. */
export function engineHome(env: NodeJS.ProcessEnv = process.env): string {
	const home = env["SOCLE_HOME"] || join(env["XDG_DATA_HOME"] || join(homedir(), ".local", "share"), "socle");
	return join(resolve(home), "engine");
}

/** Where a plugin's executable has to lie for the engine to find it. */
export function pluginPath(name: string, version: string): string {
	return join("home", "plugins", `resource-${name}-v${version}`, `pulumi-resource-${name}`);
}

/**
 * The installed engine, whole and in the versions wanted. Reads one small file; digests are compared by `changedPrograms`.
 *
 * @throws UserError (exit 3) with the cure when there is none, when a part is missing, or when it is of other versions.
 */
export function findEngine(options: { env?: NodeJS.ProcessEnv; versions?: Versions } = {}): Engine {
	const engine = readEngine(join(engineHome(options.env), "current"));
	if (engine === undefined) throw new UserError("The Pulumi engine is not installed.", { exit: EXIT.engine, next: CURE });
	const missing = engine.manifest.programs.filter((program) => !sameSize(engine, program));
	if (missing.length > 0) {
		const names = missing.map((program) => program.name).join(", ");
		throw new UserError(`The engine in ${engine.folder} is not whole: ${names} is gone or was changed.`, { exit: EXIT.engine, next: CURE });
	}
	const wanted = options.versions ?? wantedVersions();
	for (const name of ["pulumi", "openstack", "kubernetes"] as const) {
		const have = engine.manifest.versions[name];
		if (have !== wanted[name]) {
			const message = `The installed engine has ${name} ${have}, but the npm package @pulumi/${name} asks for ${wanted[name]}.`;
			throw new UserError(message, { exit: EXIT.engine, next: CURE });
		}
	}
	return engine;
}

/** The engine in a folder, or undefined where there is none or its manifest can't be read. */
export function readEngine(folder: string): Engine | undefined {
	try {
		// `current` may point elsewhere tomorrow; an engine in use stays where it is.
		const real = realpathSync(folder);
		const manifest = JSON.parse(readFileSync(join(real, "manifest.json"), "utf8")) as Manifest;
		return manifest.format === 1 ? { folder: real, manifest } : undefined;
	} catch {
		return undefined;
	}
}

export function isWhole(engine: Engine): boolean {
	return engine.manifest.programs.every((program) => sameSize(engine, program));
}

/** Programs whose content is no longer what was installed. Reads every byte: a quarter of a second. */
export async function changedPrograms(engine: Engine): Promise<Program[]> {
	const checked = await Promise.all(
		engine.manifest.programs.map(async (program) => (await digest(join(engine.folder, program.path))).sha256 === program.sha256),
	);
	return engine.manifest.programs.filter((_, index) => !checked[index]);
}

/** The Go module path of the stand-in, which the Go linker writes into every binary built from it. */
const STAND_IN_MODULE = Buffer.from("socle/engine/kubernetes");

/** SHA-256, size and identity of an executable, read in one pass; `sha256` is empty when it can't be read. */
export async function digest(path: string): Promise<{ sha256: string; bytes: number; standIn: boolean }> {
	const hash = createHash("sha256");
	let bytes = 0;
	let standIn = false;
	let tail: Buffer = Buffer.alloc(0);
	try {
		for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
			hash.update(chunk);
			bytes += chunk.length;
			standIn ||= chunk.includes(STAND_IN_MODULE) || Buffer.concat([tail, chunk.subarray(0, 64)]).includes(STAND_IN_MODULE);
			tail = chunk.subarray(-64);
		}
	} catch {
		return { sha256: "", bytes: 0, standIn: false };
	}
	return { sha256: hash.digest("hex"), bytes, standIn };
}

/**
 * What the engine's programs need in their environment, and nothing of the user's: no update check, no download of plugins, no plugin that
 * merely lies on PATH, no registry. Node's own folder comes first on PATH, so that policy packs (`#!/usr/bin/env node`) run on this Node.
 */
export function engineEnvironment(engine: Engine, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
	const path = [dirname(process.execPath), join(engine.folder, "bin"), env["PATH"]].filter(Boolean).join(delimiter);
	return {
		PATH: path,
		PULUMI_HOME: join(engine.folder, "home"),
		PULUMI_SKIP_UPDATE_CHECK: "true",
		PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
		PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
		PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
		PULUMI_CREDENTIAL_STORE: "plaintext",
	};
}

export function usesStandIn(engine: Engine): boolean {
	return engine.manifest.programs.some((program) => program.standIn);
}

/** The lab: `npm run lab -- env` exports SOCLE_LAB=1, and the stack named `lab` is the one that examples point at it. */
export function inLab(stack: string, env: NodeJS.ProcessEnv = process.env): boolean {
	return env["SOCLE_LAB"] === "1" || stack === "lab";
}

/**
 * Refuses to change a real cluster with the stand-in.
 *
 * @throws UserError (exit 3) outside the lab when the stand-in was not accepted by name.
 */
export function refuseStandIn(engine: Engine, where: { lab: boolean; accepted: boolean }): void {
	if (where.lab || where.accepted || !usesStandIn(engine)) return;
	const message =
		"The installed Kubernetes provider is the small stand-in that was built from source, not upstream's. " +
		"It is meant for the lab: no Helm, no Kustomize, and a state that upstream's provider may read differently.";
	const next = "Install upstream's: socle engine install (or --mirror DIR|URL). To use the stand-in all the same: --accept-stand-in";
	throw new UserError(message, { exit: EXIT.engine, next });
}

function sameSize(engine: Engine, program: Program): boolean {
	return statSync(join(engine.folder, program.path), { throwIfNoEntry: false })?.size === program.bytes;
}
