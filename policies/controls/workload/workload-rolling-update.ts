import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { autoscaler, OWNED, running } from "../../examples/workloads.ts";
import { gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { DAEMON_SETS, DEPLOYMENTS, kindOf, STATEFUL_SETS } from "../../kinds.ts";
import { isOwned, mostReplicas, scaled } from "../../workloads.ts";

type Strategy = { type?: string; rollingUpdate?: { maxUnavailable?: number | string | null; maxSurge?: number | string | null } | null };
/** What versions of the API before apps/v1beta2 did where nothing was said. */
const ON_DELETE = ["apps/v1beta1/StatefulSet", "extensions/v1beta1/DaemonSet"];
const rolling = (rollingUpdate: object, replicas = 4) =>
	running({ replicas, strategy: { type: "RollingUpdate", rollingUpdate: { ...rollingUpdate } } });
const daemons = (rollingUpdate: object) =>
	running({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { ...rollingUpdate } } }, "DaemonSet");

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
		const most = scaled(
			rollingUpdate?.maxUnavailable ?? (isDeployment && workload.type !== "extensions/v1beta1/Deployment" ? "25%" : 1),
			count,
			"down",
		);
		const more = scaled(rollingUpdate?.maxSurge ?? (isDeployment ? "25%" : 0), count, "up");
		const path = `/spec/${key}/rollingUpdate/maxUnavailable`;
		if (most === undefined || more === undefined) return unknown(path, "it is neither a whole number nor a share in percent");
		if (most === 0 && more === 0 && kind === "Deployment")
			report({ path, message: "A rollout may neither stop a copy nor start one, so that it never begins." });
		if (most > (count * parameters.most) / 100 && most > 1)
			report({
				path,
				message: `A rollout may stop ${rollingUpdate?.maxUnavailable} ${kind === "DaemonSet" ? "of its pods" : `of ${count} copies`} at once.`,
			});
	},
	examples: {
		pass: [
			{ title: "one after the other", resources: [rolling({ maxUnavailable: 0, maxSurge: 1 })] },
			{ title: "not said is a quarter", resources: [running({ replicas: 4, strategy: null })] },
			{ title: "half", resources: [rolling({ maxUnavailable: "50%" })] },
			{ title: "one of two", resources: [rolling({ maxUnavailable: 1 }, 2)] },
			{ title: "a quarter is rounded down, and the surge up", resources: [rolling({ maxUnavailable: "25%", maxSurge: "25%" }, 3)] },
			{ title: "a StatefulSet goes one by one", resources: [running({ replicas: 3 }, "StatefulSet")] },
			{ title: "a DaemonSet too", resources: [running({ updateStrategy: { type: "RollingUpdate" } }, "DaemonSet")] },
			{ title: "a DaemonSet by tenths", resources: [daemons({ maxUnavailable: "10%" })] },
			{ title: "the old API's one of two", resources: [running({ replicas: 2 }, "Deployment", "extensions/v1beta1")] },
			{ title: "more where a pack allows it", resources: [rolling({ maxUnavailable: 3 })], parameters: { most: 75 } },
		],
		fail: [
			{ title: "all at once", resources: [rolling({ maxUnavailable: "100%" })], says: "100% of 4 copies" },
			{ title: "three of four", resources: [rolling({ maxUnavailable: 3 })] },
			{ title: "all are stopped first", resources: [running({ replicas: 2, strategy: { type: "Recreate" } })], says: "stops all 2" },
			{
				title: "all of a workload that scales",
				resources: [running({ strategy: { type: "Recreate" } }), autoscaler()],
				says: "stops all 5",
			},
			{ title: "neither more nor fewer", resources: [rolling({ maxUnavailable: 0, maxSurge: 0 })] },
			{ title: "on every node at once", resources: [daemons({ maxUnavailable: "100%" })], says: "100% of its pods" },
			...["StatefulSet", "DaemonSet"].map((kind) => ({
				title: "only what is deleted",
				resources: [running({ replicas: 3, updateStrategy: { type: "OnDelete" } }, kind)],
			})),
			{
				title: "what the old API did by default",
				resources: [running({ replicas: 3 }, "StatefulSet", "apps/v1beta1")],
				says: "once somebody deletes it",
			},
		],
		unknown: [
			{ title: "not known", resources: [rolling({ maxUnavailable: new Unknown() })] },
			{ title: "the strategy is not known", resources: [running({ replicas: 2, strategy: new Unknown() })] },
			{ title: "no number", resources: [rolling({ maxUnavailable: "few" })] },
		],
		notApplicable: [
			{ title: "one copy", resources: [running({ replicas: 1, strategy: { type: "Recreate" } })] },
			{ title: "made by another workload", resources: [running({ replicas: 4 }, "Deployment", "apps/v1", OWNED)] },
		],
	},
};
export default control;
