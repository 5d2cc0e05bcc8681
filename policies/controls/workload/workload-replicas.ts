import type { Control } from "../../control.ts";
import { workloadReplicasExamples } from "../../examples/workload-replicas.ts";
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
	examples: workloadReplicasExamples,
};
export default control;
