import type { Control } from "../../control.ts";
import { namedSourcesOn, ports, rule, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { forbidWorld, portSpans, RULE } from "../../security-groups.ts";

const control: Control<{ ports: string[] }> = {
	id: "net-no-world-rdp",
	family: "net",
	severity: "critical",
	title: "Remote Desktop is not reachable from the world",
	rationale:
		"A Remote Desktop port that anyone reaches is the commonest way in for extortion: passwords are tried without end, and flaws need no login.",
	remediation: "Set remoteIpPrefix to the range that administrators come from, or remoteGroupId to the group of a bastion.",
	references: [direct(secnumcloud["12.12"]), direct(secnumcloud["9.6"]), partial(gdpr["32(1)(b)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ports: portSpans("Ports and ranges of Remote Desktop.", ["3389"]) },
	check: (rule, context) => forbidWorld(rule, context, "Remote Desktop", ["tcp", "udp"]),
	examples: {
		pass: [
			...namedSourcesOn(3389),
			{ title: "another port", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
			{ title: "just beside", resources: [rule({ ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(3390, 65_535) })] },
		],
		fail: [
			...worldOn(3389),
			{ title: "over UDP, which it prefers", resources: [rule({ protocol: "udp", remoteIpPrefix: "0.0.0.0/0", ...ports(3389) })] },
			{ title: "over UDP, IPv6", resources: [rule({ protocol: "17", ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(3389) })] },
		],
		unknown: unknownSourcesOn(3389),
		notApplicable: [
			{ title: "the way out", resources: [rule({ direction: "egress", remoteIpPrefix: "0.0.0.0/0", ...ports(3389) })] },
			{ title: "a protocol without ports", resources: [rule({ protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" })] },
		],
	},
};
export default control;
