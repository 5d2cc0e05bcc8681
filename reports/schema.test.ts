import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { buildReport } from "./build.ts";
import { render } from "./json.ts";
import { reportJsonSchema } from "./schema.ts";
import { CLEAN, HOSTILE_TEXTS, input, kubernetes, REPORT, result } from "./test-data.ts";

const published = JSON.parse(readFileSync(new URL("report.schema.json", import.meta.url), "utf8"));
/** The published file itself judges, not the code it was made from. */
const schema = z.fromJSONSchema(published);
const parsed = (report: unknown) => schema.safeParse(report);

test("the published file is what the code says", () => {
	expect(published).toEqual(JSON.parse(JSON.stringify(reportJsonSchema())));
});

const hostile = Object.values(HOSTILE_TEXTS).map((name) =>
	result("pod-image-digest", "fail", { resource: kubernetes("v1/Pod", name, name), message: name }),
);

test.each([
	["findings", REPORT],
	["everything", buildReport(input({ all: true }))],
	["nothing", CLEAN],
	["hostile names", buildReport(input({ results: hostile }))],
	[
		"unreadable inputs",
		buildReport(
			input({
				inputs: [],
				resourcesCount: 0,
				results: [],
				coverage: [],
				errors: [
					{ path: "a.yaml", line: 3, message: "no" },
					{ path: "b", message: "no" },
				],
			}),
		),
	],
])("a report with %s is valid", (_, report) => {
	expect(parsed(JSON.parse(render(report))).error).toBeUndefined();
});

test.each<[string, string[], unknown]>([
	["another version", ["version"], 2],
	["a key that is not named", ["extra"], 1],
	["a key on a result that is not named", ["results", "0", "secret"], "x"],
	["a verdict that does not exist", ["results", "0", "verdict"], "passed"],
	["a severity that does not exist", ["results", "0", "severity"], "info"],
	["a missing summary", ["summary"], undefined],
	["a negative count", ["summary", "fail"], -1],
	["a local time", ["generatedAt"], "2026-01-01T00:00:00+01:00"],
	["a short digest", ["rules", "digest"], "abc"],
	["a path that is no JSON pointer", ["results", "0", "paths"], ["spec.containers"]],
])("%s is refused", (_, keys, value) => {
	const report = JSON.parse(render(REPORT));
	const owner = keys.slice(0, -1).reduce((part, key) => part[key], report);
	owner[keys.at(-1)!] = value;
	expect(parsed(JSON.parse(JSON.stringify(report))).success).toBe(false);
});
