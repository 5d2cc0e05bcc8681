import { EXIT, UserError } from "../../errors.ts";
import { knownProviders, mappings } from "../../facts/mappings/mappings.ts";
import { asMarkdown, asText } from "../../migration/mappings-text.ts";

/** `socle migrate mappings`: what each type of a foreign cloud becomes, what is lost, and where that was read. */
export async function run({ provider, format }: { provider?: string; format: "text" | "json" | "markdown" }): Promise<number> {
	if (provider !== undefined && !knownProviders().includes(provider))
		throw new UserError(`no mapping of a provider "${provider}" is known. Known: ${knownProviders().join(", ")}.`);
	const rows = mappings(provider);
	const forms = {
		json: () => JSON.stringify({ version: 1, licence: "CC-BY-4.0", rows }, undefined, 2),
		text: () => asText(rows),
		markdown: () => asMarkdown(rows),
	};
	process.stdout.write(`${forms[format]().trimEnd()}\n`);
	return EXIT.ok;
}
