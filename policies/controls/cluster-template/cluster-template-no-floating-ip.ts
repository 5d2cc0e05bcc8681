import { Unknown } from "../../../inventory/resource.ts";
import { CLUSTER, CLUSTER_TEMPLATE, clusterTemplate } from "../../cluster-templates.ts";
import type { Control } from "../../control.ts";
import { direct, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";

const control: Control = {
	id: "cluster-template-no-floating-ip",
	family: "cluster-template",
	severity: "high",
	title: "Nodes of clusters get no public address",
	rationale:
		"A node with a public address shows its kubelet and every node port to the world, whatever the balancer in front was meant to let in.",
	remediation: "Set floatingIpEnabled to false, and reach the nodes through a bastion or the balancer.",
	references: [direct(secnumcloud["13.2"]), partial(secnumcloud["9.6"]), supporting(nis2["21.2(e)"])],
	appliesTo: [CLUSTER_TEMPLATE, CLUSTER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		// Magnum's own default is true, but the provider sends false where nothing is written, and a live cloud always says which.
		const { floatingIpEnabled } = properties;
		if (floatingIpEnabled === true || floatingIpEnabled === "true")
			report({ path: "/floatingIpEnabled", message: "Every node gets a public address." });
	},
	examples: {
		pass: [
			{ title: "the provider sends false for nothing", resources: [clusterTemplate({})] },
			{ title: "said so", resources: [clusterTemplate({ floatingIpEnabled: false })] },
			{ title: "a cluster", resources: [{ type: CLUSTER, name: "town", properties: { floatingIpEnabled: false } }] },
		],
		fail: [
			{ title: "public addresses", resources: [clusterTemplate({ floatingIpEnabled: true })] },
			{
				title: "a cluster that says otherwise than its template",
				resources: [{ type: CLUSTER, name: "town", properties: { floatingIpEnabled: true } }],
			},
		],
		unknown: [{ title: "not known", resources: [clusterTemplate({ floatingIpEnabled: new Unknown() })] }],
	},
};
export default control;
