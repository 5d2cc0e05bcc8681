import type { Control } from "../../control.ts";
import { namedSourcesOn, ports, rule, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { forbidWorld, portSpans, RULE } from "../../security-groups.ts";

/** HTTP and HTTPS. Source: IANA service names wsman and wsmans. */
const control: Control<{ ports: string[] }> = {
	id: "net-no-world-winrm",
	family: "net",
	severity: "critical",
	title: "Windows Remote Management is not reachable from the world",
	rationale: "Whoever reaches this port and has one password runs commands on the machine, over HTTP even in clear.",
	remediation: "Set remoteIpPrefix to the range that administrators come from, or remoteGroupId to the group of a bastion.",
	references: [direct(secnumcloud["12.12"]), direct(secnumcloud["9.6"]), partial(gdpr["32(1)(b)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ports: portSpans("Ports and ranges of Windows Remote Management.", ["5985-5986"]) },
	check: (rule, context) => forbidWorld(rule, context, "Windows Remote Management", ["tcp"]),
	examples: {
		pass: [
			...namedSourcesOn(5985),
			{ title: "another port", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
			{ title: "just beside", resources: [rule({ ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(5987, 65_535) })] },
		],
		fail: [
			...worldOn(5985),
			{ title: "the one over TLS, by protocol number", resources: [rule({ protocol: "6", remoteIpPrefix: "0.0.0.0/0", ...ports(5986) })] },
			{ title: "the one over TLS, IPv6", resources: [rule({ ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(5986, 6000) })] },
		],
		unknown: unknownSourcesOn(5985),
		notApplicable: [
			{ title: "the way out", resources: [rule({ direction: "egress", remoteIpPrefix: "0.0.0.0/0", ...ports(5985) })] },
			{ title: "a protocol without ports", resources: [rule({ protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" })] },
		],
	},
};
export default control;
