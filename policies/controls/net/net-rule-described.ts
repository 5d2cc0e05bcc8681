import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { group, inBothFamilies, ports, rule } from "../../examples/openstack.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { isNeutronsOwn, RULE } from "../../security-groups.ts";

const control: Control = {
	id: "net-rule-described",
	family: "net",
	severity: "low",
	title: "A rule says why it is there",
	rationale: "A rule whose reason nobody wrote down is never removed, although the flow ended years ago.",
	remediation: "Set description to who calls whom, and why.",
	references: [partial(secnumcloud["13.1"]), supporting(nis2["21.2(i)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(rule, { all, report, notApplicable }) {
		const path = present(rule.properties, "description") ? "/description" : "";
		if (path !== "" && String(rule.properties["description"]).trim() !== "") return;
		if (isNeutronsOwn(rule, all)) return notApplicable();
		report({ path, message: "The rule has no description." });
	},
	examples: {
		pass: inBothFamilies(({ ethertype, partner }) => ({
			title: "described",
			resources: [rule({ ethertype, remoteIpPrefix: partner, description: "The prefecture sends files", ...ports(443) })],
		})),
		fail: [
			{ title: "no description", resources: [rule(ports(443))] },
			{ title: "an empty one, as state files write it", resources: [rule({ description: "", ...ports(443) })] },
			{ title: "blanks", resources: [rule({ description: " ", ...ports(443) })] },
			{
				title: "live, and not Neutron's own",
				source: "live",
				resources: [rule({ protocol: "", direction: "egress", remoteIpPrefix: "::/0" })],
			},
		],
		unknown: [{ title: "not known", resources: [rule({ description: new Unknown() })] }],
		notApplicable: [
			{ title: "Neutron's own", source: "live", resources: [rule({ protocol: "", direction: "egress" })] },
			{
				title: "Neutron's own within `default`",
				source: "live",
				resources: [rule({ protocol: "", securityGroupId: "default", remoteGroupId: "default" }), group("default")],
			},
		],
	},
};
export default control;
