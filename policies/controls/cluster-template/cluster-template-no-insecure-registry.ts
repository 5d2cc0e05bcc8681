import { Unknown } from "../../../inventory/resource.ts";
import { CLUSTER_TEMPLATE, clusterTemplate } from "../../cluster-templates.ts";
import type { Control } from "../../control.ts";
import { direct, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";

const control: Control = {
	id: "cluster-template-no-insecure-registry",
	family: "cluster-template",
	severity: "high",
	title: "Clusters of the template take images over TLS only",
	rationale: "An image that comes in clear can be another one on arrival, and runs with all that the workload may do.",
	remediation: "Remove insecureRegistry, and give the registry a certificate that the nodes trust.",
	references: [direct(secnumcloud["10.2"]), direct(nis2["21.2(d)"]), partial(secnumcloud["12.11"])],
	appliesTo: [CLUSTER_TEMPLATE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		if (present(properties, "insecureRegistry"))
			report({
				path: "/insecureRegistry",
				message: "Images may come from a registry without TLS, or with a certificate that nobody checks.",
			});
	},
	examples: {
		pass: [
			{ title: "none", resources: [clusterTemplate({})] },
			{ title: "a state writes absence as an empty text", resources: [clusterTemplate({ insecureRegistry: "" })] },
		],
		fail: [
			{ title: "one by name", resources: [clusterTemplate({ insecureRegistry: "registry.town.example:5000" })] },
			{ title: "one by address", resources: [clusterTemplate({ insecureRegistry: "192.0.2.7:5000" })] },
			{ title: "one by IPv6 address", resources: [clusterTemplate({ insecureRegistry: "[2001:db8::7]:5000" })] },
			{ title: "one that is only known later", resources: [clusterTemplate({ insecureRegistry: new Unknown() })] },
		],
	},
};
export default control;
