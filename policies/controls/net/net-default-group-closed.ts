import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, inBothFamilies, ports, rule } from "../../examples/openstack.ts";
import { direct, gdpr, secnumcloud, supporting } from "../../frameworks.ts";
import { leafAt } from "../../guard.ts";
import { GROUPS, isDefault, isNeutronsOwn, RULE } from "../../security-groups.ts";

const inDefault = { securityGroupId: "default" } as const;
const own = { ...inDefault, protocol: "", remoteGroupId: "default" } as const;

const control: Control = {
	id: "net-default-group-closed",
	family: "net",
	severity: "medium",
	title: "Nothing is added to the group `default`",
	rationale:
		"Every port that names no group is in `default`: a rule there opens machines for which it was never meant, future ones included.",
	remediation: "Put the rule into a group of its own, set securityGroupId to it, and name that group on the ports that need the rule.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(rule, { all, report, unknown }) {
		const path = "/securityGroupId";
		const holder = all.reference(rule, path, GROUPS);
		if (holder === undefined && leafAt(rule, path) !== "default") return unknown(path, "the group is not in the list");
		if (holder !== undefined && !isDefault(holder)) return;
		if (isNeutronsOwn(rule, all)) return;
		report({ path, message: "It adds a rule to the group `default`." });
	},
	examples: {
		pass: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "a group of its own",
				resources: [rule({ ethertype, remoteIpPrefix: partner }), group("app")],
			})),
			{ title: "Neutron's own way in, from `default` itself", source: "live", resources: [rule(own), group("default")] },
			{
				title: "Neutron's own way out",
				source: "live",
				resources: [rule({ ...inDefault, protocol: "", direction: "egress" }), group("default")],
			},
		],
		fail: [
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "a rule in `default`",
				resources: [rule({ ...inDefault, ethertype, remoteIpPrefix: partner, ...ports(443) }), group("default")],
			})),
			{ title: "`default` by id", resources: [rule({ securityGroupId: "0f" }), { ...group("default"), physicalId: "0f" }] },
			{ title: "`default` that is not in the list", resources: [rule({ ...inDefault, ...ports(443) })] },
			{ title: "what a program writes is nobody's own", resources: [rule(own), group("default")] },
			{ title: "live, a port more", source: "live", resources: [rule({ ...own, protocol: "tcp", ...ports(22) }), group("default")] },
			{ title: "live, from anyone", source: "live", resources: [rule({ ...inDefault, protocol: "" }), group("default")] },
			{
				title: "live, from another group",
				source: "live",
				resources: [rule({ ...own, remoteGroupId: "app" }), group("default"), group("app")],
			},
		],
		unknown: [
			{ title: "the group is not known", resources: [rule({ securityGroupId: new Unknown() })] },
			{ title: "the group is not in the list", resources: [rule({ securityGroupId: "0f" })] },
		],
	},
};
export default control;
