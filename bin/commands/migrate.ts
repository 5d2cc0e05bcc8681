import { writeFile } from "node:fs/promises";
import { EXIT, UserError } from "../../errors.ts";
import { assess } from "../../migration/assess.ts";
import { readInputs } from "../../migration/inputs/inputs.ts";
import { destinationsOf } from "../../reports/deliver.ts";

export interface AssessFlags {
	pack?: string[];
	format: "text" | "json" | "html";
	output?: string[];
	all?: boolean;
}

/** `socle migrate assess`: what each resource of a foreign estate becomes, what is lost, how much work it is, and why it should not stay. */
export async function run(
	artefacts: string[],
	{ pack = ["sovereignty", "gdpr"], format, output = [], all = false }: AssessFlags,
): Promise<number> {
	const destinations = destinationsOf({ format, outputs: output }, ["text", "json", "html"]);
	const { estate, portfolio } = await readInputs(artefacts);
	if (estate.items.length === 0)
		throw new UserError("there is nothing to assess in what was named.", {
			next: "Name a Terraform state or plan, manifests, a compose file or an RVTools export.",
		});
	const packs = pack.flatMap((names) => names.split(",")).filter((name) => name !== "");
	const { assessment } = assess(estate, portfolio, packs);
	const forms = {
		json: async () => `${JSON.stringify(assessment, undefined, 2)}\n`,
		text: async () => `${(await import("../../migration/text.ts")).render(assessment, { all })}\n`,
		html: async () => (await import("../../migration/html.ts")).render(assessment),
	};
	process.stdout.write(await forms[destinations.format]());
	for (const { path, format } of destinations.files) {
		await writeFile(path, await forms[format]());
		process.stderr.write(`Assessment written to ${path}\n`);
	}
	return assessment.errors.length > 0 ? EXIT.input : EXIT.ok;
}
