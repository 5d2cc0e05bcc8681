import { spawn } from "node:child_process";
import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, UserError } from "../errors.ts";

/**
 * Where a cloud keeps what is said of its processes: `run/NAME.pid` holds "PID STARTTIME", `log/NAME.log` the output.
 * The kernel's start time makes sure that a process that got the number of an earlier one is never taken for ours.
 */
export interface Folders {
	run: string;
	log: string;
}

/** Makes the folders for processes below a cloud's state folder. */
export function foldersIn(state: string): Folders {
	const folders = { run: join(state, "run"), log: join(state, "log") };
	for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
	return folders;
}

export const logOf = (folders: Folders, name: string): string => join(folders.log, `${name}.log`);

/** What `/proc/PID/stat` says, `since` in clock ticks after boot; nothing when there is no such process. */
function kernelEntry(pid: number | string): { state: string; group: number; since: string } | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, "utf8");
		const [state = "", , group, ...rest] = text.slice(text.lastIndexOf(")") + 2).split(" ");
		return { state, group: Number(group), since: rest[16] ?? "" };
	} catch {
		return undefined;
	}
}

function recorded(folders: Folders, name: string): { pid: number; since: string } | undefined {
	try {
		const [pid, since = ""] = readFileSync(join(folders.run, `${name}.pid`), "utf8")
			.trim()
			.split(" ");
		return { pid: Number(pid), since };
	} catch {
		return undefined;
	}
}

/** The process number, if the very process that was started under this name is still there. */
export function running(folders: Folders, name: string): number | undefined {
	const record = recorded(folders, name);
	const entry = record && kernelEntry(record.pid);
	return entry && entry.since === record.since && entry.state !== "Z" ? record.pid : undefined;
}

/** The names of all processes that were started and not stopped since, whether they still run or not. */
export function started(folders: Folders): string[] {
	if (!existsSync(folders.run)) return [];
	return readdirSync(folders.run).flatMap((file) => (file.endsWith(".pid") ? [file.slice(0, -4)] : []));
}

export function keepLastLog(folders: Folders, name: string): void {
	const log = logOf(folders, name);
	if (existsSync(log) && statSync(log).size > 0) renameSync(log, `${log}.1`);
}

/** Starts a daemon in a session of its own, unless it runs. It goes on when this program ends. */
export function launch(folders: Folders, name: string, command: readonly string[], env: NodeJS.ProcessEnv): void {
	if (running(folders, name) !== undefined) return;
	keepLastLog(folders, name);
	const log = openSync(logOf(folders, name), "w");
	const [program = "", ...args] = command;
	const child = spawn(program, args, { detached: true, stdio: ["ignore", log, log], env });
	closeSync(log);
	child.on("error", () => {}); // a missing program is reported below, in the same words as one that ends at once
	child.unref();
	const since = child.pid === undefined ? undefined : kernelEntry(child.pid)?.since;
	if (since === undefined)
		throw new UserError(`${name}: ${program} could not be started`, { exit: EXIT.engine, next: `see ${logOf(folders, name)}` });
	writeFileSync(join(folders.run, `${name}.pid`), `${child.pid} ${since}\n`);
}

/** Every process group that has a live member. */
function liveGroups(): Set<number> {
	const groups = new Set<number>();
	for (const pid of readdirSync("/proc")) {
		const entry = /^\d+$/.test(pid) ? kernelEntry(pid) : undefined;
		if (entry && entry.state !== "Z") groups.add(entry.group);
	}
	return groups;
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(-pid, signal);
	} catch {
		// gone in the meantime
	}
}

/** Stops daemons with all their workers: asks (SIGTERM), waits up to `patience` seconds, then ends them (SIGKILL). */
export async function stop(folders: Folders, names: readonly string[], patience = 30): Promise<void> {
	const groups = new Map<string, number>();
	const live = liveGroups();
	for (const name of names) {
		const record = recorded(folders, name);
		const entry = record && kernelEntry(record.pid);
		// A leader that died may have left workers; its number is not given to another while its group exists.
		if (record && (entry === undefined || entry.since === record.since) && live.has(record.pid)) groups.set(name, record.pid);
		else rmSync(join(folders.run, `${name}.pid`), { force: true });
	}
	for (const pid of groups.values()) signalGroup(pid, "SIGTERM");
	const end = performance.now() + patience * 1000;
	while (groups.size > 0) {
		const live = liveGroups();
		for (const [name, pid] of groups) {
			if (live.has(pid) && performance.now() > end) signalGroup(pid, "SIGKILL");
			else if (live.has(pid)) continue;
			rmSync(join(folders.run, `${name}.pid`), { force: true });
			groups.delete(name);
		}
		if (groups.size > 0) await sleep(100);
	}
}

/** Memory of a process and its workers in MiB, shared pages counted in proportion (PSS), for the processes given. */
export function memory(pids: readonly number[]): Map<number, number> {
	const totals = new Map(pids.map((pid) => [pid, 0]));
	for (const pid of readdirSync("/proc")) {
		const group = /^\d+$/.test(pid) ? kernelEntry(pid)?.group : undefined;
		if (group === undefined || !totals.has(group)) continue;
		try {
			const kibibytes = /^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0;
			totals.set(group, totals.get(group)! + Number(kibibytes) / 1024);
		} catch {
			// ended in the meantime
		}
	}
	return totals;
}

/** Whether something listens on this TCP port of the loopback address. */
export function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = connect({ host: "127.0.0.1", port }, () => {
			socket.destroy();
			resolve(true);
		});
		socket.on("error", () => resolve(false));
	});
}

/** Asks until the answer is yes; gives up when the process behind it ends or `seconds` are over. @throws UserError naming the log. */
export async function until(
	question: () => Promise<boolean>,
	what: string,
	folders: Folders,
	name: string,
	seconds: number,
): Promise<void> {
	const end = performance.now() + seconds * 1000;
	while (!(await question())) {
		const pid = running(folders, name);
		if (pid !== undefined && performance.now() < end) await sleep(100);
		else
			throw failure(
				pid === undefined ? `${name} ended while waiting for ${what}` : `${what}: not within ${seconds} s`,
				logOf(folders, name),
			);
	}
}

/** A failure that a log explains: its last lines are shown and its path is named. */
export function failure(message: string, log: string): UserError {
	const lines = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n").slice(-12) : [];
	return new UserError([message, ...lines.map((line) => `    ${line.slice(0, 400)}`)].join("\n"), {
		exit: EXIT.engine,
		next: `see ${log}`,
	});
}

/** Runs a command to its end with its output in a log. @throws UserError naming the log when it fails. */
export async function run(
	what: string,
	command: readonly string[],
	options: { log: string; env?: NodeJS.ProcessEnv; cwd?: string; input?: string },
): Promise<void> {
	const log = openSync(options.log, "w", 0o600);
	const [program = "", ...args] = command;
	const code = await new Promise<number | string>((resolve) => {
		const child = spawn(program, args, {
			stdio: ["pipe", log, log],
			env: options.env ?? process.env,
			...(options.cwd && { cwd: options.cwd }),
		});
		child.on("error", (error) => resolve(error.message));
		child.on("close", (code, signal) => resolve(code ?? signal ?? 1));
		child.stdin?.on("error", () => {}); // it may end without reading
		child.stdin?.end(options.input ?? "");
	});
	closeSync(log);
	if (code !== 0) throw failure(`${what} failed (${code})`, options.log);
}
