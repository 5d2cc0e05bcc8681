import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAll } from "../bin/life.ts";
import { planAt } from "../bin/planned.ts";
import { previewed } from "../bin/previewed.ts";
import { Progress } from "../bin/progress.ts";
import { backendFor } from "../engine/backend.ts";
import { findEngine } from "../engine/installed.ts";
import type { Deployment } from "../engine/lifecycle.ts";
import { openStack } from "../engine/lifecycle.ts";
import { declarations } from "../environment/declarations.ts";
import { readEnvironment } from "../environment/read.ts";
import type { EngineResource } from "../inventory/engine-resources.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import { readKubernetes } from "../inventory/kubernetes/live.ts";
import { readOpenStack } from "../inventory/openstack/live.ts";
import { plan } from "../inventory/plan.ts";
import type { Inventory, Resource } from "../inventory/resource.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";
import type { Planted } from "./bad/program.ts";
import { program as badProgram, planted, sinnedAgainst } from "./bad/program.ts";
import { everything, socle } from "./clients.ts";
import * as alive from "./live.ts";

/**
 * The same verdicts, whatever they are read from: the plan in process, the engine's preview, the state after a real `up`. A verdict may become
 * known on the way, and nothing else.
 */
type Verdicts = ReadonlyMap<string, string>;
interface Judged {
	plan: Verdicts;
	preview: Verdicts;
	state: Verdicts;
}

const folder = mkdtempSync(join(tmpdir(), "socle-verdicts-"));
const engine = findEngine();
/** What has to be removed from the clouds, however far the tests came. */
const made: (() => Promise<void>)[] = [];
let bad: Judged;
let hall: Judged & { live: string[]; unseen: string[] };

// Clouds are waited for most of the time: both at once.
beforeAll(async () => {
	[bad, hall] = await Promise.all([badTown(), townHall()]);
});
afterAll(async () => {
	await Promise.all(made.map((remove) => remove()));
	rmSync(folder, { recursive: true, force: true });
	expect(JSON.stringify(await everything())).not.toMatch(/bad-town|namespace-later|replica-|verdict-/);
});

describe("a bad environment", () => {
	/** What was planted, and whatever else is no pass. */
	const found = (verdicts: Verdicts): string[] => {
		const all = [...verdicts].map(([key, verdict]) => ({ key: `${nameIn(key)} ${key.split(" ")[0]}`, verdict }));
		const told = all.filter(({ key, verdict }) => verdict === "fail" || verdict === "unknown" || places.has(key));
		return told.map(({ key, verdict }) => `${key} ${verdict}`).sort();
	};
	const faults = Object.entries(planted).flatMap(([resource, controls]) =>
		Object.entries(controls).map(([control, fault]) => ({ resource, control, fault })),
	);
	const places = new Set(faults.map(({ resource, control }) => `${resource} ${control}`));
	const wanted = (verdict: (fault: Planted) => string): string[] =>
		faults.map(({ resource, control, fault }) => `${resource} ${control} ${verdict(fault)}`).sort();

	test("every control fails at least once, and is undecided at least once where it can be", () => {
		const having = (word: string) => new Set(faults.filter(({ fault }) => fault.includes(word)).map(({ control }) => control));
		expect(judged.filter(({ id }) => !having("fail").has(id)).map(({ id }) => id)).toEqual([]);
		const undecidable = judged.filter(({ examples }) => (examples.unknown ?? []).length > 0);
		expect(undecidable.filter(({ id }) => !having("unknown").has(id)).map(({ id }) => id)).toEqual([]);
	});

	test("a plan finds what was planted and nothing else", () => {
		expect(found(bad.plan)).toEqual(wanted((fault) => fault.split(", then ")[0] ?? ""));
	});

	test("a state finds it too, and leaves nothing undecided", () => {
		expect(found(bad.state)).toEqual(wanted((fault) => fault.split(", then ").at(-1) ?? ""));
	});

	test("plan, preview and state agree", () => {
		expect(disagreements(bad.plan, bad.preview)).toEqual([]);
		expect(disagreements(bad.preview, bad.state)).toEqual([]);
	});
});

describe("the town hall", () => {
	test("plan, preview and state agree", () => {
		expect(disagreements(hall.plan, hall.preview)).toEqual([]);
		expect(disagreements(hall.preview, hall.state)).toEqual([]);
	});

	test("both clouds say of themselves what the state says, by every control", () => {
		expect(hall.unseen).toEqual([]);
		expect(hall.live).toEqual([]);
	});

	test("nothing fails, and nothing stays undecided", () => {
		expect([...hall.state].filter(([, verdict]) => verdict === "fail" || verdict === "unknown")).toEqual([]);
	});
});

/** A program that nothing stops: brought up by the engine alone. */
async function badTown(): Promise<Judged> {
	const reading = readEnvironment(join(import.meta.dirname, "bad/environment.yaml"));
	const declared = declarations(reading);
	const program = () => badProgram(reading.environment);
	const name = "bad-town.lab.all";
	const { resources: planned } = await plan(program, { project: "bad", stack: name });
	const backend = backendFor(join(folder, "bad"), { env: {} });
	const stack = await openStack({ program, project: "bad" }, { stack: name, engine, backend });
	const { steps } = await stack.preview();
	made.push(async () => {
		await stack.destroy();
		await stack.remove();
	});
	await stack.up();
	return {
		plan: verdicts([...declared, ...planned], "plan"),
		preview: verdicts([...declared, ...fromEngine(steps, { planned })], "plan"),
		state: verdicts([...declared, ...fromEngine(resourcesOf(await stack.exportState()), { planned })], "state"),
	};
}

/** The town hall beside others of its kind: under another name, with other hosts, services and so namespaces. `up` lets it through its gate. */
async function townHall(): Promise<typeof hall> {
	const place = join(folder, "hall");
	cpSync(join(import.meta.dirname, "../examples/town-hall"), place, { recursive: true });
	rmSync(join(place, ".socle"), { recursive: true, force: true });
	const file = join(place, "environment.yaml");
	const renamed = readFileSync(file, "utf8")
		.replace("name: town-hall", "name: verdict-hall")
		.replaceAll(/^( +)passports:$/gm, "$1verdict-passports:")
		.replaceAll("passeports.saint", "passeports.verdict.saint")
		.replaceAll("registre.saint", "registre.verdict.saint");
	writeFileSync(file, renamed);
	const planned = await planAt(place, { stack: "lab" });
	const { inventory } = await previewed(planned, await openAll(planned, { engine }, new Progress({ color: false })));
	made.push(async () => {
		const { code, stderr } = await socle(["destroy", place, "--stack", "lab", "--yes"]);
		expect(code, stderr).toBe(0);
	});
	const { code, stderr } = await socle(["up", place, "--stack", "lab", "--yes"]);
	expect(code, stderr).toBe(0);
	const declared = planned.inventory.resources.filter(({ type }) => type.startsWith("socle/"));
	const state = [...declared];
	for (const { open, layer, plan } of planned.layers) {
		const stack = await open({ engine, existing: true });
		const options = { ...(layer === undefined ? {} : { layer }), planned: plan.resources };
		state.push(...fromEngine(resourcesOf(await stack.exportState()), options));
	}
	const live = [await readOpenStack("oslab-admin/demo"), await readKubernetes("lab")];
	return {
		plan: verdicts(planned.inventory.resources, "plan"),
		preview: verdicts(inventory.resources, "plan"),
		state: verdicts(state, "state"),
		live: alive.disagreements(state.slice(declared.length), live, declared, "2026-11-23"),
		unseen: alive.unseen(state, live, [
			"openstack:networking/port:Port",
			"apps/v1/Deployment",
			"networking.k8s.io/v1/NetworkPolicy",
			"v1/Namespace",
		]),
	};
}

const judged = catalogue.filter(({ id }) => sinnedAgainst.includes(id));

/** By control and resource. */
function verdicts(resources: readonly Resource[], source: Inventory["source"]): Verdicts {
	const { results } = evaluate({ resources: [...resources], source, partial: false }, { controls: judged });
	return new Map(results.map(({ control, resource, verdict }) => [`${control} ${resource.id}`, verdict]));
}

/** What `later` says otherwise than `earlier`, where that is not an unknown that became known. */
function disagreements(earlier: Verdicts, later: Verdicts): string[] {
	return [...new Set([...earlier.keys(), ...later.keys()])]
		.map((key) => ({ key, was: earlier.get(key), is: later.get(key) }))
		.filter(({ was, is }) => was !== is && (was !== "unknown" || is === undefined))
		.map(({ key, was = "not there", is = "not there" }) => `${key}: ${was}, then ${is}`);
}

function resourcesOf({ deployment }: Deployment): EngineResource[] {
	return (deployment.resources ?? []) as EngineResource[];
}

/** The name in the program: the last part of a URN; of a declared environment, `name.stack`, its name. */
function nameIn(key: string): string {
	const [, id = ""] = key.split(" ");
	return (id.startsWith("urn:") ? id.split("::").at(-1) : id.split(".")[0]) ?? id;
}
