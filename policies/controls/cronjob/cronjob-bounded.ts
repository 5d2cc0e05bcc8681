import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { isTimeZone, scheduleFault } from "../../cron.ts";
import { container, manifest } from "../../examples/kubernetes.ts";
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
const good = { schedule: "0 3 * * *", concurrencyPolicy: "Forbid", startingDeadlineSeconds: 300 };

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
	examples: {
		pass: [
			{ title: "bounded", resources: [cronJob(good)] },
			{
				title: "a time zone, limits, runs that replace",
				resources: [
					cronJob({
						...good,
						timeZone: "Europe/Paris",
						concurrencyPolicy: "Replace",
						successfulJobsHistoryLimit: 3,
						failedJobsHistoryLimit: 10,
					}),
				],
			},
			{ title: "a descriptor, an old version of the API", resources: [cronJob({ ...good, schedule: "@daily" }, {}, "batch/v1beta1")] },
			{ title: "a deadline of the job", resources: [cronJob({ ...good, startingDeadlineSeconds: null }, { activeDeadlineSeconds: 600 })] },
			{
				title: "a deadline of the pod",
				resources: [cronJob({ ...good, startingDeadlineSeconds: null }, { template: { spec: { activeDeadlineSeconds: 600 } } })],
			},
			{ title: "the shortest deadline", resources: [cronJob({ ...good, startingDeadlineSeconds: 10 })] },
			{ title: "nulls are the defaults", resources: [cronJob({ ...good, timeZone: null, failedJobsHistoryLimit: null })] },
		],
		fail: [
			...["0 3 * *", "0 0 * * 7", "CRON_TZ=Europe/Paris 0 3 * * *"].map((schedule) => ({
				title: `no schedule: ${schedule}`,
				resources: [cronJob({ ...good, schedule })],
				says: "Its schedule",
			})),
			{ title: "no schedule at all", resources: [cronJob({ ...good, schedule: null })] },
			{ title: "no such time zone", resources: [cronJob({ ...good, timeZone: "Europe/Saint-Exemple" })], says: "no time zone" },
			{ title: "an empty time zone", resources: [cronJob({ ...good, timeZone: "" })] },
			...["Allow", null].map((concurrencyPolicy) => ({
				title: "at the same time",
				resources: [cronJob({ ...good, concurrencyPolicy })],
				says: "while the one before",
			})),
			{ title: "no deadline", resources: [cronJob({ ...good, startingDeadlineSeconds: null })], says: "no deadline" },
			{ title: "a deadline too short to start", resources: [cronJob({ ...good, startingDeadlineSeconds: 9 })], says: "may never run" },
			...["successfulJobsHistoryLimit", "failedJobsHistoryLimit"].map((key) => ({
				title: "a long history",
				resources: [cronJob({ ...good, [key]: 11 })],
				says: "11 finished",
			})),
			{
				title: "a history longer than a pack allows",
				resources: [cronJob({ ...good, failedJobsHistoryLimit: 2 })],
				parameters: { history: 1 },
			},
			{
				title: "beside a schedule that is not known",
				resources: [cronJob({ ...good, schedule: new Unknown(), concurrencyPolicy: "Allow" })],
			},
		],
		unknown: [
			{ title: "the schedule is not known", resources: [cronJob({ ...good, schedule: new Unknown() })] },
			{ title: "the deadline is not known", resources: [cronJob({ ...good, startingDeadlineSeconds: new Unknown() })] },
		],
	},
};
export default control;

function cronJob(spec: Properties, job: Properties = {}, apiVersion = "batch/v1") {
	const template = {
		spec: { containers: [container()], restartPolicy: "Never", ...((job["template"] as { spec?: Properties })?.spec ?? {}) },
	};
	return manifest(apiVersion, "CronJob", "nightly", { spec: { ...spec, jobTemplate: { spec: { ...job, template } } } }, "town");
}
