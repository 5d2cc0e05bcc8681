import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { account, binding, clusterBinding, clusterRole, group, rule, user } from "./access.ts";

const everything = clusterRole([rule("*", ["*"], ["*"])]);
const kept = { labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } };

export const examples: Control["examples"] = {
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
		{ title: "a role that is not there", resources: [clusterBinding("worker", [account()])] },
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
		{
			title: "under another name, beside other rules",
			resources: [clusterBinding("worker", [account()]), clusterRole([rule("", ["pods"], ["get"]), rule("*", ["*"], ["*"])])],
		},
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
};
