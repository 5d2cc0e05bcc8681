import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Artefact, Part } from "../../inventory/artefacts.ts";
import { readArtefacts } from "../../inventory/artefacts.ts";
import type { Inventory } from "../../inventory/resource.ts";
import type { JudgeFlags } from "../judgement.ts";
import { judgingBy } from "../judgement.ts";

export interface AuditFlags extends JudgeFlags {
	partial?: boolean;
	runProgram?: boolean;
	stack?: string;
}

/** `socle audit`: the same controls on anything. Reads only, and runs nothing of what it reads unless `--run-program` says so. */
export async function run(artefacts: string[], flags: AuditFlags): Promise<number> {
	const { judge, deliver } = await judgingBy(flags);
	const programs: Part[] = [];
	for (const path of artefacts) {
		const holds = (file: string): boolean => existsSync(join(path, file));
		if (holds("Pulumi.yaml") && !holds("environment.yaml")) programs.push(await program(path, flags));
	}
	const inventory = await readArtefacts(artefacts, {
		environment: (artefact) => declared(artefact, flags),
		partial: flags.partial === true,
		beside: programs,
	});
	if (inventory.inputs.length > 0 && inventory.inputs.every(({ kind }) => kind === "environment"))
		inventory.notVisible.push(...undescribed(inventory));
	return deliver(judge(inventory, { inventory, layers: [] }));
}

/** An environment file alone says little: what it will make is not in it. */
function undescribed({ inputs }: Inventory): Inventory["notVisible"] {
	return inputs.map(({ path }) => ({
		what: `what ${path} will make`,
		why: `only what it declares is judged here. \`socle check ${dirname(path)}\` plans and judges the rest.`,
	}));
}

/** What a Pulumi project wants, if it may be asked. */
async function program(path: string, flags: AuditFlags): Promise<Part> {
	if (!flags.runProgram) {
		const why = "its program was not run. `--run-program` plans it; `pulumi preview --json` or `pulumi stack export` make a file to audit.";
		return { inputs: [], resources: [], notVisible: [{ what: `the Pulumi project ${path}`, why }], errors: [] };
	}
	const { planAt } = await import("../planned.ts");
	const { inventory } = await planAt(path, flags.stack === undefined ? {} : { stack: flags.stack });
	return { ...inventory, resources: inventory.resources.map((resource) => ({ ...resource, source: "plan" })) };
}

/** What an environment file declares; what would be made of it is planned by `socle check`. */
async function declared({ path, text, sha256 }: Artefact, { stack }: AuditFlags): Promise<Part> {
	const [{ readEnvironmentText }, { declarations }, { knownCountry, knownZones }] = await Promise.all([
		import("../../environment/read.ts"),
		import("../../environment/declarations.ts"),
		import("../../facts/facts.ts"),
	]);
	const reading = readEnvironmentText(text, { file: path, sha256, knownCountry, knownZones, ...(stack !== undefined && { stack }) });
	const resources = declarations(reading).map((resource) => ({ ...resource, source: "plan" as const }));
	return { inputs: [{ path, kind: "environment", sha256, resources: resources.length }], resources, notVisible: [], errors: [] };
}
