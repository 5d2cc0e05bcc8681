import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { autoscaler, OWNED, running } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { REPLICATED } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { namespaceOf } from "../../pods.ts";
import { autoscalersOf, isOwned, replicasOf } from "../../workloads.ts";

const control: Control<Exempt & { least: number }> = {
	id: "workload-replicas",
	family: "workload",
	severity: "medium",
	title: "A workload runs in several copies",
	rationale: "A single copy is gone while its node is drained, fails or is updated, and with it the service.",
	remediation: "Set spec.replicas to 2 or more, or give the workload an autoscaler with minReplicas of 2 or more.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: REPLICATED,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		exempt,
		least: { description: "How many copies at least.", default: 2, schema: { type: "integer", minimum: 1 } },
	},
	check(workload, { all, parameters, report, notApplicable }) {
		if (parameters.exempt.includes(namespaceOf(workload)) || isOwned(workload)) return notApplicable();
		// How many there are is then up to the autoscaler, which is judged itself.
		if (autoscalersOf(workload, all).length > 0) return notApplicable();
		const replicas = replicasOf(workload);
		// Switched off by somebody: there is nothing that could fail.
		if (replicas === 0) return notApplicable();
		if (replicas < parameters.least)
			report({
				path: "/spec/replicas",
				message: `It runs ${replicas === 1 ? "one copy" : `${replicas} copies`} of at least ${parameters.least}.`,
			});
	},
	examples: {
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
	},
};
export default control;
