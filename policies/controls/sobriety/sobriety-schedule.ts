import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ENVIRONMENT, environmentOf, isTrial } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { direct, gdpr, rgesn, supporting } from "../../frameworks.ts";

/** Judges the hours that are declared; nothing switches the environment off yet. */
const control: Control<{ hours: number }> = {
	id: "sobriety-schedule",
	family: "sobriety",
	severity: "low",
	title: "What is not production rests when nobody needs it",
	rationale: "A test environment is used for a quarter of the week. The rest is energy, money, and a door that stands open.",
	remediation: 'Write offHours for the stack: from: "19:00", until: "07:00", weekends: true.',
	references: [direct(rgesn["3.7"]), direct(rgesn["8.10"]), supporting(gdpr["25(2)"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { hours: { description: "Least hours of rest a week.", default: 40, schema: { type: "integer", minimum: 1, maximum: 168 } } },
	check(_, { all, report, notApplicable, parameters }) {
		const environment = environmentOf(all);
		if (!isTrial(environment)) return notApplicable();
		const { offHours } = environment ?? {};
		if (offHours === undefined) return report({ path: "", message: `The stack ${environment?.stack} says no hours of rest (offHours).` });
		const night = (minutes(offHours.until) - minutes(offHours.from) + 1440) % 1440;
		const week = (5 * night + 2 * (offHours.weekends === true ? 1440 : night)) / 60;
		if (!(week >= parameters.hours))
			report({ path: "/offHours", message: `It rests ${Math.floor(week)} hours a week, less than ${parameters.hours}.` });
	},
	examples: {
		pass: [
			{ title: "nights and weekends", resources: [town({ stack: "lab", offHours: { from: "19:00", until: "07:00", weekends: true } })] },
			{ title: "nights", resources: [town({ stack: "lab", offHours: { from: "22:00", until: "06:00" } })] },
			{
				title: "weekends and a lunch break",
				resources: [town({ stack: "lab", offHours: { from: "12:00", until: "13:00", weekends: true } })],
			},
		],
		fail: [
			{ title: "no hours", resources: [town({ stack: "lab" })] },
			{ title: "a lunch break", resources: [town({ stack: "lab", offHours: { from: "12:00", until: "13:00", weekends: false } })] },
			{ title: "no time at all", resources: [town({ stack: "lab", offHours: { from: "07:00", until: "07:00" } })] },
		],
		unknown: [{ title: "not known", resources: [town({ stack: "lab", offHours: new Unknown() })] }],
		notApplicable: [{ title: "production", resources: [town()] }],
	},
};
export default control;

function minutes(time: string | undefined): number {
	const [hours = Number.NaN, rest = Number.NaN] = String(time ?? "")
		.split(":")
		.map(Number);
	return 60 * hours + rest;
}
