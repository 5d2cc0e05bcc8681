import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { environment } from "../../examples/openstack.ts";
import { constrained, spreadExamples } from "../../examples/spread.ts";
import { node, running } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { REPLICATED } from "../../kinds.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";
import { clusterZones, keptApart, ZONE } from "../../spread.ts";
import { isOwned, mostReplicas } from "../../workloads.ts";

const [zone = ""] = ZONE;
const nodes = [node("a", "az1"), node("b", "az2")];
const shared = spreadExamples(zone, "kubernetes.io/hostname", ...nodes);

const control: Control<Exempt> = {
	id: "workload-spread",
	family: "workload",
	severity: "medium",
	title: "Copies of a workload are spread over the cluster's zones",
	rationale: "Copies that stand in one zone are gone with it; the scheduler's own wish to spread them is soon outweighed.",
	remediation:
		"Add a topologySpreadConstraint with topologyKey topology.kubernetes.io/zone, maxSkew 1 and a labelSelector that matches the pods.",
	references: [direct(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"])],
	appliesTo: REPLICATED,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(workload, { all, parameters, report, unknown, notApplicable }) {
		if (parameters.exempt.includes(namespaceOf(workload)) || isOwned(workload) || mostReplicas(workload, all) < 2) return notApplicable();
		const zones = clusterZones(all);
		if (zones !== undefined && zones < 2) return notApplicable();
		const sets = podSetsOf(all, workload);
		if (sets === undefined) return unknown("/spec/template/metadata/labels");
		for (const { path, labels } of sets) {
			const found = keptApart(workload, path, labels, ZONE);
			if (found === "rule" || found === "wish") continue;
			if (zones === undefined) unknown("", "whether the cluster has several zones is not known");
			else if (found === "others") report({ path, message: "What is said about zones counts other pods, not its own." });
			else report({ path, message: `Nothing spreads its copies over the ${zones} zones.` });
		}
	},
	examples: {
		pass: [
			...shared.pass,
			{ title: "by the old label", resources: [constrained("failure-domain.beta.kubernetes.io/zone"), ...nodes] },
			{ title: "how many zones there are is not known", resources: [constrained(zone)] },
		],
		fail: [
			...shared.fail,
			{
				title: "zones that the environment declares",
				resources: [running({ replicas: 2 }), environment({ cloud: { zones: ["az1", "az2"] } })],
				says: "2 zones",
			},
		],
		unknown: [
			...shared.unknown,
			{ title: "how many zones there are is not known", resources: [running({ replicas: 2 })] },
			{ title: "the zone of a node is not known", resources: [running({ replicas: 2 }), node("a", "az1"), node("b", new Unknown())] },
		],
		notApplicable: [
			...shared.notApplicable,
			{ title: "a cluster of one zone", resources: [running({ replicas: 2 }), node("a", "az1"), node("b", "az1")] },
		],
	},
};
export default control;
