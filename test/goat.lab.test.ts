/** The project that is vulnerable by design, brought up on a cloud by the engine alone: what a plan found is there, and nothing stays. */
import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { planAt } from "../bin/planned.ts";
import { backendFor } from "../engine/backend.ts";
import { findEngine } from "../engine/installed.ts";
import type { Stack } from "../engine/lifecycle.ts";
import { openStack } from "../engine/lifecycle.ts";
import type { EngineResource } from "../inventory/engine-resources.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import { readOpenStack } from "../inventory/openstack/live.ts";
import type { Resource } from "../inventory/resource.ts";
import { openstack } from "./clients.ts";
import { declared, found, GOAT, planted, TODAY } from "./goat.ts";
import { disagreements, unseen } from "./live.ts";

let folder: string;
let stack: Stack;
let planned: readonly Resource[];
let state: readonly Resource[];
/** What the kinds of things that the goat makes are called in the cloud. */
const KINDS = [
	"network",
	"subnet",
	"router",
	"port",
	"security group",
	"floating ip",
	"server",
	"keypair",
	"volume",
	"image",
	"container",
	"loadbalancer",
	"secret",
	"secret container",
	"zone",
	"application credential",
];

beforeAll(async () => {
	// Below the repository, so that the program finds the SDKs; a copy, because the engine writes beside it.
	const place = join(import.meta.dirname, "../.lab");
	mkdirSync(place, { recursive: true });
	folder = mkdtempSync(join(place, "goat-"));
	cpSync(GOAT, folder, { recursive: true, filter: (path) => !/Pulumi\.\w+\.yaml$/.test(path) });
	planned = (await planAt(folder, { stack: "lab" })).inventory.resources;
	stack = await openStack({ workDir: folder }, { stack: "lab", engine: findEngine(), backend: backendFor(folder, { env: {} }) });
});
afterAll(async () => {
	await stack?.destroy();
	await stack?.remove();
	rmSync(folder, { recursive: true, force: true });
});

test("the engine's preview has the faults that the plan has", async () => {
	const { steps } = await stack.preview();
	expect(found("index.ts", fromEngine(steps, { planned }), "plan")).toEqual(planted("index.ts", "plan"));
});

test("a cloud makes all of it, and the state has the faults, nothing left to be known", async () => {
	await stack.up();
	const { deployment } = await stack.exportState();
	state = fromEngine((deployment.resources ?? []) as unknown as EngineResource[], { planned });
	expect(found("index.ts", state, "state")).toEqual(planted("index.ts", "state"));
});

test.each(["oslab-demo", "oslab-admin/demo", "oslab-auditor"])("the cloud says of itself what the state says, to %s", async (cloud) => {
	const live = await readOpenStack(cloud);
	expect(live.errors).toEqual([]);
	expect(disagreements(state, [live], declared(), TODAY)).toEqual([]);
	const types = ["networking/port:Port", "networking/secGroupRule:SecGroupRule", "compute/instance:Instance", "blockstorage/volume:Volume"];
	const whole = [
		...types,
		"loadbalancer/listener:Listener",
		"objectstorage/container:Container",
		"images/image:Image",
		"dns/recordSet:RecordSet",
	];
	expect(
		unseen(
			state,
			[live],
			whole.map((type) => `openstack:${type}`),
		),
	).toEqual([]);
});

test("destroy leaves nothing", async () => {
	expect(await named()).toHaveLength(KINDS.length);
	await stack.destroy();
	expect(await named()).toEqual([]);
});

/** Kinds of which something of the goat is there, by its name or by what it holds. */
async function named(): Promise<string[]> {
	const lists = await openstack(KINDS.map((kind) => `${kind} list${kind === "floating ip" ? " --tags environment=goat.lab" : ""}`));
	return KINDS.filter((kind, index) => (kind === "floating ip" ? lists[index].length > 0 : /\bgoat\b/.test(JSON.stringify(lists[index]))));
}
