import type { Control } from "../../control.ts";
import { examples } from "../../examples/rbac-resolves.ts";
import { direct, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { accountExists, BINDINGS, CLUSTER_BINDINGS, eachSubject, roleOf, roleRefOf } from "../../rbac.ts";

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
	examples,
};
export default control;
