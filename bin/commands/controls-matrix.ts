import { EXIT } from "../../errors.ts";
import type { MatrixClause, MatrixText } from "../../policies/matrix.ts";
import { matrix } from "../../policies/matrix.ts";
import { packOf } from "../../policies/own.ts";
import { packNamed } from "../../policies/packs.ts";
import { hang } from "../../reports/text.ts";

/** Columns of what is no terminal. */
const WIDTH = 120;

interface Flags {
	pack?: string;
	framework?: string;
	format: "text" | "json" | "markdown";
}

/** `socle controls matrix`: for each clause of each law and standard the controls that speak for it, so that gaps are visible. */
export async function run({ pack = "all", framework, format }: Flags): Promise<number> {
	const found = await packOf(pack);
	const { controls } = typeof found === "string" ? packNamed(found) : found;
	const rows = matrix(controls.map(({ control }) => control));
	const chosen = framework === undefined ? rows : rows.filter(({ name }) => name.toLowerCase() === framework.toLowerCase());
	if (chosen.length === 0) {
		process.stderr.write(`There is no framework named "${framework}". Frameworks: ${rows.map(({ name }) => name).join(", ")}.\n`);
		return EXIT.input;
	}
	const forms = {
		json: () => JSON.stringify(chosen, undefined, 2),
		text: () => chosen.map(asText).join("\n\n"),
		markdown: () => chosen.map(asMarkdown).join("\n\n"),
	};
	process.stdout.write(`${forms[format]()}\n`);
	return EXIT.ok;
}

function headline({ clauses, notAssessed }: MatrixText): string {
	const gaps = clauses.filter(({ controls }) => controls.length === 0).length;
	const elsewhere = notAssessed.reduce((sum, { clauses }) => sum + clauses, 0);
	return `${clauses.length} clauses seen in infrastructure, ${gaps} of them without a control; ${elsewhere} not assessed by infrastructure`;
}

function asText(text: MatrixText): string {
	const columns = (process.stdout.isTTY && process.stdout.columns) || WIDTH;
	const width = Math.max(...text.clauses.map(({ clause }) => clause.length));
	return [
		`${text.name}: ${text.title}`,
		`  ${headline(text)}`,
		...text.clauses.flatMap((one) => [
			...hang(`${one.clause.padEnd(width)}  `, one.asks, columns),
			...byStrength(one).flatMap(([strength, list]) => hang(`${" ".repeat(width)}    ${strength}`, list, columns)),
		]),
		...text.notAssessed.map(({ part, clauses }) => `  ${part}: not assessed by infrastructure, ${count(clauses)}`),
	].join("\n");
}

function asMarkdown(text: MatrixText): string {
	return [
		`## ${text.name}`,
		"",
		`${text.title}. Source: ${text.source}. ${headline(text)}.`,
		"",
		"| clause | asks | direct | partial | supporting |",
		"| --- | --- | --- | --- | --- |",
		...text.clauses.map((one) =>
			row([one.clause, one.asks, ...(["direct", "partial", "supporting"] as const).map((strength) => ids(one, strength))]),
		),
		...text.notAssessed.map(({ part, clauses }) => row([part, `not assessed by infrastructure, ${count(clauses)}`, "", "", ""])),
	].join("\n");
}

/** `direct: ` and the controls that are. */
function byStrength(one: MatrixClause): [label: string, list: string][] {
	if (one.controls.length === 0) return [["", "no control"]];
	const rows = (["direct", "partial", "supporting"] as const).map((strength) => [`${strength}: `, ids(one, strength)] as [string, string]);
	return rows.filter(([, list]) => list !== "");
}

const ids = ({ controls }: MatrixClause, strength: string): string =>
	controls
		.filter((control) => control.strength === strength)
		.map(({ id }) => id)
		.join(", ");

const count = (clauses: number): string => `${clauses} ${clauses === 1 ? "clause" : "clauses"}`;

function row(cells: readonly string[]): string {
	return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
