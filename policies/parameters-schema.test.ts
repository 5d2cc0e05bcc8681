import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { z } from "zod";
import { catalogue } from "./catalogue.ts";
import type { Parameter } from "./control.ts";
import { PARAMETERS_SCHEMA_FILE, parametersSchema } from "./parameters-schema.ts";

const published = JSON.parse(readFileSync(PARAMETERS_SCHEMA_FILE, "utf8"));
const schema = z.fromJSONSchema(published);

it("is published as the controls declare it (else: npm run generate)", () => {
	expect(published).toEqual(JSON.parse(JSON.stringify(parametersSchema())));
});

it("takes every default", () => {
	const defaults = catalogue.map(({ id, parameters = {} }) => [
		id,
		Object.fromEntries(Object.entries(parameters as Record<string, Parameter<unknown>>).map(([name, { default: value }]) => [name, value])),
	]);
	expect(schema.safeParse(Object.fromEntries(defaults)).error).toBeUndefined();
});

it.each([
	[{ "net-no-world-ssh": { ports: [22] } }, false],
	[{ "net-no-world-ssh": { port: ["22"] } }, false],
	[{ "town-owner": { owners: ["desk"] } }, true],
	[{ "town-owner": 1 }, false],
])("of %j says %s", (parameters, valid) => {
	expect(schema.safeParse(parameters).success).toBe(valid);
});
