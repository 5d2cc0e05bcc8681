import { unzipSync } from "fflate";
import { UserError } from "../../errors.ts";

/** A sheet of a workbook or a CSV file: rows by the names in their first line. */
export interface Sheet {
	name: string;
	rows: Readonly<Record<string, string>>[];
}

/** More than any RVTools export holds; a workbook beyond it is a bomb, or not one. */
const LARGEST_PART = 256 * 2 ** 20;
const LARGEST_WHOLE = 512 * 2 ** 20;
/** XML of spreadsheets packs up to about 30 : 1; bombs begin at several hundred. */
const HIGHEST_RATIO = 200;

/**
 * Sheets of an XLSX file.
 * @throws {UserError} (exit 2) where it is no workbook, is cut off, or unpacks to more than any export
 */
export async function readWorkbook(bytes: Uint8Array, file: string): Promise<Sheet[]> {
	const refuse = (message: string): UserError =>
		new UserError("nothing was read of this workbook.", { problems: [{ file, message }], next: "Export it from RVTools again, as XLSX." });
	let whole = 0;
	let bomb: string | undefined;
	try {
		// Nothing is unpacked here but what is small: the table of contents says the sizes, and the copy below is checked against them.
		unzipSync(bytes, {
			filter: ({ name, size, originalSize }) => {
				whole += originalSize;
				if (
					originalSize > LARGEST_PART ||
					whole > LARGEST_WHOLE ||
					(originalSize > 2 ** 20 && originalSize / Math.max(size, 1) > HIGHEST_RATIO)
				)
					bomb ??= `${name} unpacks to ${Math.ceil(originalSize / 2 ** 20)} MiB from ${Math.ceil(size / 1024)} KiB, more than any export holds. It was not unpacked.`;
				return bomb === undefined && name === "xl/workbook.xml";
			},
		});
	} catch {
		throw refuse("this is not a whole workbook: the archive is cut off or damaged.");
	}
	if (bomb !== undefined) throw refuse(bomb);
	const { default: readXlsx } = await import("read-excel-file/node");
	try {
		const sheets = await readXlsx(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
		return sheets.map(({ sheet, data }) => ({ name: sheet, rows: asRows(data) }));
	} catch (cause) {
		if (cause instanceof UserError) throw cause;
		throw refuse("this is not a workbook that can be read: it is cut off, damaged or encrypted.");
	}
}

/** One sheet of a CSV file, with commas, semicolons or tabs. */
export async function readCsv(text: string, file: string): Promise<Sheet> {
	const { parse } = await import("csv-parse/sync");
	const head = text.slice(0, text.indexOf("\n") < 0 ? undefined : text.indexOf("\n"));
	const delimiter = [",", ";", "\t"].reduce((best, mark) => (head.split(mark).length > head.split(best).length ? mark : best));
	// RVTools names its files RVTools_tabvInfo.csv; people shorten that.
	const name =
		/(v(?:info|cpu|memory|disk|partition|network|host|datastore|cluster|snapshot|tools|nic|switch|port))\.csv$/i.exec(file)?.[1] ?? "vInfo";
	try {
		const rows = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: true, bom: true }) as string[][];
		return { name, rows: asRows(rows) };
	} catch (cause) {
		const line = (cause as { lines?: number }).lines;
		throw new UserError("nothing was read of this file.", {
			problems: [{ file, ...(line === undefined ? {} : { line }), message: `this is no CSV: ${(cause as Error).message}` }],
		});
	}
}

function asRows([head = [], ...body]: readonly (readonly unknown[])[]): Readonly<Record<string, string>>[] {
	const names = head.map((name) => String(name ?? "").trim());
	return body
		.filter((row) => row.some((cell) => cell !== null && cell !== ""))
		.map((row) => Object.fromEntries(names.map((name, column) => [name, cell(row[column])])));
}

const cell = (value: unknown): string =>
	value === null || value === undefined ? "" : value instanceof Date ? value.toISOString() : String(value);
