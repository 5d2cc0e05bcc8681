/** The project that is vulnerable by design (`examples/vulnerable-by-design`): what was planted in it, and what an inventory of it is judged to be. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { declarations } from "../environment/declarations.ts";
import { readEnvironment } from "../environment/read.ts";
import type { Inventory, Resource } from "../inventory/resource.ts";
import { openstack } from "../policies/catalogue/openstack.ts";
import { sovereignty } from "../policies/catalogue/sovereignty.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";

export const GOAT = join(import.meta.dirname, "../examples/vulnerable-by-design");
/** Declared dates age: the day on which the goat is judged. */
export const TODAY = "2026-11-23";

export interface Fault {
	control: string;
	resource: string;
	in: "index.ts" | "only-planned.ts" | "declared";
	verdict: "fail" | "unknown" | "unknown, then fail" | "unknown, then pass";
	why: string;
}

export const faults: readonly Fault[] = JSON.parse(readFileSync(join(GOAT, "faults.json"), "utf8"));

/** Controls of which each that a plan can decide has a fault. */
export const concerned = [...openstack, ...sovereignty];

/** The declaration beside the programs, as its stack `lab`. */
export function declared(): Resource[] {
	return declarations(readEnvironment(join(GOAT, "declared/environment.yaml"), { stack: "lab" }));
}

/** Whatever is no pass, as `in resource control verdict`, sorted: a program's resources judged in the light of the declaration, by every control. */
export function found(
	program: Fault["in"],
	resources: readonly Resource[],
	source: Inventory["source"],
	called = (id: string): string => id.split("::").at(-1) ?? id,
): string[] {
	const said = declared();
	const { results } = evaluate({ resources: [...said, ...resources], source, partial: false }, { controls: catalogue, today: TODAY });
	const ids = new Map(said.map(({ id, name }) => [id, name]));
	return results
		.filter(({ verdict, control }) => (verdict === "fail" || verdict === "unknown") && concerned.some(({ id }) => id === control))
		.map(({ control, resource: { id }, verdict }) =>
			ids.has(id) ? `declared ${ids.get(id)} ${control} ${verdict}` : `${program} ${called(id)} ${control} ${verdict}`,
		)
		.sort();
}

/** What should be found in a program: before (`plan`) or after (`state`) the cloud has answered. */
export function planted(program: Fault["in"], when: "plan" | "state"): string[] {
	return faults
		.filter((fault) => fault.in === program || fault.in === "declared")
		.map((fault) => ({ ...fault, verdict: fault.verdict.split(", then ").at(when === "plan" ? 0 : -1) }))
		.filter(({ verdict }) => verdict !== "pass")
		.map(({ control, resource, in: where, verdict }) => `${where} ${resource} ${control} ${verdict}`)
		.sort();
}
