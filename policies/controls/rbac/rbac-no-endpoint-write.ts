import type { Control } from "../../control.ts";
import { bootstrapped, rightExamples, role, rule } from "../../examples/access.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["endpoints"],
	verbs: ["update", "create", "patch"],
	harmless: ["get", "list", "delete"],
});

const control: Control<Own> = {
	id: "rbac-no-endpoint-write",
	family: "rbac",
	severity: "medium",
	title: "Roles don't write endpoints",
	rationale:
		"An endpoint that is written by hand leads through a balancer or Ingress to pods of other namespaces, past their policies (CVE-2021-25740).",
	remediation: "Take create, update and patch on endpoints and endpointslices out of the role: the cluster writes them from Services.",
	references: [partial(secnumcloud["9.7"]), partial(secnumcloud["13.2"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { own: { ...own.own, default: ["system:controller:*", "system:kube-*", "system:node*", "cluster-admin"] } },
	check(role, context) {
		judgeRights(role, context, RIGHTS.endpointWrite, "who holds it leads traffic into other namespaces (CVE-2021-25740)");
	},
	examples: {
		...shared,
		fail: [
			...shared.fail,
			...["create", "update", "patch"].map((verb) => ({
				title: `slices, by ${verb}`,
				resources: [role([rule("discovery.k8s.io", ["endpointslices"], [verb])])],
			})),
			{
				title: "edit of a cluster that was made before 1.22",
				resources: [bootstrapped("system:aggregate-to-edit", [rule("", ["endpoints"], ["patch"])])],
			},
		],
	},
};
export default control;
