import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, inBothFamilies, ports, rule } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { isNeutronsOwn, protocolOf, RULE } from "../../security-groups.ts";

const control: Control = {
	id: "net-no-any-protocol",
	family: "net",
	severity: "medium",
	title: "A rule names its protocol",
	rationale: "A rule without a protocol opens every one of them, tunnels included, and Neutron then takes no ports either.",
	remediation: "Set protocol to tcp or udp, and portRangeMin and portRangeMax to the ports of the service.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(rule, { all, report, notApplicable }) {
		if (protocolOf(rule) !== "any") return;
		if (isNeutronsOwn(rule, all)) return notApplicable();
		const written = Boolean((rule.properties as { protocol?: string }).protocol);
		report({ path: written ? "/protocol" : "", message: "The rule is for any protocol, and so for any port." });
	},
	examples: {
		pass: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "a protocol by name",
				resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(443) })],
			})),
			{ title: "by number", resources: [rule({ protocol: "17", ...ports(123) })] },
			{ title: "one without ports", resources: [rule({ protocol: "vrrp", remoteGroupId: "app" }), group("app")] },
		],
		fail: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "none, which a state file writes as an empty text",
				resources: [rule({ ethertype, protocol: "", remoteIpPrefix: partner })],
			})),
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "none",
				resources: [{ ...rule({}), properties: { direction: "ingress", ethertype, securityGroupId: "app", remoteIpPrefix: partner } }],
			})),
			{ title: "any, written out", resources: [rule({ protocol: "any", direction: "egress" })] },
			{ title: "number 0, which is any", resources: [rule({ protocol: "0" })] },
			{ title: "the same as Neutron's own, but a program writes it", resources: [rule({ protocol: "", direction: "egress" })] },
		],
		unknown: [{ title: "the protocol is not known", resources: [rule({ protocol: new Unknown() })] }],
		notApplicable: [
			{ title: "Neutron's own way out of a new group", source: "live", resources: [rule({ protocol: "", direction: "egress" })] },
			{
				title: "Neutron's own rule within `default`",
				source: "live",
				resources: [rule({ protocol: "", securityGroupId: "default", remoteGroupId: "default" }), group("default")],
			},
		],
	},
};
export default control;
