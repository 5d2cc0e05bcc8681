import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogue } from "./catalogue.ts";
import type { Parameter } from "./control.ts";

/** JSON schema of a `--parameters` file: control id → parameter → value. Published, so that editors complete and check what is written. */
export function parametersSchema(): object {
	const properties = catalogue.flatMap(({ id, title, parameters = {} }) => {
		const own = Object.entries(parameters as Record<string, Parameter<unknown>>);
		if (own.length === 0) return [];
		const values = own.map(([name, { description, default: value, schema }]) => [name, { description, ...schema, default: value }]);
		return [[id, { description: title, type: "object", properties: Object.fromEntries(values), additionalProperties: false }]];
	});
	return {
		$schema: "https://json-schema.org/draft/2020-12/schema",
		title: "Parameters of Socle's controls",
		type: "object",
		properties: Object.fromEntries(properties),
		additionalProperties: { type: "object", description: "Parameters of a control of one's own." },
	};
}

/** `npm run generate` writes it; a test says when that was forgotten. */
export const PARAMETERS_SCHEMA_FILE = fileURLToPath(new URL("./parameters.schema.json", import.meta.url));

if (import.meta.main) writeFileSync(PARAMETERS_SCHEMA_FILE, JSON.stringify(parametersSchema(), undefined, "\t"));
