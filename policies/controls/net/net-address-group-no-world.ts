import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { inBothFamilies } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { ADDRESS_GROUPS, rangesOf } from "../../security-groups.ts";
import { isWorld } from "../../world.ts";

const control: Control = {
	id: "net-address-group-no-world",
	family: "net",
	severity: "high",
	title: "An address group is narrower than the world",
	rationale: "A rule that names an address group looks careful; a group that holds the world opens every one of those rules at once.",
	remediation:
		"Set addresses to the ranges of the partners, and write the rule of a public edge with remoteIpPrefix, where all can see it.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: ADDRESS_GROUPS,
	scope: "resource",
	// Provider 3 does not have the type.
	sources: ["plan", "state", "live"],
	check(group, { report }) {
		if (isWorld(rangesOf(group))) report({ path: "/addresses", message: "Its ranges alone or together are the world." });
	},
	examples: {
		pass: [
			...inBothFamilies(({ partner, inside }) => ({ title: "a partner and private space", resources: [addresses(partner, inside)] })),
			...inBothFamilies(({ wide }) => ({ title: "a wide prefix alone", resources: [addresses(wide[0])] })),
			{ title: "none yet", resources: [addresses()] },
		],
		fail: [
			...inBothFamilies(({ world, partner }) => ({ title: "any address", resources: [addresses(partner, world)] })),
			...inBothFamilies(({ zeros }) => ({ title: "in another spelling", resources: [addresses(zeros)] })),
			...inBothFamilies(({ halves }) => ({ title: "two halves", resources: [addresses(...halves)] })),
			...inBothFamilies(({ wide }) => ({ title: "wide prefixes that together are the world", resources: [addresses(...wide)] })),
		],
		unknown: [
			{ title: "a range is not known", resources: [addresses("203.0.113.8/29", new Unknown())] },
			{ title: "not a range", resources: [addresses("everyone")] },
		],
	},
};
export default control;

function addresses(...list: (string | Unknown)[]): ExampleResource {
	return { type: ADDRESS_GROUPS[0], name: "partners", properties: { name: "partners", addresses: list } };
}
