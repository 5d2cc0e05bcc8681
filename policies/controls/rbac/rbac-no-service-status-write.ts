import type { Control } from "../../control.ts";
import { rightExamples, role, rule } from "../../examples/access.ts";
import { gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({ group: "", resources: ["services/status"], verbs: ["patch", "update"], harmless: ["get", "create"] });

const control: Control<Own> = {
	id: "rbac-no-service-status-write",
	family: "rbac",
	severity: "medium",
	title: "Roles don't write the status of Services",
	rationale: "An address written into a Service's status draws the traffic of every pod that talks to that address (CVE-2020-8554).",
	remediation: "Take services/status out of the role: the load balancer's controller alone writes it.",
	references: [partial(secnumcloud["9.3"]), partial(secnumcloud["13.2"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.serviceStatusWrite, "who holds it draws traffic to any address to himself (CVE-2020-8554)");
	},
	examples: {
		...shared,
		pass: [...shared.pass, { title: "Services themselves", resources: [role([rule("", ["services"], ["update", "patch"])])] }],
	},
};
export default control;
