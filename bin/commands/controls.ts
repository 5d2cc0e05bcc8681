import { EXIT } from "../../errors.ts";
import type { AnyControl } from "../../policies/control.ts";
import { SEEN_IN } from "../../policies/evaluate.ts";
import { packOf } from "../../policies/own.ts";
import { controlNamed, packNamed, packs } from "../../policies/packs.ts";

interface Flags {
	pack?: string;
	format: "text" | "json" | "markdown";
}

/** `socle controls list`: every control, or those of a pack; a line each, by severity. */
export async function list({ pack = "all", format }: Flags): Promise<number> {
	const found = await packOf(pack);
	const { name, controls, title } = typeof found === "string" ? packNamed(found) : found;
	const sorted = controls.map(({ control }) => control).toSorted((a, b) => RANK[a.severity] - RANK[b.severity] || (a.id < b.id ? -1 : 1));
	const width = Math.max(...sorted.map(({ id }) => id.length));
	const forms = {
		json: () => JSON.stringify(sorted.map(described), undefined, 2),
		text: () => sorted.map(({ id, severity, title }) => `${severity.padEnd(8)}  ${id.padEnd(width)}  ${title}`).join("\n"),
		markdown: () =>
			[
				`# Controls: ${name}`,
				"",
				title,
				"",
				"| control | severity | passes when | seen in | supports |",
				"| --- | --- | --- | --- | --- |",
				...sorted.map((control) =>
					row([`\`${control.id}\``, control.severity, control.title, control.sources.join(", "), control.references.map(cited).join(", ")]),
				),
			].join("\n"),
	};
	return print(forms[format]());
}

/** `socle controls show ID`: what it asks, why, what to do, and what the law says. */
export async function show(id: string, { format }: Flags): Promise<number> {
	const control = controlNamed(id);
	const { severity, title, rationale, remediation, references, examples } = control;
	const sections: [string, string[]][] = [
		["Why", [rationale]],
		["What to do", [remediation]],
		["Supports", references.map((reference) => `${cited(reference)} (${reference.strength}): ${reference.asks}`)],
		[
			"Parameters",
			Object.entries(described(control).parameters).map(
				([name, { description, default: value }]) => `${name} = ${JSON.stringify(value)}: ${description}`,
			),
		],
		[
			"Looks at",
			[subjects(control).join(", "), `in ${control.sources.map((source) => SEEN_IN[source]).join(", ")}; ${SCOPE[control.scope]}`],
		],
		["Passes", titles(examples.pass)],
		["Fails", titles(examples.fail)],
		["Can't tell", titles(examples.unknown ?? [])],
		[
			"In packs",
			[
				packs
					.filter((pack) => pack.controls.some((entry) => entry.control === control))
					.map(({ name }) => name)
					.join(", "),
			],
		],
	];
	const filled = sections.filter(([, lines]) => lines.length > 0);
	const forms = {
		json: () => JSON.stringify(described(control), undefined, 2),
		text: () =>
			[`${id} · ${severity}`, title, ...filled.map(([head, lines]) => `\n${head}\n${lines.map((line) => `  ${line}`).join("\n")}`)].join(
				"\n",
			),
		markdown: () =>
			[
				`# ${id}`,
				"",
				`${title}. Severity: ${severity}.`,
				...filled.map(([head, lines]) => `\n## ${head}\n\n${lines.length > 1 ? lines.map((line) => `- ${line}`).join("\n") : lines[0]}`),
			].join("\n"),
	};
	return print(forms[format]());
}

const RANK = { critical: 0, high: 1, medium: 2, low: 3 } as const;
const SCOPE = { resource: "a resource with what it refers to", stack: "a resource among all others" } as const;

/** A control as data, without its code. */
function described(control: AnyControl) {
	const { id, family, severity, title, rationale, remediation, references, scope, sources, waivable = true } = control;
	const parameters: Record<string, { description: string; default: unknown; schema: object }> = control.parameters ?? {};
	return {
		id,
		family,
		severity,
		title,
		rationale,
		remediation,
		references,
		scope,
		sources,
		types: subjects(control),
		parameters,
		waivable,
	};
}

/** Types that it judges; where it chooses by form, those that its examples show. */
function subjects({ appliesTo, examples }: AnyControl): string[] {
	if (typeof appliesTo !== "function") return [...appliesTo];
	return [...new Set([...examples.pass, ...examples.fail].flatMap(({ resources }) => resources[0]?.type ?? []))];
}

function titles(examples: readonly { title: string }[]): string[] {
	return [...new Set(examples.map(({ title }) => title))];
}

function cited({ framework, clause }: { framework: string; clause: string }): string {
	return `${framework} ${clause}`;
}

function row(cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function print(text: string): number {
	process.stdout.write(`${text}\n`);
	return EXIT.ok;
}
