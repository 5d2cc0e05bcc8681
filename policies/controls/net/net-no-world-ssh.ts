import type { Control } from "../../control.ts";
import { namedSourcesOn, ports, rule, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { forbidWorld, portSpans, RULE } from "../../security-groups.ts";

const control: Control<{ ports: string[] }> = {
	id: "net-no-world-ssh",
	family: "net",
	severity: "critical",
	title: "SSH is not reachable from the world",
	rationale:
		"An SSH port that anyone reaches is tried by robots within minutes; one leaked key or one flaw in the server then opens the machine.",
	remediation: "Set remoteIpPrefix to the range that administrators come from, or remoteGroupId to the group of a bastion.",
	references: [direct(secnumcloud["12.12"]), direct(secnumcloud["9.6"]), partial(gdpr["32(1)(b)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ports: portSpans("Ports and ranges of SSH.", ["22"]) },
	check: (rule, context) => forbidWorld(rule, context, "SSH", ["tcp"]),
	examples: {
		pass: [
			...namedSourcesOn(22),
			{ title: "another port", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
			{ title: "just beside", resources: [rule({ ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(23, 65_535) })] },
		],
		fail: worldOn(22),
		unknown: unknownSourcesOn(22),
		notApplicable: [
			{ title: "the way out", resources: [rule({ direction: "egress", remoteIpPrefix: "0.0.0.0/0" })] },
			{ title: "SSH does not run over UDP", resources: [rule({ protocol: "udp", remoteIpPrefix: "0.0.0.0/0", ...ports(22) })] },
		],
	},
};
export default control;
