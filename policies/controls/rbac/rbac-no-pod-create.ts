import type { Control } from "../../control.ts";
import { rightExamples, role, rule } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["pods", "replicationcontrollers"],
	verbs: ["create"],
	harmless: ["get", "list", "delete", "patch"],
});

const control: Control<Own> = {
	id: "rbac-no-pod-create",
	family: "rbac",
	severity: "medium",
	title: "Roles don't create pods",
	rationale:
		"A pod may name any service account of its namespace and mount any secret: who creates pods has all rights that are used there.",
	remediation: "Grant the creation of pods and workloads to the pipeline's account only, and take it out of this role.",
	references: [direct(cisKubernetes["5.1.4"]), partial(secnumcloud["9.3"]), partial(gdpr["25(2)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.podCreate, "who holds it borrows any account and mounts any secret there");
	},
	examples: {
		...shared,
		pass: [...shared.pass, { title: "their scale", resources: [role([rule("apps", ["deployments/scale"], ["create", "update"])])] }],
		fail: [
			...shared.fail,
			...["deployments", "daemonsets", "statefulsets", "replicasets"].map((kind) => ({
				title: kind,
				resources: [role([rule("apps", [kind], ["create"])])],
			})),
			...["jobs", "cronjobs"].map((kind) => ({ title: kind, resources: [role([rule("batch", [kind], ["create"])])] })),
		],
	},
};
export default control;
