import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, group, user } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { BINDINGS, eachSubject, isOwn, own } from "../../rbac.ts";

const EVERY = "system:serviceaccounts:";
const kept = { labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } };

const control: Control<Own> = {
	id: "rbac-no-default-account",
	family: "rbac",
	severity: "medium",
	title: "No rights for the default service account",
	rationale: "Every pod that names no account runs as default: what is bound to it is held by pods that nobody thought of.",
	remediation: "Make a service account for the workload, name it in the pod's serviceAccountName, and bind that.",
	references: [direct(cisKubernetes["5.1.5"]), direct(secnumcloud["9.3"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: BINDINGS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(binding, context) {
		if (isOwn(binding, context.parameters.own)) return context.notApplicable();
		eachSubject(binding, context, ({ kind, name, namespace, path }) => {
			const all = kind === "Group" && name.startsWith(EVERY) ? name.slice(EVERY.length) : "";
			if (kind === "ServiceAccount" && name === "default")
				context.report({ path, message: `The default account of ${namespace} holds rights.` });
			if (all !== "") context.report({ path, message: `Every account of ${all} holds rights, its default one included.` });
		});
	},
	examples: {
		pass: [
			{ title: "an account of its own", resources: [binding("worker", [account()])] },
			{ title: "a user of that name", resources: [binding("worker", [user("default")])] },
			{ title: "an account that begins alike", resources: [binding("worker", [account("default-backend")])] },
			{ title: "nobody", resources: [clusterBinding("view", null)] },
			{ title: "an account called like the group", resources: [clusterBinding("view", [account("system:serviceaccounts:town")])] },
		],
		fail: [
			{ title: "default", resources: [binding("worker", [account("default")])], says: "default account of town" },
			{
				title: "in the whole cluster",
				resources: [clusterBinding("view", [account(), account("default", "kube-system")])],
				says: "of kube-system",
			},
			{ title: "by its user's name", resources: [clusterBinding("view", [user("system:serviceaccount:town:default")])], says: "of town" },
			{
				title: "with every account of the namespace",
				resources: [binding("worker", [group("system:serviceaccounts:town")])],
				says: "Every account of town",
			},
			{
				title: "no namespace is the binding's",
				resources: [binding("worker", [{ kind: "ServiceAccount", name: "default" }])],
				says: "of town",
			},
		],
		unknown: [
			{ title: "to whom is not known", resources: [binding("view", new Unknown())] },
			{ title: "who is not known", resources: [clusterBinding("view", [{ kind: "Group", name: new Unknown() }])] },
		],
		notApplicable: [{ title: "Kubernetes' own", resources: [{ ...clusterBinding("view", [account("default")], kept), name: "system:x" }] }],
	},
};
export default control;
