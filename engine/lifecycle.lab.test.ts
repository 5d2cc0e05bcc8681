/** The real engine, on a program without any cloud: components and dynamic resources. Builds the engine from source if need be. */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSdk } from "../inventory/pulumi-sdk.ts";
import { backendFor } from "./backend.ts";
import type { EngineEvent } from "./events.ts";
import { nameOf } from "./events.ts";
import { OperationFailed } from "./failure.ts";
import { installEngine } from "./install.ts";
import type { Engine } from "./installed.ts";
import { changedPrograms, findEngine, usesStandIn } from "./installed.ts";
import { withInterrupt } from "./interrupt.ts";
import type { Outcome, Stack, StackOptions } from "./lifecycle.ts";
import { openStack } from "./lifecycle.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const CANARY = "canary-6f1d2c";
const PASSPHRASE = "correct horse";

let engine: Engine;
let folder: string;

beforeAll(async () => {
	engine = await installEngine({ fromSource: true });
	// Below the repository: dynamic resources need a folder that resolves @pulumi/pulumi.
	mkdirSync(join(root, ".lab"), { recursive: true });
	folder = mkdtempSync(join(root, ".lab", "lifecycle-"));
}, 40 * 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const { pulumi } = loadSdk();

/** What the engine's dynamic provider runs; written out, because serialising a function does not work in a test's worker thread. */
const PROVIDER = `exports.handler = () => ({
	async create(given) {
		if (given.wait) await new Promise((done) => setTimeout(done, given.wait));
		if (given.fail) throw new Error(given.fail);
		return { id: "thing-1", outs: given };
	},
	async update(id, old, given) { return { outs: given }; },
});`;

/** A resource of which the program decides how it fares in the cloud. */
class Thing extends pulumi.CustomResource {
	constructor(name: string, inputs: { size?: number; wait?: number; fail?: string; token?: unknown; after?: unknown }, options?: object) {
		super("pulumi-nodejs:dynamic:Resource", name, { ...inputs, __provider: PROVIDER }, options);
	}
}

type Program = () => Promise<Record<string, unknown>>;
const program =
	(inputs: ConstructorParameters<typeof Thing>[1] = { size: 1 }): Program =>
	async () => {
		const parent = new pulumi.ComponentResource("socle:index:Example", "example", {});
		const first = new Thing("first", { ...inputs, token: pulumi.secret(CANARY) }, { parent });
		new Thing("second", { after: first.id }, { parent });
		return { first: first.id, token: pulumi.secret(CANARY) };
	};

const open = (body: Program, stack: string, more: Partial<StackOptions> = {}): Promise<Stack> => {
	return openStack(
		{ program: body },
		{ stack, engine, backend: backendFor(folder, { env: {} }), env: { PULUMI_CONFIG_PASSPHRASE: PASSPHRASE }, ...more },
	);
};
const ops = ({ steps }: Outcome): string[] =>
	steps
		.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"))
		.map(({ op, urn }) => `${op} ${nameOf(urn)}`)
		.sort();
const failed = async (attempt: Promise<unknown>): Promise<OperationFailed> => {
	const reason = await attempt.catch((error) => error);
	expect(reason).toBeInstanceOf(OperationFailed);
	return reason as OperationFailed;
};
const filesBelow = (path: string): string[] =>
	readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name));

it("is built from source once, and recognised as such", async () => {
	expect(findEngine().folder).toBe(engine.folder);
	expect(engine.manifest.programs.map(({ name, origin }) => `${name} ${origin}`)).toEqual([
		"pulumi source",
		"pulumi-language-nodejs source",
		"pulumi-resource-kubernetes source",
		"pulumi-resource-openstack source",
	]);
	expect(usesStandIn(engine)).toBe(true);
	expect(await changedPrograms(engine)).toEqual([]);
	const lines: string[] = [];
	await installEngine({ fromSource: true, report: (line) => lines.push(line) });
	expect(lines).toEqual(["built already from the same sources and Go version"]);
});

describe("a stack of a program in this process", () => {
	const stack = "example.test.foundation";

	it("is previewed, created, found unchanged, changed, read, refreshed, removed", async () => {
		const events: EngineEvent[] = [];
		const first = await open(program(), stack, { onEvent: (event) => events.push(event) });
		const planned = await first.preview();
		expect(ops(planned)).toEqual(["create first", "create second"]);
		expect(planned.steps.find(({ urn }) => nameOf(urn) === "first")?.inputs["size"]).toBe(1);
		expect(events.filter(({ kind }) => kind === "start")).toHaveLength(5);
		expect((await first.exportState()).deployment.resources ?? []).toEqual([]);

		const made = await first.up();
		expect(made.changes).toEqual({ create: 4 });
		expect(made.outputs["first"]).toBe("thing-1");
		expect(await first.outputs()).toEqual({ first: "thing-1", token: "[secret]" });
		expect((await first.up()).changes).toEqual({ same: 4 });

		const second = await open(program({ size: 2 }), stack);
		const changed = await second.preview();
		expect(ops(changed)).toEqual(["same second", "update first"]);
		expect(changed.steps.find(({ op }) => op === "update")?.differs).toEqual(["size"]);
		expect((await second.up()).changes).toEqual({ same: 3, update: 1 });

		expect((await second.refresh({ previewOnly: true })).changes).toEqual({ same: 4 });
		expect((await second.refresh()).changes).toEqual({ same: 4 });
		const { deployment } = await second.exportState();
		expect(deployment.resources).toHaveLength(5);
		expect((await second.destroy()).changes).toEqual({ delete: 4 });
		await second.remove();
		await expect(open(program(), stack, { existing: true })).rejects.toThrow(/There is no stack/);
		expect(JSON.stringify([events, planned, made, deployment])).not.toContain(CANARY);
	});

	it("leaves no secret on disk and no log file behind", () => {
		const written = filesBelow(folder);
		expect(written.length).toBeGreaterThan(0);
		expect(written.filter((file) => readFileSync(file).includes(CANARY))).toEqual([]);
		const logs = join(engine.folder, "home", "logs");
		expect(existsSync(logs) ? readdirSync(logs).filter((name) => name.includes(stack)) : []).toEqual([]);
	});

	it("opens with the passphrase that it was made with, and no other", async () => {
		await (await open(program(), stack)).up();
		const wrong = await failed(open(program(), stack, { env: { PULUMI_CONFIG_PASSPHRASE: "another" } }).then((other) => other.up()));
		expect(wrong.exit).toBe(2);
		expect(wrong.message).toMatch(/passphrase does not open/);
		expect((await (await open(program(), stack)).up()).changes).toEqual({ same: 4 });
	});

	it("that the cloud refuses a part of goes on where it stopped", async () => {
		const words = 'but got 409 instead: {"NeutronError": {"message": "Quota exceeded for resources: [\'port\']."}}';
		const half = "example.refused.foundation";
		const body: Program = async () => {
			const first = new Thing("first", { size: 1 });
			new Thing("second", { fail: words, after: first.id });
			return {};
		};
		const reason = await failed((await open(body, half)).up());
		expect(reason.exit).toBe(3);
		expect(reason.problems[0]?.message).toMatch(
			/^Resource second: Quota exceeded for resources: \['port'\]\. \(HTTP 409\)\n.*quota is used up/,
		);
		expect(reason.message).toMatch(/Until then 1 created/);
		const mended: Program = async () => {
			const first = new Thing("first", { size: 1 });
			new Thing("second", { after: first.id });
			return {};
		};
		expect((await (await open(mended, half)).up()).changes).toEqual({ create: 1, same: 2 });
	});
});

describe("stopping", () => {
	const slow: Program = async () => {
		const first = new Thing("first", { wait: 8000 });
		new Thing("second", { after: first.id });
		return {};
	};
	/** Starts an up and sends as many interrupts as told once the slow resource is being made. */
	const interrupted = (stack: string, times: number): Promise<OperationFailed> => {
		let begun = 0;
		return failed(
			withInterrupt(
				() => {},
				async (interrupt) => {
					const onEvent = (event: EngineEvent): void => {
						if (event.kind !== "start" || nameOf(event.step.urn) !== "first" || begun++ > 0) return;
						for (let count = 0; count < times; count++) setTimeout(() => process.emit("SIGINT"), 500 + 500 * count);
					};
					await (await open(slow, stack, { interrupt, onEvent })).up();
				},
			),
		);
	};

	it("once finishes what is in flight and begins nothing new", async () => {
		const reason = await interrupted("example.once.foundation", 1);
		expect(reason.exit).toBe(130);
		expect(reason.message).toBe("Stopped. Until then 1 created (Resource first); all of it is in the state, nothing is lost.");
		expect((await (await open(slow, "example.once.foundation")).up()).changes).toEqual({ create: 1, same: 2 });
	});

	it("twice abandons it, says so, and a refresh forgets it", async () => {
		const stack = "example.twice.foundation";
		const reason = await interrupted(stack, 2);
		expect(reason.exit).toBe(130);
		expect(reason.message).toMatch(/Cut off in the middle: Resource first\./);
		const again = await open(program(), stack);
		expect((await again.exportState()).deployment.pending_operations).toHaveLength(1);
		const warned = await again.up();
		expect(warned.diagnostics.map(({ message }) => message)).toEqual([
			expect.stringMatching(/An earlier run was killed in the middle of: first \(creating\)/),
		]);
		await again.refresh({ clearPendingCreates: true });
		expect((await again.exportState()).deployment.pending_operations ?? []).toEqual([]);
	});
});

it("names the owner of a lock, and how to remove that of a dead run", async () => {
	const stack = "example.locked.foundation";
	await (await open(program(), stack)).up();
	const locks = join(folder, ".socle", "state", ".pulumi", "locks", "organization", "socle", stack);
	mkdirSync(locks, { recursive: true });
	const { hostname } = await import("node:os");
	const dead = spawn("true");
	await new Promise((done) => dead.on("exit", done));
	writeFileSync(
		join(locks, "a.json"),
		JSON.stringify({ pid: dead.pid, username: "ada", hostname: hostname(), timestamp: "2026-11-23T17:07:07Z" }),
	);
	const reason = await failed((await open(program(), stack)).up());
	expect(reason.exit).toBe(3);
	expect(reason.message).toContain(`locked by ada on ${hostname()}, process ${dead.pid}, since 2026-11-23T17:07:07Z, which no longer runs`);
	await (await open(program(), stack)).cancel();
	expect((await (await open(program(), stack)).up()).changes).toEqual({ same: 4 });
});

it("runs a project of the user's own with its Pulumi.yaml", async () => {
	const workDir = mkdtempSync(join(tmpdir(), "socle-project-"));
	try {
		writeFileSync(join(workDir, "Pulumi.yaml"), "name: own\nruntime: { name: nodejs, options: { typescript: false } }\n");
		writeFileSync(join(workDir, "package.json"), '{ "main": "index.js" }\n');
		writeFileSync(
			join(workDir, "index.js"),
			'const pulumi = require("@pulumi/pulumi");\nnew pulumi.ComponentResource("own:index:Thing", "thing", {});\nexports.node = process.version;\n',
		);
		symlinkSync(join(root, "node_modules"), join(workDir, "node_modules"));
		const settings = join(workDir, "Pulumi.dev.yaml");
		writeFileSync(settings, "config:\n  own:greeting: hello\n");
		const stack = await openStack(
			{ workDir },
			{ stack: "dev", engine, backend: backendFor(workDir, { env: {} }), env: { PULUMI_CONFIG_PASSPHRASE: PASSPHRASE } },
		);
		const made = await stack.up();
		expect(made.changes).toEqual({ create: 2 });
		expect(made.outputs).toEqual({ node: process.version });
		expect((await stack.destroy()).changes).toEqual({ delete: 2 });
		await stack.remove();
		expect(readFileSync(settings, "utf8"), "their settings are theirs").toContain("own:greeting: hello");
	} finally {
		rmSync(workDir, { recursive: true, force: true });
	}
});
