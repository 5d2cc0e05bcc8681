import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import ts from "typescript";
import { parse } from "yaml";
import type { Plan } from "../inventory/plan.ts";
import { plan } from "../inventory/plan.ts";

/** The folders that have a README with a block for each of their components. */
export const FOLDERS = ["openstack", "kubernetes"] as const;

/** What a README says of one component: a program that uses it, and what the plan of this program holds. */
export interface Block {
	component: string;
	folder: (typeof FOLDERS)[number];
	program: string;
	/** Kinds of resources and how many there are: the last word of a Pulumi token, or the kind of a manifest. */
	counts: { [kind: string]: number };
	/** Inputs of some of them, by logical name: what the author of the README wants to hold still. */
	inputs: { [name: string]: object };
}

/** Every block of the READMEs: below `## Name` first a program in TypeScript, then its inventory in YAML. */
export function blocks(): Block[] {
	return FOLDERS.flatMap((folder) => {
		const text = readFileSync(join(import.meta.dirname, folder, "README.md"), "utf8");
		const sections = text.split(/^## (?=[A-Z]\w+$)/m).slice(1);
		return sections.map((section): Block => {
			const component = section.slice(0, section.indexOf("\n"));
			const [program, inventory] = ["ts", "yaml"].map((kind) => new RegExp(`^\`\`\`${kind}\\n(.*?)^\`\`\`$`, "ms").exec(section)?.[1]);
			if (program === undefined || inventory === undefined)
				throw new Error(`components/${folder}/README.md says nothing that can be run of ${component}.`);
			const { counts, inputs = {} } = parse(inventory) as Pick<Block, "counts" | "inputs">;
			return { component, folder, program, counts, inputs };
		});
	});
}

/** Plans a program of a README, which reaches for nothing but `socle` and `@pulumi/pulumi`. */
export async function planBlock({ program, component }: Pick<Block, "program" | "component">): Promise<Plan> {
	const { outputText } = ts.transpileModule(program, {
		compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
	});
	const modules: { [name: string]: unknown } = { socle: await import("./index.ts"), "@pulumi/pulumi": pulumi };
	const require = (name: string): unknown => {
		if (name in modules) return modules[name];
		throw new Error(`the program for ${component} imports ${name}`);
	};
	const run = new Function("require", "exports", outputText);
	return plan(() => void run(require, {}), { project: "socle", stack: "town-hall.production.foundation" });
}

/** Kinds of resources and how many there are. */
export function countKinds({ resources }: Plan): { [kind: string]: number } {
	const counts: { [kind: string]: number } = {};
	for (const { type } of resources) {
		const kind = type.split(/[:/]/).at(-1)!;
		counts[kind] = (counts[kind] ?? 0) + 1;
	}
	return counts;
}
