import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Severity } from "../../reports/report.ts";

/** The executable that the engine runs for `--policy-pack`. */
export const PACK = fileURLToPath(new URL("./socle-policies", import.meta.url));

export interface PackOptions {
	/** File with the whole plan, as `serializeResources` writes it; without it the pack knows only what the engine has shown it so far. */
	plan?: string | undefined;
	/** The plan is a part: one layer of several. */
	partial?: boolean | undefined;
	/** From which severity a finding stops the resource; below, and with `never`, it is only said. Default: high. */
	failOn?: Severity | "never" | undefined;
	/** Names of Socle's packs, or files of one's own. Default: `baseline`. */
	packs?: readonly string[] | undefined;
	/** Ids of the only controls wanted. Default: all of the packs. */
	controls?: readonly string[] | undefined;
	/** File with parameters, YAML or JSON: control id → parameter → value. */
	parameters?: string | undefined;
}

/** Whether `--pack` names a file rather than one of Socle's packs: `./town.ts`, `packs/town.js`. */
export function isFile(name: string): boolean {
	return /[/\\]|\.[cm]?[jt]s$/.test(name);
}

/** The variables through which the pack, a process of the engine's, is told what it can't be told otherwise. */
export function packEnvironment({ plan, partial, failOn, packs = [], controls = [], parameters }: PackOptions): Record<string, string> {
	return {
		...(plan === undefined ? {} : { SOCLE_PLAN: resolve(plan) }),
		...(partial === true ? { SOCLE_PARTIAL: "true" } : {}),
		...(failOn === undefined ? {} : { SOCLE_FAIL_ON: failOn }),
		...(packs.length === 0 ? {} : { SOCLE_PACKS: packs.map((name) => (isFile(name) ? resolve(name) : name)).join(",") }),
		...(controls.length === 0 ? {} : { SOCLE_CONTROLS: controls.join(",") }),
		...(parameters === undefined ? {} : { SOCLE_PARAMETERS: resolve(parameters) }),
	};
}

/** What `packEnvironment` said. */
export function packOptions(environment: Readonly<Record<string, string | undefined>>): PackOptions {
	const list = (name: string): string[] => (environment[name] ?? "").split(",").filter((word) => word !== "");
	return {
		plan: environment["SOCLE_PLAN"],
		partial: environment["SOCLE_PARTIAL"] === "true",
		failOn: environment["SOCLE_FAIL_ON"] as PackOptions["failOn"],
		packs: list("SOCLE_PACKS"),
		controls: list("SOCLE_CONTROLS"),
		parameters: environment["SOCLE_PARAMETERS"],
	};
}
