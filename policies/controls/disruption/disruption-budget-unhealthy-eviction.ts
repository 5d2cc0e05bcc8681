import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { budget } from "../../examples/workloads.ts";
import { nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { BUDGETS } from "../../kinds.ts";

const control: Control = {
	id: "disruption-budget-unhealthy-eviction",
	family: "disruption",
	severity: "low",
	title: "A budget does not protect pods that are broken anyway",
	rationale:
		"By default a pod that never becomes ready counts as one that must not go, and holds up the drain of its node and with it the node's patches.",
	remediation: "Set spec.unhealthyPodEvictionPolicy: AlwaysAllow.",
	references: [supporting(secnumcloud["17.4"]), supporting(nis2["21.2(e)"])],
	appliesTo: BUDGETS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { unhealthyPodEvictionPolicy: policy } = (properties["spec"] ?? {}) as { unhealthyPodEvictionPolicy?: string | null };
		if (policy !== "AlwaysAllow")
			report({ path: "/spec/unhealthyPodEvictionPolicy", message: "A broken pod that it selects holds up the drain of its node." });
	},
	examples: {
		pass: [
			{ title: "broken pods may go", resources: [budget({ unhealthyPodEvictionPolicy: "AlwaysAllow" })] },
			{ title: "in the old API too", resources: [budget({ unhealthyPodEvictionPolicy: "AlwaysAllow" }, "policy/v1beta1")] },
		],
		fail: [
			{ title: "not said", resources: [budget()] },
			{ title: "null", resources: [budget({ unhealthyPodEvictionPolicy: null })] },
			{ title: "the default", resources: [budget({ unhealthyPodEvictionPolicy: "IfHealthyBudget" })] },
		],
		unknown: [{ title: "not known", resources: [budget({ unhealthyPodEvictionPolicy: new Unknown() })] }],
	},
};
export default control;
