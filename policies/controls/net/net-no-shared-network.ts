import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { network } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { NETWORK } from "../../ports.ts";

const control: Control = {
	id: "net-no-shared-network",
	family: "net",
	severity: "medium",
	title: "The network belongs to one project",
	rationale: "On a shared network every project of the cloud may plug in machines, beside those that hold personal data.",
	remediation: "Remove shared; where one other project has to plug in, grant it that by an RBAC policy with its own id.",
	references: [direct(secnumcloud["9.7"]), direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [NETWORK],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		if (["true", "1"].includes(String(properties["shared"] ?? false).toLowerCase()))
			report({ path: "/shared", message: "Every project of the cloud may use this network." });
	},
	examples: {
		pass: [
			{ title: "as it is made", resources: [network("app")] },
			{ title: "not shared", resources: [network("app", { shared: false })] },
			{ title: "not shared, written as a text", resources: [network("app", { shared: "false" })] },
		],
		fail: [
			{ title: "shared", resources: [network("app", { shared: true })] },
			{ title: "shared, written as a text", resources: [network("app", { shared: "true" })] },
		],
		unknown: [{ title: "not known", resources: [network("app", { shared: new Unknown() })] }],
	},
};
export default control;
