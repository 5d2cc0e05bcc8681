import type { Control } from "../../control.ts";
import { network, port, tagged } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Labels } from "../../labels.ts";
import { demandLabels, labelExamples, labelParameters } from "../../labels.ts";
import { FLOATING_IP, NETWORK, PORT, ROUTER, SUBNET } from "../../ports.ts";
import { GROUP } from "../../security-groups.ts";

const control: Control<Labels> = {
	id: "net-tagged",
	family: "net",
	severity: "low",
	title: "Networks, ports, groups and addresses say whose they are",
	rationale: "When an alarm names a port, somebody has to know at once whose it is and what data flows there.",
	remediation: "Set tags to owner=…, environment=… and classification=….",
	references: [partial(nis2["21.2(i)"]), supporting(secnumcloud["13.1"])],
	appliesTo: [NETWORK, SUBNET, ROUTER, PORT, GROUP, FLOATING_IP],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: labelParameters,
	check: demandLabels,
	examples: {
		pass: labelExamples((labels) => network("app", tagged(labels))).pass,
		fail: [...labelExamples((labels) => port("eth0", tagged(labels))).fail, { title: "no tags at all", resources: [network("app")] }],
	},
};
export default control;
