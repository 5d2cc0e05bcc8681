import { Unknown } from "../../../inventory/resource.ts";
import { CLUSTER_TEMPLATE, clusterTemplate } from "../../cluster-templates.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control = {
	id: "cluster-template-tls",
	family: "cluster-template",
	severity: "high",
	title: "Clusters of the template speak TLS",
	rationale: "Without TLS the API server of every cluster takes commands from anyone on the way, and hands out its secrets in clear.",
	remediation: "Remove tlsDisabled, or set it to false; clusters that were made without TLS have to be made anew.",
	references: [direct(secnumcloud["10.2"]), direct(gdpr["32(1)(a)"]), partial(nis2["21.2(j)"])],
	appliesTo: [CLUSTER_TEMPLATE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { tlsDisabled } = properties;
		if (tlsDisabled === true || tlsDisabled === "true") report({ path: "/tlsDisabled", message: "TLS is switched off for every cluster." });
	},
	examples: {
		pass: [
			{ title: "Magnum switches it on", resources: [clusterTemplate({})] },
			{ title: "said so", resources: [clusterTemplate({ tlsDisabled: false })] },
		],
		fail: [
			{ title: "switched off", resources: [clusterTemplate({ tlsDisabled: true })] },
			{ title: "switched off, written as a text", resources: [clusterTemplate({ tlsDisabled: "true" })] },
		],
		unknown: [{ title: "not known", resources: [clusterTemplate({ tlsDisabled: new Unknown() })] }],
	},
};
export default control;
