import type { Control } from "../../control.ts";
import { rightExamples, role, rule } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["persistentvolumes"],
	verbs: ["create"],
	harmless: ["get", "list", "delete", "patch"],
});

const control: Control<Own> = {
	id: "rbac-no-volume-create",
	family: "rbac",
	severity: "medium",
	title: "Roles don't create persistent volumes",
	rationale: "A persistent volume may be a folder of the node: who creates one reads and writes the node's disk past Pod Security.",
	remediation: "Take persistentvolumes out of the role: a StorageClass makes them for each claim.",
	references: [direct(cisKubernetes["5.1.9"]), partial(secnumcloud["9.7"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.volumeCreate, "who holds it mounts the disk of any node");
	},
	examples: {
		...shared,
		pass: [...shared.pass, { title: "claims", resources: [role([rule("", ["persistentvolumeclaims"], ["create"])])] }],
	},
};
export default control;
