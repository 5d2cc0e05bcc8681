import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Log } from "sarif";
import { expect, test } from "vitest";
import { buildReport } from "./build.ts";
import type { Result } from "./report.ts";
import { render } from "./sarif.ts";
import { CLEAN, CONTEXT, HOSTILE_TEXTS, input, kubernetes, REPORT, result } from "./test-data.ts";

// The schema of SARIF's Technical Committee, and the validator that Microsoft's own matchers for SARIF use.
const sarifs = createRequire(createRequire(import.meta.url).resolve("@microsoft/jest-sarif/package.json"));
const Ajv = sarifs("ajv");
const ajv = new Ajv({ schemaId: "auto", allErrors: true });
ajv.addMetaSchema(sarifs("ajv/lib/refs/json-schema-draft-04.json"));
const validate = ajv.compile(JSON.parse(readFileSync(sarifs.resolve("./lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8")));

const hostile = Object.values(HOSTILE_TEXTS).map((name): Result => {
	const cause = { file: name, line: 1, column: 1, key: name };
	return result("pod-image-digest", "fail", { resource: kubernetes("v1/Pod", name, name), message: name, remediation: name, cause });
});
const located: Result = {
	...result("pod-memory-limit", "fail", { resource: kubernetes("v1/Pod", "town", "web"), message: "It has no limit." }),
	locations: [
		{ file: "deploy/web app.yaml", line: 9, column: 7, path: "/spec" },
		{ file: "/srv/live.yaml", line: 2 },
	],
};
const unread = buildReport(
	input({
		inputs: [],
		resourcesCount: 0,
		results: [],
		coverage: [],
		errors: [
			{ path: "a.yaml", line: 3, message: "it is not YAML." },
			...Object.values(HOSTILE_TEXTS).map((text) => ({ path: text, message: text })),
		],
	}),
);

test.each([
	["findings", REPORT],
	["everything", buildReport(input({ all: true }))],
	["nothing found", CLEAN],
	["nothing at all", buildReport(input({ inputs: [], resourcesCount: 0, results: [], coverage: [], notVisible: [] }))],
	["hostile names", buildReport(input({ results: hostile }))],
	["places in files", buildReport(input({ results: [located] }))],
	["unreadable inputs", unread],
])("%s: what the official schema allows", (_, report) => {
	const log = JSON.parse(render(report, CONTEXT));
	expect(validate(log), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
	const bare = JSON.parse(render(report, {}));
	expect(validate(bare), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
});

test("the validator refuses what is not SARIF", () => {
	expect(validate({ version: "2.1.0" })).toBe(false);
	expect(validate({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, results: [{ message: {}, level: "fatal" }] }] })).toBe(
		false,
	);
});

const runOf = (report: Parameters<typeof render>[0]) => (JSON.parse(render(report, CONTEXT)) as Log).runs[0]!;
const resultsOf = (report: Parameters<typeof render>[0]) => runOf(report).results!;

test("an unknown is open, an accepted risk is suppressed, a pass is shown with --all only", () => {
	const kinds = (report: Parameters<typeof render>[0], kind: string) => resultsOf(report).filter((each) => each.kind === kind);
	expect(kinds(REPORT, "open").map(({ level }) => level)).toEqual(["none", "none"]);
	expect(kinds(REPORT, "pass")).toEqual([]);
	expect(kinds(buildReport(input({ all: true })), "pass").length).toBeGreaterThan(10);
	const waived = resultsOf(REPORT).filter(({ suppressions }) => suppressions !== undefined);
	expect(waived).toMatchObject([{ ruleId: "supplier-registry", kind: "fail", suppressions: [{ kind: "external", status: "accepted" }] }]);
	expect(kinds(REPORT, "fail").map(({ level }) => level)).toEqual(["error", "error", "error", "warning", "warning"]);
});

test("a result leads to its rule, its lines and its resource", () => {
	const { tool, results } = runOf(buildReport(input({ results: [located] })));
	const [only] = results!;
	expect(tool.driver.rules![only!.ruleIndex!]).toMatchObject({
		id: "pod-memory-limit",
		shortDescription: { text: "Containers have a memory limit" },
		help: { text: "Do what pod-memory-limit asks. Supports GDPR 32(1)(b)." },
		properties: { tags: ["security", "GDPR 32(1)(b)"], "security-severity": "5.5" },
	});
	expect(only!.locations!.map(({ physicalLocation }) => physicalLocation)).toEqual([
		{ artifactLocation: { uri: "deploy/web%20app.yaml" }, region: { startLine: 9, startColumn: 7 } },
		{ artifactLocation: { uri: "file:///srv/live.yaml" }, region: { startLine: 2 } },
	]);
	expect(only!.locations![0]!.logicalLocations).toEqual([{ name: "web", fullyQualifiedName: "town/web", kind: "v1/Pod" }]);
});

test("a fingerprint outlives a move of lines, and tells controls and resources apart", () => {
	const prints = (list: readonly Result[]) =>
		resultsOf(buildReport(input({ results: list }))).map(({ partialFingerprints }) => partialFingerprints);
	const moved = { ...located, locations: [{ file: "elsewhere.yaml", line: 90 }], message: "It still has no limit." };
	expect(prints([moved])).toEqual(prints([located]));
	const others = [located, { ...located, control: "pod-image-digest" }, { ...located, resource: { ...located.resource, id: "town/api" } }];
	expect(new Set(prints(others).map((print) => JSON.stringify(print))).size).toBe(3);
});

test("what could not be read makes the run a failed one", () => {
	const [invocation] = runOf(unread).invocations!;
	expect(invocation!.executionSuccessful).toBe(false);
	expect(invocation!.toolExecutionNotifications!.filter(({ level }) => level === "error").length).toBe(unread.errors.length);
	expect(runOf(CLEAN).invocations).toEqual([{ executionSuccessful: true, endTimeUtc: CLEAN.generatedAt }]);
});
