import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { OWNED, running } from "../../examples/workloads.ts";
import { c5, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { CRON_JOBS, DAEMON_SETS, JOBS, REPLICATED } from "../../kinds.ts";
import type { Labels } from "../../labels.ts";
import { demandLabels, labelExamples, labelParameters } from "../../labels.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { namespaceOf } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const labelled = (labels: Properties) => running({}, "Deployment", "apps/v1", { labels });
const shared = labelExamples(labelled);

const control: Control<Labels & Exempt> = {
	id: "workload-labelled",
	family: "workload",
	severity: "low",
	title: "A workload says whose it is",
	rationale: "When a workload misbehaves at night, its labels say who can be called and how sensitive its data is.",
	remediation: "Add the labels owner, environment and classification to metadata.labels, each with a value.",
	references: [partial(nis2["21.2(i)"]), supporting(secnumcloud["13.1"]), supporting(c5["OPS-10"])],
	appliesTo: [...REPLICATED, ...DAEMON_SETS, ...JOBS, ...CRON_JOBS],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ...labelParameters, exempt },
	check(workload, context) {
		if (context.parameters.exempt.includes(namespaceOf(workload)) || isOwned(workload)) return context.notApplicable();
		demandLabels(workload, context);
	},
	examples: {
		pass: shared.pass,
		fail: [
			...shared.fail,
			{ title: "no labels at all", resources: [running()] },
			{
				title: "only its pods bear them",
				resources: [
					running({ template: { metadata: { labels: { owner: "a", environment: "b", classification: "c" } }, spec: { containers: [] } } }),
				],
			},
		],
		unknown: [{ title: "labels are not known", resources: [labelled(new Unknown() as never)] }],
		notApplicable: [{ title: "made by a Deployment", resources: [running({}, "ReplicaSet", "apps/v1", OWNED)] }],
	},
};
export default control;
