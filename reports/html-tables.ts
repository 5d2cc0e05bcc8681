import type { ReportContext, Tally } from "./context.ts";
import type { Icon } from "./html-icons.ts";
import { icon } from "./html-icons.ts";
import type { Content, Markup } from "./markup.ts";
import { markup } from "./markup.ts";
import type { Report, Strength } from "./report.ts";
import { SEVERITIES } from "./report.ts";
import { counted, grouped } from "./subject.ts";

/** Counts of results by verdict; what every table on the page adds up. */
interface Counts {
	fail: number;
	unknown: number;
	waived: number;
	pass: number;
}

export interface Service extends Counts {
	/** Absent: what no single service owns. */
	key?: string;
	description?: string;
	resources?: number;
}

/** The services of the environment in its order, then others that resources name, then what belongs to none. */
export function servicesOf(counts: readonly Tally[], { services = [] }: ReportContext): Service[] {
	const known: { key?: string; description?: string; resources?: number }[] = [...services];
	const named = new Set(services.map(({ key }) => key));
	for (const key of new Set(counts.flatMap(({ service }) => (service === undefined ? [] : [service]))))
		if (!named.has(key)) known.push({ key });
	if (counts.some(({ service }) => service === undefined)) known.push({});
	return known.map((service) => ({ ...service, ...add(counts.filter((row) => row.service === service.key)) }));
}

export function serviceName({ key }: Service): string {
	return key ?? "Shared by all";
}

/** Nothing where no public service is named. */
export function byService(services: readonly Service[], passesKnown: boolean): Content {
	if (services.every(({ key }) => key === undefined)) return undefined;
	const rows = services.map((service) => ({
		head: markup`<strong><bdi>${serviceName(service)}</bdi></strong>${noteOf(service)}`,
		counts: service,
	}));
	return table("Results by public service", "Service", rows, passesKnown);
}

function noteOf({ key, description, resources }: Service): Content {
	const note = [
		description ?? (key === undefined ? "What no single service owns, such as the network" : undefined),
		resources === undefined ? undefined : counted(resources, "resource"),
	].filter((part) => part !== undefined);
	return note.length > 0 && markup`<span class="note"><bdi>${note.join(" · ")}</bdi></span>`;
}

export function bySeverity(counts: readonly Tally[], passesKnown: boolean): Markup {
	const rows = SEVERITIES.map((severity) => ({
		head: markup`<span class="severity ${severity}">${severity}</span>`,
		counts: add(counts.filter((row) => row.severity === severity)),
	}));
	return table("Results by severity", "Severity", rows, passesKnown);
}

interface ClauseRow extends Counts {
	framework: string;
	clause: string;
	asks: string;
	controls: { id: string; strength: Strength }[];
}

/** A result counts at every clause that its control supports. Nothing where no clause is named. */
export function byClause(report: Report, context: ReportContext, counts: readonly Tally[], passesKnown: boolean): Content {
	const clauses = clausesOf(report, context, counts);
	if (clauses.length === 0) return undefined;
	const open = clauses.filter(({ fail, unknown, waived }) => fail + unknown + waived > 0);
	const quiet = clauses.filter((clause) => !open.includes(clause));
	const rows = (of: readonly ClauseRow[]) =>
		of.map((clause) => ({
			head: markup`<strong class="clause">${clause.framework} ${clause.clause}</strong>${clause.asks !== "" && markup`<span class="note">${clause.asks}</span>`}<span class="note">Supported ${supporters(clause)}</span>`,
			counts: clause,
		}));
	return markup`<p>A check counts at every clause that it supports. No clause is fulfilled by checks alone.</p>
${open.length > 0 ? table("Clauses with open points", "Clause", rows(open), passesKnown) : markup`<p>Nothing is open at any of the clauses below.</p>`}
${quiet.length > 0 && markup`<details><summary>${counted(quiet.length, "clause")} with nothing open</summary>${table("Clauses with nothing open", "Clause", rows(quiet), passesKnown)}</details>\n`}`;
}

const STRENGTHS: readonly [Strength, string][] = [
	["direct", "directly by"],
	["partial", "in part by"],
	["supporting", "from the side by"],
];

function supporters({ controls }: ClauseRow): Content {
	const parts = STRENGTHS.map(([strength, words]) => ({
		words,
		ids: controls.filter((control) => control.strength === strength).map(({ id }) => id),
	}));
	return parts
		.filter(({ ids }) => ids.length > 0)
		.map(
			({ words, ids }, index) =>
				markup`${index > 0 && "; "}${words} ${ids.map((id, place) => markup`${place > 0 && ", "}<code>${id}</code>`)}`,
		);
}

function clausesOf(report: Report, { controls = [] }: ReportContext, counts: readonly Tally[]): ClauseRow[] {
	const rows = new Map<string, ClauseRow>();
	const seen = new Set<string>();
	const speakers = [
		...controls.map(({ id, references }) => ({ id, references })),
		...report.results.map(({ control, references }) => ({
			id: control,
			references: references.map((reference) => ({ ...reference, asks: "" })),
		})),
	];
	for (const { id, references } of speakers) {
		if (seen.has(id)) continue;
		seen.add(id);
		const results = add(counts.filter(({ control }) => control === id));
		for (const { framework, clause, asks, strength } of references) {
			const key = JSON.stringify([framework, clause]);
			const row = rows.get(key) ?? { framework, clause, asks, controls: [], fail: 0, unknown: 0, waived: 0, pass: 0 };
			row.controls.push({ id, strength });
			rows.set(key, { ...row, ...add([row, results]) });
		}
	}
	const order = new Intl.Collator("en", { numeric: true });
	return [...rows.values()].sort((a, b) => order.compare(a.framework, b.framework) || order.compare(a.clause, b.clause));
}

export function controlsApplied(counts: readonly Tally[], { controls = [] }: ReportContext, passesKnown: boolean): Content {
	if (controls.length === 0) return "";
	const rows = controls.map(({ id, title, severity }) => ({
		head: markup`<code>${id}</code><span class="note">${title} · ${severity}</span>`,
		counts: add(counts.filter(({ control }) => control === id)),
	}));
	return markup`<details><summary>${counted(controls.length, "control")} applied</summary>${table("Controls applied", "Control", rows, passesKnown)}</details>\n`;
}

function table(caption: string, first: string, rows: readonly { head: Markup; counts: Counts }[], passesKnown: boolean): Markup {
	const columns: [keyof Counts, Icon, string][] = [
		["fail", "fail", "Failed"],
		["unknown", "unknown", "Unknown"],
		["waived", "waived", "Accepted"],
		...(passesKnown ? ([["pass", "pass", "Passed"]] as [keyof Counts, Icon, string][]) : []),
	];
	return markup`<p class="legend" aria-hidden="true">${columns.map(([, shape, label]) => markup`<span>${icon(shape)} ${label}</span>`)}</p>
<table>
<caption>${caption}</caption>
<thead><tr><th scope="col">${first}</th>${columns.map(([, shape, label]) => markup`<th scope="col" class="number">${icon(shape)}<span>${label}</span></th>`)}</tr></thead>
<tbody>
${rows.map(
	({ head, counts }) =>
		markup`<tr><th scope="row">${head}</th>${columns.map(([verdict]) => markup`<td class="number ${verdict}${counts[verdict] === 0 ? " none" : ""}">${grouped(counts[verdict])}</td>`)}</tr>\n`,
)}</tbody>
</table>
`;
}

function add(rows: Iterable<Counts>): Counts {
	const total = { fail: 0, unknown: 0, waived: 0, pass: 0 };
	for (const { fail, unknown, waived, pass } of rows) {
		total.fail += fail;
		total.unknown += unknown;
		total.waived += waived;
		total.pass += pass;
	}
	return total;
}
