import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Planned } from "../bin/planned.ts";
import { planAt } from "../bin/planned.ts";
import { previewed } from "../bin/previewed.ts";
import { Progress } from "../bin/progress.ts";
import { backendFor } from "../engine/backend.ts";
import { findEngine } from "../engine/installed.ts";
import { openStack } from "../engine/lifecycle.ts";
import { declarations } from "../environment/declarations.ts";
import { readEnvironment } from "../environment/read.ts";
import type { EngineResource } from "../inventory/engine-resources.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import { plan } from "../inventory/plan.ts";
import type { Inventory, Resource } from "../inventory/resource.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";
import type { Planted } from "./bad/program.ts";
import { everything, socle } from "./clients.ts";

/**
 * The same verdicts, whatever they are read from: the plan in process, the engine's preview, the state after a real `up`. A verdict may become
 * known on the way, and nothing else.
 */
type Verdicts = ReadonlyMap<string, string>;

function verdicts(resources: readonly Resource[], source: Inventory["source"]): Verdicts {
	const { results } = evaluate({ resources: [...resources], source, partial: false }, { controls: catalogue });
	return new Map(results.map(({ control, resource, verdict }) => [`${control} ${resource.id}`, verdict]));
}

/** What `later` says otherwise than `earlier`, where that is not an unknown that became known. */
function disagreements(earlier: Verdicts, later: Verdicts): string[] {
	return [...new Set([...earlier.keys(), ...later.keys()])]
		.map((key) => ({ key, was: earlier.get(key), is: later.get(key) }))
		.filter(({ was, is }) => was !== is && (was !== "unknown" || is === undefined))
		.map(({ key, was = "not there", is = "not there" }) => `${key}: ${was}, then ${is}`);
}

const folder = mkdtempSync(join(tmpdir(), "socle-verdicts-"));
const engine = findEngine();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a bad environment", () => {
	const reading = readEnvironment(join(import.meta.dirname, "bad/environment.yaml"));
	const declared = declarations(reading);
	const sources: Record<"plan" | "preview" | "state", Verdicts> = { plan: new Map(), preview: new Map(), state: new Map() };
	let planted: typeof import("./bad/program.ts").planted;
	let stack: Awaited<ReturnType<typeof openStack>>;

	beforeAll(async () => {
		const bad = await import("./bad/program.ts");
		planted = bad.planted;
		const program = () => bad.program(reading.environment);
		const name = "bad-town.lab.all";
		const { resources } = await plan(program, { project: "bad", stack: name });
		sources.plan = verdicts([...declared, ...resources], "plan");
		stack = await openStack({ program, project: "bad" }, { stack: name, engine, backend: backendFor(join(folder, "bad"), { env: {} }) });
		const { steps } = await stack.preview();
		sources.preview = verdicts([...declared, ...fromEngine(steps, { planned: resources })], "plan");
		await stack.up();
		const { deployment } = await stack.exportState();
		const made = fromEngine((deployment.resources ?? []) as EngineResource[], { planned: resources });
		sources.state = verdicts([...declared, ...made], "state");
	});
	afterAll(async () => {
		await stack.destroy();
		await stack.remove();
		expect(JSON.stringify(await everything())).not.toMatch(/bad-town|namespace-later|replica-/);
	});

	const found = (judged: Verdicts): string[] =>
		[...judged]
			.filter(([, verdict]) => verdict === "fail" || verdict === "unknown")
			.map(([key, verdict]) => `${nameIn(key.split(" ")[1] ?? "")} ${key.split(" ")[0]} ${verdict}`)
			.sort();
	const wanted = (verdictOf: (fault: Planted) => string | undefined): string[] =>
		Object.entries(planted)
			.flatMap(([resource, faults]) =>
				Object.entries(faults).flatMap(([control, fault]) => {
					const verdict = verdictOf(fault);
					return verdict === undefined ? [] : [`${resource} ${control} ${verdict}`];
				}),
			)
			.sort();

	test("every control fails at least once, and is undecided at least once where it can be", () => {
		const all = Object.values(planted).flatMap((faults) => Object.entries(faults));
		const having = (word: string) => new Set(all.filter(([, fault]) => fault.includes(word)).map(([control]) => control));
		expect(catalogue.filter(({ id }) => !having("fail").has(id)).map(({ id }) => id)).toEqual([]);
		const decided = catalogue.filter(({ id }) => !having("unknown").has(id));
		expect(decided.filter(({ examples }) => (examples.unknown ?? []).length > 0).map(({ id }) => id)).toEqual([]);
	});

	test("a plan finds what was planted and nothing else", () => {
		expect(found(sources.plan)).toEqual(wanted((fault) => (fault === "fail" ? "fail" : "unknown")));
	});

	test("a state finds it too, and leaves nothing undecided", () => {
		expect(found(sources.state)).toEqual(wanted((fault) => (fault.endsWith("fail") ? "fail" : undefined)));
	});

	test("plan, preview and state agree", () => {
		expect(disagreements(sources.plan, sources.preview)).toEqual([]);
		expect(disagreements(sources.preview, sources.state)).toEqual([]);
	});
});

/** The town hall beside others of its kind: under another name, with other hosts, services and so namespaces. */
describe("the town hall", () => {
	const place = join(folder, "hall");
	let planned: Planned;

	beforeAll(async () => {
		cpSync(join(import.meta.dirname, "../examples/town-hall"), place, { recursive: true });
		const file = join(place, "environment.yaml");
		const renamed = readFileSync(file, "utf8")
			.replace("name: town-hall", "name: verdict-hall")
			.replaceAll(/^( +)passports:$/gm, "$1verdict-passports:")
			.replaceAll("passeports.saint", "passeports.verdict.saint")
			.replaceAll("registre.saint", "registre.verdict.saint");
		writeFileSync(file, renamed);
		planned = await planAt(place, { stack: "lab" });
	});
	afterAll(async () => {
		const { code, stderr } = await socle(["destroy", place, "--stack", "lab", "--yes"]);
		expect(code, stderr).toBe(0);
		expect(JSON.stringify(await everything())).not.toMatch(/verdict-(hall|passports)/);
	});

	test("plan, preview and state agree, and `up` finds nothing to stop", async () => {
		const fromPlan = verdicts(planned.inventory.resources, "plan");
		const { inventory } = await previewed(planned, { engine }, new Progress({ color: false }));
		const fromPreview = verdicts(inventory.resources, "plan");
		expect(disagreements(fromPlan, fromPreview)).toEqual([]);

		const { code, stderr } = await socle(["up", place, "--stack", "lab", "--yes"]);
		expect(code, stderr).toBe(0);
		const made = planned.inventory.resources.filter(({ type }) => type.startsWith("socle/"));
		for (const { open, layer, plan } of planned.layers) {
			const { deployment } = await (await open({ engine, existing: true })).exportState();
			const where = layer === undefined ? {} : { layer };
			made.push(...fromEngine((deployment.resources ?? []) as EngineResource[], { ...where, planned: plan.resources }));
		}
		expect(made).toHaveLength(planned.inventory.resources.length);
		const fromState = verdicts(made, "state");
		expect(disagreements(fromPreview, fromState)).toEqual([]);
		expect([...fromState].filter(([, verdict]) => verdict === "fail" || verdict === "unknown")).toEqual([]);
	});
});

/** The name in the program: the last part of a URN; of a declared environment `name.stack`, its name. */
function nameIn(id: string): string {
	return id.startsWith("urn:") ? (id.split("::").at(-1) ?? id) : (id.split(".")[0] ?? id);
}
