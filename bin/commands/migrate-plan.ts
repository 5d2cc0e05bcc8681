import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { EXIT, UserError } from "../../errors.ts";
import { assess } from "../../migration/assess.ts";
import { readInputs } from "../../migration/inputs/inputs.ts";
import { planOf } from "../../migration/plan.ts";
import { NO_EDITS, planText, readPlanFile } from "../../migration/plan-file.ts";
import packageJson from "../../package.json" with { type: "json" };
import { destinationsOf } from "../../reports/deliver.ts";

export interface PlanFlags {
	plan: string;
	format: "text" | "json" | "html";
	output?: string[];
}

/** `socle migrate plan`: waves by dependency, each with its window, quota and way back, into a file that people edit and the next run reads. */
export async function run(artefacts: string[], { plan: file, format, output = [] }: PlanFlags): Promise<number> {
	const destinations = destinationsOf({ format, outputs: output }, ["text", "json", "html"]);
	const { estate, portfolio } = await readInputs(artefacts);
	if (estate.items.length === 0)
		throw new UserError("there is nothing to plan in what was named.", { next: "Name what `socle migrate assess` was given." });
	const before = existsSync(file) ? readPlanFile(readFileSync(file, "utf8"), file) : undefined;
	const { plan, warnings } = planOf(assess(estate, portfolio, ["sovereignty"]), before?.edits ?? NO_EDITS);
	const { text, removed, kept } = planText(plan, before);
	const forms = {
		json: async () => `${JSON.stringify({ ...plan, warnings, removed, kept }, undefined, 2)}\n`,
		text: async () => (await import("../../migration/plan-text.ts")).render(plan, { warnings, removed, kept }),
		html: async () => (await import("../../migration/plan-html.ts")).render(plan, warnings, packageJson.version),
	};
	await writeFile(file, text);
	process.stdout.write(await forms[destinations.format]());
	process.stderr.write(`Plan written to ${file}. Edit it, run this again, then: socle migrate generate\n`);
	for (const { path, format } of destinations.files) {
		await writeFile(path, await forms[format]());
		process.stderr.write(`Plan written to ${path}\n`);
	}
	for (const { path, message } of estate.errors) process.stderr.write(`${path}: ${message}\n`);
	return estate.errors.length > 0 ? EXIT.input : EXIT.ok;
}
