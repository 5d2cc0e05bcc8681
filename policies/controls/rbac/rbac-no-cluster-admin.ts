import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, clusterRole, group, rule, user } from "../../examples/access.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { BINDINGS, CLUSTER_BINDINGS, eachSubject, isEverything, isOwn, own, roleOf, roleRefOf } from "../../rbac.ts";

const everything = clusterRole([rule("*", ["*"], ["*"])]);
const kept = { labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } };

const control: Control<Own & { administrators: readonly string[] }> = {
	id: "rbac-no-cluster-admin",
	family: "rbac",
	severity: "critical",
	title: "Nobody is cluster-admin but the named administrators",
	rationale: "Whoever is cluster-admin reads every secret and deletes every trace: a pipeline or operator that is has the cluster.",
	remediation:
		"Bind a role of its own with what is needed; name the group of people who administer the cluster in the parameter administrators.",
	references: [
		direct(cisKubernetes["5.1.1"]),
		direct(secnumcloud["9.3"]),
		partial(c5["IDM-01"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: BINDINGS,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: {
		...own,
		administrators: {
			description: "Groups that may be cluster-admin. Both defaults are Kubernetes' own; the second is that of kubeadm's admin.conf.",
			default: ["system:masters", "kubeadm:cluster-admins"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(binding, context) {
		if (isOwn(binding, context.parameters.own)) return context.notApplicable();
		const { kind, name } = roleRefOf(binding);
		const everywhere = CLUSTER_BINDINGS.includes(binding.type);
		const called = kind === "ClusterRole" && name === "cluster-admin";
		if (!called && !(everywhere && roleOf(binding, context.all, context.facts)?.rules.some(isEverything))) return;
		const as = called ? "cluster-admin" : `all that cluster-admin is, by ${name},`;
		eachSubject(binding, context, ({ kind, name: who, path }) => {
			if (kind === "Group" && context.parameters.administrators.includes(who)) return;
			context.report({ path, message: `${kind} ${who} is ${as} ${everywhere ? "of the whole cluster" : "in its namespace"}.` });
		});
	},
	examples: {
		pass: [
			{ title: "another role", resources: [clusterBinding("view", [account()])] },
			{ title: "a role of its own", resources: [clusterBinding("worker", [account()]), clusterRole([rule("*", ["*"], ["get"])])] },
			{ title: "kubeadm's administrators", resources: [clusterBinding("cluster-admin", [group("kubeadm:cluster-admins")])] },
			{
				title: "the named administrators",
				resources: [clusterBinding("cluster-admin", [group("town:operators")])],
				parameters: { administrators: ["town:operators"] },
			},
			{ title: "every right in a namespace", resources: [binding("worker", [account()], "town", "ClusterRole"), everything] },
			{ title: "a Role of that name", resources: [binding("cluster-admin", [account()])] },
			{ title: "nobody", resources: [clusterBinding("cluster-admin", null)] },
		],
		fail: [
			{
				title: "an account",
				resources: [clusterBinding("cluster-admin", [account()])],
				says: "ServiceAccount web is cluster-admin of the whole",
			},
			{ title: "a user", resources: [clusterBinding("cluster-admin", [user("system:masters")])] },
			{ title: "a second one", resources: [clusterBinding("cluster-admin", [new Unknown(), group("town:all")])] },
			{ title: "of a namespace", resources: [binding("cluster-admin", [account()], "town", "ClusterRole")], says: "in its namespace" },
			{ title: "under another name", resources: [clusterBinding("worker", [account()]), everything], says: "by worker" },
			{
				title: "Kubernetes' own is another binding",
				resources: [clusterBinding("cluster-admin", [account()], { ...kept, name: "system:x" })].map((each) => ({
					...each,
					name: "other",
				})),
			},
		],
		unknown: [
			{ title: "to whom is not known", resources: [clusterBinding("cluster-admin", new Unknown())] },
			{
				title: "what is not known",
				resources: [{ ...clusterBinding("x", [account()]), properties: { roleRef: new Unknown(), subjects: [account()] } }],
			},
			{ title: "the role may lie outside", resources: [clusterBinding("worker", [account()])], partial: true },
		],
		notApplicable: [
			{
				title: "Kubernetes' own",
				resources: [{ ...clusterBinding("cluster-admin", [group("system:masters")], kept), name: "cluster-admin" }],
			},
		],
	},
};
export default control;
