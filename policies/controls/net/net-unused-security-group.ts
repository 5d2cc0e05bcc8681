import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { group, instance, port, rule } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { ASSOCIATION, BALANCER, INSTANCE, PORT } from "../../ports.ts";
import { GROUP, isDefault } from "../../security-groups.ts";

/** Who holds groups, and where it says so. */
const HOLDERS = [
	[PORT, "/securityGroupIds"],
	[INSTANCE, "/securityGroups"],
	[BALANCER, "/securityGroupIds"],
	[ASSOCIATION, "/securityGroupIds"],
] as const;

const control: Control = {
	id: "net-unused-security-group",
	family: "net",
	severity: "low",
	title: "Every security group has a member",
	rationale: "A group without members is an opening in wait: the next machine is put into it because its name fits.",
	remediation: "Remove the group, or name it in securityGroupIds of the ports that it was made for.",
	references: [partial(secnumcloud["13.1"]), supporting(nis2["21.2(i)"])],
	appliesTo: [GROUP],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(group, { all, report, unknown, notApplicable }) {
		if (isDefault(group)) return notApplicable();
		let complete = true;
		for (const [type, pointer] of HOLDERS) {
			const holders = all.referrers(group, type, pointer);
			if (holders.list.length > 0) return;
			complete &&= holders.complete;
		}
		if (!complete) return unknown("", "not every port that could hold it is known");
		report({ path: "", message: "No port, instance or balancer is in this group." });
	},
	examples: {
		pass: [
			{ title: "a port", resources: [group("app"), port("eth0", { securityGroupIds: ["other", "app"] })] },
			{ title: "an instance, by name", resources: [group("app"), instance({ securityGroups: ["app"] })] },
			{ title: "a balancer", resources: [group("app"), holder(BALANCER, { securityGroupIds: ["app"] })] },
			{ title: "an association", resources: [group("app"), holder(ASSOCIATION, { portId: "eth0", securityGroupIds: ["app"] })] },
		],
		fail: [
			{ title: "nobody", resources: [group("app"), port("eth0", { securityGroupIds: ["other"] })] },
			{ title: "its own rules only", resources: [group("app"), rule({})] },
			{ title: "a rule that names it as source", resources: [group("app"), rule({ securityGroupId: "data", remoteGroupId: "app" })] },
		],
		unknown: [
			{ title: "a port's groups are not known", resources: [group("app"), port("eth0", { securityGroupIds: new Unknown() })] },
			{ title: "the port may lie outside this part", partial: true, resources: [group("app")] },
		],
		notApplicable: [{ title: "the group that every project has", resources: [group("default")] }],
	},
};
export default control;

function holder(type: string, properties: Properties): ExampleResource {
	return { type, name: "holder", properties };
}
