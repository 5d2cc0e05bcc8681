import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { impersonal, recorded, service, unsaid } from "../../examples/declared.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { csf, direct, gdpr, partial, rgesn, secnumcloud, supporting } from "../../frameworks.ts";
import type { Index } from "../../joins.ts";
import { namespaceOf } from "../../pods.ts";
import { personalRecord, SERVICE } from "../../services.ts";

const CRON_JOB = "batch/v1/CronJob";

/**
 * Swift and block storage have no rules by which data ends; what a program does with its objects or rows can't be seen. There the control
 * judges what is declared. Where a job is declared, the job has to be there.
 */
const control: Control = {
	id: "erasure-enforced",
	family: "erasure",
	severity: "medium",
	title: "Something ends the retention of personal data",
	rationale: "A time limit that only stands on paper is kept by nobody: data goes when something takes it away.",
	remediation:
		"Write data.erasure: expiry (each object or row has its end), lifecycle (a rule of the store), or job (a CronJob of the service).",
	references: [
		direct(gdpr["17(1)"]),
		partial(gdpr["5(1)(e)"]),
		partial(csf["SOV-3.3"]),
		supporting(secnumcloud["19.5"]),
		partial(rgesn["7.2"]),
	],
	appliesTo: [SERVICE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { all, report, absent } = context;
		const record = personalRecord(subject, context);
		if (record === undefined) return;
		if (record.erasure === undefined) return report({ path: "/data", message: "Nothing is said to end its retention (data.erasure)." });
		if (record.erasure !== "job" || all.once(withJobs).has(subject.name)) return;
		absent({ path: "/data/erasure", message: `A job is said to erase what is too old, and ${subject.name} has no CronJob.` });
	},
	examples: {
		pass: [
			recorded("each object has its end", { erasure: "expiry" }),
			recorded(
				"a job that is there",
				{ erasure: "job" },
				manifest(CRON_JOB.replace(/\/CronJob$/, ""), "CronJob", "erase", { spec: {} }, "passports"),
			),
			recorded(
				"a job in a namespace of another name",
				{ erasure: "job" },
				{ ...manifest("batch/v1", "CronJob", "erase", { spec: {} }, "town"), service: "passports" },
			),
		],
		fail: [
			{ title: "nothing said", resources: [service({ data: { personal: true, retention: "5y" } })] },
			recorded("a job that is not there", { erasure: "job" }),
			recorded("a job of another service", { erasure: "job" }, manifest("batch/v1", "CronJob", "erase", { spec: {} }, "permits")),
		],
		unknown: [
			unsaid,
			{ ...recorded("the job may lie outside this part", { erasure: "job" }), partial: true },
			recorded("not known", { erasure: new Unknown() }),
		],
		notApplicable: [impersonal],
	},
};
export default control;

/** Names of services, and of namespaces, that have a CronJob. */
function withJobs(all: Index): ReadonlySet<string> {
	return new Set(all.ofType(CRON_JOB).flatMap((job) => [job.service ?? "", namespaceOf(job)]));
}
