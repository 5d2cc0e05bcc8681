import type { Control } from "../../control.ts";
import { clusterRole, rightExamples, rule } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["nodes/proxy"],
	verbs: ["get", "create"],
	harmless: ["list", "watch"],
	named: false,
});

const control: Control<Own> = {
	id: "rbac-no-node-proxy",
	family: "rbac",
	severity: "high",
	title: "Roles don't reach the kubelets through the API server",
	rationale:
		"The proxy of a node leads past admission and audit to its kubelet, which runs commands in every pod of the node, even by get.",
	remediation: "Grant nodes/metrics and nodes/stats, which monitoring needs, in place of nodes/proxy.",
	references: [
		direct(cisKubernetes["5.1.10"]),
		partial(secnumcloud["9.3"]),
		partial(secnumcloud["12.6"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.nodeProxy, "who holds it runs commands in every pod of a node, unseen by admission and audit");
	},
	examples: {
		...shared,
		pass: [
			...shared.pass,
			{ title: "measurements of nodes", resources: [clusterRole([rule("", ["nodes", "nodes/metrics", "nodes/stats"], ["get"])])] },
		],
		fail: [
			...shared.fail,
			...["update", "patch", "delete"].map((verb) => ({
				title: `by ${verb}`,
				resources: [clusterRole([rule("", ["nodes/proxy"], [verb])])],
			})),
		],
	},
};
export default control;
