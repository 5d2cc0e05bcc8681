import { existsSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { currentCause } from "../environment/cause.ts";
import type { Reading } from "../environment/read.ts";
import { readEnvironment } from "../environment/read.ts";
import { UserError } from "../errors.ts";
import type { Plan } from "../inventory/plan.ts";
import type { Inventory, Resource } from "../inventory/resource.ts";
import type { StackLayer } from "../stacks/program.ts";

/** Where the user pointed: an environment file, or a Pulumi project of their own. */
export type Target = { kind: "environment"; file: string; directory: string } | { kind: "project"; directory: string };

/** A folder with environment.yaml wins over one with Pulumi.yaml; a file is taken as an environment file. */
export function findTarget(path = "."): Target {
	if (!existsSync(path))
		throw new UserError(`there is nothing at ${path}.`, { next: "Name a folder with environment.yaml or Pulumi.yaml." });
	if (statSync(path).isFile()) return { kind: "environment", file: path, directory: relative("", join(path, "..")) || "." };
	const file = join(path, "environment.yaml");
	if (existsSync(file)) return { kind: "environment", file, directory: path };
	if (existsSync(join(path, "Pulumi.yaml"))) return { kind: "project", directory: path };
	throw new UserError(`${path} holds neither environment.yaml nor Pulumi.yaml.`, {
		next: "Write an environment with `socle init`, or name the folder of one.",
	});
}

export interface PlannedEnvironment {
	reading: Reading;
	layers: StackLayer[];
	plans: Map<StackLayer, Plan>;
	/** What the file declares, then what each layer will create. */
	inventory: Inventory;
}

/** Reads an environment file and plans its layers in process, lowest first, each seeing the planned outputs of the one below. */
export async function planEnvironment(file: string, options: { stack?: string; layer?: StackLayer }): Promise<PlannedEnvironment> {
	const { knownZones } = await import("../facts/facts.ts");
	const reading = readEnvironment(file, { ...(options.stack === undefined ? {} : { stack: options.stack }), knownZones });
	const { loadSdk } = await import("../inventory/pulumi-sdk.ts");
	loadSdk(); // before anything else loads the SDK: it mends what makes the SDK slow
	const [{ plan }, { planned }, { layersOf, program, stackName, PROJECT }, { declarations }] = await Promise.all([
		import("../inventory/plan.ts"),
		import("../inventory/planned-outputs.ts"),
		import("../stacks/program.ts"),
		import("../environment/declarations.ts"),
	]);
	const { environment } = reading;
	const plans = new Map<StackLayer, Plan>();
	const layers = layersOf(environment);
	let below: Plan | undefined;
	for (const layer of layers) {
		const outputs = below === undefined ? undefined : planned(below.outputs);
		below = await plan(program(environment, layer, outputs as never), {
			project: PROJECT,
			stack: stackName(environment, layer),
			layer,
			origin: () => originOf(reading),
		});
		plans.set(layer, below);
	}
	const judged = layers.filter((layer) => options.layer === undefined || options.layer === layer);
	const declared = declarations(reading);
	const resources: Resource[] = [...declared, ...judged.flatMap((layer) => plans.get(layer)?.resources ?? [])];
	return {
		reading,
		layers: judged,
		plans,
		inventory: {
			inputs: [{ path: file, kind: "environment", sha256: reading.sha256, resources: resources.length }],
			source: "plan",
			resources,
			partial: judged.length < layers.length,
			notVisible: [],
			errors: [],
		},
	};
}

function originOf(
	reading: Reading,
): { service?: string; location: { file: string; line: number; column: number; key: string; role: "cause" } } | undefined {
	const cause = currentCause();
	if (cause === undefined) return undefined;
	return {
		...(cause.service === undefined ? {} : { service: cause.service }),
		location: { file: reading.file, ...reading.positions(cause.key), key: cause.key, role: "cause" },
	};
}
