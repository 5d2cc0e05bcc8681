import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, inBothFamilies, ports, rule } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { hasPorts, isIngress, portsOf, protocolOf, RULE } from "../../security-groups.ts";

const control: Control<{ width: number }> = {
	id: "net-no-wide-port-range",
	family: "net",
	severity: "medium",
	title: "An ingress rule opens few ports",
	rationale: "A wide range opens what nobody thought of: the agent, the debugger and the second database that listen somewhere in between.",
	remediation: "Narrow portRangeMin and portRangeMax to the ports of the service, one rule a service.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		width: { description: "Ports that one rule may open.", default: 100, schema: { type: "integer", minimum: 1, maximum: 65_535 } },
	},
	check(rule, { parameters, report, notApplicable }) {
		const protocol = isIngress(rule) ? protocolOf(rule) : undefined;
		if (protocol === undefined || !hasPorts(protocol)) return notApplicable();
		const { from, to } = portsOf(rule);
		// All ports are the matter of net-no-all-ports, which knows when they may be.
		if (from <= 1 && to >= 65_535) return notApplicable();
		const width = to - from + 1;
		if (width > parameters.width) report({ path: "/portRangeMax", message: `The rule opens ${width} ports (${from}-${to}).` });
	},
	examples: {
		pass: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "one port",
				resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(8080) })],
			})),
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "a hundred ports",
				resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(8000, 8099) })],
			})),
			{ title: "as wide as the pack allows", resources: [rule(ports(30_000, 32_767))], parameters: { width: 2768 } },
		],
		fail: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "a hundred and one",
				resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(8000, 8100) })],
			})),
			{
				title: "wide, from a group too",
				resources: [rule({ remoteGroupId: "app", protocol: "udp", ...ports(1024, 65_535) }), group("app")],
			},
			{ title: "from the second port on", resources: [rule({ protocol: "", ...ports(2, 65_535) })] },
		],
		unknown: [{ title: "where it ends is not known", resources: [rule({ portRangeMin: 8000, portRangeMax: new Unknown() })] }],
		notApplicable: [
			{ title: "all ports", resources: [rule({})] },
			{ title: "all ports, written out", resources: [rule(ports(1, 65_535))] },
			{ title: "a protocol without ports", resources: [rule({ protocol: "icmp", ...ports(0, 255) })] },
			{ title: "the way out", resources: [rule({ direction: "egress", ...ports(1024, 65_535) })] },
		],
	},
};
export default control;
