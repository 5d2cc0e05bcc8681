/** Socle beside plain `pulumi` on the same program, engine and lab: what the judging costs. Needs `npm run lab -- up` and its `env`. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnvironment, findEngine } from "../engine/installed.ts";
import type { Ratio } from "./bench.ts";

const root = join(import.meta.dirname, "..");
const LAYERS = ["foundation", "services"];

export async function engineRatios(): Promise<Ratio[]> {
	const engine = findEngine();
	const place = mkdtempSync(join(tmpdir(), "socle-bench-"));
	const file = join(place, "environment.yaml");
	cpSync(join(root, "examples/town-hall/environment.yaml"), file);
	const env = { ...process.env, ...engineEnvironment(engine), PULUMI_BACKEND_URL: `file://${place}` };
	const pulumi = (...parameters: string[]): void => run("pulumi", [...parameters, "--cwd", root, "--non-interactive"], env);
	const socle = (...parameters: string[]): void =>
		run(process.execPath, [join(root, "bin/socle.js"), ...parameters, place, "--stack", "lab"], env);
	const each =
		(...parameters: string[]) =>
		(): void => {
			for (const layer of LAYERS) pulumi(...parameters, "--stack", `organization/socle/town-hall.lab.${layer}`);
		};
	const measure = (what: string, ours: () => void, theirs: () => void, limit: number): Ratio => {
		const seconds = (body: () => void): number => {
			const start = performance.now();
			body();
			return (performance.now() - start) / 1000;
		};
		return { what, ours: seconds(ours), baseline: seconds(theirs), limit, unit: "wall s" };
	};
	try {
		// Plain pulumi first, so that whatever the clouds cache serves both.
		for (const layer of LAYERS) {
			const stack = `organization/socle/town-hall.lab.${layer}`;
			pulumi("stack", "init", stack);
			pulumi("config", "set", "socle:environment", file, "--stack", stack);
		}
		const plainUp = measure("", () => {}, each("up", "--yes"), 1).baseline;
		const preview = measure("`preview` to `pulumi preview`, nothing to change", () => socle("preview"), each("preview"), 1.3);
		for (const layer of LAYERS.toReversed()) pulumi("destroy", "--yes", "--stack", `organization/socle/town-hall.lab.${layer}`);
		const up = measure(
			"`up` to `pulumi up`, from nothing",
			() => socle("up", "--yes"),
			() => {},
			1.1,
		);
		return [preview, { ...up, baseline: plainUp }];
	} finally {
		spawnSync(process.execPath, [join(root, "bin/socle.js"), "destroy", place, "--stack", "lab", "--yes"], { env, cwd: root });
		rmSync(place, { recursive: true, force: true });
		for (const layer of LAYERS) rmSync(join(root, `Pulumi.town-hall.lab.${layer}.yaml`), { force: true });
	}
}

function run(command: string, parameters: string[], env: NodeJS.ProcessEnv): void {
	const { status, stdout, stderr } = spawnSync(command, parameters, { env, cwd: root, encoding: "utf8" });
	if (status !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
}
