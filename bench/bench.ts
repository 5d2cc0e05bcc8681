/**
 * Ratios, each to a baseline taken in the same run: absolute times say more about the machine than about the code.
 * `npm run bench` needs no cloud; `npm run bench -- engine` also measures against plain `pulumi` on the lab.
 */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { engineRatios } from "./engine.ts";

export interface Ratio {
	what: string;
	/** Seconds. */
	ours: number;
	baseline: number;
	limit: number;
	unit: "wall" | "CPU";
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

/** CPU seconds that a Node process says it used, on its last line. */
function cpu(parameters: string[]): number {
	const { status, stdout, stderr } = spawnSync(process.execPath, parameters, { cwd: root, encoding: "utf8" });
	if (status !== 0) throw new Error(`${parameters.join(" ")} ended with ${status}: ${stderr}`);
	return Number(stdout.trim().split("\n").at(-1));
}

const socle = join(root, "bin/socle.js");
const start = best(ROUNDS, () => wall([socle, "check", "examples/town-hall", "--quiet"]));
const nothing = best(ROUNDS, () => wall(["-e", "0"]));
const help = best(ROUNDS, () => wall([socle, "--help"]));
const instances = join(import.meta.dirname, "instances.ts");
const bare = best(3, () => cpu([instances, "bare"]));
const judged = best(3, () => cpu([instances, "judged"]));

const ratios: Ratio[] = [
	{ what: "`npm start`'s command (limit 1.5 s)", ours: start, baseline: 1, limit: 1.5, unit: "wall" },
	{ what: "`socle --help` to `node -e 0`", ours: help, baseline: nothing, limit: 2.5, unit: "wall" },
	{ what: "1,000 instances planned and judged to a bare plan", ours: judged, baseline: bare, limit: 1.5, unit: "CPU" },
	...(process.argv.includes("engine") ? await engineRatios() : []),
];

const rows = ratios.map(({ what, ours, baseline, limit, unit }) => {
	const ratio = ours / baseline;
	return {
		what,
		"ours (s)": ours.toFixed(3),
		"baseline (s)": baseline.toFixed(3),
		ratio: ratio.toFixed(2),
		limit,
		unit,
		held: ratio <= limit,
	};
});
console.table(rows);
process.exitCode = rows.every(({ held }) => held) ? 0 : 1;
