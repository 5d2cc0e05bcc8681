import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { group, inBothFamilies, ports, rule, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { GROUP, GROUPS, hasPorts, isIngress, openToWorld, protocolOf, RULE, shown, sourcePath } from "../../security-groups.ts";

const out = (properties: Properties) => rule({ direction: "egress", ...properties });
const open = { tags: ["socle:open-egress"] };
const closed = { deleteDefaultRules: true };

const control: Control<{ ports: number[] }> = {
	id: "net-no-open-egress",
	family: "net",
	severity: "medium",
	title: "Machines reach the world on few ports only",
	rationale:
		"An open way out is how data leaves after a break-in, and how the intruder's programs call home. Neutron opens it for every new group.",
	remediation:
		"Set deleteDefaultRules on the group and write one egress rule a target, or tag the group socle:open-egress where it has to reach all.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["32(1)(b)"]), supporting(gdpr["25(2)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE, GROUP],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		ports: {
			description: "Ports on which machines may reach the world: names, package mirrors, time, TLS.",
			default: [53, 80, 123, 443],
			schema: { type: "array", items: { type: "integer", minimum: 1, maximum: 65_535 } },
		},
	},
	check(subject, { all, parameters, report, notApplicable }) {
		if (subject.type === GROUP) {
			// A live list holds the rules that Neutron made, each judged by itself.
			if (all.sourceOf(subject) === "live") return notApplicable();
			if (subject.properties["deleteDefaultRules"] === true || declares(subject, "open-egress")) return;
			return report({ path: "", message: "It keeps Neutron's own rules, by which everything may go out to any address." });
		}
		if (isIngress(subject)) return notApplicable();
		const spans = openToWorld(subject, all);
		if (spans.length === 0) return;
		const protocol = protocolOf(subject);
		const named = hasPorts(protocol) && protocol !== "any";
		if (named && spans.every(({ from, to }) => from === to && parameters.ports.includes(from))) return;
		const holder = all.reference(subject, "/securityGroupId", GROUPS);
		if (holder !== undefined && declares(holder, "open-egress")) return;
		const what = named ? `port ${spans.map(shown).join(", ")} (${protocol})` : `protocol ${protocol}`;
		report({ path: sourcePath(subject), message: `Machines of this group reach the world on ${what}.` });
	},
	examples: {
		pass: [
			...inBothFamilies(({ ethertype, world }) => ({
				title: "HTTPS",
				resources: [out({ ethertype, remoteIpPrefix: world, ...ports(443) }), group("app")],
			})),
			...inBothFamilies(({ ethertype, partner }) => ({
				title: "all ports of a partner",
				resources: [out({ ethertype, protocol: "", remoteIpPrefix: partner }), group("app")],
			})),
			{ title: "declared", resources: [out({ remoteIpPrefix: "0.0.0.0/0", ...ports(25) }), group("app", open)] },
			{ title: "a group that starts empty", resources: [group("app", closed)] },
			{ title: "a group that says it", resources: [group("app", open)] },
		],
		fail: [
			...worldOn(25, "egress"),
			{ title: "a range that holds a good port", resources: [out({ remoteIpPrefix: "0.0.0.0/0", ...ports(443, 444) }), group("app")] },
			{ title: "ICMP to anyone", resources: [out({ protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" })] },
			{ title: "a group that keeps Neutron's own rules", resources: [group("app")] },
			{ title: "Neutron's own rule, live", source: "live", resources: [out({ protocol: "" }), group("app")] },
		],
		unknown: [{ title: "the target is not known", resources: [out({ remoteIpPrefix: new Unknown(), ...ports(25) }), group("app", open)] }],
		notApplicable: [
			{ title: "the way in", resources: [rule({ remoteIpPrefix: "0.0.0.0/0" })] },
			{ title: "a live group, whose rules are judged", source: "live", resources: [group("app")] },
		],
	},
};
export default control;
