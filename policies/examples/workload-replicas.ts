import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { manifest } from "./kubernetes.ts";
import { autoscaler, OWNED, running } from "./workloads.ts";

/** Examples of the control `workload-replicas`. */
export const workloadReplicasExamples: AnyControl["examples"] = {
	pass: [
		{ title: "two", resources: [running({ replicas: 2 })] },
		{ title: "three of a StatefulSet", resources: [running({ replicas: 3 }, "StatefulSet")] },
		{ title: "as many as a pack asks for", resources: [running({ replicas: 1 })], parameters: { least: 1 } },
		{
			title: "an autoscaler of another workload",
			resources: [running({ replicas: 2 }), autoscaler({ scaleTargetRef: { kind: "Deployment", name: "api" } })],
		},
	],
	fail: [
		{ title: "one", resources: [running({ replicas: 1 })], says: "one copy of at least 2" },
		{ title: "not said is one", resources: [running()] },
		{ title: "null is one", resources: [running({ replicas: null }, "StatefulSet")] },
		{ title: "fewer than a pack asks for", resources: [running({ replicas: 2 })], parameters: { least: 3 }, says: "2 copies" },
		{ title: "an old version of the API", resources: [running({ replicas: 1 }, "Deployment", "extensions/v1beta1")] },
		{ title: "a ReplicaSet of nobody", resources: [running({ replicas: 1 }, "ReplicaSet")] },
		{
			title: "owned by a custom kind, which has no copies of its own",
			resources: [
				running({}, "Deployment", "apps/v1", { ownerReferences: [{ apiVersion: "work.example/v1", kind: "Crew", controller: true }] }),
			],
		},
		{
			title: "an autoscaler in another namespace",
			resources: [
				running(),
				{
					...autoscaler(),
					namespace: "other",
					properties: { ...autoscaler().properties, metadata: { name: "web", namespace: "other" } },
				},
			],
		},
	],
	unknown: [
		{ title: "not known", resources: [running({ replicas: new Unknown() })] },
		{ title: "no number", resources: [running({ replicas: "two" })] },
		{
			title: "whom an autoscaler scales is not known",
			resources: [running(), autoscaler({ scaleTargetRef: { kind: "Deployment", name: new Unknown() } })],
		},
	],
	notApplicable: [
		{ title: "made by a Deployment", resources: [running({ replicas: 1 }, "ReplicaSet", "apps/v1", OWNED)] },
		{ title: "scaled by an autoscaler", resources: [running(), autoscaler()] },
		{
			title: "scaled by KEDA",
			resources: [running(), manifest("keda.sh/v1alpha1", "ScaledObject", "web", { spec: { scaleTargetRef: { name: "web" } } }, "town")],
		},
		{ title: "switched off", resources: [running({ replicas: 0 })] },
		{ title: "the cluster's own", resources: [manifest("apps/v1", "Deployment", "coredns", { spec: { replicas: 1 } }, "kube-system")] },
	],
};
