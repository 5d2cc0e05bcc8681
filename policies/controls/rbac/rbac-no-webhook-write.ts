import type { Control } from "../../control.ts";
import { rightExamples } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const control: Control<Own> = {
	id: "rbac-no-webhook-write",
	family: "rbac",
	severity: "high",
	title: "Roles don't change admission webhooks",
	rationale:
		"A webhook sees every object, secrets included, and may change it on the way; who removes one removes the rule that it enforces.",
	remediation: "Take validating- and mutatingwebhookconfigurations out of the role, or narrow it by resourceNames to the component's own.",
	references: [direct(cisKubernetes["5.1.12"]), partial(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.webhookWrite, "who holds it reads and rewrites whatever enters the cluster");
	},
	examples: rightExamples({
		group: "admissionregistration.k8s.io",
		resources: ["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
		verbs: ["patch", "create", "update", "delete", "deletecollection"],
		harmless: ["get", "list", "watch"],
	}),
};
export default control;
