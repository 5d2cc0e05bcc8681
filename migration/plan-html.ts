import type { Content } from "../reports/markup.ts";
import { markup } from "../reports/markup.ts";
import { page, table } from "./page.ts";
import type { Plan } from "./plan.ts";
import { gib } from "./text.ts";

/** The plan as a page: a timeline, then a section a wave. */
export function render(plan: Plan, warnings: readonly string[], version: string): string {
	const waves = Object.entries(plan.waves);
	return page({
		title: "Plan of a move",
		about: "Waves, windows and what has to be true before",
		sentence: plan.summary,
		tone: warnings.length > 0 ? "care" : "clear",
		detail: warnings.length > 0 && markup`<ul>${warnings.map((one) => markup`<li>${one}</li>`)}</ul>`,
		figures: [
			{ label: "waves", value: waves.length },
			{ label: "applications", value: Object.values(plan.applications).filter(({ wave }) => wave !== "stays").length },
			{ label: "of data", value: gib(Object.values(plan.applications).reduce((sum, { dataGiB }) => sum + dataGiB, 0)) },
			{ label: "Mbit/s", value: plan.rateMbps },
			{ label: "to be decided", value: warnings.length },
		],
		sections: [
			{
				id: "timeline",
				title: "Timeline",
				body: [
					timeline(plan),
					table(
						"Waves",
						["wave", "begins", "cut over", "applications", "away for"],
						waves.map(([name, { begins, cutOver, applications, window }]) => [
							markup`<a href="#${name}">${name}</a>`,
							begins,
							cutOver,
							applications.join(", "),
							`${window.totalHours} h`,
						]),
					),
				],
			},
			...waves.map(([name, wave]) => ({
				id: name,
				title: `${name}${wave.pilot ? ", the pilot" : ""}`,
				body: pairs([
					["Moves", wave.applications.join(", ")],
					["Why so", wave.why.join(" ")],
					["Before it begins", markup`<ul>${wave.entry.map((one) => markup`<li>${one}</li>`)}</ul>`],
					["Transfer", `${wave.transferHours} h at ${plan.rateMbps} Mbit/s`],
					[
						"Away for",
						`${wave.window.totalHours} h: last changes ${wave.window.deltaHours} h, start ${wave.window.startHours} h, checks ${wave.window.checkHours} h`,
					],
					[
						"May be away",
						Object.entries(wave.rto)
							.map(([one, what]) => `${one} ${what}`)
							.join("; "),
					],
					["At the target after it", `${wave.quota.vcpus} vCPU, ${gib(wave.quota.memoryGiB)} memory, ${gib(wave.quota.diskGiB)} volumes`],
					["Way back", wave.rollback],
					["Approved by", wave.approvals.join(", ")],
				]),
			})),
		],
		version,
	});
}

const pairs = (rows: readonly (readonly [string, Content])[]): Content =>
	markup`<dl class="pairs">${rows.filter(([, value]) => value !== "").map(([name, value]) => markup`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>\n`;

const ROW = 28;
const LEFT = 110;
const WIDTH = 760;

/** A bar a wave, from its first day to its cut-over; the table below says the same in words. */
function timeline({ waves }: Plan): Content {
	const rows = Object.entries(waves).map(([name, { begins, cutOver }]) => ({
		name,
		from: dayNumber(begins),
		until: dayNumber(cutOver),
		begins,
		cutOver,
	}));
	if (rows.length === 0) return undefined;
	const first = Math.min(...rows.map(({ from }) => from));
	const days = Math.max(...rows.map(({ until }) => until)) - first + 1;
	const x = (day: number): number => Math.round(LEFT + ((day - first) / days) * (WIDTH - LEFT - 10));
	return markup`<div class="timeline"><svg viewBox="0 0 ${WIDTH} ${rows.length * ROW + 10}" role="img" aria-label="Waves over time; the table below says the same">
${rows.map(({ name, from, until, begins, cutOver }, index) => markup`<line x1="${LEFT}" y1="${(index + 1) * ROW}" x2="${WIDTH}" y2="${(index + 1) * ROW}"/><text x="0" y="${index * ROW + 19}">${name}</text><rect x="${x(from)}" y="${index * ROW + 6}" width="${Math.max(3, x(until + 1) - x(from))}" height="${ROW - 12}"><title>${name}: ${begins} to ${cutOver}</title></rect>\n`)}</svg></div>\n`;
}

function dayNumber(day: string): number {
	const [, number] = /^day (\d+)$/.exec(day) ?? [];
	return number === undefined ? Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) : Number(number);
}
