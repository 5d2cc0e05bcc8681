import { markup } from "../reports/markup.ts";
import type { Assessment } from "./assessment.ts";
import { targetNames } from "./mappings-text.ts";
import { page, table } from "./page.ts";
import { gib, topReasons } from "./text.ts";

/** The assessment as one page: a director reads the top, an engineer the rest. */
export function render(assessment: Assessment): string {
	const { summary, reasons, risks, applications, resources, notUnderstood, errors, notVisible, inputs, tool } = assessment;
	const code = (text: string) => markup`<code>${text}</code>`;
	const fails = reasons.filter(({ verdict }) => verdict === "fail");
	const sections = [
		{
			id: "reasons",
			title: "Why it should move",
			body:
				table(
					"What controls say about the estate today",
					["control", "severity", "about", "what it says", "supports"],
					topReasons(reasons).map(({ control, severity, subject, message, references, verdict, times }) => [
						markup`${control}${verdict === "unknown" && markup`<span class="note">can’t tell</span>`}`,
						markup`<span class="severity ${severity}">${severity}</span>`,
						markup`${subject}${times > 1 && markup`<span class="note">and ${times - 1} more</span>`}`,
						message,
						references.join(", "),
					]),
				) ?? markup`<p>Nothing that these packs look at is known of the estate.</p>`,
		},
		{
			id: "risks",
			title: "What makes leaving hard",
			body:
				table(
					"Exit risks",
					["risk", "what"],
					risks.map(({ kind, what }) => [kind, what]),
				) ?? markup`<p>No risk of its own was found.</p>`,
		},
		{
			id: "applications",
			title: "Applications",
			body: table(
				"Applications",
				["application", "resources", "days", "data", "processors", "memory", "needs", "fidelity"],
				applications.map((one) => [
					markup`<a href="#app-${one.name}">${one.name}</a>${one.owner !== undefined && markup`<span class="note">${one.owner}</span>`}`,
					one.resources,
					one.effortDays,
					`${gib(one.dataGiB)}${one.dataUnknown > 0 ? ` + ${one.dataUnknown} unknown` : ""}`,
					one.vcpus,
					gib(one.memoryGiB),
					one.dependsOn.join(", "),
					Object.entries(one.fidelity)
						.map(([name, count]) => `${count} ${name}`)
						.join(", "),
				]),
			),
		},
		{
			id: "unsaid",
			title: "What was not understood",
			body: [
				table(
					"Types that no row is about",
					["type", "how many", "what to do"],
					notUnderstood.map(({ type, count, next }) => [code(type), count, next]),
				) ?? markup`<p>Every resource has a row in the mapping data.</p>`,
				table(
					"Inputs that could not be read",
					["input", "why"],
					errors.map(({ path, line, message }) => [`${path}${line === undefined ? "" : `:${line}`}`, message]),
				),
				table(
					"Not looked at",
					["what", "why"],
					notVisible.map(({ what, why }) => [what, why]),
				),
			],
		},
		...applications.map(({ name }) => ({
			id: `app-${name}`,
			title: `Application ${name}`,
			body: table(
				`Resources of ${name}`,
				["resource", "becomes", "fidelity", "strategy", "effort", "what is lost"],
				resources
					.filter(({ application }) => application === name)
					.map((one) => [
						markup`${code(one.id)}${one.capability !== undefined && markup`<span class="note">${one.capability}${one.size?.name !== undefined && `, ${one.size.name}`}${one.dataGiB !== undefined && `, ${gib(one.dataGiB)}`}</span>`}`,
						one.target === undefined ? "not understood" : targetNames(one.target),
						one.fidelity,
						one.strategy,
						one.effort,
						one.losses.join(" "),
					]),
			),
		})),
		{
			id: "inputs",
			title: "What was read",
			body: table(
				"Inputs",
				["input", "kind", "resources", "SHA-256"],
				inputs.map(({ path, kind, sha256, resources: count }) => [path, kind, count, sha256 === undefined ? "" : code(sha256)]),
			),
		},
	];
	return page({
		title: "Assessment of a foreign estate",
		about: "Assessment for a move",
		sentence: summary.sentence,
		tone: summary.notUnderstood > 0 ? "care" : fails.length > 0 ? "stop" : "clear",
		detail: markup`<p>${summary.providers.map(({ provider, regions, resources: count }) => `${provider}${regions.length > 0 ? ` (${regions.join(", ")})` : ""}: ${count}`).join("; ")}.</p>`,
		figures: [
			{ label: "resources", value: summary.resources },
			{ label: "applications", value: summary.applications },
			{ label: "days of work", value: Math.ceil(summary.effortDays) },
			{ label: `of data${summary.dataUnknown > 0 ? `, ${summary.dataUnknown} sizes unknown` : ""}`, value: gib(summary.dataGiB) },
			{ label: "not understood", value: summary.notUnderstood },
		],
		sections: sections.filter(({ body }) => body !== undefined),
		version: tool.version,
	});
}
