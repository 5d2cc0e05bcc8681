import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, binding, clusterBinding, group, user } from "../../examples/access.ts";
import { c5, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { BINDINGS, eachSubject, roleRefOf } from "../../rbac.ts";

const GROUPS = new Map([
	["system:authenticated", "Everybody with a name"],
	["system:serviceaccounts", "Every service account"],
]);

const control: Control<{ roles: readonly string[] }> = {
	id: "rbac-no-authenticated-takeover",
	family: "rbac",
	severity: "high",
	title: "Whoever has a name holds nothing but discovery by it",
	rationale: "Every user, every machine and every pod is in system:authenticated: what is bound to it can't be taken from anyone.",
	remediation: "Bind a group of your own or single accounts in place of system:authenticated and system:serviceaccounts.",
	references: [direct(secnumcloud["9.3"]), partial(c5["IDM-01"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: BINDINGS,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		roles: {
			description: "Roles that everybody with a name may hold: those for discovery, as Kubernetes binds them itself.",
			default: ["system:basic-user", "system:discovery", "system:public-info-viewer", "system:service-account-issuer-discovery"],
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(binding, context) {
		const { name: role } = roleRefOf(binding);
		if (context.parameters.roles.includes(role)) return;
		eachSubject(binding, context, ({ kind, name, path }) => {
			if (kind === "Group" && GROUPS.has(name)) context.report({ path, message: `${GROUPS.get(name)} (${name}) holds ${role}.` });
		});
	},
	examples: {
		pass: [
			{ title: "discovery", resources: [clusterBinding("system:discovery", [group("system:authenticated")])] },
			{
				title: "the keys of tokens",
				resources: [clusterBinding("system:service-account-issuer-discovery", [group("system:serviceaccounts")])],
			},
			{ title: "a group of one's own", resources: [clusterBinding("view", [group("town:operators")])] },
			{ title: "a user of that name", resources: [clusterBinding("view", [user("system:authenticated")])] },
			{ title: "accounts of one namespace", resources: [binding("worker", [group("system:serviceaccounts:town")])] },
		],
		fail: [
			{ title: "everybody with a name", resources: [clusterBinding("view", [group("system:authenticated")])], says: "holds view" },
			{
				title: "every account",
				resources: [binding("worker", [account(), group("system:serviceaccounts")])],
				says: "Every service account",
			},
			{ title: "behind one that is not known", resources: [clusterBinding("view", [new Unknown(), group("system:authenticated")])] },
			{
				title: "where a pack allows less",
				resources: [clusterBinding("system:basic-user", [group("system:authenticated")])],
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
