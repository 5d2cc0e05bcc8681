import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, inBothFamilies, ports, rule } from "../../examples/openstack.ts";
import { direct, gdpr, secnumcloud, supporting } from "../../frameworks.ts";
import { isIcmp, isIngress, openToWorld, protocolOf, RULE, sourcePath, whence } from "../../security-groups.ts";

const control: Control = {
	id: "net-no-world-icmp",
	family: "net",
	severity: "low",
	title: "ICMP comes in from named sources only",
	rationale:
		"Who may ping may map the network and flood it. Errors that belong to a connection, path MTU among them, come in without any rule, because groups keep state.",
	remediation: "Set remoteIpPrefix to the range that the monitoring comes from, or remoteGroupId to its group.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(rule, { all, report, notApplicable }) {
		const protocol = isIngress(rule) ? protocolOf(rule) : undefined;
		if (protocol === undefined || !(protocol === "any" || isIcmp(protocol))) return notApplicable();
		if (openToWorld(rule, all).length === 0) return;
		report({ path: sourcePath(rule), message: `ICMP comes in from ${whence(rule)}.` });
	},
	examples: {
		pass: [
			...inBothFamilies(({ ethertype, partner, icmp }) => ({
				title: "from a partner",
				resources: [rule({ ethertype, protocol: icmp, remoteIpPrefix: partner })],
			})),
			{ title: "from a group", resources: [rule({ protocol: "icmp", remoteGroupId: "watch" }), group("watch")] },
		],
		fail: [
			...inBothFamilies(({ ethertype, world, icmp }) => ({
				title: "from any address",
				resources: [rule({ ethertype, protocol: icmp, remoteIpPrefix: world })],
			})),
			...inBothFamilies(({ ethertype, icmp }) => ({
				title: "neither prefix nor group is any source",
				resources: [rule({ ethertype, protocol: icmp, ...ports(8, 0) })],
			})),
			...inBothFamilies(({ ethertype, halves, icmp }) => ({
				title: "half of the world, with the other half beside it",
				resources: [
					rule({ ethertype, protocol: icmp, remoteIpPrefix: halves[0], ...ports(8, 0) }),
					{ ...rule({ ethertype, protocol: icmp, remoteIpPrefix: halves[1], ...ports(8, 0) }), name: "other" },
					group("app"),
				],
			})),
			{ title: "by number", resources: [rule({ protocol: "58", ethertype: "IPv6", remoteIpPrefix: "::/0" })] },
			{ title: "any protocol", resources: [rule({ protocol: "", remoteIpPrefix: "0.0.0.0/0" })] },
		],
		unknown: [{ title: "the prefix is not known", resources: [rule({ protocol: "icmp", remoteIpPrefix: new Unknown() })] }],
		notApplicable: [
			{ title: "TCP", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
			{ title: "the way out", resources: [rule({ direction: "egress", protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" })] },
		],
	},
};
export default control;
