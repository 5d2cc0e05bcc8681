import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, inBothFamilies, ports, rule } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { GROUPS, hasPorts, isIngress, portsOf, protocolOf, RULE } from "../../security-groups.ts";

const control: Control = {
	id: "net-no-all-ports",
	family: "net",
	severity: "high",
	title: "An ingress rule names its ports",
	rationale:
		"A rule without ports opens every service that runs on the machine today or is installed tomorrow, debug ports and agents included.",
	remediation: "Set portRangeMin and portRangeMax to the ports of the service, one rule a service.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(rule, { all, report, notApplicable }) {
		const protocol = isIngress(rule) ? protocolOf(rule) : undefined;
		if (protocol === undefined || !hasPorts(protocol)) return notApplicable();
		const { from, to } = portsOf(rule);
		if (from > 1 || to < 65_535) return;
		if (all.reference(rule, "/remoteGroupId", GROUPS) !== undefined) return;
		const { portRangeMax } = rule.properties as { portRangeMax?: number };
		const path = portRangeMax ? "/portRangeMax" : "";
		report({
			path,
			message: `The rule opens all ports${path === "" ? ", because it names none" : ""}, and its source is no group of this environment.`,
		});
	},
	examples: {
		pass: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "ports named",
				resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(8080, 8090) })],
			})),
			{ title: "all but the lowest", resources: [rule({ remoteIpPrefix: "10.0.0.0/8", ...ports(1024, 65_535) })] },
			{ title: "all but the highest", resources: [rule({ remoteIpPrefix: "10.0.0.0/8", ...ports(1, 32_767) })] },
			{ title: "all ports, from a group of this environment", resources: [rule({ remoteGroupId: "edge" }), group("edge")] },
			{
				title: "all ports, from a group made in the same run",
				resources: [rule({ remoteGroupId: new Unknown("known after `up`", ["edge"]) }), { ...group("edge"), id: "edge" }],
			},
		],
		fail: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "no ports are all ports",
				resources: [rule({ ethertype, remoteIpPrefix: partner })],
			})),
			...inBothFamilies(({ ethertype, inside }) => ({
				title: "all ports written out",
				resources: [rule({ ethertype, remoteIpPrefix: inside, ...ports(1, 65_535) })],
			})),
			{
				title: "no protocol, and a state file writes absence as 0",
				resources: [rule({ protocol: "", remoteIpPrefix: "10.0.0.0/8", ...ports(0) })],
			},
			{ title: "from a group that is not in the list", resources: [rule({ remoteGroupId: "stranger" })] },
		],
		unknown: [
			{
				title: "the ports are not known",
				resources: [rule({ portRangeMin: 1, portRangeMax: new Unknown(), remoteIpPrefix: "10.0.0.0/8" })],
			},
			{ title: "the group is not known", resources: [rule({ remoteGroupId: new Unknown() })] },
			{ title: "the group lies outside this part", partial: true, resources: [rule({ remoteGroupId: "stranger" })] },
		],
		notApplicable: [
			{ title: "a protocol without ports", resources: [rule({ protocol: "icmp", remoteIpPrefix: "192.0.2.0/24" })] },
			{ title: "the way out", resources: [rule({ direction: "egress" })] },
		],
	},
};
export default control;
