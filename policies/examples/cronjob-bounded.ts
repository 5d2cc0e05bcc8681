import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { container, manifest } from "./kubernetes.ts";

const good = { schedule: "0 3 * * *", concurrencyPolicy: "Forbid", startingDeadlineSeconds: 300 };

function cronJob(spec: Properties, job: Properties = {}, apiVersion = "batch/v1") {
	const template = {
		spec: { containers: [container()], restartPolicy: "Never", ...((job["template"] as { spec?: Properties })?.spec ?? {}) },
	};
	return manifest(apiVersion, "CronJob", "nightly", { spec: { ...spec, jobTemplate: { spec: { ...job, template } } } }, "town");
}

/** Examples of the control `cronjob-bounded`. */
export const cronjobBoundedExamples: AnyControl["examples"] = {
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
};
