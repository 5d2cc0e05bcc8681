import type { Report } from "./report.ts";

/** The report and nothing else, for machines; `reports/report.schema.json` describes it. */
export function render(report: Report): string {
	return `${JSON.stringify(report, null, 2)}\n`;
}
