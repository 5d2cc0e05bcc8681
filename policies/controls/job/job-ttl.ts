import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, manifest } from "../../examples/kubernetes.ts";
import { nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { JOBS } from "../../kinds.ts";

/** What takes a finished job away: Helm and Argo CD, as the job's annotations ask them to. */
const CLEANED = ["helm.sh/hook-delete-policy", "argocd.argoproj.io/hook-delete-policy"];

const control: Control = {
	id: "job-ttl",
	family: "job",
	severity: "low",
	title: "A finished Job is taken away",
	rationale: "Finished jobs and their pods stay until somebody deletes them, with the logs and the variables that they ran with.",
	remediation: "Set spec.ttlSecondsAfterFinished, long enough for logs to be read.",
	references: [supporting(secnumcloud["12.11"]), supporting(nis2["21.2(g)"])],
	appliesTo: JOBS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report, notApplicable }) {
		const { metadata } = properties as { metadata?: { ownerReferences?: readonly object[] | null; annotations?: Properties | null } };
		// A CronJob or an operator keeps the history of those that it made.
		if ((metadata?.ownerReferences ?? []).length > 0) return notApplicable();
		if (present(properties["spec"] as object, "ttlSecondsAfterFinished")) return;
		if (CLEANED.some((key) => metadata?.annotations?.[key])) return;
		report({ path: "/spec/ttlSecondsAfterFinished", message: "Nothing takes it away once it has finished." });
	},
	examples: {
		pass: [
			{ title: "a day", resources: [job({ ttlSecondsAfterFinished: 86_400 })] },
			{ title: "at once", resources: [job({ ttlSecondsAfterFinished: 0 })] },
			...CLEANED.map((key) => ({
				title: "a hook that its tool deletes",
				resources: [job({}, { annotations: { [key]: "HookSucceeded" } })],
			})),
		],
		fail: [
			{ title: "not said", resources: [job({})] },
			{ title: "null", resources: [job({ ttlSecondsAfterFinished: null }, { annotations: null, ownerReferences: null })] },
			{ title: "a hook that nothing deletes", resources: [job({}, { annotations: { "helm.sh/hook": "post-install" } })] },
		],
		unknown: [{ title: "whose it is is not known", resources: [job({}, { ownerReferences: new Unknown() as never })] }],
		notApplicable: [
			{
				title: "made by a CronJob",
				resources: [job({}, { ownerReferences: [{ apiVersion: "batch/v1", kind: "CronJob", name: "nightly", controller: true }] })],
			},
		],
	},
};
export default control;

function job(spec: Properties, metadata: Properties = {}) {
	return manifest(
		"batch/v1",
		"Job",
		"migrate",
		{ metadata, spec: { template: { spec: { containers: [container()], restartPolicy: "Never" } }, ...spec } },
		"town",
	);
}
