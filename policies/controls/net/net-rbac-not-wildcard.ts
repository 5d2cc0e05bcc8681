import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";

const POLICY = "openstack:networking/rbacPolicyV2:RbacPolicyV2";

const control: Control = {
	id: "net-rbac-not-wildcard",
	family: "net",
	severity: "medium",
	title: "What is shared is shared with named projects",
	rationale: "The target * is every project of the cloud, those of strangers and of tomorrow included.",
	remediation: "Set targetTenant to the id of the one project, and write one policy a project.",
	references: [direct(secnumcloud["9.7"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [POLICY],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { targetTenant, objectType } = properties as { targetTenant?: string; objectType?: string };
		if (String(targetTenant).trim() === "*")
			report({ path: "/targetTenant", message: `Every project of the cloud may use this ${String(objectType).replace("_", " ")}.` });
	},
	examples: {
		pass: [
			{ title: "one project", resources: [policy("0f".repeat(16))] },
			{ title: "one project, an address group", resources: [policy("0f".repeat(16), "address_group")] },
		],
		fail: [
			{ title: "every project", resources: [policy("*")] },
			{ title: "every project, a security group", resources: [policy("*", "security_group")] },
		],
		unknown: [{ title: "the project is not known", resources: [policy(new Unknown())] }],
	},
};
export default control;

function policy(targetTenant: string | Unknown, objectType = "network"): ExampleResource {
	return { type: POLICY, name: "share", properties: { action: "access_as_shared", objectId: "app", objectType, targetTenant } };
}
