import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { autoscaler, OWNED, running } from "./workloads.ts";

const rolling = (rollingUpdate: object, replicas = 4) =>
	running({ replicas, strategy: { type: "RollingUpdate", rollingUpdate: { ...rollingUpdate } } });
const daemons = (rollingUpdate: object) =>
	running({ updateStrategy: { type: "RollingUpdate", rollingUpdate: { ...rollingUpdate } } }, "DaemonSet");

/** Examples of the control `workload-rolling-update`. */
export const workloadRollingUpdateExamples: AnyControl["examples"] = {
	pass: [
		{ title: "one after the other", resources: [rolling({ maxUnavailable: 0, maxSurge: 1 })] },
		{ title: "not said is a quarter", resources: [running({ replicas: 4, strategy: null })] },
		{ title: "no more than there are, of which a quarter is none", resources: [rolling({ maxSurge: 0, maxUnavailable: "25%" }, 3)] },
		{ title: "no more than there are, of which the default lets some go", resources: [rolling({ maxSurge: 0 })] },
		{ title: "a share of few is rounded down", resources: [rolling({ maxUnavailable: "60%" }, 3)] },
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
		{ title: "no share of either", resources: [rolling({ maxUnavailable: "0%", maxSurge: 0 })], says: "neither stop" },
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
};
