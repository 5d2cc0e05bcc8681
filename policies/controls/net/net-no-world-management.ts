import type { Control } from "../../control.ts";
import { namedSourcesOn, ports, rule, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { forbidWorld, portSpans, RULE } from "../../security-groups.ts";

/**
 * SNMP, Docker, etcd, Kibana, VNC, Kubernetes API, alternative HTTPS of administration, Prometheus, kubelet and its kin, RabbitMQ, node ports.
 * Source: IANA service names and the makers' defaults.
 */
const PORTS = ["161", "2375-2376", "2379-2380", "5601", "5900-5903", "6443", "8443", "9090", "10250-10259", "15672", "30000-32767"];

const control: Control<{ ports: string[] }> = {
	id: "net-no-world-management",
	family: "net",
	severity: "critical",
	title: "Management interfaces are not reachable from the world",
	rationale: "These interfaces command whole clusters and machines, several of them without any login by default.",
	remediation: "Set remoteIpPrefix to the range that administrators come from, or remoteGroupId to the group of a bastion.",
	references: [direct(secnumcloud["12.12"]), direct(secnumcloud["9.6"]), partial(gdpr["32(1)(b)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ports: portSpans("Ports and ranges of management interfaces.", PORTS) },
	check: (rule, context) => forbidWorld(rule, context, "A management interface", ["tcp", "udp"]),
	examples: {
		pass: [
			...namedSourcesOn(6443),
			{ title: "another port", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
			{ title: "just beside", resources: [rule({ ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(6444, 8442) })] },
		],
		fail: [
			...worldOn(6443),
			{ title: "SNMP over UDP", resources: [rule({ protocol: "udp", remoteIpPrefix: "0.0.0.0/0", ...ports(161) })] },
			{ title: "one node port, IPv6", resources: [rule({ ethertype: "IPv6", remoteIpPrefix: "::/0", ...ports(30_080) })] },
		],
		unknown: unknownSourcesOn(6443),
		notApplicable: [
			{ title: "the way out", resources: [rule({ direction: "egress", remoteIpPrefix: "0.0.0.0/0", ...ports(6443) })] },
			{ title: "a protocol without ports", resources: [rule({ protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" })] },
		],
	},
};
export default control;
