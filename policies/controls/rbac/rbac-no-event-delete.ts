import type { Control } from "../../control.ts";
import { rightExamples, role, rule } from "../../examples/access.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["events"],
	verbs: ["delete", "deletecollection"],
	harmless: ["create", "patch", "get"],
});

const control: Control<Own> = {
	id: "rbac-no-event-delete",
	family: "rbac",
	severity: "low",
	title: "Roles don't delete events",
	rationale: "Events are the first traces of what happened in a cluster; who did it deletes them.",
	remediation: "Take delete and deletecollection on events out of the role: they end by themselves after an hour.",
	references: [direct(secnumcloud["12.7"]), partial(secnumcloud["12.9"]), partial(gdpr["33(5)"]), partial(nis2["21.2(b)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.eventDelete, "who holds it removes traces");
	},
	examples: {
		...shared,
		fail: [...shared.fail, { title: "in the newer group", resources: [role([rule("events.k8s.io", ["events"], ["delete"])])] }],
	},
};
export default control;
