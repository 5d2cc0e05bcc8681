import type { Control } from "../../control.ts";
import { isTimeZone, scheduleFault } from "../../cron.ts";
import { cronjobBoundedExamples } from "../../examples/cronjob-bounded.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { CRON_JOBS } from "../../kinds.ts";

type Deadline = { activeDeadlineSeconds?: number | null };
interface Spec extends Deadline {
	schedule?: string;
	timeZone?: string | null;
	concurrencyPolicy?: string | null;
	startingDeadlineSeconds?: number | null;
	successfulJobsHistoryLimit?: number | null;
	failedJobsHistoryLimit?: number | null;
	jobTemplate?: { spec?: (Deadline & { template?: { spec?: Deadline | null } | null }) | null } | null;
}
/** The controller looks every 10 seconds, so that a job with less may never start. Source: Kubernetes, CronJob, job creation limitations. */
const LEAST_DEADLINE = 10;

const control: Control<{ history: number }> = {
	id: "cronjob-bounded",
	family: "cronjob",
	severity: "medium",
	title: "A CronJob runs on a schedule that can be read, once at a time, and ends",
	rationale:
		"Runs that pile up or hang take the cluster's memory from everything else; a schedule that can't be read never runs, a backup's included.",
	remediation:
		"Set a schedule of five fields, concurrencyPolicy Forbid or Replace, startingDeadlineSeconds of 10 or more (or activeDeadlineSeconds on the job), and history limits of at most 10.",
	references: [partial(secnumcloud["17.4"]), partial(nis2["21.2(c)"]), supporting(secnumcloud["12.5"])],
	appliesTo: CRON_JOBS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		history: { description: "Most finished jobs of a kind that are kept.", default: 10, schema: { type: "integer", minimum: 0 } },
	},
	check(subject, { parameters, report, each }) {
		const spec = (subject.properties["spec"] ?? {}) as Spec;
		each(
			[
				() => {
					const fault = scheduleFault(String(spec.schedule ?? ""));
					if (fault !== undefined) report({ path: "/spec/schedule", message: `Its schedule ${fault}.` });
				},
				() => {
					const { timeZone } = spec;
					if (timeZone !== undefined && timeZone !== null && !isTimeZone(String(timeZone)))
						report({ path: "/spec/timeZone", message: `There is no time zone "${timeZone}".` });
				},
				() => {
					if (!["Forbid", "Replace"].includes(spec.concurrencyPolicy ?? ""))
						report({ path: "/spec/concurrencyPolicy", message: "A run may start while the one before still runs." });
				},
				() => {
					const starting = spec.startingDeadlineSeconds;
					if (starting !== undefined && starting !== null) {
						if (starting < LEAST_DEADLINE)
							report({
								path: "/spec/startingDeadlineSeconds",
								message: `With ${starting} seconds to start, less than the controller's interval, it may never run.`,
							});
						return;
					}
					const job = spec.jobTemplate?.spec;
					const ends = job?.activeDeadlineSeconds ?? job?.template?.spec?.activeDeadlineSeconds;
					if (ends === undefined || ends === null) report({ path: "/spec", message: "It has no deadline, neither to start nor to end." });
				},
				() => {
					for (const key of ["successfulJobsHistoryLimit", "failedJobsHistoryLimit"] as const)
						if ((spec[key] ?? 0) > parameters.history) report({ path: `/spec/${key}`, message: `It keeps ${spec[key]} finished jobs.` });
				},
			],
			(question) => question(),
		);
	},
	examples: cronjobBoundedExamples,
};
export default control;
