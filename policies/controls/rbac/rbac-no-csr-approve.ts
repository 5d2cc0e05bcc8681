import type { Control } from "../../control.ts";
import { rightExamples } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const control: Control<Own> = {
	id: "rbac-no-csr-approve",
	family: "rbac",
	severity: "high",
	title: "Roles don't approve certificate requests",
	rationale: "A signed client certificate is an identity of any name and group, and can't be taken back before it ends.",
	remediation: "Take certificatesigningrequests/approval out of the role; administrators approve requests.",
	references: [
		direct(cisKubernetes["5.1.11"]),
		partial(secnumcloud["9.3"]),
		partial(secnumcloud["9.5"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(j)"]),
	],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.csrApprove, "who holds it gives himself any name and group");
	},
	examples: rightExamples({
		group: "certificates.k8s.io",
		resources: ["certificatesigningrequests/approval"],
		verbs: ["update", "patch"],
		harmless: ["get", "create"],
		named: false,
	}),
};
export default control;
