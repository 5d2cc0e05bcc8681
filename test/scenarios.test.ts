import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, test } from "vitest";

/**
 * The command line as its users see it. A scenario is a text: its name, the commands, then sections `--- <file>` that are written before,
 * and what has to come out of the last command: `--- exit`, `--- stdout`, `--- stderr`; those before it have to succeed. `…` stands for any
 * text within a line, a line `…` for any lines. `town-hall/` (the example) and `desk/` (beside the scenarios) are there to be checked.
 */
const folder = join(import.meta.dirname, "scenarios");
const root = join(import.meta.dirname, "..");

interface Scenario {
	name: string;
	commands: string[][];
	files: Map<string, string>;
	expected: Map<string, string>;
}

function read(file: string): Scenario {
	const [head = "", ...sections] = readFileSync(join(folder, file), "utf8").split(/^--- /m);
	const [name = "", ...commands] = head.trim().split("\n$ socle");
	const parts = sections.map(
		(section) => [section.slice(0, section.indexOf("\n")).trim(), section.slice(section.indexOf("\n") + 1)] as const,
	);
	const isExpected = ([key]: readonly [string, string]): boolean => ["exit", "stdout", "stderr"].includes(key);
	return {
		name: name.replace(/^# /, ""),
		commands: commands.map((command) => command.trim().split(/\s+/).filter(Boolean)),
		files: new Map(parts.filter((part) => !isExpected(part))),
		expected: new Map(parts.filter(isExpected)),
	};
}

/** `…` is any text within a line; a line that holds nothing else is any number of lines. */
function pattern(text: string): RegExp {
	const lines = text.trimEnd().split("\n");
	const source = lines
		.map((line) =>
			line === "…"
				? "(?:.*\\n)*?"
				: `${line
						.split("…")
						.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
						.join("[^\\n]*")}\\n`,
		)
		.join("");
	return new RegExp(`^${source}$`);
}

interface Outcome {
	status: number;
	stdout: string;
	stderr: string;
}

function socle(parameters: readonly string[], place: string): Promise<Outcome> {
	const env = { PATH: process.env["PATH"], HOME: place, NO_COLOR: "1", SOURCE_DATE_EPOCH: "1795392000" };
	return new Promise((resolve) =>
		execFile(process.execPath, [join(root, "bin/socle.ts"), ...parameters], { cwd: place, env }, (error, stdout, stderr) =>
			resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
		),
	);
}

describe.concurrent("the command line", { timeout: 120_000 }, () => {
	for (const file of readdirSync(folder).filter((name) => name.endsWith(".scenario"))) {
		const { name, commands, files, expected } = read(file);
		test(`${file}: ${name}`, async ({ expect }) => {
			const place = mkdtempSync(join(tmpdir(), "socle-scenario-"));
			try {
				cpSync(join(root, "examples/town-hall"), join(place, "town-hall"), { recursive: true });
				cpSync(join(folder, "desk"), join(place, "desk"), { recursive: true });
				for (const [path, content] of files) {
					mkdirSync(dirname(join(place, path)), { recursive: true });
					writeFileSync(join(place, path), content);
				}
				for (const command of commands.slice(0, -1)) expect((await socle(command, place)).status, command.join(" ")).toBe(0);
				const outcome = await socle(commands.at(-1)!, place);
				expect(outcome.status, JSON.stringify(outcome)).toBe(Number(expected.get("exit")));
				for (const stream of ["stdout", "stderr"] as const) {
					const wanted = expected.get(stream);
					if (wanted !== undefined && !pattern(wanted).test(outcome[stream])) expect(outcome[stream]).toBe(wanted);
				}
			} finally {
				rmSync(place, { recursive: true, force: true });
			}
		});
	}
});
