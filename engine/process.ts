/** One run of the `pulumi` command: its own session, a time limit, two ways to stop it, and nothing left behind. */
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./installed.ts";
import { engineEnvironment } from "./installed.ts";
import type { Interrupt } from "./interrupt.ts";

export interface RunOptions {
	engine: Engine;
	interrupt?: Interrupt | undefined;
	/** Seconds after which the run is stopped, first gracefully, then by force. */
	limit: number;
	/** Seconds that the engine gets to end after it was told to, before it is ended by force: to finish what is in flight, and to abandon it. */
	grace?: { finish: number; abandon: number };
	/** Keeps the engine's own log file of the run. */
	keepLog?: boolean;
}

/** What a run of the command said. `how`: by itself, told once, told twice or ended by somebody else's signal, or by its limit. */
export interface RunResult {
	code: number;
	stdout: string;
	stderr: string;
	how: "ended" | "stopped" | "killed" | "out-of-time";
}

/** A run that did not end with 0. */
export class RunFailed extends Error {
	override readonly name = "RunFailed";
	readonly result: RunResult;
	constructor(result: RunResult) {
		super(withoutPassword(result.stderr.trim() || result.stdout.trim() || `pulumi ended with ${result.code}`));
		this.result = { ...result, stdout: withoutPassword(result.stdout), stderr: withoutPassword(result.stderr) };
	}
}

/** The engine repeats the address of the state in its errors, with the password of a database in it. */
export function withoutPassword(text: string): string {
	return text.replace(/:\/\/[^/@\s"']*@/g, "://****@");
}

/**
 * Runs `pulumi` with the environment of `engineEnvironment`, over which `env` wins.
 *
 * It gets a session of its own, so that Ctrl-C on the terminal reaches only Socle, which passes it on once: a second SIGINT tells the engine
 * to abandon what is in flight. Providers that outlive it are ended.
 *
 * @throws RunFailed when it does not end with 0.
 */
export async function runPulumi(
	parameters: readonly string[],
	cwd: string,
	env: Record<string, string>,
	options: RunOptions,
	onOutput?: (text: string) => void,
): Promise<RunResult> {
	const { engine, interrupt, limit, grace = { finish: 120, abandon: 10 } } = options;
	const start = Date.now();
	let how: RunResult["how"] = "ended";
	const child = spawn(join(engine.folder, "bin", "pulumi"), [...parameters], {
		cwd,
		env: { ...process.env, ...engineEnvironment(engine), ...env },
		detached: true,
		stdio: ["ignore", "pipe", "pipe"],
	});
	const session = child.pid ?? 0;
	const signal = (name: "SIGINT" | "SIGKILL"): void => {
		if (session > 0 && child.exitCode === null && child.signalCode === null) child.kill(name);
	};
	const timers: NodeJS.Timeout[] = [];
	const stop = (): void => {
		how = "stopped";
		signal("SIGINT");
	};
	const now = (): void => {
		how = "killed";
		signal("SIGINT");
		timers.push(setTimeout(() => signal("SIGKILL"), grace.abandon * 1000));
	};
	const outOfTime = (): void => {
		how = "out-of-time";
		signal("SIGINT");
		timers.push(setTimeout(() => signal("SIGKILL"), grace.finish * 1000));
	};
	const end = (): void => endSession(session);
	timers.push(setTimeout(outOfTime, limit * 1000));
	interrupt?.stop.addEventListener("abort", stop, { once: true });
	interrupt?.now.addEventListener("abort", now, { once: true });
	process.on("exit", end);
	try {
		const result = await new Promise<RunResult>((done, failed) => {
			const text = { stdout: "", stderr: "" };
			for (const stream of ["stdout", "stderr"] as const) {
				child[stream].setEncoding("utf8").on("data", (chunk: string) => {
					text[stream] += chunk;
					onOutput?.(chunk);
				});
			}
			child.on("error", failed);
			// Not `close`: a provider that outlives a killed engine holds the pipes open.
			child.on("exit", (code) => setTimeout(() => done({ code: code ?? -1, ...text, how }), code === null ? 100 : 0));
			child.on("close", (code) => done({ code: code ?? -1, ...text, how }));
		});
		if (child.signalCode !== null && result.how === "ended") result.how = "killed";
		if (result.code !== 0) throw new RunFailed(result);
		return result;
	} finally {
		for (const timer of timers) clearTimeout(timer);
		interrupt?.stop.removeEventListener("abort", stop);
		interrupt?.now.removeEventListener("abort", now);
		process.off("exit", end);
		endSession(session);
		child.stdout.destroy();
		child.stderr.destroy();
		if (!options.keepLog) removeLogs(engine, session, parameters.at(parameters.indexOf("--stack") + 1) ?? "", start);
	}
}

/** Ends every process of a session. Process groups do not do: the engine gives each provider one of its own. */
function endSession(session: number): void {
	if (session <= 0) return;
	for (const pid of process.platform === "linux" ? membersOf(session) : [-session]) {
		try {
			process.kill(pid, "SIGKILL");
		} catch {
			// It ended by itself.
		}
	}
}

function membersOf(session: number): number[] {
	return readdirSync("/proc")
		.filter((name) => /^\d+$/.test(name))
		.map(Number)
		.filter((pid) => {
			try {
				// pid (command) state ppid pgrp session …; the command may hold spaces and brackets.
				const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
				return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[3]) === session;
			} catch {
				return false;
			}
		});
}

/**
 * Removes what one run wrote of its own log. The engine keeps a file for each command, named by time, process and verb, and renames it to
 * organization+project+stack-time as soon as it knows the stack.
 */
function removeLogs(engine: Engine, pid: number, stack: string, since: number): void {
	const logs = join(engine.folder, "home", "logs");
	try {
		for (const name of readdirSync(logs)) {
			const path = join(logs, name);
			const own = name.includes(`-${pid}-`) || (name.includes(`+${stack}-`) && statSync(path).mtimeMs >= since);
			if (own) rmSync(path, { force: true });
		}
	} catch {
		// There are no logs.
	}
}
