import type { Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import type { Report, Result } from "./report.ts";
import { placeOf, subject } from "./subject.ts";

/**
 * The report as JUnit XML in the form that Jenkins and GitLab read: a suite for each control, a case for each resource. What failed is a
 * failure; what is unknown or accepted is skipped with its reason; an input that could not be read is an error.
 */
export function render(report: Report): string {
	const suites = [...Map.groupBy(report.results, ({ control }) => control)].map(([name, results]) => ({
		name,
		cases: results.map(caseOf),
	}));
	const all = [{ name: "inputs", cases: inputCases(report) }, ...suites];
	const cases = all.flatMap((suite) => suite.cases);
	return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="socle" tests="${cases.length}" failures="${counted(cases, "failure")}" errors="${counted(cases, "error")}">
${all.map((suite) => suiteOf(suite, report.generatedAt))}</testsuites>
`.toString();
}

interface Case {
	name: string;
	classname: string;
	is: "passed" | "skipped" | "failure" | "error";
	body?: Markup;
}

const counted = (cases: readonly Case[], is: Case["is"]): number => cases.filter((each) => each.is === is).length;

function suiteOf({ name, cases }: { name: string; cases: readonly Case[] }, timestamp: string): Markup {
	const counts = markup`tests="${cases.length}" failures="${counted(cases, "failure")}" errors="${counted(cases, "error")}"`;
	return markup`  <testsuite name="${name}" ${counts} skipped="${counted(cases, "skipped")}" timestamp="${timestamp.replace(/Z$/, "")}">
${cases.map(({ name, classname, body }) => markup`    <testcase name="${name}" classname="${classname}">${body}</testcase>\n`)}  </testsuite>
`;
}

function caseOf(result: Result): Case {
	const { verdict, severity, control, message, remediation, references } = result;
	const place = placeOf(result);
	const at = place === undefined ? "" : ` (${[place.key, place.position].filter((part) => part !== undefined).join(" ")})`;
	const common = { name: subject(result.resource), classname: control };
	switch (verdict) {
		case "fail": {
			const supports = references.map(({ framework, clause }) => `${framework} ${clause}`).join(", ");
			const details = [`${message}${at}`, remediation, ...(supports === "" ? [] : [`Supports ${supports}.`])].join("\n");
			return { ...common, is: "failure", body: markup`<failure type="${severity}" message="${oneLine(message)}">${details}</failure>` };
		}
		case "unknown":
			return { ...common, is: "skipped", body: markup`<skipped>unknown: ${message}${at}</skipped>` };
		case "waived":
			return { ...common, is: "skipped", body: markup`<skipped>accepted: ${message}${at}</skipped>` };
		case "not-applicable":
			return { ...common, is: "skipped", body: markup`<skipped>not applicable: ${message}</skipped>` };
		case "pass":
			return { ...common, is: "passed" };
	}
}

/** One case for each input, so that a clean audit has a case too. */
function inputCases({ inputs, errors }: Report): Case[] {
	const broken = new Set(errors.map(({ path }) => path));
	return [
		...inputs.filter(({ path }) => !broken.has(path)).map(({ path, kind }): Case => ({ name: path, classname: kind, is: "passed" })),
		...errors.map(({ path, line, message }): Case => {
			const body = markup`<error type="not read" message="${oneLine(message)}"/>`;
			return { name: `${path}${line === undefined ? "" : `:${line}`}`, classname: "not read", is: "error", body };
		}),
	];
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ");
