import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { account, binding, clusterBinding, clusterRole, group, role, rule, serviceAccount } from "./access.ts";

const named = role([rule("", ["pods"], ["get"])]);
const web = serviceAccount("web");

export const examples: Control["examples"] = {
	pass: [
		{ title: "both are there", resources: [binding("worker", [account()]), named, web] },
		{ title: "Kubernetes' own role", resources: [binding("view", [account()], "town", "ClusterRole"), web] },
		{
			title: "Kubernetes' own role of a namespace",
			resources: [binding("extension-apiserver-authentication-reader", [group("x")], "kube-system")],
		},
		{ title: "a cluster's", resources: [clusterBinding("worker", [group("town:operators")]), clusterRole([])] },
		{ title: "the default account", resources: [clusterBinding("view", [account("default")])] },
		{ title: "an account of the cluster's own parts", resources: [clusterBinding("view", [account("job-controller", "kube-system")])] },
	],
	fail: [
		{ title: "no such role", resources: [binding("worker", [account()]), web], says: "no Role called worker" },
		{ title: "the role is in another namespace", resources: [binding("worker", []), role([], "other")] },
		{ title: "a role of the other kind", resources: [binding("worker", [account()]), clusterRole([]), web] },
		{ title: "Kubernetes' own, of another namespace", resources: [binding("extension-apiserver-authentication-reader", [])] },
		{ title: "no such account", resources: [binding("worker", [account()]), named], says: "no service account web in town" },
		{ title: "the account is in another namespace", resources: [binding("worker", [account("web", "other")]), named, web] },
		{
			title: "a cluster's binding to a namespace's role",
			resources: [kindly(clusterBinding("worker", []), "Role"), named],
			says: "can't hand out a Role",
		},
		{ title: "no kind", resources: [kindly(binding("worker", []), ""), named], says: "without a kind" },
	],
	unknown: [
		{ title: "the role may lie outside", resources: [binding("worker", [account()]), web], partial: true },
		{ title: "the account may lie outside", resources: [binding("worker", [account()]), named], partial: true },
		{ title: "the account's namespace is not known", resources: [binding("worker", [account("web", new Unknown() as never)]), named] },
		{ title: "which role is not known", resources: [{ ...binding("worker", []), properties: { roleRef: new Unknown() } }] },
		{
			title: "a role's namespace is not known",
			resources: [binding("worker", []), { ...named, properties: { metadata: { namespace: new Unknown() } } }],
		},
		{
			title: "an account's namespace is not known",
			resources: [binding("worker", [account()]), named, { ...web, properties: { metadata: { namespace: new Unknown() } } }],
		},
	],
};

function kindly(bound: ReturnType<typeof binding>, kind: string) {
	return { ...bound, properties: { ...bound.properties, roleRef: { kind, name: "worker" } } };
}
