import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, group, user } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { BINDINGS, eachSubject, roleRefOf } from "../../rbac.ts";

const control: Control<{ roles: readonly string[] }> = {
	id: "rbac-no-anonymous",
	family: "rbac",
	severity: "critical",
	title: "Nobody holds rights without a name",
	rationale: "Whoever reaches the API server, from the internet or from any pod, holds what is bound to the unauthenticated.",
	remediation: "Remove the subject; give the caller a service account or a client certificate, and bind that.",
	references: [
		direct(secnumcloud["9.5"]),
		partial(secnumcloud["9.3"]),
		partial(cisKubernetes["1.2.1"]),
		partial(gdpr["25(2)"]),
		partial(nis2["21.2(j)"]),
	],
	appliesTo: BINDINGS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		roles: {
			description:
				"Roles that the unauthenticated may hold: the API server's version and health, and kubeadm's way for a node to find its cluster.",
			default: ["system:public-info-viewer", "kubeadm:bootstrap-signer-clusterinfo"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(binding, context) {
		const { name: role } = roleRefOf(binding);
		if (context.parameters.roles.includes(role)) return;
		eachSubject(binding, context, ({ kind, name, path }) => {
			if ((kind === "User" && name === "system:anonymous") || (kind === "Group" && name === "system:unauthenticated"))
				context.report({ path, message: `${kind} ${name}, which is everybody who says no name, holds ${role}.` });
		});
	},
	examples: {
		pass: [
			{ title: "an account", resources: [binding("view", [account()])] },
			{
				title: "version and health, Kubernetes' own",
				resources: [clusterBinding("system:public-info-viewer", [group("system:authenticated"), group("system:unauthenticated")])],
			},
			{
				title: "kubeadm's way in",
				resources: [binding("kubeadm:bootstrap-signer-clusterinfo", [user("system:anonymous")], "kube-public")],
			},
			{ title: "nobody", resources: [binding("view", null)] },
			{
				title: "a group and a user of each other's names",
				resources: [binding("view", [group("system:anonymous"), user("system:unauthenticated")])],
			},
		],
		fail: [
			{ title: "the user", resources: [clusterBinding("view", [user("system:anonymous")])], says: "User system:anonymous" },
			{ title: "the group", resources: [binding("worker", [group("system:unauthenticated")])], says: "holds worker" },
			{ title: "the second of two", resources: [clusterBinding("view", [new Unknown(), user("system:anonymous")])] },
			{ title: "what Kubernetes bound before 1.14", resources: [clusterBinding("system:discovery", [group("system:unauthenticated")])] },
			{
				title: "where a pack allows none",
				resources: [clusterBinding("system:public-info-viewer", [group("system:unauthenticated")])],
				parameters: { roles: [] },
			},
		],
		unknown: [
			{ title: "to whom is not known", resources: [binding("view", new Unknown())] },
			{ title: "who is not known", resources: [clusterBinding("view", [{ kind: "Group", name: new Unknown() }])] },
		],
	},
};
export default control;
