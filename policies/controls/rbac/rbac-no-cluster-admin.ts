import type { Control } from "../../control.ts";
import { examples } from "../../examples/rbac-no-cluster-admin.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { BINDINGS, CLUSTER_BINDINGS, eachSubject, isEverything, isOwn, own, roleOf, roleRefOf } from "../../rbac.ts";

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
	examples,
};
export default control;
