import type { Control } from "../../control.ts";
import { clusterRole, rightExamples, rule } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "rbac.authorization.k8s.io",
	resources: ["clusterroles", "roles"],
	verbs: ["escalate", "bind"],
	harmless: ["get", "create", "update", "delete"],
});
const API = "rbac.authorization.k8s.io";
const bind = (...resourceNames: string[]) => clusterRole([rule(API, ["clusterroles"], ["bind"], { resourceNames })]);
const impersonate = (resource: string, rest = {}, group = "") => clusterRole([rule(group, [resource], ["impersonate"], rest)]);

const control: Control<Own> = {
	id: "rbac-no-escalation",
	family: "rbac",
	severity: "critical",
	title: "No role lets its holder take more rights",
	rationale: "Who may escalate, bind or impersonate has every right that exists, whatever else the role says.",
	remediation: "Take escalate, bind and impersonate out of the role, or narrow bind by resourceNames to the roles that are handed out.",
	references: [direct(cisKubernetes["5.1.8"]), direct(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.escalation, "who holds it takes any right");
	},
	examples: {
		...shared,
		pass: [
			...shared.pass,
			{ title: "hands out named roles", resources: [bind("view", "reader")] },
			{ title: "impersonates one user", resources: [impersonate("users", { resourceNames: ["probe"] })] },
			{ title: "reads users", resources: [clusterRole([rule("", ["users"], ["get"])])] },
		],
		fail: [
			...shared.fail,
			...["users", "groups", "serviceaccounts"].map((kind) => ({ title: `impersonates ${kind}`, resources: [impersonate(kind)] })),
			{ title: "impersonates ids", resources: [impersonate("uids", {}, "authentication.k8s.io")] },
			{ title: "hands out cluster-admin by name", resources: [bind("view", "cluster-admin")] },
			{ title: "impersonates the masters by name", resources: [impersonate("groups", { resourceNames: ["system:masters"] })] },
		],
	},
};
export default control;
