import type { ReportContext } from "./context.ts";
import type { Report } from "./report.ts";
import { counted } from "./subject.ts";
import { blocking, DEFAULT_THRESHOLD } from "./threshold.ts";

/** `stop`: something must be mended first; `care`: nothing stops the work, something is open; `clear`: nothing was found. */
export interface Outcome {
	tone: "stop" | "care" | "clear";
	sentence: string;
}

/** The whole report in one sentence that a director can act on. It claims no more than the checks can. */
export function outcomeOf(report: Report, { environment, failOn = DEFAULT_THRESHOLD }: ReportContext): Outcome {
	const { summary, errors } = report;
	const name = environment?.name ?? "these resources";
	if (errors.length > 0)
		return { tone: "stop", sentence: `This report is incomplete: ${counted(errors.length, "input")} could not be read.` };
	const stopping = blocking(report, failOn);
	if (stopping > 0) {
		const level = failOn === "critical" ? "critical severity" : failOn === "low" ? "any severity" : `${failOn} severity or above`;
		const verb = stopping === 1 ? "has" : "have";
		return { tone: "stop", sentence: `${counted(stopping, "finding")} of ${level} ${verb} to be fixed before ${name} can go further.` };
	}
	if (summary.fail > 0) {
		return { tone: "care", sentence: `Nothing that was found stops ${name}; ${counted(summary.fail, "finding")} should be planned for.` };
	}
	if (summary.unknown > 0) {
		const wait = summary.unknown === 1 ? "waits" : "wait";
		return {
			tone: "care",
			sentence: `Nothing was found against ${name}, but ${counted(summary.unknown, "check")} ${wait} for a value that is not known yet.`,
		};
	}
	if (summary.pass === 0 && summary.waived === 0) return { tone: "care", sentence: `Nothing was judged: no control applies to ${name}.` };
	return {
		tone: "clear",
		sentence: `Nothing was found against ${name}: every check that applies was passed${summary.waived > 0 ? " or its risk accepted" : ""}.`,
	};
}
