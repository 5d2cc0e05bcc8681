import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { group, inBothFamilies, namedSourcesOn, ports, rule, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { GROUPS, hasPorts, isIngress, openToWorld, protocolOf, RULE, shown, sourcePath, whence } from "../../security-groups.ts";

const control: Control<{ ports: number[] }> = {
	id: "net-no-world-ingress",
	family: "net",
	severity: "high",
	title: "Nothing but the public edge admits the world",
	rationale:
		"What the world reaches, the world attacks. Only the balancer at the edge should be there, and the group that lets the world in should say so.",
	remediation:
		"Set remoteIpPrefix or remoteGroupId to the callers, or tag the group of the edge socle:public-edge and open nothing but 80 or 443 there.",
	references: [direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(gdpr["32(1)(b)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		ports: {
			description: "Ports that a group declared as public edge may open to the world.",
			default: [80, 443],
			schema: { type: "array", items: { type: "integer", minimum: 1, maximum: 65_535 } },
		},
	},
	check(rule, context) {
		if (!isIngress(rule)) return context.notApplicable();
		const open = openToWorld(rule, context.all);
		if (open.length === 0) return;
		const protocol = protocolOf(rule);
		const { ports } = context.parameters;
		const few = hasPorts(protocol) && protocol !== "any" && open.every(({ from, to }) => from === to && ports.includes(from));
		const edge = few ? context.all.reference(rule, "/securityGroupId", GROUPS) : undefined;
		if (edge !== undefined && declares(edge, "public-edge")) return;
		const what = hasPorts(protocol) ? `Port ${open.map(shown).join(", ")} (${protocol})` : `Protocol ${protocol}`;
		const why = few ? " Its group is not declared as public edge." : "";
		context.report({ path: sourcePath(rule), message: `${what} can be reached from ${whence(rule)}.${why}` });
	},
	examples: {
		pass: [
			...namedSourcesOn(8080),
			...inBothFamilies(({ ethertype, world }) => ({
				title: "HTTPS on the declared edge",
				resources: [rule({ ethertype, remoteIpPrefix: world, ...ports(443) }), group("app", { tags: ["socle:public-edge"] })],
			})),
		],
		fail: [
			...worldOn(8080),
			{ title: "HTTPS on a group that is not declared", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) }), group("app")] },
			{
				title: "more than 80 and 443 on the edge",
				resources: [rule({ ...ports(80, 443) }), group("app", { tags: ["socle:public-edge"] })],
			},
			{
				title: "any protocol on the edge",
				resources: [rule({ protocol: "", ...ports(443) }), group("app", { tags: ["socle:public-edge"] })],
			},
			{
				title: "a protocol without ports on the edge",
				resources: [rule({ protocol: "icmp" }), group("app", { tags: ["socle:public-edge"] })],
			},
			{ title: "a protocol without ports", resources: [rule({ protocol: "icmp", remoteIpPrefix: "0.0.0.0/0" }), group("app")] },
		],
		unknown: [
			...unknownSourcesOn(8080),
			{
				title: "the group's tags are not known",
				resources: [rule({ remoteIpPrefix: "::/0", ...ports(443) }), group("app", { tags: new Unknown() })],
			},
			{ title: "the group lies outside this part", partial: true, resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
		],
		notApplicable: [{ title: "the way out", resources: [rule({ direction: "egress", remoteIpPrefix: "0.0.0.0/0" })] }],
	},
};
export default control;
