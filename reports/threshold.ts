import type { Report, Severity } from "./report.ts";
import { SEVERITIES } from "./report.ts";

/** Where `--fail-on` stands when nobody sets it. */
export const DEFAULT_THRESHOLD: Severity = "high";

export function atOrAbove(severity: Severity, threshold: Severity | "never"): boolean {
	return threshold !== "never" && SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(threshold);
}

/** How many results stop the work: failures at or above the threshold, and unknowns there too where the user asks for it. */
export function blocking(report: Report, failOn: Severity | "never" = DEFAULT_THRESHOLD, failOnUnknown = false): number {
	return report.results.filter(
		({ verdict, severity }) => (verdict === "fail" || (failOnUnknown && verdict === "unknown")) && atOrAbove(severity, failOn),
	).length;
}
