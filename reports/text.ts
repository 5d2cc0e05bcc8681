import { styleText } from "node:util";
import type { InputKind } from "../inventory/resource.ts";
import type { ReportContext } from "./context.ts";
import type { Report, Result, Severity } from "./report.ts";
import { counted, kindOf, placeOf, subject, visible } from "./subject.ts";
import { blocking } from "./threshold.ts";

export interface TextOptions {
	/** Columns of the terminal; 80 where there is none. */
	width: number;
	color: boolean;
	/** One line a finding or unknown, and nothing else. */
	quiet: boolean;
	/** Every resource of a finding, however many share it. */
	all: boolean;
}

type Style = Parameters<typeof styleText>[0];

const MARKS = { fail: "✖", unknown: "?", waived: "○", pass: "✔", "not-applicable": "–" } as const;
const MARK_STYLES: Record<Result["verdict"], Style> = {
	fail: "red",
	unknown: "yellow",
	waived: "cyan",
	pass: "green",
	"not-applicable": "dim",
};
const SEVERITY_STYLES: Record<Severity, Style> = { critical: ["red", "bold"], high: "red", medium: "yellow", low: "cyan" };
/** Longer lines of prose are hard to read, however wide the terminal is. */
const LONGEST_PROSE = 120;
/** Where the text below a finding starts: under the control's id. */
const INDENT = " ".repeat(13);
/** So many resources of one finding are named before the rest is counted. */
const NAMED = 5;
const TYPES_NAMED = 6;

/** The report for a terminal. */
export function render(report: Report, context: ReportContext, options: TextOptions): string {
	const paint = (style: Style, text: string) => (options.color && text !== "" ? styleText(style, text, { validateStream: false }) : text);
	const findings = renderFindings(report.results, options, paint);
	if (options.quiet) return findings;
	const blocks = [
		context.environment === undefined && context.layers === undefined ? sourcesRead(report) : headline(context, options, paint),
		findings,
		remainder(report, options, paint),
		conclusion(report, context, options, paint),
	];
	return `${blocks.filter((block) => block !== "").join("\n")}`;
}

type Paint = (style: Style, text: string) => string;

function headline({ environment, layers = [] }: ReportContext, { width }: TextOptions, paint: Paint): string {
	const lines: string[] = [];
	if (environment) {
		const { name, stack, organisation, classification, jurisdictions, provider, region } = environment;
		const title = stack === "production" ? name : `${name} (${stack})`;
		const facts = [organisation, classification, `${jurisdictions.join(", ")} only`, `${provider} ${region}`];
		lines.push(...joinPieces([paint("bold", visible(title)), ...facts.map(visible)], " · ", width, ""));
	}
	const names = columnWidth(layers.map(({ name }) => name));
	const counts = columnWidth(layers.map(({ resources }) => counted(resources, "resource")));
	const technologies = columnWidth(layers.map(({ technology }) => technology ?? ""));
	for (const { name, resources, technology = "", extent = "" } of layers) {
		const columns = [pad(name, names), pad(counted(resources, "resource"), counts), pad(technology, technologies), extent];
		lines.push(visible(`  ${columns.join("   ")}`.trimEnd()));
	}
	return block(lines);
}

/** What was read, a line a kind: `Kubernetes manifests   12 resources   5 files`. */
function sourcesRead({ inputs }: Report): string {
	const kinds = [...Map.groupBy(inputs, ({ kind }) => kind)].map(([kind, list]) => ({
		name: KINDS[kind].name,
		resources: counted(
			list.reduce((sum, { resources }) => sum + resources, 0),
			"resource",
		),
		from: list.length === 1 ? (list[0]?.path === "-" ? "standard input" : (list[0]?.path ?? "")) : counted(list.length, KINDS[kind].unit),
	}));
	const names = columnWidth(kinds.map(({ name }) => name));
	const counts = columnWidth(kinds.map(({ resources }) => resources));
	return block(kinds.map(({ name, resources, from }) => visible(`  ${pad(name, names)}   ${pad(resources, counts)}   ${from}`)));
}

const KINDS: Record<InputKind, { name: string; unit: string }> = {
	environment: { name: "environment", unit: "file" },
	"kubernetes-live": { name: "Kubernetes, live", unit: "cluster" },
	"kubernetes-manifest": { name: "Kubernetes manifests", unit: "file" },
	"openstack-live": { name: "OpenStack, live", unit: "cloud" },
	"pulumi-preview": { name: "Pulumi preview", unit: "stack" },
	"pulumi-program": { name: "Pulumi program", unit: "program" },
	"pulumi-state": { name: "Pulumi state", unit: "state" },
	"terraform-plan": { name: "Terraform plan", unit: "plan" },
	"terraform-state": { name: "Terraform state", unit: "state" },
};

/** Results with the same rule and the same words, whatever the resource. */
interface Group {
	first: Result;
	members: Result[];
}

function renderFindings(results: readonly Result[], options: TextOptions, paint: Paint): string {
	const groups = options.quiet
		? results.filter(({ verdict }) => verdict === "fail" || verdict === "unknown").map((first) => ({ first, members: [first] }))
		: groupAlike(results);
	const rows = groups.map(({ first, members }) => ({
		first,
		members,
		control: visible(first.control),
		subject: members.length === 1 ? visible(subject(first.resource)) : counted(members.length, "resource"),
		place: sharedPlace(members),
	}));
	const controls = columnWidth(rows.map(({ control }) => control));
	const subjects = columnWidth(rows.map(({ subject }) => subject));
	const places = columnWidth(rows.map(({ place }) => place));
	const wide = options.quiet || INDENT.length + controls + 2 + subjects + 2 + places <= options.width;
	const lines: string[] = [];
	for (const { first, members, ...row } of rows) {
		const head = `  ${paint(MARK_STYLES[first.verdict], MARKS[first.verdict])} ${paint(SEVERITY_STYLES[first.severity], pad(first.severity, 8))} `;
		const place = paint("dim", row.place);
		const settled = first.verdict === "pass" || first.verdict === "not-applicable";
		if (wide) {
			lines.push(
				`${head}${paint("bold", pad(row.control, controls))}  ${pad(row.subject, row.place === "" ? 0 : subjects)}  ${place}`.trimEnd(),
			);
		} else {
			const fits = INDENT.length + row.control.length + 2 + row.subject.length <= options.width;
			lines.push(`${head}${paint("bold", row.control)}${fits ? `  ${row.subject}` : ""}`);
			if (!fits) lines.push(`${INDENT}${row.subject}`);
			if (row.place !== "" && !settled) lines.push(`${INDENT}${place}`);
		}
		if (options.quiet || settled) continue;
		lines.push(...memberLines(members, row.place !== "", options, paint), ...explanation(first, options));
	}
	return options.quiet ? lines.map((line) => `${line.trimStart()}\n`).join("") : block(lines);
}

function groupAlike(results: readonly Result[]): Group[] {
	const groups = new Map<string, Group>();
	for (const [index, result] of results.entries()) {
		const { verdict, severity, control, message, remediation } = result;
		const alone = verdict === "pass" || verdict === "not-applicable";
		const key = JSON.stringify([verdict, severity, control, message, remediation, alone ? index : ""]);
		const group = groups.get(key);
		if (group) group.members.push(result);
		else groups.set(key, { first: result, members: [result] });
	}
	return [...groups.values()];
}

/** The place of all members, or nothing where they differ. */
function sharedPlace(members: readonly Result[]): string {
	const places = new Set(members.map(placeText));
	return places.size === 1 ? [...places][0]! : "";
}

function placeText(result: Result): string {
	const place = placeOf(result);
	if (!place) return "";
	return visible(place.key === undefined ? place.position : `${place.key}  ${place.position}`);
}

function memberLines(members: readonly Result[], shared: boolean, { all }: TextOptions, paint: Paint): string[] {
	if (members.length === 1) return [];
	const named = all || members.length <= NAMED ? members : members.slice(0, NAMED - 1);
	const width = columnWidth(named.map(({ resource }) => visible(subject(resource))));
	const lines = named.map((member) => {
		const place = shared ? "" : placeText(member);
		return `${INDENT}${pad(visible(subject(member.resource)), place === "" ? 0 : width)}  ${paint("dim", place)}`.trimEnd();
	});
	const rest = members.length - named.length;
	return rest === 0 ? lines : [...lines, `${INDENT}and ${rest} more (--all names them)`];
}

function explanation({ verdict, message, remediation, references }: Result, { width }: TextOptions): string[] {
	if (verdict === "unknown") return wrap(oneLine(message), width);
	if (verdict === "waived") return wrap(oneLine(`Accepted: ${message}`), width);
	const supports = references.map(({ framework, clause }) => `${framework} ${clause}`.replaceAll(" ", "\u00a0")).join(", ");
	return [...wrap(oneLine(supports === "" ? message : `${sentence(message)} Supports ${supports}.`), width), ...wrap(remediation, width)];
}

/** What no verdict speaks about. */
function remainder({ notVisible, errors }: Report, { width }: TextOptions, paint: Paint): string {
	const lines = [
		...notVisible.flatMap(({ what, why }) => hang(`${paint("yellow", "?")} not visible: `, `${what}: ${why}`, width)),
		...errors.flatMap(({ path, line, message }) =>
			hang(`${paint("red", "✖")} not read: `, `${path}${line === undefined ? "" : `:${line}`}: ${message}`, width),
		),
	];
	return block(lines);
}

function conclusion(report: Report, context: ReportContext, { width }: TextOptions, paint: Paint): string {
	const { summary, rules, coverage } = report;
	const uncovered = coverage.filter(({ controls }) => controls === 0).toSorted((a, b) => b.resources - a.resources);
	const figures = [
		counted(summary.resources, "resource"),
		counted(rules.controls, "control"),
		`${summary.pass} passed`,
		paint(summary.fail > 0 ? ["red", "bold"] : "green", `${summary.fail} failed`),
		...(summary.unknown > 0 ? [paint("yellow", `${summary.unknown} unknown`)] : []),
		...(summary.waived > 0 ? [`${summary.waived} accepted`] : []),
		...(summary.notCovered > 0
			? [`${counted(summary.notCovered, "resource")} of ${counted(uncovered.length, "type")} looked at by no control`]
			: []),
	];
	const lines = joinPieces(figures, " · ", width);
	if (uncovered.length > 0) {
		const named = uncovered.slice(0, uncovered.length > TYPES_NAMED ? TYPES_NAMED - 1 : TYPES_NAMED);
		const types = named.map(({ type, resources }) => `${visible(kindOf(type))} ${resources}`);
		if (named.length < uncovered.length) types.push(`${uncovered.length - named.length} more types`);
		lines.push(...joinPieces([`Not looked at: ${types[0]}`, ...types.slice(1)], ", ", width).map((line) => paint("dim", line)));
	}
	lines.push(...hang(`${paint("bold", "Next:")} `, nextStep(report, context), width));
	return lines.map((line) => `${line}\n`).join("");
}

/** What to type or do now. */
function nextStep(report: Report, { next, failOn }: ReportContext): string {
	if (report.errors.length > 0) return "repair what could not be read; until then this report is not complete";
	const stopping = blocking(report, failOn);
	const proceed = next === undefined ? "`--output report.html` writes a page to hand on" : `\`${next}\``;
	if (stopping === 0) {
		return report.summary.fail > 0 ? `${proceed}; what was found lies below the threshold, and can be planned for` : proceed;
	}
	const fix = stopping === 1 ? "fix the finding above" : `fix the ${stopping} findings above`;
	const threshold = stopping < report.summary.fail ? ` of severity ${failOn ?? "high"} or more` : "";
	return `${fix}${threshold}, then ${next === undefined ? "run this again" : `\`${next}\``}`;
}

function wrap(text: string, width: number): string[] {
	const longest = Math.max(20, Math.min(width, LONGEST_PROSE) - INDENT.length);
	return text.split("\n").flatMap((line) => fill(visible(line), longest).map((part) => INDENT + part));
}

/** Text after a label, indented by two; further lines stand under the text. */
export function hang(label: string, text: string, width: number): string[] {
	const indent = stripped(label).length;
	const parts = fill(visible(oneLine(text)), Math.max(20, Math.min(width, LONGEST_PROSE) - indent - 2));
	return parts.map((part, index) => `  ${index === 0 ? label : " ".repeat(indent)}${part}`);
}

/** Breaks at spaces, but not at those that don't break; a word that is longer than the line, such as a path, stays whole so that it can be copied. */
function fill(text: string, longest: number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of text.split(" ")) {
		if (line !== "" && [...line].length + 1 + [...word].length > longest) {
			lines.push(line);
			line = word;
		} else line = line === "" ? word : `${line} ${word}`;
	}
	return (line === "" ? lines : [...lines, line]).map((text) => text.replaceAll("\u00a0", " "));
}

/** Pieces that are never broken inside. */
function joinPieces(pieces: readonly string[], separator: string, width: number, indent = "  "): string[] {
	const lines: string[] = [];
	let line = indent;
	for (const [index, piece] of pieces.entries()) {
		const part = index < pieces.length - 1 ? piece + separator : piece;
		if (line !== indent && stripped(line + part).trimEnd().length > width) {
			lines.push(line.trimEnd());
			line = indent;
		}
		line += part;
	}
	return [...lines, line];
}

const stripped = (text: string) => text.replace(STYLES, "");
// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences
const STYLES = /\u001b\[\d+m/g;

/** Messages quote what files hold; a line break in it must not look like a line of ours. */
const oneLine = (text: string) => text.replace(/\s*[\r\n]+\s*/g, " ");
const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
const pad = (text: string, width: number) => text + " ".repeat(Math.max(0, width - [...text].length));
const columnWidth = (texts: readonly string[]) => texts.reduce((widest, text) => Math.max(widest, [...text].length), 0);
const block = (lines: readonly string[]) => (lines.length === 0 ? "" : `${lines.map((line) => `${line}\n`).join("")}`);
