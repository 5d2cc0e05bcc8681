import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { bootstrapped, clusterRole, role, rule } from "../../examples/access.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const control: Control<Own> = {
	id: "rbac-no-broad-delete",
	family: "rbac",
	severity: "medium",
	title: "No star lets a role delete workloads, namespaces or volumes",
	rationale:
		"A stolen token with a star deletes a namespace with all its volumes in one request: no intruder and no typing error needs more.",
	remediation: "Name the resources and verbs; grant delete on the kinds that the holder makes, and on no namespace or volume.",
	references: [direct(secnumcloud["9.3"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(c)"]), partial(nis2["21.2(i)"])],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.broadDelete, "who holds it deletes workloads and data at large");
	},
	examples: {
		pass: [
			{ title: "named", resources: [role([rule("", ["pods"], ["delete", "deletecollection"])])] },
			{ title: "every verb on something else", resources: [role([rule("", ["configmaps"], ["*"])])] },
			{ title: "everything is read", resources: [clusterRole([rule("*", ["*"], ["get", "list"])])] },
			{ title: "every verb on one", resources: [role([rule("apps", ["deployments"], ["*"], { resourceNames: ["web"] })])] },
			{ title: "a star in another group", resources: [clusterRole([rule("own.town.example", ["*"], ["*"])])] },
		],
		fail: [
			{ title: "everything", resources: [clusterRole([rule("*", ["*"], ["*"])])], says: "* on *" },
			...["pods", "namespaces", "persistentvolumes", "persistentvolumeclaims", "replicationcontrollers"].map((kind) => ({
				title: `every verb on ${kind}`,
				resources: [clusterRole([rule("", [kind], ["*"])])],
			})),
			...["deployments", "daemonsets", "statefulsets", "replicasets"].map((kind) => ({
				title: `every verb on ${kind}`,
				resources: [role([rule("apps", [kind], ["*"])])],
			})),
			...["jobs", "cronjobs"].map((kind) => ({ title: `every verb on ${kind}`, resources: [role([rule("batch", [kind], ["*"])])] })),
			{ title: "everything is deleted", resources: [role([rule("", ["*"], ["delete"])])] },
			{ title: "everything at once", resources: [role([rule("apps", ["*"], ["deletecollection"])])] },
		],
		unknown: [{ title: "verbs are not known", resources: [role([{ ...rule("", ["*"], []), verbs: new Unknown() }])] }],
		notApplicable: [{ title: "Kubernetes' own", resources: [bootstrapped("cluster-admin", [rule("*", ["*"], ["*"])])] }],
	},
};
export default control;
