import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { backendFor, locksIn, requirePassphrase } from "./backend.ts";

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), "socle-backend-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the state's place", () => {
	it("is .socle beside the file, closed to others and to git", () => {
		const { url } = backendFor(folder, { env: {} });
		expect(url).toBe(pathToFileURL(join(folder, ".socle", "state")).href);
		expect(statSync(join(folder, ".socle")).mode & 0o777).toBe(0o700);
		expect(statSync(join(folder, ".socle", "state")).mode & 0o777).toBe(0o700);
		execFileSync("git", ["init", "-q"], { cwd: folder });
		writeFileSync(join(folder, ".socle", "state", "secret.json"), "{}");
		expect(execFileSync("git", ["status", "--short", "--untracked-files=all"], { cwd: folder, encoding: "utf8" })).toBe("");
	});

	it("closes a folder that was open", () => {
		backendFor(folder, { env: {} });
		chmodSync(join(folder, ".socle"), 0o755);
		backendFor(folder, { env: {} });
		expect(statSync(join(folder, ".socle")).mode & 0o777).toBe(0o700);
	});

	it("is what the environment says, then what the file says", () => {
		const fromFile = "s3://state?region=eu";
		expect(backendFor(folder, { env: { PULUMI_BACKEND_URL: "postgres://db.example/state" }, fromFile }).url).toBe(
			"postgres://db.example/state",
		);
		expect(backendFor(folder, { env: {}, fromFile }).url).toBe(fromFile);
		expect(() => statSync(join(folder, ".socle", "state"))).toThrow();
	});

	it("that can't be written is an error with a cure", () => {
		writeFileSync(join(folder, ".socle"), "a file");
		expect(() => backendFor(folder, { env: {} })).toThrow(
			expect.objectContaining({ exit: 3, next: expect.stringContaining("PULUMI_BACKEND_URL") }),
		);
	});
});

describe("the passphrase", () => {
	const file = (text: string): string => {
		writeFileSync(join(folder, "passphrase"), text);
		return join(folder, "passphrase");
	};
	it.each<[string, () => NodeJS.ProcessEnv, RegExp | undefined]>([
		["set", () => ({ PULUMI_CONFIG_PASSPHRASE: "x" }), undefined],
		["in a file", () => ({ PULUMI_CONFIG_PASSPHRASE_FILE: file("x\n") }), undefined],
		["missing", () => ({}), /is not set/],
		["empty", () => ({ PULUMI_CONFIG_PASSPHRASE: "" }), /is not set/],
		["in a file that is not there", () => ({ PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, "none") }), /can't be read: ENOENT/],
		["in an empty file", () => ({ PULUMI_CONFIG_PASSPHRASE_FILE: file(" \n") }), /is empty/],
	])("%s", (_, env, message) => {
		if (message === undefined) expect(() => requirePassphrase(env())).not.toThrow();
		else expect(() => requirePassphrase(env())).toThrow(expect.objectContaining({ exit: 2, message: expect.stringMatching(message) }));
	});

	it("names a place for it outside the repository", () => {
		expect(() => requirePassphrase({})).toThrow(
			expect.objectContaining({ next: expect.stringContaining("PULUMI_CONFIG_PASSPHRASE_FILE") }),
		);
	});
});

it("reads who holds a lock, and whether that process is gone", () => {
	const refusal = readFileSync(new URL("fixtures/locked.txt", import.meta.url), "utf8");
	const locks = locksIn(refusal, { host: "desk", isAlive: (pid) => pid === 77 });
	expect(locks).toEqual([
		{ user: "ada", host: "desk", pid: 4711, since: "2026-11-23T17:07:07Z", abandoned: true },
		{ user: "ada", host: "desk", pid: 77, since: "2026-11-23T17:08:00Z", abandoned: false },
		{ user: "ben", host: "build-7", pid: 4711, since: "2026-11-23T17:09:00+01:00", abandoned: false },
	]);
	expect(locksIn("error: something else")).toEqual([]);
});
