import { EXIT } from "../../errors.ts";
import type { DataSet } from "../../facts/age.ts";
import { dataSets } from "../../facts/age.ts";

/** `socle facts`: the data sets that controls rest on, with source, date and age; rows past their shelf life by name. */
export async function run({ format }: { format: "text" | "json" }): Promise<number> {
	const epoch = process.env["SOURCE_DATE_EPOCH"];
	const today = new Date(epoch === undefined ? Date.now() : Number(epoch) * 1000).toISOString().slice(0, 10);
	const sets = dataSets(today);
	process.stdout.write(`${format === "json" ? JSON.stringify({ today, dataSets: sets }, undefined, 2) : text(sets, today)}\n`);
	return EXIT.ok;
}

function text(sets: readonly DataSet[], today: string): string {
	const head = ["data set", "rows", "general", "sources of", "age", "past shelf life", "holds"];
	const body = sets.map(({ file, table, rows, general, oldest, newest, stale, holds }) => [
		file === table.split(".")[0] ? table : `${file}.${table}`,
		String(rows),
		String(general),
		oldest === newest ? newest : `${oldest} to ${newest}`,
		`${Math.round((Date.parse(today) - Date.parse(newest)) / 86_400_000)} d`,
		String(stale.length),
		holds,
	]);
	const widths = head.map((title, column) => Math.max(title.length, ...body.map((row) => (row[column] ?? "").length)));
	const table = [head, ...body].map((row) =>
		row
			.map((cell, column) => cell.padEnd(widths[column] ?? 0))
			.join("  ")
			.trimEnd(),
	);
	const stale = sets.flatMap(({ table, shelfLife, stale }) =>
		stale.map(({ id, asOf, age }) => `  ${table}  ${id}: read ${asOf}, ${age} days ago; to be read again after ${shelfLife}`),
	);
	return [
		...table,
		"",
		...(stale.length === 0 ? ["No row is past its shelf life."] : [`${stale.length} rows are past their shelf life:`, ...stale]),
		"",
		"general: common knowledge, no text read. A control that would rest on it answers unknown.",
		"Add your own under `suppliers`, `cloud.country` and `copies` in the environment file. Sources of each row: facts/*.json.",
	].join("\n");
}
