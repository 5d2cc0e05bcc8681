import type { ReportContext } from "./context.ts";
import { icon } from "./html-icons.ts";
import type { Service } from "./html-tables.ts";
import { serviceName } from "./html-tables.ts";
import type { Content, Markup } from "./markup.ts";
import { markup, prose } from "./markup.ts";
import type { Report, Result, Severity, Strength, Verdict } from "./report.ts";
import { SEVERITIES } from "./report.ts";
import { counted, placeOf, subject } from "./subject.ts";

/** More resources or messages than this are folded away; on paper they are all there. */
const UNFOLDED = 6;

/** All results of one control with one verdict. */
interface Card {
	control: string;
	severity: Severity;
	results: Result[];
}

/** Each finding with cause, cure and reference, one card a control, and filters that need no script. */
export function findings(report: Report, context: ReportContext, services: readonly Service[]): Content {
	const cards = cardsOf(report, "fail");
	if (cards.length === 0) return markup`<p>No check failed.</p>\n`;
	const anchors = new Set<string>();
	return [
		filters(cards, services),
		markup`<div class="cards">${cards.map((card) => findingCard(card, context, services, anchorOf(card.control, anchors)))}</div>\n`,
	];
}

function findingCard({ control, severity, results }: Card, context: ReportContext, services: readonly Service[], anchor: string): Markup {
	const known = context.controls?.find(({ id }) => id === control);
	const serviceIndexes = [...new Set(results.map((result) => serviceIndex(result, services)))];
	const remediations = [...new Set(results.map(({ remediation }) => remediation))].filter((text) => text !== "");
	return markup`<article class="card" id="${anchor}" aria-labelledby="${anchor}-title" data-severity="${severity}" data-services="${serviceIndexes.join(" ")}">
<p class="tags"><span class="severity ${severity}">${severity}</span><span class="status">${icon("fail")}${counted(results.length, "resource")}</span></p>
<h3 id="${anchor}-title"><span class="quiet">Not met:</span> ${known?.title ?? control}</h3>
${known && markup`<p class="why">${prose(known.rationale)}</p>`}
${saying(results, services)}
<dl class="pairs">
${remediations.length > 0 && markup`<div><dt>Cure</dt><dd>${remediations.map((remediation) => markup`<p>${prose(remediation)}</p>`)}</dd></div>`}
${results[0]!.references.length > 0 && markup`<div><dt>Supports</dt><dd>${references(results[0]!, known)}</dd></div>`}
<div><dt>Control</dt><dd><code>${control}</code></dd></div>
</dl>
</article>
`;
}

/** What is wrong and where: each message once, with the resources that it is true of. */
function saying(results: readonly Result[], services: readonly Service[]): Content {
	const blocks = alike(results).map(
		(same) => markup`<dl class="pairs">
<div><dt>Finding</dt><dd>${prose(same[0]!.message)}</dd></div>
<div><dt>Where</dt><dd>${places(same, services)}</dd></div>
</dl>
`,
	);
	const rest = blocks.slice(UNFOLDED);
	return [
		blocks.slice(0, UNFOLDED),
		rest.length > 0 && markup`<details><summary>${counted(rest.length, "more finding")} of this kind</summary>${rest}</details>`,
	];
}

function filters(cards: readonly Card[], services: readonly Service[]): Content {
	const results = cards.flatMap(({ results }) => results);
	const severities = SEVERITIES.map((severity) => ({
		id: severity as string,
		label: severity as string,
		count: results.filter((result) => result.severity === severity).length,
	}));
	const owners = services.map((service, index) => ({
		id: String(index),
		label: serviceName(service),
		count: results.filter((result) => serviceIndex(result, services) === index).length,
	}));
	const groups = [
		{ name: "severity", legend: "Severity", choices: severities.filter(({ count }) => count > 0) },
		{ name: "service", legend: "Service", choices: owners.filter(({ count }) => count > 0) },
	].filter(({ choices }) => choices.length > 1);
	return (
		groups.length > 0 &&
		markup`<form class="filters" aria-label="Filter the findings">${groups.map(
			({ name, legend, choices }) => markup`<fieldset><legend>${legend}</legend>
${[{ id: "all", label: "all", count: results.length }, ...choices].map(
	({ id, label, count }, index) =>
		markup`<label><input type="radio" name="${name}" id="${name}-${id}"${index === 0 && markup` checked`}><span><bdi>${label}</bdi> (${count})</span></label>\n`,
)}</fieldset>`,
		)}</form>\n`
	);
}

/** Rules that hide what a chosen filter leaves out, on screen only. `services` is their number. */
export function filterStyle(services: number): Markup {
	const severities = SEVERITIES.map((severity) => markup`main:has(#severity-${severity}:checked) .card:not([data-severity=${severity}])`);
	const owners = Array.from(
		{ length: services },
		(_, index) =>
			markup`main:has(#service-${index}:checked) :is(.card:not([data-services~="${index}"]),.card li:not([data-service="${index}"]))`,
	);
	const hidden = [...severities, ...owners].map((selector, index) => markup`${index > 0 && ",\n"}${selector}`);
	return markup`@media screen{${hidden}{display:none}}\n`;
}

/** Checks whose outcome hangs on a value that is not known yet. */
export function unknowns(report: Report, context: ReportContext): Content {
	const cards = cardsOf(report, "unknown");
	return [
		markup`<h3>Not known yet</h3>\n`,
		cards.length === 0
			? markup`<p>Every check could be decided.</p>\n`
			: markup`<p>These checks hang on a value that nobody knows yet. They did not pass.</p>
<dl class="pairs">${cards.map(
					({ control, severity, results }) =>
						markup`<div><dt>${icon("unknown")} ${titleOf(control, context)} <span class="note">${severity} · <code>${control}</code></span></dt><dd>${alike(
							results,
						).map((same) => markup`<p>${prose(same[0]!.message)}</p>${places(same, [])}`)}</dd></div>\n`,
				)}</dl>\n`,
	];
}

/** What was accepted, by whom, until when. */
export function acceptances(report: Report, context: ReportContext): Markup {
	const cards = cardsOf(report, "waived");
	if (cards.length === 0) return markup`<p>No risk was accepted.</p>\n`;
	const named = context.acceptances ?? [];
	return markup`<dl class="pairs">${cards.map(
		({ control, severity, results }) =>
			markup`<div><dt>${icon("waived")} ${titleOf(control, context)} <span class="note">${severity} · <code>${control}</code></span></dt><dd>${results.map(
				(result) => {
					const acceptance = named.find((entry) => entry.control === control && entry.resource === result.resource.id);
					return markup`<p>${prose(result.message)}</p>${places([result], [])}${
						acceptance &&
						markup`<p class="acceptance">Accepted by <strong><bdi>${acceptance.owner}</bdi></strong> until <time datetime="${acceptance.expires}">${acceptance.expires}</time>: ${prose(acceptance.reason)}</p>`
					}`;
				},
			)}</dd></div>\n`,
	)}</dl>\n`;
}

/** With `--all`: what passed, and what no check applied to. */
export function passes(report: Report, context: ReportContext): Content {
	const kinds: [Verdict, string, string][] = [
		["pass", "check passed", "checks passed"],
		["not-applicable", "check does not apply", "checks do not apply"],
	];
	return kinds.map(([verdict, one, many]) => {
		const cards = cardsOf(report, verdict);
		const total = cards.reduce((sum, { results }) => sum + results.length, 0);
		return (
			total > 0 &&
			markup`<details><summary>${counted(total, one, many)}</summary><dl class="pairs">${cards.map(
				({ control, results }) =>
					markup`<div><dt>${titleOf(control, context)} <span class="note"><code>${control}</code></span></dt><dd>${places(results, [])}</dd></div>\n`,
			)}</dl></details>\n`
		);
	});
}

function places(results: readonly Result[], services: readonly Service[]): Markup {
	const list = markup`<ul class="places">${results.map((result) => {
		const place = placeOf(result);
		const { layer, service } = result.resource;
		const owner = [service, layer].filter((part) => part !== undefined).join(", ");
		return markup`<li${services.length > 0 && markup` data-service="${serviceIndex(result, services)}"`}><strong><bdi>${subject(result.resource)}</bdi></strong>${
			owner !== "" && markup` <span class="owner"><bdi>${owner}</bdi></span>`
		}${
			place &&
			markup`<span class="note">${place.key !== undefined && markup`<code>${place.key}</code> in `}<code>${place.position}</code></span>`
		}</li>\n`;
	})}</ul>`;
	return results.length <= UNFOLDED ? list : markup`<details><summary>${counted(results.length, "resource")}</summary>${list}</details>`;
}

const STRENGTHS: Record<Strength, string> = { direct: "directly", partial: "in part", supporting: "from the side" };

function references(result: Result, known: NonNullable<ReportContext["controls"]>[number] | undefined): Markup {
	return markup`<ul class="references">${result.references.map(({ framework, clause, strength }) => {
		const asks = known?.references.find((reference) => reference.framework === framework && reference.clause === clause)?.asks;
		return markup`<li><strong>${framework} ${clause}</strong> <span class="quiet">${STRENGTHS[strength]}</span>${asks !== undefined && markup`<span class="note">${asks}</span>`}</li>\n`;
	})}</ul>`;
}

function cardsOf({ results }: Report, verdict: Verdict): Card[] {
	const cards = new Map<string, Card>();
	for (const result of results) {
		if (result.verdict !== verdict) continue;
		const { control, severity } = result;
		const key = JSON.stringify([control, severity]);
		const card = cards.get(key);
		if (card) card.results.push(result);
		else cards.set(key, { control, severity, results: [result] });
	}
	return [...cards.values()];
}

/** Results that say the same, together. */
function alike(results: readonly Result[]): Result[][] {
	return [...Map.groupBy(results, ({ message }) => message).values()];
}

function titleOf(control: string, { controls = [] }: ReportContext): string {
	return controls.find(({ id }) => id === control)?.title ?? control;
}

function serviceIndex({ resource }: Result, services: readonly Service[]): number {
	return services.findIndex(({ key }) => key === resource.service);
}

/** A place on the page to link to, `finding-pod-image-digest`. An organisation's own control may be named with other characters. */
function anchorOf(control: string, taken: Set<string>): string {
	const wanted = `finding-${control.replace(/[^\w-]/g, "-")}`;
	let anchor = wanted;
	for (let next = 2; taken.has(anchor); next++) anchor = `${wanted}-${next}`;
	taken.add(anchor);
	return anchor;
}
