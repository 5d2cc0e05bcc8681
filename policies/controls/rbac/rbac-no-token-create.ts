import type { Control } from "../../control.ts";
import { rightExamples, role, rule } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({ group: "", resources: ["serviceaccounts/token"], verbs: ["create"], harmless: ["get", "delete"] });

const control: Control<Own> = {
	id: "rbac-no-token-create",
	family: "rbac",
	severity: "high",
	title: "Roles don't issue tokens of service accounts",
	rationale: "A token that somebody issues for himself is another account's identity, and outlives the reason for it.",
	remediation: "Take serviceaccounts/token out of the role, or narrow it by resourceNames to the one account.",
	references: [direct(cisKubernetes["5.1.13"]), direct(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.tokenCreate, "who holds it becomes any service account there");
	},
	examples: {
		...shared,
		pass: [...shared.pass, { title: "creates accounts", resources: [role([rule("", ["serviceaccounts"], ["create"])])] }],
	},
};
export default control;
