import type { Control } from "../../control.ts";
import { workloadRollingUpdateExamples } from "../../examples/workload-rolling-update.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { DAEMON_SETS, DEPLOYMENTS, kindOf, STATEFUL_SETS } from "../../kinds.ts";
import { isOwned, mostReplicas, scaled } from "../../workloads.ts";

type Strategy = { type?: string; rollingUpdate?: { maxUnavailable?: number | string | null; maxSurge?: number | string | null } | null };
/** What versions of the API before apps/v1beta2 did where nothing was said. */
const ON_DELETE = ["apps/v1beta1/StatefulSet", "extensions/v1beta1/DaemonSet"];

const control: Control<{ most: number }> = {
	id: "workload-rolling-update",
	family: "workload",
	severity: "low",
	title: "A rollout replaces copies a few at a time",
	rationale:
		"A rollout that stops most copies at once is an outage at each release; one that waits for somebody to delete pods leaves old code running.",
	remediation: "Use the strategy RollingUpdate with maxUnavailable 0 or 1, and for Deployments maxSurge 1.",
	references: [partial(secnumcloud["17.4"]), partial(nis2["21.2(e)"]), supporting(gdpr["32(1)(b)"])],
	appliesTo: [...DEPLOYMENTS, ...STATEFUL_SETS, ...DAEMON_SETS],
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		most: {
			description: "Most copies, in percent, that a rollout may stop at once.",
			default: 50,
			schema: { type: "integer", minimum: 1 },
		},
	},
	check(workload, { all, parameters, report, unknown, notApplicable }) {
		if (isOwned(workload)) return notApplicable();
		const isDeployment = DEPLOYMENTS.includes(workload.type);
		const key = isDeployment ? "strategy" : "updateStrategy";
		const { type, rollingUpdate } = ((workload.properties["spec"] as { [key: string]: Strategy | null } | undefined)?.[key] ??
			{}) as Strategy;
		const kind = kindOf(workload.type);
		if ((type || (ON_DELETE.includes(workload.type) ? "OnDelete" : "RollingUpdate")) === "OnDelete")
			return report({ path: `/spec/${key}`, message: `An update reaches a pod of this ${kind} only once somebody deletes it.` });
		// How many nodes a DaemonSet runs on is not written: of shares and single pods alike, a hundred show what is too many.
		const count = kind === "DaemonSet" ? 100 : mostReplicas(workload, all);
		if (count < 2) return notApplicable();
		if (type === "Recreate")
			return report({ path: `/spec/${key}/type`, message: `A rollout stops all ${count} copies before new ones start.` });
		// Where nothing is said it is a quarter of a Deployment, and one pod elsewhere.
		const { maxUnavailable, maxSurge } = rollingUpdate ?? {};
		const path = `/spec/${key}/rollingUpdate/maxUnavailable`;
		if (isDeployment && isNone(maxUnavailable) && isNone(maxSurge))
			report({ path, message: "A rollout may neither stop a copy nor start one, which the API server refuses." });
		const most = scaled(maxUnavailable ?? 1, count, "down");
		if (most === undefined) return unknown(path, "it is neither a whole number nor a share in percent");
		if (most > 1 && most > (count * parameters.most) / 100)
			report({
				path,
				message: `A rollout may stop ${maxUnavailable} ${kind === "DaemonSet" ? "of its pods" : `of ${count} copies`} at once.`,
			});
	},
	examples: workloadRollingUpdateExamples,
};
export default control;

function isNone(value: unknown): boolean {
	return value === 0 || value === "0%";
}
