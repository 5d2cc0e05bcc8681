import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { buildReport } from "./build.ts";
import type { ReportContext } from "./context.ts";
import { tally } from "./context.ts";
import { render } from "./html.ts";
import type { Report, Result, Verdict } from "./report.ts";
import { CLEAN, CONTEXT, CONTROLS, HOSTILE_TEXTS, input, kubernetes, openstack, REPORT, result } from "./test-data.ts";

const page = render(REPORT, CONTEXT);

/** What a reader sees, without style, in one line. */
function text(html: string): string {
	return html
		.replace(/<style>.*?<\/style>/s, "")
		.replace(/<[^>]*>/g, " ")
		.replace(/\s+/g, " ");
}

/** The cells of the rows of the table with this caption: `{ passports: [3, 0, 1, 4] }`. */
function cells(html: string, caption: string): Record<string, number[]> {
	const table = html.split("<table>").find((part) => part.includes(`<caption>${caption}</caption>`));
	const rows = table?.slice(0, table.indexOf("</table>")).split("<tr>").slice(2) ?? [];
	return Object.fromEntries(
		rows.map((row) => {
			const head = /<(?:strong|code|span)[^>]*>(?:<bdi>)?([^<]*)/.exec(row)![1]!;
			return [head, [...row.matchAll(/<td[^>]*>([\d,]+)</g)].map((match) => Number(match[1]!.replaceAll(",", "")))];
		}),
	);
}

describe("the first screen", () => {
	test("says the verdict in one sentence and five numbers", () => {
		expect(text(page)).toContain("2 findings of high severity or above have to be fixed before town-hall can go further.");
		const figures = [...page.matchAll(/<dt>([^<]*)<\/dt><dd><svg.*?<\/svg>(\d+)<\/dd>/g)].map((match) => [match[1], Number(match[2])]);
		expect(figures).toEqual([
			["Resources read", 85],
			["Checks passed", 21],
			["Checks failed", 4],
			["Checks unknown", 2],
			["Resources no control looked at", 6],
		]);
	});

	const sentence = (report: Report, context: ReportContext = {}) => /<p class="sentence">(.*?)<\/p>/.exec(render(report, context))![1];
	const with_ = (...verdicts: Verdict[]) =>
		buildReport(
			input({ results: verdicts.map((verdict) => result("pod-image-digest", verdict, { resource: kubernetes("v1/Pod", "a", "b") })) }),
		);
	test.each<[string, Report, ReportContext, string]>([
		["one finding", with_("fail"), {}, "1 finding of high severity or above has to be fixed before these resources can go further."],
		[
			"below the threshold",
			with_("fail"),
			{ failOn: "critical" },
			"Nothing that was found stops these resources; 1 finding should be planned for.",
		],
		[
			"at the threshold",
			with_("fail"),
			{ failOn: "low" },
			"1 finding of any severity has to be fixed before these resources can go further.",
		],
		[
			"unknown",
			with_("unknown", "pass"),
			CONTEXT,
			"Nothing was found against town-hall, but 1 check waits for a value that is not known yet.",
		],
		["clean", with_("pass"), CONTEXT, "Nothing was found against town-hall: every check that applies was passed."],
		[
			"accepted",
			with_("pass", "waived"),
			CONTEXT,
			"Nothing was found against town-hall: every check that applies was passed or its risk accepted.",
		],
		["nothing judged", with_("not-applicable"), {}, "Nothing was judged: no control applies to these resources."],
		[
			"unreadable",
			buildReport(input({ errors: [{ path: "a", message: "b" }] })),
			{},
			"This report is incomplete: 1 input could not be read.",
		],
	])("%s", (_, report, context, expected) => {
		expect(sentence(report, context)).toBe(expected);
	});
});

describe("the tables", () => {
	const { fail, unknown, waived, pass } = REPORT.summary;
	const total = (rows: Record<string, number[]>) =>
		Object.values(rows).reduce((sum, row) => sum.map((value, index) => value + row[index]!), [0, 0, 0, 0]);

	test.each(["Results by public service", "Results by severity", "Controls applied"])("%s add up to the summary", (caption) => {
		expect(total(cells(page, caption))).toEqual([fail, unknown, waived, pass]);
	});

	test("count by service and by severity", () => {
		expect(cells(page, "Results by public service")).toEqual({
			passports: [3, 0, 1, 4],
			"registry-office": [1, 2, 0, 4],
			"Shared by all": [0, 0, 0, 13],
		});
		expect(cells(page, "Results by severity")).toEqual({
			critical: [1, 0, 0, 8],
			high: [1, 2, 1, 13],
			medium: [2, 0, 0, 0],
			low: [0, 0, 0, 0],
		});
	});

	test("count a result at every clause that its control supports", () => {
		const expected: Record<string, number[]> = {};
		const column: Partial<Record<Verdict, number>> = { fail: 0, unknown: 1, waived: 2, pass: 3 };
		for (const { references, verdict } of input().results) {
			for (const { framework, clause } of references) {
				const row = expected[`${framework} ${clause}`] ?? [0, 0, 0, 0];
				expected[`${framework} ${clause}`] = row;
				if (column[verdict] !== undefined) row[column[verdict]]!++;
			}
		}
		expect({ ...cells(page, "Clauses with open points"), ...cells(page, "Clauses with nothing open") }).toEqual(expected);
	});

	test("leave out the passes where nobody counted them by control", () => {
		const { tally: _, ...context } = CONTEXT;
		expect(cells(render(REPORT, context), "Results by severity")["critical"]).toEqual([1, 0, 0]);
		expect(cells(render(buildReport(input({ all: true })), context), "Results by severity")["critical"]).toEqual([1, 0, 0, 8]);
	});
});

describe("each part of the report is on the page", () => {
	test.each([
		["what is wrong", "Port 22 is open to every address (0.0.0.0/0)"],
		["the cause", "network.adminFrom in environment.yaml:17"],
		["the cure", "Set run.memory, for example 512Mi."],
		["the reference and its strength", "NIS2 21.2(d) in part"],
		["what the clause asks", "Look after the security of the supply chain, suppliers included."],
		["the reason of a control", "Every machine that answers on port 22 is found and tried within hours."],
		["what is unknown", "the volume type is known after up"],
		["a type that no control looked at", "RecordSet × 4 openstack:dns/recordSet:RecordSet"],
		["what could not be seen", "Neutron makes them itself; no plan holds them."],
		["who accepted what until when", "Accepted by A. Exemple, head of IT until 2026-03-31 : The supplier moves"],
		["the digest of an input", `sha256 ${"9f".repeat(32)}`],
		["the digest of the rules", `sha256 ${REPORT.rules.digest}`],
	])("%s", (_, expected) => {
		expect(text(page)).toContain(expected);
	});

	test("unreadable inputs", () => {
		const report = buildReport(input({ errors: [{ path: "web.yaml", line: 3, message: "is not YAML" }] }));
		expect(text(render(report, CONTEXT))).toMatch(/web\.yaml:3 +is not YAML/);
	});

	test("passes, with --all", () => {
		expect(text(render(buildReport(input({ all: true })), CONTEXT))).toContain("21 checks passed");
		expect(text(page)).not.toContain("21 checks passed");
	});

	test("every resource of a finding, however many", () => {
		const results = Array.from({ length: 500 }, (_, index) =>
			result("pod-memory-limit", "fail", { resource: kubernetes("v1/Pod", "passports", `pod-${index}.`), message: "No limit" }),
		);
		const html = text(render(buildReport(input({ results })), {}));
		for (let index = 0; index < 500; index++) expect(html).toContain(`Pod passports/pod-${index}.`);
		expect(html.match(/No limit/g)).toHaveLength(1);
	});

	test("every message of a finding, and the cure once", () => {
		const results = Array.from({ length: 20 }, (_, index) =>
			result("pod-memory-limit", "fail", {
				resource: kubernetes("v1/Pod", "a", `p${index}`),
				message: `No limit on c${index}.`,
				remediation: "Set one.",
			}),
		);
		const html = text(render(buildReport(input({ results })), {}));
		for (let index = 0; index < 20; index++) expect(html).toContain(`No limit on c${index}.`);
		expect(html.match(/Set one\./g)).toHaveLength(1);
	});

	test("an audit without an environment has no empty sections", () => {
		const html = render(CLEAN, {});
		expect(html).not.toContain(`id="services"`);
		expect(html).not.toContain(`id="articles"`);
		expect(html).toContain("<h1><bdi>Audit</bdi></h1>");
	});
});

describe("safety", () => {
	test("the page fetches, runs and sends nothing", () => {
		expect(page).not.toMatch(
			/<script|<iframe|<object|<embed|<link|<base|<img|javascript:|\son\w+\s*=|\sstyle\s*=|https?:|url\(|@import|@font-face/i,
		);
		const style = /<style>(.*?)<\/style>/s.exec(page)![1]!;
		const hash = createHash("sha256").update(style).digest("base64");
		expect(page).toContain(
			`content="default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;"`,
		);
	});

	test("no id is there twice and every link leads somewhere", () => {
		const twins = ["a/b", "a b", "a-b"].map((id) => ({
			...result("x", "fail", { resource: kubernetes("v1/Pod", "a", "b") }),
			control: id,
		}));
		for (const html of [page, render(CLEAN, {}), render(buildReport(input({ results: twins })), {})]) {
			const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
			expect(new Set(ids).size).toBe(ids.length);
			for (const [, target] of html.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(target);
		}
	});

	/** Every element, with its attributes' names: content that became markup would show here. */
	const skeleton = (html: string) =>
		new Set(
			[...html.matchAll(/<([a-z!/][^\s>]*)([^>]*)>/gi)].map(
				([, tag, rest]) => `${tag} ${[...rest!.matchAll(/\s([\w-]+)="[^"]*"/g)].map((match) => match[1])}`,
			),
		);
	const everywhere = (text: string) => {
		const resource: Result["resource"] = { ...openstack(text, text, text), id: text, namespace: text, layer: text };
		const given = { resource, message: text, remediation: text, cause: { file: text, line: 1, key: text } };
		const results = (["fail", "unknown", "waived", "pass", "not-applicable"] as const).map((verdict) => ({
			...result("volume-encrypted", verdict, given),
			control: verdict === "pass" ? "volume-encrypted" : text,
			references: [{ framework: text, clause: text, strength: "direct" as const }],
		}));
		const report = buildReport(
			input({
				all: true,
				results,
				inputs: [{ path: text, kind: "kubernetes-manifest", resources: 1 }],
				coverage: [{ type: text, resources: 1, controls: 0 }],
				notVisible: [{ what: text, why: text }],
				errors: [{ path: text, line: 1, message: text }],
				rules: { packs: [text], controls: [{ id: text, parameters: text }] },
				toolVersion: text,
			}),
		);
		const reference = { framework: text, clause: text, asks: text, strength: "direct" as const };
		const context: ReportContext = {
			environment: {
				name: text,
				stack: text,
				organisation: text,
				classification: text,
				jurisdictions: [text],
				provider: text,
				region: text,
			},
			layers: [{ name: text, resources: 1, technology: text, extent: text }],
			services: [{ key: text, description: text, resources: 1 }],
			controls: [...CONTROLS, { id: text, severity: "high", title: text, rationale: text, remediation: text, references: [reference] }],
			tally: tally(results),
			acceptances: [{ control: text, resource: text, owner: text, reason: text, expires: text }],
			next: text,
		};
		return render(report, context);
	};
	const harmless = skeleton(everywhere("harmless"));

	test.each(Object.entries(HOSTILE_TEXTS))("%s in every field stays text", (_, text) => {
		const html = everywhere(text);
		expect(skeleton(html)).toEqual(harmless);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
		expect(html).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
		expect(html.isWellFormed()).toBe(true);
	});
});

test("the same report gives the same bytes", () => {
	expect(render(buildReport(input()), { ...CONTEXT, tally: tally(input().results) })).toBe(page);
});

test("no word claims more than checks can", () => {
	expect(page).not.toMatch(/compliant|compliance|certified|guarantee/i);
});
