import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

/**
 * The command line as its users see it. A scenario is a text: its name, the command, then sections `--- <file>` that are written before,
 * and what has to come out: `--- exit`, `--- stdout`, `--- stderr`. `…` stands for any text within a line, a line `…` for any lines.
 */
const folder = join(import.meta.dirname, "scenarios");
const root = join(import.meta.dirname, "..");

interface Scenario {
	name: string;
	command: string[];
	files: Map<string, string>;
	expected: Map<string, string>;
}

function read(file: string): Scenario {
	const [head = "", ...sections] = readFileSync(join(folder, file), "utf8").split(/^--- /m);
	const [name = "", command = ""] = head.trim().split("\n$ socle");
	const parts = sections.map(
		(section) => [section.slice(0, section.indexOf("\n")).trim(), section.slice(section.indexOf("\n") + 1)] as const,
	);
	const isExpected = ([key]: readonly [string, string]): boolean => ["exit", "stdout", "stderr"].includes(key);
	return {
		name: name.replace(/^# /, ""),
		command: command.trim().split(/\s+/).filter(Boolean),
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
describe("the command line", () => {
	for (const file of readdirSync(folder).filter((name) => name.endsWith(".scenario"))) {
		const { name, command, files, expected } = read(file);
		test(`${file}: ${name}`, () => {
			const place = mkdtempSync(join(tmpdir(), "socle-scenario-"));
			try {
				cpSync(join(root, "examples/town-hall"), join(place, "town-hall"), { recursive: true });
				symlinkSync(join(root, "node_modules"), join(place, "node_modules"));
				for (const [path, content] of files) {
					mkdirSync(dirname(join(place, path)), { recursive: true });
					writeFileSync(join(place, path), content);
				}
				const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "bin/socle.ts"), ...command], {
					cwd: place,
					encoding: "utf8",
					env: { PATH: process.env["PATH"], HOME: place, NO_COLOR: "1", SOURCE_DATE_EPOCH: "1764547200" },
				});
				const at = { status, stdout, stderr };
				expect(status, JSON.stringify(at)).toBe(Number(expected.get("exit") ?? "0"));
				for (const stream of ["stdout", "stderr"] as const) {
					const wanted = expected.get(stream);
					if (wanted !== undefined && !pattern(wanted).test(at[stream])) expect(at[stream]).toBe(wanted);
				}
			} finally {
				rmSync(place, { recursive: true, force: true });
			}
		});
	}
});
