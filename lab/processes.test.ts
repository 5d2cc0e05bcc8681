import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Folders } from "./processes.ts";
import { foldersIn, launch, listens, memory, run, running, started, stop, until } from "./processes.ts";

let state: string;
let folders: Folders;
const env = { PATH: process.env["PATH"] };

beforeEach(() => {
	state = mkdtempSync(join(tmpdir(), "socle-lab-"));
	folders = foldersIn(state);
});
afterEach(async () => {
	await stop(folders, started(folders), 1);
	rmSync(state, { recursive: true });
});

const alive = (pid: number) => {
	try {
		process.kill(pid, 0);
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
	} catch {
		return false;
	}
};

/** Starts a leader with a worker, and gives the worker's number once it has said it. */
async function leaderWithWorker(body: string): Promise<number> {
	launch(folders, "leader", ["sh", "-c", `sleep 300 & echo $!; ${body}`], env);
	const log = join(folders.log, "leader.log");
	await expect.poll(() => readFileSync(log, "utf8")).toMatch(/^\d+\n/);
	return Number.parseInt(readFileSync(log, "utf8"), 10);
}

test("a daemon runs, is not started twice, and stops with its workers", async () => {
	const worker = await leaderWithWorker("wait");
	const pid = running(folders, "leader")!;
	launch(folders, "leader", ["sleep", "300"], env);
	expect(running(folders, "leader")).toBe(pid);
	expect(memory([pid]).get(pid)).toBeGreaterThan(0);
	await stop(folders, ["leader"]);
	expect([alive(pid), alive(worker), started(folders)]).toEqual([false, false, []]);
});

test("a daemon that does not listen to SIGTERM is killed", async () => {
	const worker = await leaderWithWorker("trap '' TERM; while :; do sleep 1; done");
	await stop(folders, ["leader"], 0.3);
	await expect.poll(() => alive(worker)).toBe(false);
	expect(started(folders)).toEqual([]);
});

test("workers of a leader that died are stopped, too", async () => {
	const worker = await leaderWithWorker("exit 0");
	await expect.poll(() => running(folders, "leader")).toBeUndefined();
	await stop(folders, ["leader"]);
	expect(alive(worker)).toBe(false);
});

test("a process that has got the number of an earlier daemon is not taken for it, nor stopped", async () => {
	launch(folders, "mine", ["sleep", "300"], env);
	const pid = running(folders, "mine")!;
	writeFileSync(join(folders.run, "earlier.pid"), `${pid} 1\n`);
	expect(running(folders, "earlier")).toBeUndefined();
	await stop(folders, ["earlier"]);
	expect(alive(pid)).toBe(true);
});

test("a program that does not exist is named with its log", () => {
	expect(() => launch(folders, "ghost", ["/nonexistent/ghost"], env)).toThrow("ghost: /nonexistent/ghost could not be started");
});

test("a failing command shows the end of its log and names it", async () => {
	const log = join(state, "setup.log");
	const failing = run("creating tables", ["sh", "-c", "cat; echo no such host >&2; exit 3"], { log, input: "first line\n" });
	await expect(failing).rejects.toMatchObject({
		message: "creating tables failed (3)\n    first line\n    no such host",
		next: `see ${log}`,
		exit: 3,
	});
});

test("waiting ends at once when the process behind it has ended", async () => {
	launch(folders, "short", ["sh", "-c", "echo port is taken"], env);
	await expect(until(async () => false, "port 1", folders, "short", 60)).rejects.toMatchObject({
		message: "short ended while waiting for port 1\n    port is taken",
		next: `see ${join(folders.log, "short.log")}`,
	});
});

test("a port that nobody listens on is closed", async () => {
	const server = createServer().listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const { port } = server.address() as { port: number };
	expect(await listens(port)).toBe(true);
	await new Promise((resolve) => server.close(resolve));
	expect(await listens(port)).toBe(false);
});
