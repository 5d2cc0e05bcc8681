import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, group } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { BINDINGS, eachSubject, isOwn, own } from "../../rbac.ts";

const kept = { labels: { "kubernetes.io/bootstrapping": "rbac-defaults" } };

const control: Control<Own> = {
	id: "rbac-no-system-masters",
	family: "rbac",
	severity: "critical",
	title: "Nothing is bound to system:masters",
	rationale: "Who is in system:masters passes every authorisation, and can't be taken out: the group stands in the certificate.",
	remediation: "Bind a group of your own to the role that is needed, and issue no certificates with the group system:masters.",
	references: [
		direct(cisKubernetes["5.1.7"]),
		direct(secnumcloud["9.3"]),
		partial(secnumcloud["9.2"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: BINDINGS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(binding, context) {
		if (isOwn(binding, context.parameters.own)) return context.notApplicable();
		eachSubject(binding, context, ({ kind, name, path }) => {
			if (kind === "Group" && name === "system:masters") context.report({ path, message: "It relies on the group system:masters." });
		});
	},
	examples: {
		pass: [
			{ title: "a group of one's own", resources: [clusterBinding("view", [group("town:operators")])] },
			{ title: "an account of that name", resources: [binding("view", [account("system:masters")])] },
			{ title: "nobody", resources: [binding("view", [])] },
		],
		fail: [
			{ title: "in the whole cluster", resources: [clusterBinding("view", [group("system:masters")])] },
			{ title: "in a namespace", resources: [binding("worker", [account(), group("system:masters")])] },
			{ title: "behind one that is not known", resources: [clusterBinding("cluster-admin", [new Unknown(), group("system:masters")])] },
			{
				title: "a copy of Kubernetes' own",
				resources: [{ ...clusterBinding("cluster-admin", [group("system:masters")], kept), name: "copy" }],
			},
		],
		unknown: [
			{ title: "to whom is not known", resources: [binding("view", new Unknown())] },
			{ title: "who is not known", resources: [clusterBinding("view", [{ kind: "Group", name: new Unknown() }])] },
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
