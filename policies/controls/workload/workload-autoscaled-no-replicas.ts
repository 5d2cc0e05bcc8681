import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { autoscaler, OWNED, running } from "../../examples/workloads.ts";
import { nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { REPLICATED } from "../../kinds.ts";
import { autoscalersOf, isOwned } from "../../workloads.ts";

const control: Control = {
	id: "workload-autoscaled-no-replicas",
	family: "workload",
	severity: "low",
	title: "A workload under an autoscaler sets no number of copies",
	rationale: "Each deployment puts the written number back: under load that takes away the copies that the autoscaler had added.",
	remediation: "Remove spec.replicas from the workload; the autoscaler's minReplicas is what it starts from.",
	references: [supporting(secnumcloud["17.4"]), supporting(nis2["21.2(c)"])],
	appliesTo: REPLICATED,
	scope: "stack",
	// A live object and a state always hold a number: the autoscaler's.
	sources: ["plan"],
	check(workload, { all, report, notApplicable }) {
		if (isOwned(workload) || autoscalersOf(workload, all).length === 0) return notApplicable();
		// Read from a server, where the number is the autoscaler's too.
		if (present(workload.properties["metadata"] as object, "resourceVersion")) return notApplicable();
		if (present(workload.properties["spec"] as object, "replicas"))
			report({ path: "/spec/replicas", message: "It sets a number of copies that its autoscaler changes." });
	},
	examples: {
		pass: [
			{ title: "no number", resources: [running(), autoscaler()] },
			{ title: "null", resources: [running({ replicas: null }, "Deployment"), autoscaler({}, "autoscaling/v1")] },
		],
		fail: [
			{ title: "a number", resources: [running({ replicas: 3 }), autoscaler()] },
			{ title: "none", resources: [running({ replicas: 0 }, "Deployment", "apps/v1beta1"), autoscaler({}, "autoscaling/v2beta2")] },
		],
		unknown: [
			{
				title: "whom an autoscaler scales is not known",
				resources: [running({ replicas: 2 }), autoscaler({ scaleTargetRef: new Unknown() })],
			},
		],
		notApplicable: [
			{ title: "no autoscaler", resources: [running({ replicas: 3 })] },
			{
				title: "read from a cluster",
				resources: [running({ replicas: 3 }, "Deployment", "apps/v1", { resourceVersion: "7" }), autoscaler()],
			},
			{
				title: "made by a Deployment",
				resources: [
					running({ replicas: 3 }, "ReplicaSet", "apps/v1", OWNED),
					autoscaler({ scaleTargetRef: { kind: "ReplicaSet", name: "web" } }),
				],
			},
		],
	},
};
export default control;
