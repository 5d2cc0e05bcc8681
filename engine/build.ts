/** Builds the engine from the Go modules of `source/`, fetched and verified by Go through the machine's own module proxy. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { EXIT, UserError } from "../errors.ts";
import { pluginPath } from "./installed.ts";
import { SOURCE_VERSIONS } from "./versions.ts";

const SOURCE = fileURLToPath(new URL("source/", import.meta.url));

/** Oldest Go that can build the modules: the largest `go` line in them. */
const GO = { major: 1, minor: 26 };

/** Minutes after which the build of one program is given up: four times what the slowest took on two cores with nothing cached. */
const LIMIT = 40;

/** Go's name for the variable in which the engine keeps its version. */
const VERSION = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

interface Target {
	program: string;
	version: string;
	module: "pulumi" | "openstack" | "kubernetes";
	package: string;
	/** Path of the executable in the engine's folder. */
	path: string;
	variable: string;
}

function targets(): Target[] {
	const { pulumi, openstack, kubernetes } = SOURCE_VERSIONS;
	const own = { version: pulumi, module: "pulumi", variable: `${VERSION}=v${pulumi}` } as const;
	const provider = (module: "openstack" | "kubernetes", version: string): Target => {
		return {
			program: `pulumi-resource-${module}`,
			version,
			module,
			package: ".",
			path: pluginPath(module, version),
			variable: `main.version=${version}`,
		};
	};
	return [
		{ ...own, program: "pulumi", package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi", path: join("bin", "pulumi") },
		{ ...own, program: "pulumi-language-nodejs", package: "./language-nodejs", path: join("bin", "pulumi-language-nodejs") },
		provider("openstack", openstack),
		provider("kubernetes", kubernetes),
	];
}

/** Starts the provider of dynamic resources, which is part of the program's own SDK. */
const DYNAMIC = `#!/bin/sh
entry=$(node -p 'require.resolve("@pulumi/pulumi/cmd/dynamic-provider")') || exit 1
exec node "$entry" "$@"
`;

/**
 * Names a build before it is made: a hash of all sources, versions and the Go version.
 *
 * @throws UserError (exit 3) when Go is missing or too old.
 */
export async function sourceStamp(): Promise<string> {
	const go = await goVersion();
	const hash = createHash("sha256").update(`${go}\n${JSON.stringify(targets())}\n${DYNAMIC}`);
	for (const file of readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).sort()) {
		if (/\.(go|mod|sum|json)$/.test(file)) hash.update(`${file}\n`).update(readFileSync(join(SOURCE, file)));
	}
	return hash.digest("hex");
}

/**
 * Builds every program into `folder`. With nothing cached 8 to 12 minutes on two cores; an interrupted build goes on from Go's own cache.
 *
 * @param report Gets one line before and after each program.
 * @throws UserError (exit 3) with Go's own words when a program does not build.
 */
export async function buildPrograms(folder: string, report: (line: string) => void, signal?: AbortSignal) {
	const built: { program: string; version: string; path: string; from: string }[] = [];
	for (const target of targets()) {
		const start = Date.now();
		report(`building ${target.program} ${target.version} …`);
		const output = join(folder, target.path);
		mkdirSync(dirname(output), { recursive: true });
		const parameters = ["build", "-trimpath", "-o", output, "-ldflags", `-s -w -X ${target.variable}`, target.package];
		await go(parameters, join(SOURCE, target.module), target.program, signal);
		report(`built ${target.program} in ${Math.round((Date.now() - start) / 1000)} s`);
		built.push({ program: target.program, version: target.version, path: target.path, from: `engine/source/${target.module}` });
	}
	const dynamic = join(folder, "bin", "pulumi-resource-pulumi-nodejs");
	writeFileSync(dynamic, DYNAMIC);
	chmodSync(dynamic, 0o755);
	return built;
}

async function go(parameters: string[], cwd: string, what: string, signal: AbortSignal | undefined): Promise<void> {
	const { code, stderr } = await run(parameters, cwd, signal);
	if (signal?.aborted) {
		throw new UserError("Stopped. Nothing was installed; what Go has compiled is kept for the next try.", { exit: EXIT.interrupted });
	}
	if (code === 0) return;
	const network = /dial tcp|no such host|proxyconnect|i\/o timeout|connection refused|403 Forbidden|404 Not Found/.test(stderr);
	const next = network
		? "Go could not fetch a module: check `go env GOPROXY`, then try again"
		: "Nothing was installed. Try again, or install without --from-source";
	const said = stderr.trim().split("\n").slice(-15).join("\n  ");
	throw new UserError(`${what} did not build:\n  ${said}`, { exit: EXIT.engine, next });
}

async function goVersion(): Promise<string> {
	const { code, stdout } = await run(["version"], SOURCE, undefined);
	const need = `Go ${GO.major}.${GO.minor} or newer`;
	const next = `Install ${need} (https://go.dev/dl), or install without --from-source`;
	if (code !== 0) throw new UserError(`--from-source needs ${need}; \`go\` was not found.`, { exit: EXIT.engine, next });
	const match = /go(\d+)\.(\d+)/.exec(stdout);
	const [major, minor] = [Number(match?.[1]), Number(match?.[2])];
	if (major < GO.major || (major === GO.major && minor < GO.minor)) {
		throw new UserError(`--from-source needs ${need}; here is ${stdout.trim()}.`, { exit: EXIT.engine, next });
	}
	return stdout.trim();
}

/** Runs Go in its own process group, so that its compilers end with it. */
function run(parameters: string[], cwd: string, signal: AbortSignal | undefined) {
	return new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
		const child = spawn("go", parameters, { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
		let stdout = "";
		let stderr = "";
		const stop = (): void => {
			if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
		};
		const timer = setTimeout(() => {
			stderr += `\ngiven up after ${LIMIT} minutes`;
			stop();
		}, LIMIT * 60_000);
		const end = (code: number | null): void => {
			clearTimeout(timer);
			signal?.removeEventListener("abort", stop);
			process.off("exit", stop);
			done({ code, stdout, stderr });
		};
		signal?.addEventListener("abort", stop, { once: true });
		process.on("exit", stop);
		child.stdout.on("data", (text) => (stdout += text));
		child.stderr.on("data", (text) => (stderr += text));
		child.on("error", () => end(null));
		child.on("close", end);
	});
}
