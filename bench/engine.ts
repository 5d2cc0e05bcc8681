/** Socle beside plain `pulumi` on the same program, engine and lab: what the judging costs. Needs `npm run lab -- up` and its `env`. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnvironment, findEngine } from "../engine/installed.ts";
import type { Ratio } from "./bench.ts";
import type { Cost } from "./cost.ts";
import { measured, median } from "./cost.ts";

const root = join(import.meta.dirname, "..");
const LAYERS = ["foundation", "services"];
/** Both by turns, so that whatever else the machine does meets both; the median of each counts. */
const ROUNDS = Number(process.env["SOCLE_BENCH_ROUNDS"] ?? 3);

interface Tool {
	up(): void;
	preview(): void;
	destroy(): void;
}

export async function engineRatios(): Promise<Ratio[]> {
	const place = mkdtempSync(join(tmpdir(), "socle-bench-"));
	const file = join(place, "environment.yaml");
	cpSync(join(root, "examples/town-hall/environment.yaml"), file);
	const tools: Record<"ours" | "theirs", Tool> = { ours: socle(place), theirs: pulumi(place, file) };
	const costs = { ours: { up: [] as Cost[], preview: [] as Cost[] }, theirs: { up: [] as Cost[], preview: [] as Cost[] } };
	try {
		for (let round = 0; round < ROUNDS; round++) {
			for (const who of round % 2 === 0 ? (["theirs", "ours"] as const) : (["ours", "theirs"] as const)) {
				const tool = tools[who];
				for (const verb of ["up", "preview"] as const) {
					const cost = await measured(tool[verb]);
					costs[who][verb].push(cost);
					process.stderr.write(`${who} ${verb}: ${cost.wall.toFixed(1)} s wall, ${cost.cpu.toFixed(1)} s CPU\n`);
				}
				tool.destroy();
			}
		}
	} finally {
		for (const tool of Object.values(tools)) attempt(tool.destroy);
		rmSync(place, { recursive: true, force: true });
		for (const layer of LAYERS) rmSync(join(root, `Pulumi.town-hall.lab.${layer}.yaml`), { force: true });
	}
	const ratio = (verb: "up" | "preview", what: string, limit: number): Ratio[] =>
		(["wall", "cpu"] as const).map((kind) => ({
			what,
			ours: median(costs.ours[verb].map((cost) => cost[kind])),
			baseline: median(costs.theirs[verb].map((cost) => cost[kind])),
			limit,
			unit: kind === "wall" ? "wall s" : "CPU s",
		}));
	return [
		...ratio("preview", "`preview` to `pulumi preview`, nothing to change", 1.3),
		...ratio("up", "`up` to `pulumi up`, from nothing", 1.1),
	];
}

/** What people type: judged, gated, looked after. */
function socle(place: string): Tool {
	const env = { ...process.env, PULUMI_BACKEND_URL: "" };
	const run = (...parameters: string[]): void =>
		ended(process.execPath, [join(root, "bin/socle.js"), ...parameters, place, "--stack", "lab"], env);
	return { up: () => run("up", "--yes"), preview: () => run("preview"), destroy: () => run("destroy", "--yes") };
}

/** The same engine and program, layer by layer, by hand. */
function pulumi(place: string, file: string): Tool {
	const state = join(place, "plain");
	mkdirSync(state);
	const env = { ...process.env, ...engineEnvironment(findEngine()), PULUMI_BACKEND_URL: `file://${state}` };
	const run = (layer: string, ...parameters: string[]): void => {
		const stack = `organization/socle/town-hall.lab.${layer}`;
		ended("pulumi", [...parameters, "--stack", stack, "--cwd", root, "--non-interactive"], env);
	};
	for (const layer of LAYERS) {
		run(layer, "stack", "init");
		run(layer, "config", "set", "socle:environment", file);
	}
	const each =
		(layers: readonly string[], ...parameters: string[]) =>
		(): void => {
			for (const layer of layers) run(layer, ...parameters);
		};
	return { up: each(LAYERS, "up", "--yes"), preview: each(LAYERS, "preview"), destroy: each(LAYERS.toReversed(), "destroy", "--yes") };
}

function attempt(body: () => void): void {
	try {
		body();
	} catch {
		// There was nothing to remove.
	}
}

function ended(command: string, parameters: string[], env: NodeJS.ProcessEnv): void {
	const { status, stdout, stderr } = spawnSync(command, parameters, { env, cwd: root, encoding: "utf8" });
	if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
}
