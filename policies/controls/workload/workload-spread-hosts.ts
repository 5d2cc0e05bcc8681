import type { Control } from "../../control.ts";
import { refused, spreadExamples } from "../../examples/spread.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { REPLICATED } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";
import { HOST, keptApart, ZONE } from "../../spread.ts";
import { isOwned, mostReplicas } from "../../workloads.ts";

const [host = ""] = HOST;
const shared = spreadExamples(host, "topology.kubernetes.io/region");

const control: Control<Exempt> = {
	id: "workload-spread-hosts",
	family: "workload",
	severity: "medium",
	title: "Copies of a workload are spread over hosts",
	rationale: "Two copies on one node are one copy: both are gone when it fails or is drained.",
	remediation:
		"Add a topologySpreadConstraint with topologyKey kubernetes.io/hostname, maxSkew 1 and a labelSelector that matches the pods.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: REPLICATED,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(workload, { all, parameters, report, unknown, notApplicable }) {
		if (parameters.exempt.includes(namespaceOf(workload)) || isOwned(workload) || mostReplicas(workload, all) < 2) return notApplicable();
		const sets = podSetsOf(all, workload);
		if (sets === undefined) return unknown("/spec/template/metadata/labels");
		for (const { path, labels } of sets) {
			const found = keptApart(workload, path, labels, HOST);
			// Copies that may not share a zone don't share a host.
			if (found === "rule" || found === "wish" || keptApart(workload, path, labels, ZONE) === "rule") continue;
			const message =
				found === "others" ? "What is said about hosts counts other pods, not its own." : "Nothing spreads its copies over hosts.";
			report({ path, message });
		}
	},
	examples: {
		...shared,
		pass: [...shared.pass, { title: "each in a zone of its own", resources: [refused("topology.kubernetes.io/zone")] }],
	},
};
export default control;
