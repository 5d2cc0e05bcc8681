import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ROOT, socle } from "./socle.ts";

const place = mkdtempSync(join(tmpdir(), "socle-outputs-"));
cpSync(join(ROOT, "test/scenarios/desk"), join(place, "desk"), { recursive: true });
afterAll(() => rmSync(place, { recursive: true }));

const FINDING = ["check", "desk", "--stack", "foreign-registry"];
const schema = z.fromJSONSchema(JSON.parse(readFileSync(join(ROOT, "reports/report.schema.json"), "utf8")));

writeFileSync(join(place, "socle"), `#!/bin/sh\nexec "${process.execPath}" "${join(ROOT, "bin/socle.js")}" "$@"\n`, { mode: 0o755 });

/** A shell's line, in which `socle` is the command line from the sources. */
function shell(line: string, env: { [name: string]: string } = {}): Promise<{ status: number; stdout: string }> {
	const options = { cwd: place, env: { PATH: `${place}:${process.env["PATH"]}`, HOME: place, TERM: "xterm-256color", ...env } };
	return new Promise((resolve) =>
		execFile("bash", ["-c", `set -o pipefail; ${line}`], options, (error, stdout) =>
			resolve({ status: error === null ? 0 : Number(error.code), stdout }),
		),
	);
}

describe.concurrent("a report", { timeout: 120_000 }, () => {
	test("in a pipe is JSON by the published schema, and nothing else", async () => {
		const { status, stdout, stderr } = await socle([...FINDING, "--format", "json"], place);
		const report = JSON.parse(stdout);
		expect(schema.safeParse(report).error).toBeUndefined();
		expect(report.results).toMatchObject([
			{
				control: "supplier-registry",
				verdict: "fail",
				resource: { type: "apps/v1/Deployment", name: "web", namespace: "permits", layer: "services", service: "permits" },
				cause: { file: "desk/environment.yaml", line: 13, key: "services.permits.run.image" },
			},
		]);
		expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
	});

	test("goes to the files that are named, each in the form of its ending, and writes nothing else", async () => {
		const own = mkdtempSync(join(place, "own-"));
		cpSync(join(place, "desk"), join(own, "desk"), { recursive: true });
		const files = ["report.html", "report.json", "report.txt"];
		const outcome = await socle([...FINDING, ...files.flatMap((file) => ["--output", file])], own);
		const [html, json, text] = files.map((file) => readFileSync(join(own, file), "utf8"));
		expect(outcome).toEqual({ status: 1, stdout: text, stderr: files.map((file) => `Report written to ${file}\n`).join("") });
		expect(schema.safeParse(JSON.parse(json!)).error).toBeUndefined();
		expect(html).toMatch(/^<!doctype html>\n[\s\S]*supplier-registry[\s\S]*<\/html>\n$/);
		expect(readdirSync(own, { recursive: true }).toSorted()).toEqual(["desk", "desk/environment.yaml", ...files]);
	});

	test("is the same bytes for the same input", async () => {
		const runs = await Promise.all([1, 2].map(() => socle([...FINDING, "--format", "html", "--all"], place)));
		expect(runs[0]).toEqual(runs[1]);
	});

	test("whose reader has seen enough is no error", async () => {
		expect(await shell("socle check desk --all | head -1")).toMatchObject({ status: 0, stdout: expect.stringContaining("desk · Ville") });
	});
});

/** util-linux's `script` gives a terminal; its namesake on other systems is called differently. */
describe.runIf(process.platform === "linux")("colour", { timeout: 120_000, concurrent: true }, () => {
	const ESCAPE = "\u001b[";
	const inTerminal = (flags: string, env?: { [name: string]: string }) =>
		shell(`script -qec 'socle ${FINDING.join(" ")} ${flags}' /dev/null`, env);

	test.each([
		["on a terminal", "", {}, true],
		["not where NO_COLOR is set", "", { NO_COLOR: "1" }, false],
		["not with --no-color", "--no-color", {}, false],
	])("%s", async (_, flags, env, colour) => {
		const { status, stdout } = await inTerminal(flags, env);
		expect(status, stdout).toBe(1);
		expect(stdout).toContain("supplier-registry");
		expect(stdout.includes(ESCAPE)).toBe(colour);
	});

	test("not in a pipe", async () => {
		expect((await shell(`socle ${FINDING.join(" ")} | cat`)).stdout).not.toContain(ESCAPE);
	});
});
