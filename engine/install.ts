/** `socle engine install`: puts a whole engine into place, or nothing. */
import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
	accessSync,
	constants,
	existsSync,
	mkdirSync,
	readdirSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	unlinkSync,
	writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { basename, delimiter, dirname, join, sep } from "node:path";
import { promisify } from "node:util";
import { EXIT, UserError } from "../errors.ts";
import { buildPrograms, sourceStamp } from "./build.ts";
import type { Hosts } from "./download.ts";
import { fetchArchive, officialArchives } from "./download.ts";
import type { Engine, Manifest, Origin, Program } from "./installed.ts";
import { changedPrograms, digest, engineEnvironment, engineHome, isWhole, pluginPath, readEngine, usesStandIn } from "./installed.ts";
import { unpackPrograms } from "./unpack.ts";
import type { Versions } from "./versions.ts";
import { SOURCE_VERSIONS, wantedVersions } from "./versions.ts";

export interface InstallOptions {
	/** A folder or address with the official files and their checksums files, or one SHA256SUMS. */
	mirror?: string;
	fromSource?: boolean;
	/** Gets one line a step. */
	report?: (line: string) => void;
	signal?: AbortSignal;
	env?: NodeJS.ProcessEnv;
	versions?: Versions;
	/** Where the official publication is; only tests say otherwise. */
	hosts?: Hosts;
}

/** Whole, unchanged, in the versions wanted, and upstream's. */
async function isGood(engine: Engine, versions: Versions): Promise<boolean> {
	const same = ["pulumi", ...PROVIDERS] as const;
	if (!isWhole(engine) || usesStandIn(engine) || same.some((name) => engine.manifest.versions[name] !== versions[name])) return false;
	return (await changedPrograms(engine)).length === 0;
}

/** A program that lies in the new folder already, and where it came from. */
interface Placed {
	program: string;
	version: string;
	path: string;
	from: string;
	origin: Origin;
}

const PROVIDERS = ["openstack", "kubernetes"] as const;

/**
 * Installs the engine and makes it the one in use. Without `mirror` and `fromSource`: what is on this machine in exactly the versions needed
 * is used where it lies, the rest is downloaded and verified. Never builds unasked. A failed or interrupted install changes nothing.
 *
 * @throws UserError (exit 3; 2 for contradicting options; 130 when interrupted) that says what to do instead.
 */
export async function installEngine(options: InstallOptions = {}): Promise<Engine> {
	if (options.mirror !== undefined && options.fromSource) {
		throw new UserError("--mirror and --from-source exclude each other.", { next: "Give one of them" });
	}
	const env = options.env ?? process.env;
	const report = options.report ?? (() => {});
	const versions = options.versions ?? wantedVersions();
	const home = engineHome(env);
	mkdirSync(home, { recursive: true, mode: 0o700 });
	removeAbandoned(home);

	const current = readEngine(join(home, "current"));
	const asked = options.fromSource || options.mirror !== undefined;
	if (!asked && current !== undefined && (await isGood(current, versions))) {
		report("installed already");
		return current;
	}

	const stamp = options.fromSource ? await stampFor(versions) : undefined;
	const present = stamp === undefined ? undefined : readEngine(join(home, `source-${stamp.slice(0, 12)}`));
	if (present !== undefined && isWhole(present)) {
		report("built already from the same sources and Go version");
		return use(home, basename(present.folder));
	}

	const folder = join(home, `.partial-${process.pid}-${randomBytes(4).toString("hex")}`);
	mkdirSync(join(folder, "bin"), { recursive: true });
	mkdirSync(join(folder, "home", "plugins"), { recursive: true });
	try {
		const placed = options.fromSource
			? (await buildPrograms(folder, report, options.signal)).map((program) => ({ ...program, origin: "source" as const }))
			: await gather(folder, versions, options, env, report);
		const manifest = await describe(folder, versions, placed, stamp);
		await proveItRuns({ folder, manifest });
		return place(home, folder, manifest);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function stampFor(versions: Versions): Promise<string> {
	for (const name of ["pulumi", ...PROVIDERS] as const) {
		if (versions[name] === SOURCE_VERSIONS[name]) continue;
		const message = `The sources are those of ${name} ${SOURCE_VERSIONS[name]}, but the npm package @pulumi/${name} asks for ${versions[name]}.`;
		throw new UserError(message, {
			exit: EXIT.engine,
			next: `npm install @pulumi/${name}@${SOURCE_VERSIONS[name]}, or install without --from-source`,
		});
	}
	return sourceStamp();
}

/** Programs of this machine where they have the versions needed and no mirror was named; archives for the others. */
async function gather(folder: string, versions: Versions, options: InstallOptions, env: NodeJS.ProcessEnv, report: (line: string) => void) {
	const placed: Placed[] = options.mirror === undefined ? await fromThisMachine(folder, versions, env) : [];
	for (const { program, version, from } of placed) report(`found ${program} ${version} at ${from}`);
	const downloads = join(folder, "downloads");
	mkdirSync(downloads);
	for (const archive of officialArchives(versions, undefined, options.hosts)) {
		if (placed.some(({ program }) => program === archive.program)) continue;
		report(`fetching ${archive.file} …`);
		const { path, from } = await fetchArchive(archive, downloads, options);
		const plugin = archive.program !== "pulumi";
		const target = plugin ? dirname(pluginPath(archive.program.replace("pulumi-resource-", ""), archive.version)) : "bin";
		mkdirSync(join(folder, target), { recursive: true });
		const written = await unpackPrograms(path, join(folder, target));
		const needed = plugin ? [archive.program] : ["pulumi", "pulumi-language-nodejs"];
		const missing = needed.filter((name) => !written.includes(name));
		if (missing.length > 0) {
			const message = `${archive.file} does not hold ${missing.join(" and ")}.`;
			throw new UserError(message, { exit: EXIT.engine, next: "Nothing was installed. Use the archive of the official release" });
		}
		const origin = options.mirror === undefined ? "download" : "mirror";
		placed.push(...needed.map((program) => ({ program, version: archive.version, path: join(target, program), from, origin }) as const));
		rmSync(path);
		report(`verified ${archive.file}`);
	}
	rmSync(downloads, { recursive: true });
	return placed;
}

/** Links to `pulumi` on PATH with its Node host, and to providers in PULUMI_HOME, where they have exactly the versions needed. */
async function fromThisMachine(folder: string, versions: Versions, env: NodeJS.ProcessEnv): Promise<Placed[]> {
	const placed: Placed[] = [];
	const link = (program: string, version: string, from: string, path: string): void => {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		symlinkSync(from, join(folder, path));
		placed.push({ program, version, path, from, origin: "path" });
	};
	const own = realpathSync(engineHome(env)) + sep;
	const isForeign = (path: string): boolean => isExecutable(path) && !realpathSync(path).startsWith(own);
	const pulumi = (env["PATH"] ?? "")
		.split(delimiter)
		.map((entry) => join(entry, "pulumi"))
		.find(isForeign);
	if (pulumi !== undefined) {
		const real = realpathSync(pulumi);
		const host = join(dirname(real), "pulumi-language-nodejs");
		if (isExecutable(host) && (await versionOf(real, env)) === versions.pulumi) {
			for (const file of readdirSync(dirname(real)).filter((name) => /^pulumi-(language|resource-pulumi)-/.test(name))) {
				if (file !== basename(host)) symlinkSync(join(dirname(real), file), join(folder, "bin", file));
			}
			link("pulumi", versions.pulumi, real, join("bin", "pulumi"));
			link("pulumi-language-nodejs", versions.pulumi, host, join("bin", "pulumi-language-nodejs"));
		}
	}
	const pulumiHome = env["PULUMI_HOME"] || join(homedir(), ".pulumi");
	for (const name of PROVIDERS) {
		const path = pluginPath(name, versions[name]);
		const found = join(pulumiHome, path.slice("home/".length));
		// A sibling `.partial` marks a plugin whose installation never ended.
		if (isForeign(found) && !existsSync(`${dirname(found)}.partial`)) {
			link(`pulumi-resource-${name}`, versions[name], realpathSync(found), path);
		}
	}
	return placed;
}

async function describe(folder: string, versions: Versions, placed: readonly Placed[], stamp: string | undefined): Promise<Manifest> {
	const programs: Program[] = [];
	for (const { program, ...rest } of placed) programs.push({ name: program, ...rest, ...(await digest(join(folder, rest.path))) });
	programs.sort((a, b) => a.name.localeCompare(b.name));
	return { format: 1, installedAt: new Date().toISOString(), versions, programs, ...(stamp === undefined ? {} : { stamp }) };
}

/** An archive for another kind of machine, or one that is mislabelled, is found out here and not in the middle of an `up`. */
async function proveItRuns(engine: Engine): Promise<void> {
	const env = { ...process.env, ...engineEnvironment(engine) };
	const version = await versionOf(join(engine.folder, "bin", "pulumi"), env);
	rmSync(join(engine.folder, "home", "logs"), { recursive: true, force: true });
	if (version === engine.manifest.versions.pulumi) return;
	const says = version === undefined ? "does not run on this machine" : `says that it is ${version}`;
	throw new UserError(`The pulumi command that was installed ${says}; expected ${engine.manifest.versions.pulumi}.`, {
		exit: EXIT.engine,
		next: "Nothing was installed. Check where it came from",
	});
}

async function versionOf(pulumi: string, env: NodeJS.ProcessEnv): Promise<string | undefined> {
	try {
		const { stdout } = await promisify(execFile)(pulumi, ["version"], {
			env: { ...env, PULUMI_SKIP_UPDATE_CHECK: "true" },
			timeout: 30_000,
			killSignal: "SIGKILL",
		});
		return stdout.trim().replace(/^v/, "");
	} catch {
		return undefined;
	}
}

/** Gives the finished folder its name, which says what is in it, and points `current` at it. */
function place(home: string, folder: string, manifest: Manifest): Engine {
	const content = manifest.programs.map(({ name, sha256, origin, from }) => `${name} ${sha256} ${origin} ${from}`).join("\n");
	const name = manifest.stamp
		? `source-${manifest.stamp.slice(0, 12)}`
		: `${manifest.versions.pulumi}-${createHash("sha256").update(content).digest("hex").slice(0, 12)}`;
	const target = join(home, name);
	const present = readEngine(target);
	if (present === undefined || !isWhole(present)) {
		writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, "\t")}\n`);
		if (existsSync(target)) renameSync(target, `${folder}-old`);
		renameSync(folder, target);
		rmSync(`${folder}-old`, { recursive: true, force: true });
	}
	return use(home, name);
}

function use(home: string, name: string): Engine {
	const link = join(home, `.current-${process.pid}`);
	if (existsSync(link)) unlinkSync(link);
	symlinkSync(name, link);
	renameSync(link, join(home, "current"));
	return readEngine(join(home, "current"))!;
}

/** Removes what an install left behind that was killed: its process is gone. */
function removeAbandoned(home: string): void {
	for (const name of readdirSync(home)) {
		const pid = /^\.partial-(\d+)-/.exec(name)?.[1];
		if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(home, name), { recursive: true, force: true });
	}
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}

function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
