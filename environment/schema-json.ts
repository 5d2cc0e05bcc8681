import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { environmentSchema } from "./schema.ts";

/**
 * The published JSON schema, derived from the schema that Socle itself reads with. Editors complete and explain with it.
 * `node environment/schema-json.ts` writes `environment/schema.json` (then `npx biome format --write` it); a test says when that was forgotten.
 */
export const SCHEMA_FILE = fileURLToPath(new URL("./schema.json", import.meta.url));

type Json = z.core.JSONSchema.BaseSchema;

export function jsonSchema(): Json {
	const { $schema, properties = {}, ...rest } = z.toJSONSchema(environmentSchema, { io: "input", target: "draft-7", reused: "inline" });
	const { apiVersion: _, name: __, ...varying } = properties;
	return {
		...($schema ? { $schema } : {}),
		title: "Socle environment",
		description: "One file that describes the public services of an organisation and where they run.",
		...rest,
		properties: {
			...properties,
			stacks: {
				description:
					"What differs in other stacks than production, chosen by `--stack NAME`: JSON merge patches (RFC 7396), null takes a key away.",
				type: "object",
				propertyNames: { pattern: "^[a-z]([a-z0-9-]{0,28}[a-z0-9])?$" },
				additionalProperties: { type: "object", properties: mapped(varying, patch), additionalProperties: false },
			},
		},
	};
}

/** The schema of a merge patch: nothing is required, and null is allowed everywhere. */
function patch(schema: Json | boolean): Json | boolean {
	if (typeof schema === "boolean") return schema;
	const { required: _, default: __, ...rest } = schema;
	const open: Json = { ...rest };
	if (rest.properties) open.properties = mapped(rest.properties as Record<string, Json>, patch);
	if (typeof rest.additionalProperties === "object") open.additionalProperties = patch(rest.additionalProperties) as Json;
	if (rest.anyOf) open.anyOf = [...rest.anyOf.map((one) => patch(one) as Json), { type: "null" }];
	else if (rest.$ref || rest.allOf)
		return { ...(rest.description ? { description: rest.description } : {}), anyOf: [rest, { type: "null" }] };
	else if (rest.enum) open.enum = [...rest.enum, null];
	if (typeof rest.type === "string") open.type = [rest.type, "null"] as never;
	return open;
}

function mapped(record: Record<string, Json | boolean>, change: (schema: Json | boolean) => Json | boolean): Record<string, Json> {
	return Object.fromEntries(Object.entries(record).map(([key, schema]) => [key, change(schema) as Json]));
}

if (import.meta.main) writeFileSync(SCHEMA_FILE, JSON.stringify(jsonSchema(), undefined, "\t"));
