/** The life cycle of one Pulumi stack over the Automation API: preview, up, refresh, destroy, outputs, exported state. */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { EXIT, UserError } from "../errors.ts";
import type { Backend } from "./backend.ts";
import { requirePassphrase } from "./backend.ts";
import type { Diagnostic, EngineEvent, Operation, Step, Violation } from "./events.ts";
import { readEvent } from "./events.ts";
import { explain } from "./failure.ts";
import type { Engine } from "./installed.ts";
import { engineEnvironment } from "./installed.ts";
import type { Interrupt } from "./interrupt.ts";
import type { RunResult } from "./process.ts";
import { runPulumi } from "./process.ts";

export type Verb = "preview" | "up" | "refresh" | "destroy";

/** What one operation did, as far as it came. */
export interface Outcome {
	/** Every resource once, in the order in which the engine came to it; as planned after a preview, as it is after the others. */
	steps: Step[];
	/** Steps by operation, as the engine counts them; empty when it ended before its summary. */
	changes: Record<Operation, number>;
	/** Outputs of the stack in wire form: secrets stay marked and hidden. */
	outputs: Record<string, unknown>;
	failed: Step[];
	/** Begun and neither done nor failed: what was in flight when the run was killed. */
	inFlight: Step[];
	violations: Violation[];
	diagnostics: Diagnostic[];
	seconds: number;
}

export interface StackOptions {
	/** `<environment>.<stack>.<layer>`. */
	stack: string;
	engine: Engine;
	backend: Backend;
	/** Variables for the engine, its providers and the program, over those of this process: credentials, OS_CLOUD, KUBECONFIG. */
	env?: Record<string, string>;
	/** Address of the keeper of secrets, as `pulumi stack init --secrets-provider`; default passphrase. Used only for a new stack. */
	secretsProvider?: string;
	interrupt?: Interrupt;
	/** Opens only what exists: for verbs that must not create a stack. */
	existing?: boolean;
	/** Keeps the engine's log files and hands on its own output. */
	debug?: boolean;
	onEvent?: (event: EngineEvent) => void;
}

export type Program = () => Promise<Record<string, unknown> | undefined>;

/** The program of a stack: run in this process, or the project in a folder of the user's with a Pulumi.yaml. */
export type ProgramSource = { program: Program; project?: string } | { workDir: string };

export interface OperationOptions {
	/** Variables for this operation alone, over those that the stack was opened with. */
	env?: Record<string, string>;
	/** Only for a preview: a program in the place of the one that the stack was opened with. */
	program?: Program | undefined;
	/** Folders or executables of policy packs. */
	policyPacks?: readonly string[];
	/** File that a preview writes its plan to, and that binds an `up`. */
	plan?: string;
	/** URNs that alone are worked on. */
	targets?: readonly string[];
	/** Only for a refresh: shows what differs and writes nothing. Takes no lock. */
	previewOnly?: boolean;
	/** Only for a refresh: forgets creations that a killed run left unfinished. Look for the resources in the cloud first. */
	clearPendingCreates?: boolean;
	/** Seconds; default 3 hours. Then the engine finishes what is in flight, at most two minutes, and is ended. */
	limit?: number;
}

export interface Stack {
	readonly name: string;
	/** The deployment as it was when the stack was opened; undefined for one that had to be made. */
	readonly found: Deployment | undefined;
	preview(options?: OperationOptions): Promise<Outcome>;
	up(options?: OperationOptions): Promise<Outcome>;
	refresh(options?: OperationOptions): Promise<Outcome>;
	destroy(options?: OperationOptions): Promise<Outcome>;
	/** Outputs of the last `up`; secrets read "[secret]". */
	outputs(): Promise<Record<string, unknown>>;
	/** The deployment as `pulumi stack export` writes it; secrets stay encrypted. */
	exportState(): Promise<Deployment>;
	/** Removes the lock that a killed run left. Dangerous while that run still works. */
	cancel(): Promise<void>;
	/** Removes an empty stack and its history. */
	remove(): Promise<void>;
}

/** The parts of an exported deployment that Socle reads. */
export interface Deployment {
	version: number;
	deployment: {
		resources?: ({ urn: string; type: string } & Record<string, unknown>)[];
		pending_operations?: { type: string; resource: { urn: string; type: string } }[];
	} & Record<string, unknown>;
}

/** Seconds for a command that only reads. */
const QUERY = 120;
const OPERATION = 3 * 3600;

/**
 * Opens a stack, and makes it unless `existing` is set.
 *
 * @throws UserError: exit 2 when the passphrase is missing or wrong, exit 3 when the backend does not answer; with `existing`, exit 3 when there is no such stack.
 */
export async function openStack(source: ProgramSource, options: StackOptions): Promise<Stack> {
	const { engine, backend } = options;
	const passphrase = options.secretsProvider ?? "passphrase";
	if (passphrase === "passphrase") requirePassphrase({ ...process.env, ...options.env });
	const { loadAutomation } = await import("../inventory/pulumi-sdk.ts");
	const { LocalWorkspace, Stack } = loadAutomation();

	const inline = "program" in source;
	// A folder for each stack, so that several can be worked on at once: the API writes Pulumi.yaml there.
	const workDir = inline ? join(backend.folder, "program", options.stack) : source.workDir;
	if (inline) {
		mkdirSync(workDir, { recursive: true, mode: 0o700 });
		// The engine keeps the salt of the passphrase here, and in the state. The state is the one that everybody shares: a salt of another
		// machine, or one made with a mistyped passphrase, would win over it.
		rmSync(join(workDir, `Pulumi.${options.stack}.yaml`), { force: true });
	}
	const env: Record<string, string> = {
		...engineEnvironment(engine, { ...process.env, ...options.env }),
		...(backend.url === undefined ? {} : { PULUMI_BACKEND_URL: backend.url }),
		...options.env,
	};
	let limit = QUERY;
	let own: Record<string, string> = {};
	const run = (parameters: readonly string[], cwd: string, extra: Record<string, string>, onOutput?: (text: string) => void) => {
		const settings = { engine, interrupt: options.interrupt, limit, keepLog: options.debug ?? false };
		const variables = { ...env, ...extra, ...own, PULUMI_AUTOMATION_API: "true" };
		return runPulumi([...parameters, "--non-interactive"], cwd, variables, settings, onOutput);
	};
	const query = (...parameters: string[]): Promise<RunResult> => run([...parameters, "--stack", options.stack], workDir, {});
	const fail = (error: unknown, verb: Verb | "open" | "read", outcome?: Outcome): Promise<never> => {
		return explain(error, { verb, stack: options.stack, engine, backend, outcome, pending: () => pending(query) });
	};
	const result = (program: Program) => async (): Promise<Record<string, unknown>> => (await program()) ?? {};
	const workspace = await LocalWorkspace.create({
		workDir,
		pulumiHome: env["PULUMI_HOME"] ?? "",
		envVars: env,
		pulumiCommand: command(engine, run),
		secretsProvider: passphrase,
		...(inline && {
			program: result(source.program),
			projectSettings: { name: source.project ?? "socle", runtime: "nodejs" as const },
		}),
	});
	// The export says whether there is a stack and what it holds; to select it as well would change which one the user has chosen.
	workspace.selectStack = async () => {};
	const found = await query("stack", "export").then(
		({ stdout }) => JSON.parse(stdout) as Deployment,
		(error) => (options.existing || !/no stack named/.test(String(error)) ? fail(error, "open") : undefined),
	);
	const stack = await Stack[found === undefined ? "create" : "select"](options.stack, workspace).catch((error) => fail(error, "open"));
	// After an `up` the API asks for outputs and history, secrets in clear: the events have told all of it, with secrets hidden.
	stack.outputs = async () => ({});
	stack.info = async () => undefined;

	const operate = async (verb: Verb, given: OperationOptions, act: (common: object) => Promise<unknown>): Promise<Outcome> => {
		if (options.interrupt?.stop.aborted) throw new UserError("Stopped before anything was begun.", { exit: EXIT.interrupted });
		const record = recorder(options.onEvent);
		limit = given.limit ?? OPERATION;
		own = given.env ?? {};
		try {
			await act({
				onEvent: record.take,
				color: "never",
				suppressOutputs: true,
				suppressProgress: true,
				userAgent: "socle",
				...(options.debug ? { onOutput: (text: string) => process.stderr.write(text) } : {}),
				...(given.targets === undefined ? {} : { target: [...given.targets] }),
				...(given.policyPacks === undefined ? {} : { policyPacks: [...given.policyPacks] }),
				...(given.plan === undefined ? {} : { plan: given.plan }),
			});
		} catch (error) {
			limit = QUERY;
			return await fail(error, verb, record.outcome());
		} finally {
			limit = QUERY;
			own = {};
		}
		return record.outcome();
	};
	const read = async (...parameters: string[]): Promise<string> => {
		try {
			return (await query(...parameters)).stdout;
		} catch (error) {
			return fail(error, "read");
		}
	};

	return {
		name: options.stack,
		found,
		preview: (given = {}) =>
			operate("preview", given, (common) =>
				stack.preview({ ...common, ...(given.program !== undefined && { program: result(given.program) }) }),
			),
		up: (given = {}) => operate("up", given, (common) => stack.up(common)),
		refresh: (given = {}) =>
			operate("refresh", given, (common) => {
				if (given.previewOnly) return stack.previewRefresh(common);
				return stack.refresh({ ...common, ...(given.clearPendingCreates ? { clearPendingCreates: true } : {}) });
			}),
		destroy: (given = {}) =>
			operate("destroy", given, (common) => (given.previewOnly ? stack.previewDestroy(common) : stack.destroy(common))),
		outputs: async () => JSON.parse(await read("stack", "output", "--json")) as Record<string, unknown>,
		exportState: async () => JSON.parse(await read("stack", "export")) as Deployment,
		cancel: async () => void (await read("cancel", "--yes")),
		remove: async () => void (await read("stack", "rm", "--yes", "--preserve-config")),
	};
}

async function pending(query: (...parameters: string[]) => Promise<RunResult>): Promise<string[]> {
	const { deployment } = JSON.parse((await query("stack", "export")).stdout) as Deployment;
	return (deployment.pending_operations ?? []).map(({ resource }) => resource.urn);
}

/** The installed command in the form that the Automation API takes it, without the start that its own would need to ask for the version. */
function command(
	engine: Engine,
	run: (parameters: string[], cwd: string, env: Record<string, string>, onOutput?: (text: string) => void) => unknown,
) {
	const version = engine.manifest.versions.pulumi;
	return { command: join(engine.folder, "bin", "pulumi"), version: { version, toString: () => version }, run } as unknown as PulumiCommand;
}

/** Collects what one operation reports. */
function recorder(onEvent: ((event: EngineEvent) => void) | undefined) {
	const steps = new Map<string, Step>();
	const open = new Map<string, Step>();
	const failed: Step[] = [];
	const violations: Violation[] = [];
	const diagnostics: Diagnostic[] = [];
	let changes: Record<Operation, number> = {};
	let seconds = 0;
	// A replacement is several steps on one URN: deleted, created, old one removed.
	const key = (step: Step): string => `${step.urn} ${step.op}`;
	// A refresh begins as `refresh` and ends as what it found: same, update or delete.
	const refreshing = (step: Step): string => `${step.urn} refresh`;
	const close = (step: Step): void => {
		if (step.op !== "refresh") steps.delete(refreshing(step));
		open.delete(refreshing(step));
		open.delete(key(step));
	};
	const take = (raw: object): void => {
		const event = readEvent(raw);
		if (event === undefined) return;
		switch (event.kind) {
			case "start":
				steps.set(key(event.step), event.step);
				if (!event.planning) open.set(key(event.step), event.step);
				break;
			case "done":
				close(event.step);
				steps.set(key(event.step), event.step);
				break;
			case "failed":
				failed.push(event.step);
				close(event.step);
				break;
			case "violation":
				violations.push(event.violation);
				break;
			case "diagnostic":
				diagnostics.push(event.diagnostic);
				break;
			case "summary":
				({ changes, seconds } = event);
				break;
		}
		onEvent?.(event);
	};
	const outcome = (): Outcome => {
		const root = [...steps.values()].find(({ type }) => type === "pulumi:pulumi:Stack");
		const list = [...steps.values()];
		return { steps: list, changes, outputs: root?.outputs ?? {}, failed, inFlight: [...open.values()], violations, diagnostics, seconds };
	};
	return { take, outcome };
}
