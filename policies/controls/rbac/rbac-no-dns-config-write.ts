import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, aggregate, binding, bootstrapped, clusterBinding, clusterRole, role, rule } from "../../examples/access.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES, reachesSystem } from "../../rbac.ts";

const write = rule("", ["configmaps"], ["get", "patch"]);
const named = (...resourceNames: string[]) => rule("", ["configmaps"], ["update"], { resourceNames });
const there = binding("worker", [account()], "town", "ClusterRole");
const label = { "rbac.authorization.k8s.io/aggregate-to-edit": "true" };

const control: Control<Own> = {
	id: "rbac-no-dns-config-write",
	family: "rbac",
	severity: "medium",
	title: "Roles don't change how the cluster resolves names",
	rationale: "Who changes CoreDNS's ConfigMap sends the traffic of every pod where he likes, past TLS that trusts a name.",
	remediation:
		"Narrow the rule by resourceNames to the role's own ConfigMaps, or bind the ClusterRole by RoleBindings outside kube-system.",
	references: [direct(secnumcloud["13.2"]), partial(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		// Where nothing is granted, where it would hold doesn't matter.
		judgeRights(
			role,
			{ ...context, report: (problem) => reachesSystem(role, context.all) && context.report(problem) },
			RIGHTS.configWrite,
			"who holds it changes CoreDNS's ConfigMap",
		);
	},
	examples: {
		pass: [
			{ title: "in a town's namespace", resources: [role([write])] },
			{ title: "read", resources: [role([rule("", ["configmaps"], ["get", "list", "create"])], "kube-system")] },
			{ title: "others by name", resources: [role([named("leader", "settings")], "kube-system")] },
			{ title: "bound in a town's namespace only", resources: [clusterRole([write]), there] },
			{ title: "nothing granted, and bindings not known", resources: [clusterRole([rule("", ["pods"], ["patch"])]), there], partial: true },
			{ title: "taken in from what can be edited", resources: [aggregate("view")] },
		],
		fail: [
			{ title: "among the cluster's own parts", resources: [role([write], "kube-system")], says: "CoreDNS" },
			...["update", "delete", "deletecollection", "*"].map((verb) => ({
				title: `by ${verb}`,
				resources: [role([rule("", ["configmaps"], [verb])], "kube-system")],
			})),
			{ title: "by name", resources: [role([named("leader", "coredns")], "kube-system")] },
			{ title: "the cache's", resources: [role([named("node-local-dns")], "kube-system")] },
			{ title: "not bound", resources: [clusterRole([write])] },
			{ title: "bound everywhere", resources: [clusterRole([write]), there, { ...clusterBinding("worker", [account()]), id: "all" }] },
			{ title: "bound there", resources: [clusterRole([write]), binding("worker", [account()], "kube-system", "ClusterRole")] },
			{ title: "another role of that name is bound", resources: [clusterRole([write]), binding("worker", [account()])] },
			{ title: "taken in from Kubernetes' own", resources: [aggregate("edit"), bootstrapped("system:aggregate-to-edit", [write], label)] },
		],
		unknown: [
			{ title: "bindings may lie outside", resources: [clusterRole([write])], partial: true },
			{ title: "other bindings may lie outside", resources: [clusterRole([write]), there], partial: true },
			{
				title: "what another binding hands out is not known",
				resources: [clusterRole([write]), there, { ...binding("x", []), id: "open", properties: { roleRef: new Unknown() } }],
			},
			{
				title: "the namespace is not known",
				resources: [{ ...role([write]), properties: { rules: [write], metadata: { namespace: new Unknown() } } }],
			},
		],
		notApplicable: [{ title: "Kubernetes' own", resources: [bootstrapped("system:controller:x", [write])] }],
	},
};
export default control;
