import { createHash } from "node:crypto";
import type { ReportContext, Tally } from "./context.ts";
import { tally } from "./context.ts";
import { acceptances, filterStyle, findings, passes, unknowns } from "./html-findings.ts";
import type { Icon } from "./html-icons.ts";
import { ICONS, icon } from "./html-icons.ts";
import { STYLE } from "./html-style.ts";
import { byClause, byService, bySeverity, controlsApplied, servicesOf } from "./html-tables.ts";
import type { Content, Markup } from "./markup.ts";
import { markup, prose } from "./markup.ts";
import type { Report } from "./report.ts";
import { counted, grouped, kindOf } from "./subject.ts";
import { outcomeOf } from "./verdict.ts";

/** The report as one file for people: no network, no script, readable on paper. The same report and context give the same bytes. */
export function render(report: Report, context: ReportContext): string {
	const counts = context.tally ?? tally(report.results);
	// Without a tally and without `--all` nobody counted the passes by control, so the columns for them are left out.
	const passesKnown = sum(counts, "pass") === report.summary.pass;
	const services = servicesOf(counts, context);
	const outcome = outcomeOf(report, context);
	const style = markup`${STYLE}${filterStyle(services.length)}`;
	const sections: Section[] = [
		{ id: "services", title: "By service", body: byService(services, passesKnown) },
		{ id: "articles", title: "By legal article", body: byClause(report, context, counts, passesKnown) },
		{ id: "severity", title: "By severity", body: bySeverity(counts, passesKnown) },
		{ id: "findings", title: "Findings", count: report.summary.fail, body: findings(report, context, services) },
		{ id: "unsaid", title: "What this report does not say", body: [unknowns(report, context), notLookedAt(report)] },
		{ id: "accepted", title: "Accepted risks", count: report.summary.waived, body: acceptances(report, context) },
		{
			id: "checked",
			title: "What was checked",
			body: [controlsApplied(counts, context, passesKnown), passes(report, context), inputs(report)],
		},
	];
	const shown = sections.filter(({ body }) => body !== undefined);
	const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="socle ${report.tool.version}">
<title>${nameOf(context)} · ${outcome.sentence}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#findings">Skip to the findings</a>
${ICONS}
<header class="masthead"><div class="page">
<p class="mark">Socle</p>
<p>Report on security and sovereignty · <time datetime="${report.generatedAt}">${longDate(report.generatedAt)}</time></p>
</div></header>
<main class="page">
${summary(report, context, outcome)}
<nav aria-label="On this page"><ol>${shown.map(
		({ id, title, count }) => markup`<li><a href="#${id}">${title}${count === undefined ? "" : ` (${grouped(count)})`}</a></li>`,
	)}</ol></nav>
${shown.map(({ id, title, body }) => markup`<section id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2>\n${body}</section>\n`)}</main>
<footer><div class="page"><p>Made by socle ${report.tool.version}. A check that passes supports the clauses it names. Only a person or a body certifies.</p></div></footer>
</body>
</html>
`;
	return page.toString();
}

interface Section {
	id: string;
	title: string;
	count?: number;
	body: Content;
}

/** Nothing is fetched, run, framed or sent; only our own style applies, so that content which looked like style would do nothing. */
function policy(style: Markup): string {
	const hash = createHash("sha256").update(style.toString()).digest("base64");
	return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function summary(report: Report, context: ReportContext, outcome: ReturnType<typeof outcomeOf>): Markup {
	const { summary, coverage, rules } = report;
	const uncovered = coverage.filter(({ controls }) => controls === 0).length;
	const { environment, layers = [] } = context;
	const facts: [string, string][] = [];
	if (environment) {
		const { register, dpo } = environment;
		if (register) facts.push(["Organisation", `${register.kind}, ${register.country}, ${register.identifier}`]);
		if (dpo !== undefined) facts.push(["Data protection officer", dpo]);
		facts.push(["Classification", environment.classification]);
		facts.push(["Jurisdiction", `${environment.jurisdictions.join(", ")} only`]);
		facts.push(["Cloud", `${environment.provider} ${environment.region}`]);
		facts.push(["Stack", environment.stack]);
	}
	for (const { name, resources, technology, extent } of layers) {
		facts.push([
			`Layer ${name}`,
			[counted(resources, "resource"), technology, extent].filter((part) => part !== undefined && part !== "").join(", "),
		]);
	}
	const figures: [Icon, string, number, string][] = [
		["resource", "resources", summary.resources, "Resources read"],
		["pass", "pass", summary.pass, "Checks passed"],
		["fail", "fail", summary.fail, "Checks failed"],
		["unknown", "unknown", summary.unknown, "Checks unknown"],
		["unseen", "unseen", summary.notCovered, "Resources no control looked at"],
	];
	const toneIcon = { stop: "fail", care: "unknown", clear: "pass" } as const;
	const details = [
		`${counted(rules.controls, "control")} applied to ${counted(summary.resources, "resource")}.`,
		summary.notCovered > 0 &&
			`${counted(summary.notCovered, "resource")} of ${counted(uncovered, "type")} ${summary.notCovered === 1 ? "was" : "were"} looked at by none.`,
		summary.waived > 0 && `${counted(summary.waived, "risk")} ${summary.waived === 1 ? "was" : "were"} accepted by name.`,
		report.notVisible.length > 0 && `${counted(report.notVisible.length, "part")} could not be seen.`,
	].filter((part) => part !== false);
	return markup`<div class="summary">
${environment ? markup`<p class="eyebrow"><bdi>${environment.organisation}</bdi></p>` : ""}
<h1><bdi>${nameOf(context)}</bdi></h1>
<div class="verdict ${outcome.tone}">${icon(toneIcon[outcome.tone])}<div><p class="sentence">${outcome.sentence}</p><p>${details.join(" ")}</p></div></div>
<dl class="figures">${figures.map(
		([shape, kind, figure, label]) =>
			markup`<div class="figure ${kind}${figure === 0 ? " none" : ""}"><dt>${label}</dt><dd>${icon(shape)}${grouped(figure)}</dd></div>`,
	)}</dl>
${facts.length > 0 ? markup`<dl class="facts">${facts.map(([label, fact]) => markup`<div><dt>${label}</dt><dd><bdi>${fact}</bdi></dd></div>`)}</dl>` : ""}
</div>`;
}

function notLookedAt({ coverage, notVisible, errors }: Report): Markup {
	const uncovered = coverage.filter(({ controls }) => controls === 0).toSorted((a, b) => b.resources - a.resources);
	return markup`<h3>Looked at by no control</h3>
${
	uncovered.length === 0
		? markup`<p>Every type of resource was looked at by at least one control.</p>`
		: markup`<p>No verdict of this report speaks about these resources. They are not findings, and they did not pass.</p>
<ul class="columns">${uncovered.map(
				({ type, resources }) =>
					markup`<li><strong>${kindOf(type)}</strong> × ${grouped(resources)} <code class="quiet">${type}</code></li>`,
			)}</ul>`
}
<h3>Not visible</h3>
${
	notVisible.length === 0
		? markup`<p>Nothing was hidden from this report as far as it can tell.</p>`
		: markup`<dl class="pairs">${notVisible.map(({ what, why }) => markup`<div><dt>${prose(what)}</dt><dd>${prose(why)}</dd></div>`)}</dl>`
}
<h3>Not readable</h3>
${
	errors.length === 0
		? markup`<p>Every input could be read to its end.</p>`
		: markup`<dl class="pairs">${errors.map(
				({ path, line, message }) =>
					markup`<div><dt>${icon("fail")} <code>${path}${line === undefined ? "" : `:${line}`}</code></dt><dd>${prose(message)}</dd></div>`,
			)}</dl>`
}
`;
}

function inputs({ inputs, rules, tool, generatedAt }: Report): Markup {
	return markup`<h3>Inputs and digests</h3>
<p>Whoever has the same inputs and the same rules gets the same verdicts.</p>
<dl class="pairs">
${inputs.map(
	({ path, kind, sha256, resources }) =>
		markup`<div><dt><code>${path}</code></dt><dd>${kind}, ${counted(resources, "resource")}${sha256 === undefined ? "" : markup`<br><code class="quiet">sha256 ${sha256}</code>`}</dd></div>\n`,
)}<div><dt>Rules</dt><dd>${counted(rules.controls, "control")}${rules.packs.length === 0 ? "" : ` of ${rules.packs.length === 1 ? "the pack" : "the packs"} ${rules.packs.join(", ")}`}<br><code class="quiet">sha256 ${rules.digest}</code></dd></div>
<div><dt>Made by</dt><dd>${tool.name} ${tool.version}, <time datetime="${generatedAt}">${longDate(generatedAt)}</time></dd></div>
</dl>`;
}

function nameOf({ environment }: ReportContext): string {
	return environment?.name ?? "Audit";
}

function sum(counts: readonly Tally[], verdict: "pass" | "fail"): number {
	return counts.reduce((total, row) => total + row[verdict], 0);
}

const MONTHS = "January February March April May June July August September October November December".split(" ");

/** `1 December 2025, 00:00 UTC`, the same in every locale. */
function longDate(rfc3339: string): string {
	const date = new Date(rfc3339);
	return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}, ${rfc3339.slice(11, 16)} UTC`;
}
