import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { EXIT, UserError } from "../../errors.ts";
import { assess } from "../../migration/assess.ts";
import { generate } from "../../migration/generate/generate.ts";
import { readInputs } from "../../migration/inputs/inputs.ts";
import { planOf } from "../../migration/plan.ts";
import { NO_EDITS, readPlanFile } from "../../migration/plan-file.ts";

export interface GenerateFlags {
	plan: string;
	to: string;
	force?: boolean;
}

const WHERE = ["environment", "program", "part", "runbook", "todo", "left"] as const;
const WORDS = {
	environment: "in an environment.yaml",
	program: "in a program",
	part: "made with something else",
	runbook: "by hand, in a runbook",
	todo: "to be decided",
	left: "left behind",
} as const;

/** `socle migrate generate`: for each wave an environment, a program for what that can't say, and a runbook; and the Data Act's exit file. */
export async function run(artefacts: string[], { plan: file, to, force = false }: GenerateFlags): Promise<number> {
	const { estate, portfolio } = await readInputs(artefacts);
	if (estate.items.length === 0)
		throw new UserError("there is nothing to generate from in what was named.", { next: "Name what `socle migrate assess` was given." });
	const before = existsSync(file) ? readPlanFile(readFileSync(file, "utf8"), file) : undefined;
	const assessed = assess(estate, portfolio, ["sovereignty"]);
	const { plan } = planOf(assessed, before?.edits ?? NO_EDITS);
	const { files, places } = generate(assessed, plan);
	const changed = [...files]
		.filter(([path, text]) => existsSync(join(to, path)) && readFileSync(join(to, path), "utf8") !== text)
		.map(([path]) => path);
	if (changed.length > 0 && !force)
		throw new UserError(
			`${changed.length} ${changed.length === 1 ? "file differs" : "files differ"} in ${to}, and nothing was written: ${changed.slice(0, 5).join(", ")}${changed.length > 5 ? " …" : ""}`,
			{
				next: "Name another folder with --to, or write over them with --force.",
			},
		);
	for (const [path, text] of files) {
		mkdirSync(dirname(join(to, path)), { recursive: true });
		writeFileSync(join(to, path), text);
	}
	const count = (where: string): number => [...places.values()].filter((place) => place.where === where).length;
	const lines = [
		`${files.size} files in ${to} for ${Object.keys(plan.waves).length} waves; each of ${places.size} resources has its place (places.json):`,
		...WHERE.map((where) => `  ${String(count(where)).padStart(6)}  ${WORDS[where]}`),
		`Next: ${[...files.keys()].filter((path) => path.endsWith("environment.yaml")).map((path) => `socle check ${join(to, dirname(path))}`)[0] ?? "read the runbooks"}`,
	];
	process.stdout.write(`${lines.join("\n")}\n`);
	for (const { path, message } of estate.errors) process.stderr.write(`${path}: ${message}\n`);
	return estate.errors.length > 0 ? EXIT.input : EXIT.ok;
}
