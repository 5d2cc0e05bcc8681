/**
 * Ratios, each to a baseline taken in the same run: absolute times say more about the machine than about the code.
 * `npm run bench` needs neither engine nor cloud; `npm run bench -- pack` also measures the policy pack with the engine, and `-- engine`
 * everything against plain `pulumi` on the lab.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineRatios } from "./engine.ts";
import { packRatios } from "./pack.ts";

export interface Ratio {
	what: string;
	ours: number;
	baseline: number;
	limit: number;
	/** Of what is compared. */
	unit: "wall s" | "CPU s" | "CPU ms" | "CPU µs" | "MB";
}

const root = join(import.meta.dirname, "..");
const ROUNDS = 7;

/** The best of several runs: what the code can do, with the least of what else the machine was doing. */
function best(rounds: number, run: () => number): number {
	run(); // fills caches
	return Math.min(...Array.from({ length: rounds }, run));
}

/** Wall seconds of a Node process that has to succeed. */
function wall(parameters: string[]): number {
	const start = performance.now();
	const { status, stderr } = spawnSync(process.execPath, parameters, { cwd: root, encoding: "utf8" });
	if (status !== 0) throw new Error(`${parameters.join(" ")} ended with ${status}: ${stderr}`);
	return (performance.now() - start) / 1000;
}

/** What a Node process prints on its last line: JSON. */
function told<T>(parameters: string[], input = ""): T {
	const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: root, encoding: "utf8", input });
	if (status !== 0) throw new Error(`${parameters.join(" ")} ended with ${status}: ${stderr}`);
	return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
}

execFileSync(process.execPath, [join(root, "scripts/build.js")], { stdio: ["ignore", 2, 2] }); // what people install
const socle = join(root, "bin/socle.js");
const start = best(ROUNDS, () => wall([socle, "check", "examples/town-hall", "--quiet"]));
const nothing = best(ROUNDS, () => wall(["-e", "0"]));
const help = best(ROUNDS, () => wall([socle, "--help"]));
const instances = join(import.meta.dirname, "instances.ts");
const bare = best(3, () => told([instances, "bare"]));
const judged = best(3, () => told([instances, "judged"]));

const example = join(import.meta.dirname, "example.ts");
const written = spawnSync(process.execPath, [example, "list"], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 26 }).stdout;
const composed = best(ROUNDS, () => told([example, "ours"]));
const straight = best(ROUNDS, () => told([example, "bare"], written));

const judging = (resources: number): { results: number; seconds: number; megabytes: number } =>
	told(["--expose-gc", join(import.meta.dirname, "controls.ts"), String(resources)]);
const [few, many] = [judging(1000), judging(10_000)];
const folder = mkdtempSync(join(tmpdir(), "socle-bench-"));
const manifests = (task: "yaml" | "judged" | "judging"): { results: number; seconds: number; megabytes: number } =>
	told([join(import.meta.dirname, "manifests.ts"), task, join(folder, "many")]);
for (const [name, count] of [
	["few", "100"],
	["many", "10000"],
] as const) {
	execFileSync(process.execPath, [join(import.meta.dirname, "manifests.ts"), "write", join(folder, name), count]);
}
const parsed = best(3, () => manifests("yaml").seconds);
const audited = best(3, () => manifests("judged").seconds);
const held = manifests("judged").megabytes;
const alone = manifests("judging");
const audit = best(ROUNDS, () => wall([socle, "audit", join(folder, "few"), "--quiet", "--fail-on", "never"]));
rmSync(folder, { recursive: true });
const catalogue = best(ROUNDS, () => told([join(import.meta.dirname, "catalogue.ts")]));
const artefact = told<{ size: number; parsing: number; both: number; megabytes: number }>([join(import.meta.dirname, "artefacts.ts")]);
const assessed = told<{ seconds: number; megabytes: number }>([join(import.meta.dirname, "assess.ts"), "10000"]);

const ratios: Ratio[] = [
	{ what: "`npm start`'s command (limit 1.5 s)", ours: start, baseline: 1, limit: 1.5, unit: "wall s" },
	{ what: "`socle --help` to `node -e 0`", ours: help, baseline: nothing, limit: 2.5, unit: "wall s" },
	{ what: "1,000 instances planned and judged to a bare plan", ours: judged, baseline: bare, limit: 1.5, unit: "CPU s" },
	{
		what: "the largest example planned to the bare SDK with the same resources",
		ours: composed,
		baseline: straight,
		limit: 1.5,
		unit: "CPU s",
	},
	{
		what: "a control on a resource, of 10,000 (limit 6 µs)",
		ours: (many.seconds / many.results) * 1e6,
		baseline: 1,
		limit: 6,
		unit: "CPU µs",
	},
	{ what: "10,000 resources judged to ten times 1,000", ours: many.seconds, baseline: few.seconds * 10, limit: 1.3, unit: "CPU s" },
	{ what: "what judging 10,000 holds to ten times 1,000", ours: many.megabytes, baseline: few.megabytes * 10, limit: 1.2, unit: "MB" },
	{ what: "10,000 manifests read and judged to `yaml` alone", ours: audited, baseline: parsed, limit: 2.5, unit: "CPU s" },
	{
		what: "of it, a control on an object (limit 6 µs)",
		ours: (alone.seconds * 1e6) / alone.results,
		baseline: 1,
		limit: 6,
		unit: "CPU µs",
	},
	{ what: "the most memory for it (limit 400 MB)", ours: held, baseline: 1, limit: 400, unit: "MB" },
	{ what: "`socle audit` of 100 manifests (limit 0.4 s)", ours: audit, baseline: 1, limit: 0.4, unit: "wall s" },
	{ what: "10,000 resources of Terraform assessed for a move (limit 3 s)", ours: assessed.seconds, baseline: 1, limit: 3, unit: "wall s" },
	{ what: "what that holds (limit 500 MB)", ours: assessed.megabytes, baseline: 1, limit: 500, unit: "MB" },
	{ what: "the package's whole catalogue loaded (limit 120 ms)", ours: catalogue, baseline: 1, limit: 120, unit: "CPU ms" },
	{
		what: `a Terraform state of ${artefact.size.toFixed(0)} MB read to parsed alone`,
		ours: artefact.both,
		baseline: artefact.parsing,
		limit: 15,
		unit: "CPU s",
	},
	{ what: "the same, parsed and read (limit 5 s)", ours: artefact.both, baseline: 1, limit: 5, unit: "CPU s" },
	{ what: "the same, all that the process holds (limit 1,000 MB)", ours: artefact.megabytes, baseline: 1, limit: 1000, unit: "MB" },
	...(["engine", "pack"].some((word) => process.argv.includes(word)) ? await packRatios() : []),
	...(process.argv.includes("engine") ? await engineRatios() : []),
];

const rows = ratios.map(({ what, ours, baseline, limit, unit }) => {
	const ratio = ours / baseline;
	return {
		what,
		ours: ours.toFixed(3),
		baseline: baseline.toFixed(3),
		ratio: ratio.toFixed(2),
		limit,
		unit,
		held: ratio <= limit,
	};
});
console.table(rows);
process.exitCode = rows.every(({ held }) => held) ? 0 : 1;
