import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, clusterRole, group, role, rule, serviceAccount } from "../../examples/access.ts";
import { direct, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { accountExists, BINDINGS, CLUSTER_BINDINGS, eachSubject, roleOf, roleRefOf } from "../../rbac.ts";

const named = role([rule("", ["pods"], ["get"])]);
const web = serviceAccount("web");

const control: Control<Exempt> = {
	id: "rbac-resolves",
	family: "rbac",
	severity: "low",
	title: "Bindings lead to roles and accounts that exist",
	rationale: "A binding to something that is not there grants nothing today, and whatever somebody makes under that name tomorrow.",
	remediation: "Correct the name, kind or namespace in roleRef and subjects, make what is missing, or delete the binding.",
	references: [direct(secnumcloud["9.2"]), partial(secnumcloud["9.3"]), partial(nis2["21.2(i)"])],
	appliesTo: BINDINGS,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(binding, context) {
		const { kind, name } = roleRefOf(binding);
		const everywhere = CLUSTER_BINDINGS.includes(binding.type);
		if (kind !== "ClusterRole" && (kind !== "Role" || everywhere))
			context.report({
				path: "/roleRef/kind",
				message: `A ${everywhere ? "ClusterRoleBinding" : "RoleBinding"} can't hand out a ${kind || "role without a kind"}.`,
			});
		else if (roleOf(binding, context.all, context.facts) === undefined)
			context.absent({ path: "/roleRef/name", message: `There is no ${kind} called ${name}.` });
		eachSubject(binding, context, ({ kind, name, namespace = "", path }) => {
			// Every namespace has a default account, and the cluster's own parts make theirs as they start.
			if (kind !== "ServiceAccount" || name === "default" || context.parameters.exempt.includes(namespace)) return;
			if (!accountExists(namespace, name, context.all))
				context.absent({ path, message: `There is no service account ${name} in ${namespace}.` });
		});
	},
	examples: {
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
	},
};
export default control;

function kindly(bound: ReturnType<typeof binding>, kind: string) {
	return { ...bound, properties: { ...bound.properties, roleRef: { kind, name: "worker" } } };
}
