import { existsSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { EngineEvent } from "../engine/events.ts";
import type { Engine } from "../engine/installed.ts";
import type { Interrupt } from "../engine/interrupt.ts";
import type { Program, ProgramSource, Stack } from "../engine/lifecycle.ts";
import { currentCause } from "../environment/cause.ts";
import type { Reading } from "../environment/read.ts";
import { UserError } from "../errors.ts";
import { isProvider } from "../inventory/canonical.ts";
import type { Origin } from "../inventory/monitor.ts";
import type { Plan } from "../inventory/plan.ts";
import type { Inventory, Layer, Resource } from "../inventory/resource.ts";
import type { StackLayer } from "../stacks/program.ts";

/** One Pulumi stack of what the user pointed at: its plan, and the way to the engine. */
export interface PlannedLayer {
	/** `foundation`, `platform`, `services`, or the name of the user's own project. */
	name: string;
	layer?: Layer;
	stack: string;
	plan: Plan;
	open(options: OpenOptions): Promise<Stack>;
	/** The program with the foundation's planned outputs in the place of real ones: for a preview before those exist. */
	standingIn?: Program;
}

export interface OpenOptions {
	engine: Engine;
	interrupt?: Interrupt;
	debug?: boolean;
	onEvent?: (event: EngineEvent) => void;
	/** Opens only what exists: for verbs that must not create a stack. */
	existing?: boolean;
}

/** What the user pointed at, planned in process. */
export interface Planned {
	title: string;
	directory: string;
	/** The stack's short name, as `--stack` takes it. */
	stack: string;
	/** The environment file, where there is one. */
	reading?: Reading;
	layers: PlannedLayer[];
	/** What the file declares, then what the layers will create. */
	inventory: Inventory;
}

export interface PlanFlags {
	stack?: string;
	layer?: StackLayer;
}

/**
 * Plans what lies at `path`: a folder with environment.yaml wins over one with Pulumi.yaml; a file is taken as an environment file.
 * @throws UserError (exit 2) where there is neither, or what is there can't be read
 */
export async function planAt(path = ".", flags: PlanFlags = {}): Promise<Planned> {
	const next = "Write an environment with `socle init`, or name the folder of one.";
	if (!existsSync(path)) throw new UserError(`there is nothing at ${path}.`, { next });
	const file = statSync(path).isDirectory() ? join(path, "environment.yaml") : path;
	if (existsSync(file)) return planEnvironment(file, flags);
	if (existsSync(join(path, "Pulumi.yaml"))) return planOwnProject(path, flags);
	throw new UserError(`${path} holds neither environment.yaml nor Pulumi.yaml.`, { next });
}

async function planEnvironment(file: string, flags: PlanFlags): Promise<Planned> {
	const [{ readEnvironment }, { knownCountry, knownZones }] = await Promise.all([
		import("../environment/read.ts"),
		import("../facts/facts.ts"),
	]);
	const reading = readEnvironment(file, { ...(flags.stack === undefined ? {} : { stack: flags.stack }), knownCountry, knownZones });
	const { loadSdk } = await import("../inventory/pulumi-sdk.ts");
	loadSdk(); // before anything else loads the SDK: it mends what makes the SDK slow
	const [{ plan }, { planned }, stacks, { declarations }] = await Promise.all([
		import("../inventory/plan.ts"),
		import("../inventory/planned-outputs.ts"),
		import("../stacks/program.ts"),
		import("../environment/declarations.ts"),
	]);
	const { environment } = reading;
	const directory = dirname(file);
	const all: PlannedLayer[] = [];
	// Every layer stands on the foundation and reads its outputs.
	let standIn: unknown;
	let inPlan: unknown;
	for (const layer of stacks.layersOf(environment)) {
		const stack = stacks.stackName(environment, layer);
		const planOf = await plan(stacks.program(environment, layer, inPlan as never), {
			project: stacks.PROJECT,
			stack,
			layer,
			origin: () => originOf(reading),
		});
		const source = { program: stacks.program(environment, layer), project: stacks.PROJECT };
		const open = (options: OpenOptions): Promise<Stack> => openAt(directory, source, stack, options);
		const standingIn = standIn !== undefined && { standingIn: stacks.program(environment, layer, standIn as never) };
		all.push({ name: layer, layer, stack, plan: planOf, open, ...standingIn });
		if (layer !== "foundation") continue;
		standIn = planned(planOf.outputs);
		inPlan = planned(stacks.identified(environment, planOf.outputs, planOf.resources));
	}
	const layers = all.filter(({ name }) => flags.layer === undefined || flags.layer === name);
	if (layers.length === 0) {
		throw new UserError(`${environment.name} has no layer ${flags.layer}.`, {
			next: `Choose one of ${all.map(({ name }) => name).join(", ")}.`,
		});
	}
	const declared = declarations(reading);
	const count = layers.reduce((sum, { plan }) => sum + plan.resources.length, declared.length);
	return {
		title: environment.name,
		directory,
		stack: environment.stack,
		reading,
		layers,
		inventory: {
			inputs: [{ path: file, kind: "environment", sha256: reading.sha256, resources: count }],
			source: "plan",
			resources: [...declared, ...layers.flatMap(({ plan }) => judged(plan))],
			partial: layers.length < all.length,
			notVisible: all
				.filter((layer) => !layers.includes(layer))
				.map(({ name }) => ({
					what: `layer ${name}`,
					why: "--layer leaves it out, so what is not in the other is unknown and no finding",
				})),
			errors: [],
		},
	};
}

/** What of a plan is judged: what clouds will hold, and the configuration by which it reaches them. */
export function judged({ providers, resources }: Plan): Resource[] {
	return [...providers.filter((provider) => isProvider({ type: provider.type, urn: provider.id })), ...resources];
}

function originOf(reading: Reading): Origin | undefined {
	const cause = currentCause();
	if (cause === undefined) return undefined;
	return {
		...(cause.service === undefined ? {} : { service: cause.service }),
		location: { file: reading.file, ...reading.positions(cause.key), key: cause.key, role: "cause" },
	};
}

async function planOwnProject(directory: string, flags: PlanFlags): Promise<Planned> {
	const { readProject, planProject } = await import("../inventory/project.ts");
	const project = readProject(directory, flags.stack);
	const plan = await planProject(project);
	return {
		title: project.name,
		directory,
		stack: project.stack,
		layers: [
			{
				name: project.name,
				stack: project.stack,
				plan,
				open: (options) => openAt(directory, { workDir: directory }, project.stack, options),
			},
		],
		inventory: {
			inputs: [{ path: directory, kind: "pulumi-program", resources: plan.resources.length }],
			source: "plan",
			resources: judged(plan),
			partial: false,
			notVisible: [],
			errors: [],
		},
	};
}

async function openAt(directory: string, source: ProgramSource, stack: string, options: OpenOptions): Promise<Stack> {
	const [{ backendFor }, { openStack }] = await Promise.all([import("../engine/backend.ts"), import("../engine/lifecycle.ts")]);
	return openStack(source, { ...options, stack, backend: backendFor(directory) });
}
