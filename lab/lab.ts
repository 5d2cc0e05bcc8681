import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { totalmem } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { EXIT, UserError } from "../errors.ts";
import { home, passphraseFile, secret } from "./home.ts";
import { built, isBuilt } from "./kubernetes/build.ts";
import * as kubernetes from "./kubernetes/kubernetes.ts";
import * as programs from "./kubernetes/programs.ts";
import { lock } from "./lock.ts";
import * as openstack from "./openstack/openstack.ts";
import { listens, memory, run, running, started } from "./processes.ts";
import type { Part } from "./requirements.ts";
import { lacks, neededCommands } from "./requirements.ts";
import { step } from "./steps.ts";

const usage = `usage: npm run lab -- VERB [--only openstack|kubernetes]

  up       install, build, configure, start and seed what is missing of a real OpenStack and a real Kubernetes API
  down     stop every process; what is in the clouds is kept
  reset    stop, and forget what is in the clouds
  status   one line a process; exit 1 unless all run and answer
  env      shell lines that point socle, openstack and kubectl to the lab:  eval "$(npm run -s lab -- env)"
  save     keep the state of both clouds, which must be down
  restore  put the saved state back, while both clouds are down
  crds SET install custom resource definitions: ${kubernetes.crdSets.join(", ")} (the first is there after up)

SOCLE_LAB_HOME  where everything is kept (now ${home})`;

const parts = { openstack, kubernetes };
const stateOf = { openstack: openstack.state, kubernetes: programs.state };
const daemonsOf = { openstack: openstack.daemons, kubernetes: () => programs.programs };
const snapshot = join(home, "snapshot.tar");

function onPath(command: string): boolean {
	return (process.env["PATH"] ?? "").split(delimiter).some((folder) => {
		try {
			accessSync(join(folder, command), constants.X_OK);
			return true;
		} catch {
			return false;
		}
	});
}

/** @throws UserError listing everything that keeps the lab from running here. */
function refuseWhereImpossible(chosen: readonly Part[]): void {
	let existing = home;
	while (!existsSync(existing)) existing = dirname(existing);
	const { bavail, bsize } = statfsSync(existing);
	const running = chosen.some((part) => started({ run: join(stateOf[part], "run"), log: "" }).length > 0);
	const found = lacks(
		{
			osRelease: existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "",
			uid: process.getuid?.() ?? -1,
			architecture: process.arch,
			// What the lab holds already counts as usable, and what is built needs no room.
			memory: (running ? totalmem() : process.availableMemory()) / 1048576,
			disk: isBuilt() ? Number.POSITIVE_INFINITY : (bavail * bsize) / 1048576,
			commands: Object.values(neededCommands).flat().filter(onPath),
			go: onPath("go") ? execFileSync("go", ["version"], { encoding: "utf8" }) : undefined,
			built: isBuilt(),
		},
		chosen,
	);
	if (found.length === 0) return;
	throw new UserError(
		`the lab can't run on this machine; it needs\n${found.map(({ what, cure }) => `  - ${what}\n      ${cure}`).join("\n")}`,
	);
}

async function status(chosen: readonly Part[]): Promise<boolean> {
	const rows = chosen.flatMap((part) =>
		daemonsOf[part]().map(({ name, port }) => ({ name, port, pid: running({ run: join(stateOf[part], "run"), log: "" }, name) })),
	);
	const used = memory(rows.flatMap(({ pid }) => pid ?? []));
	let well = true;
	for (const { name, port, pid } of rows) {
		const answers = pid !== undefined && (port === undefined || (await listens(port)));
		well &&= answers;
		const text = pid === undefined ? "stopped" : `${port === undefined ? "runs" : answers ? `answers on ${port}` : `SILENT on ${port}`}`;
		console.log(
			`${name.padEnd(24)} ${text.padEnd(18)} ${pid === undefined ? "" : `pid ${String(pid).padEnd(8)} ${used.get(pid)!.toFixed(0).padStart(5)} MiB`}`.trimEnd(),
		);
	}
	if (chosen.includes("kubernetes") && well) well = await kubernetes.ready();
	console.log(`${well ? "all run" : "not all run"}; ${[...used.values()].reduce((total, one) => total + one, 0).toFixed(0)} MiB in all`);
	return well;
}

function env(chosen: readonly Part[]): void {
	const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
	const up = chosen.filter((part) => existsSync({ openstack: openstack.cloudsFile, kubernetes: kubernetes.kubeconfig }[part]));
	if (up.length === 0) throw new UserError("there is no lab yet", { next: "npm run lab -- up" });
	if (up.includes("openstack")) console.log(`export OS_CLIENT_CONFIG_FILE=${quoted(openstack.cloudsFile)}\nexport OS_CLOUD=oslab-demo`);
	// The lab's own kubectl comes last: one that is installed goes first.
	if (up.includes("kubernetes"))
		console.log(`export KUBECONFIG=${quoted(kubernetes.kubeconfig)}\nexport PATH="$PATH":${quoted(join(built, "bin"))}`);
	console.log(`export PULUMI_CONFIG_PASSPHRASE=${quoted(secret(passphraseFile, 24))}`);
}

/** @throws UserError while a process of either cloud runs: a snapshot of open files is none. */
function refuseWhileRunning(): void {
	for (const state of Object.values(stateOf))
		for (const name of started({ run: join(state, "run"), log: "" }))
			if (running({ run: join(state, "run"), log: "" }, name) !== undefined)
				throw new UserError(`${name} still runs`, { next: "npm run lab -- down" });
}

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({ options: { only: { type: "string" }, help: { type: "boolean" } }, allowPositionals: true });
	const [verb, ...rest] = positionals;
	if (values.help) {
		console.log(usage);
		return EXIT.ok;
	}
	const all: Part[] = ["openstack", "kubernetes"];
	const chosen = all.filter((part) => values.only === undefined || values.only === part);
	if (chosen.length === 0) throw new UserError(`--only ${values.only}: there is openstack and kubernetes`);
	const set = kubernetes.crdSets.find((name) => name === rest[0]);
	if (rest.length !== (verb === "crds" ? 1 : 0) || (verb === "crds" && set === undefined))
		throw new UserError(`${verb} ${rest.join(" ")}: not understood`, { next: usage });

	if (verb === "status") return (await status(chosen)) ? EXIT.ok : EXIT.findings;
	if (verb === "env") {
		env(chosen);
		return EXIT.ok;
	}
	if (!["up", "down", "reset", "save", "restore", "crds"].includes(verb ?? ""))
		throw new UserError(verb === undefined ? "no verb" : `${verb}: no such verb`, { next: usage });

	if (verb === "up") refuseWhereImpossible(chosen);
	await lock(verb!);
	mkdirSync(home, { recursive: true, mode: 0o700 });
	if (verb === "up") {
		await Promise.all(chosen.map((part) => parts[part].up()));
		step(`the lab is up:  eval "$(npm run -s lab -- env)"`);
	} else if (verb === "down" || verb === "reset") {
		await Promise.all(chosen.map((part) => parts[part].down()));
		if (verb === "reset") for (const part of chosen) rmSync(stateOf[part], { recursive: true, force: true });
	} else if (verb === "crds") {
		await kubernetes.installCrds(set!);
	} else {
		refuseWhileRunning();
		if (verb === "restore" && !existsSync(snapshot)) throw new UserError(`there is no ${snapshot}`, { next: "npm run lab -- save" });
		const folders = Object.values(stateOf).filter((folder) => verb === "restore" || existsSync(folder));
		if (verb === "restore") for (const folder of folders) rmSync(folder, { recursive: true, force: true });
		const names = folders.map((folder) => folder.slice(home.length + 1));
		const action = verb === "save" ? ["--sparse", "-cf", snapshot, ...names] : ["-xf", snapshot];
		await run(verb!, ["tar", "-C", home, ...action], { log: join(home, "tar.log") });
		step(`${verb}d`);
	}
	return EXIT.ok;
}

try {
	process.exitCode = await main();
} catch (error) {
	if (error instanceof UserError) console.error(`lab: ${error.message}${error.next === undefined ? "" : `\n${error.next}`}`);
	else
		console.error(
			error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")
				? `lab: ${error.message}\n${usage}`
				: error,
		);
	process.exit(error instanceof UserError ? error.exit : EXIT.input);
}
