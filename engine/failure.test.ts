import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Diagnostic, Step } from "./events.ts";
import type { FailureContext, OperationFailed } from "./failure.ts";
import { explain } from "./failure.ts";
import type { Engine } from "./installed.ts";
import type { Outcome } from "./lifecycle.ts";
import type { RunResult } from "./process.ts";
import { RunFailed } from "./process.ts";

const urn = (name: string): string => `urn:pulumi:t.lab.foundation::socle::openstack:networking/port:Port::${name}`;
const step = (op: string, name: string): Step => {
	return {
		op,
		urn: urn(name),
		type: "openstack:networking/port:Port",
		custom: true,
		id: "",
		parent: "",
		provider: "",
		protect: false,
		inputs: {},
		outputs: {},
		differs: [],
	};
};
const outcome = (parts: Partial<Outcome> = {}): Outcome => {
	return { steps: [], changes: {}, outputs: {}, failed: [], inFlight: [], violations: [], diagnostics: [], seconds: 1, ...parts };
};
const error = (message: string, name?: string): Diagnostic => ({
	severity: "error",
	message,
	...(name === undefined ? {} : { urn: urn(name) }),
});

async function explained(run: Partial<RunResult>, context: Partial<FailureContext> = {}): Promise<OperationFailed> {
	const failed = new RunFailed({ code: 255, stdout: "", stderr: "", how: "ended", ...run });
	return explain(failed, {
		verb: "up",
		stack: "t.lab.foundation",
		engine: { folder: "/opt/socle" } as Engine,
		backend: { url: "file:///srv/.socle/state", folder: "/srv/.socle" },
		pending: async () => [],
		...context,
	}).catch((reason) => reason);
}

describe("a failed up", () => {
	it("says which resource, what the cloud said, what was done and how to go on", async () => {
		const quota = '1 error occurred:\n\t* but got 409 instead: {"NeutronError": {"message": "Quota exceeded for resources: [\'port\']."}}';
		const result = await explained(
			{ stderr: "error: update failed" },
			{
				outcome: outcome({
					steps: [step("create", "app-0"), step("create", "app-1"), step("same", "old"), step("update", "edge"), step("create", "app-2")],
					failed: [step("create", "app-1")],
					inFlight: [step("create", "app-2")],
					diagnostics: [error("update failed"), error(quota, "app-1")],
				}),
			},
		);
		expect(result.exit).toBe(3);
		expect(result.problems).toEqual([
			{ message: expect.stringMatching(/^Port app-1: Quota exceeded for resources: \['port'\]\. \(HTTP 409\)\n {4}The project's quota/) },
		]);
		expect(result.message).toBe(
			"`up` of t.lab.foundation failed. Until then 1 created (Port app-0), 1 changed (Port edge); all of it is in the state, nothing is lost.",
		);
		expect(result.next).toMatch(/socle up` again: it goes on where it stopped/);
	});

	it("says an error of the program once and without its stack", async () => {
		const bug = error("Unhandled exception: Error: zones are empty\n    at program (file:///x.ts:1:1)");
		const result = await explained({}, { verb: "preview", outcome: outcome({ diagnostics: [bug, error("preview failed"), bug] }) });
		expect(result.problems).toEqual([{ message: "zones are empty" }]);
		expect(result.message).toMatch(/Nothing was changed/);
	});

	it("hands on the engine's last words where there are no others", async () => {
		const result = await explained({ stderr: "warning: x\nerror: the frobnicator is missing\n" }, { outcome: outcome() });
		expect(result.message).toMatch(/failed\. the frobnicator is missing Nothing was changed/);
		expect(result.next).toBe("socle up --debug");
	});

	it("counts what would be too long a list", async () => {
		const steps = Array.from({ length: 6 }, (_, index) => step("create", `app-${index}`));
		expect((await explained({}, { outcome: outcome({ steps }) })).message).toMatch(/Until then 6 created; all of it/);
	});

	it("is no fault of the engine when a policy refused it", async () => {
		const violation = { policy: "net-no-world-ssh", pack: "socle", severity: "critical", message: "open to the world", urn: urn("app-0") };
		const violations = [
			{ ...violation, mandatory: true },
			{ ...violation, policy: "advice", mandatory: false },
		];
		const result = await explained({}, { outcome: outcome({ violations }) });
		expect(result.exit).toBe(1);
		expect(result.message).toBe("Refused by policy. Nothing was changed.");
		expect(result.problems).toEqual([{ message: "net-no-world-ssh  Port app-0: open to the world" }]);
	});
});

describe("a run that was cut off", () => {
	it("tells that everything is in the state when it could finish", async () => {
		const result = await explained({ how: "stopped" }, { outcome: outcome({ steps: [step("create", "a")] }) });
		expect(result.exit).toBe(130);
		expect(result.message).toBe("Stopped. Until then 1 created (Port a); all of it is in the state, nothing is lost.");
	});

	it.each([
		["killed", 130],
		["out-of-time", 3],
	] as const)("names what it left in the middle when %s", async (how, exit) => {
		const result = await explained({ how }, { outcome: outcome(), pending: async () => [urn("app-0")] });
		expect(result.exit).toBe(exit);
		expect(result.message).toMatch(/Cut off in the middle: Port app-0\. The cloud may have made/);
		expect(result.next).toMatch(/socle drift.*socle refresh/);
	});

	it("believes the events where the state can't be asked", async () => {
		const pending = () => Promise.reject(new Error("locked"));
		const result = await explained({ how: "killed" }, { outcome: outcome({ inFlight: [step("create", "app-1")] }), pending });
		expect(result.message).toMatch(/Port app-1/);
	});

	it("does not ask the state after a preview", async () => {
		const result = await explained(
			{ how: "stopped" },
			{ verb: "preview", outcome: outcome(), pending: () => Promise.reject(new Error("asked")) },
		);
		expect(result.message).toBe("Stopped. Nothing was changed.");
	});

	it("has changed nothing before it began", async () => {
		expect((await explained({ how: "stopped" }, { verb: "open" })).exit).toBe(130);
	});
});

describe("a lock", () => {
	const stderr = readFileSync(new URL("fixtures/locked.txt", import.meta.url), "utf8");

	it("names its owners and asks to wait while one may still work", async () => {
		const result = await explained({ stderr }, { outcome: outcome() });
		expect(result.exit).toBe(3);
		expect(result.message).toMatch(
			/t\.lab\.foundation is locked by ada on desk, process 4711, since 2026-11-23T17:07:07Z.* and by ben on build-7/,
		);
		expect(result.next).toMatch(/Wait until that run has ended/);
	});

	it("of a process that is gone comes with the command that removes it", async () => {
		const { hostname } = await import("node:os");
		// Beyond the kernel's largest process id.
		const own = `error: the stack is currently locked by 1 lock(s).\n  x: created by ada@${hostname()} (pid 99999999) at 2026-11-23T17:07:07Z`;
		const result = await explained(
			{ stderr: own },
			{ outcome: outcome(), backend: { url: "postgres://ada:canary@db.example/state", folder: "" } },
		);
		expect(result.message).toMatch(/which no longer runs/);
		expect(result.next).toContain(
			"PULUMI_BACKEND_URL='postgres://****@db.example/state' /opt/socle/bin/pulumi cancel --yes --stack organization/socle/t.lab.foundation",
		);
	});
});

it.each<[string, string, number, RegExp]>([
	["a wrong passphrase", "error: getting secrets manager: incorrect passphrase", 2, /passphrase does not open/],
	[
		"a missing plugin",
		"error: no resource plugin 'pulumi-resource-random' found in the workspace at version v4.0.0",
		3,
		/lacks the plugin pulumi-resource-random/,
	],
	["a missing stack", "error: no stack named 't.lab.foundation' found", 3, /no stack t\.lab\.foundation in file:/],
	[
		"a backend out of reach",
		'error: unable to open state database "postgres://ada:canary@db.example/x": connection refused',
		3,
		/can't be used: unable to open state database "postgres:\/\/\*\*\*\*@db\.example\/x": connection refused/,
	],
])("explains %s", async (_, stderr, exit, message) => {
	const result = await explained({ stderr }, { verb: "open" });
	expect(result.exit).toBe(exit);
	expect(result.message).toMatch(message);
	expect(result.next).toBeDefined();
	expect(JSON.stringify([result.message, result.next])).not.toContain("canary");
	expect(String(result.cause)).not.toContain("canary");
});

it("leaves errors that are ours alone", async () => {
	const bug = new TypeError("x is undefined");
	await expect(explain(bug, {} as FailureContext)).rejects.toBe(bug);
});
