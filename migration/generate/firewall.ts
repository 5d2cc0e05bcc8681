import type { Value } from "../../inventory/resource.ts";
import { isWorld, rangeOf } from "../../policies/world.ts";
import type { Item } from "../estate.ts";
import { numberAt, textAt, valueAt } from "../estate.ts";

/** A rule of a foreign firewall in Neutron's words; what has none is a sentence. */
export interface Rule {
	direction: "ingress" | "egress";
	protocol: string;
	from: number;
	to: number;
	/** A range, or the id by which the source knows another group; `self` is the group itself. */
	peer: { cidr: string } | { group: string } | { self: true };
	description?: string;
}
export type Converted = { rule: Rule } | { loss: string };

const PROTOCOL: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "ipv6-icmp", icmpv6: "ipv6-icmp" };

interface Raw {
	direction: "ingress" | "egress";
	protocol: string;
	ports: readonly (readonly [number, number])[];
	cidrs: readonly string[];
	groups?: readonly string[];
	self?: boolean;
	denies?: boolean;
	description?: string | undefined;
}

/** Every rule that an item holds, inline or as a resource of its own. */
export function rulesOf(item: Item): Converted[] {
	return raws(item).flatMap((raw): Converted[] => {
		const what = `${raw.direction} ${raw.protocol} ${raw.ports.map(([from, to]) => (from === to ? from : `${from}-${to}`)).join(",") || "all ports"}`;
		if (raw.denies === true) return [{ loss: `${what} is denied at the source; what is not allowed is closed here anyway` }];
		const protocol = PROTOCOL[raw.protocol.toLowerCase()] ?? raw.protocol.toLowerCase();
		const every = protocol === "-1" || protocol === "all" || protocol === "*";
		const peers = [
			...raw.cidrs.map((cidr) => ({ cidr })),
			...(raw.groups ?? []).map((group) => ({ group })),
			...(raw.self === true ? [{ self: true as const }] : []),
		];
		return peers.flatMap((peer): Converted[] => {
			const who = "cidr" in peer ? peer.cidr : "group" in peer ? peer.group : "itself";
			const range = "cidr" in peer ? rangeOf(peer.cidr) : undefined;
			if ("cidr" in peer && range === undefined) return [{ loss: `${what} for ${who}: no range of addresses; write it by address` }];
			if (range !== undefined && isWorld([range]))
				return [
					{
						loss:
							raw.direction === "egress"
								? `${what} to ${who}: name the destinations`
								: `${what} from ${who}: the world comes in through the balancer only`,
					},
				];
			if (every) return [{ loss: `${what} for ${who}: name protocols and ports` }];
			const ports = protocol.includes("icmp") ? [[0, 0] as const] : raw.ports;
			if (ports.length === 0) return [{ loss: `${what} for ${who}: name the ports` }];
			return ports.map(
				([from, to]): Converted =>
					to - from >= 1000
						? { loss: `${raw.direction} ${protocol} ${from}-${to} for ${who}: name the ports` }
						: {
								rule: {
									direction: raw.direction,
									protocol,
									from,
									to,
									peer,
									...(raw.description === undefined ? {} : { description: raw.description }),
								},
							},
			);
		});
	});
}

const list = (value: Value | undefined): readonly Value[] =>
	Array.isArray(value) ? value : value === undefined || value === null ? [] : [value as Value];
const strings = (value: Value | undefined): string[] => list(value).filter((one): one is string => typeof one === "string" && one !== "");

function portRange(text: string | undefined): readonly (readonly [number, number])[] {
	if (text === undefined || text === "*") return [];
	const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text.trim()) ?? [];
	return from === undefined ? [] : [[Number(from), Number(to)]];
}

function raws({ type, resource: { properties } }: Item): Raw[] {
	const at = (value: Value, key: string): Value | undefined => valueAt({ v: value }, `v.${key}`);
	const description = (value: Value): string | undefined => textAt(value, "description");
	const ranged = (value: Value): readonly (readonly [number, number])[] => {
		const [from, to] = [numberAt(value, "from_port"), numberAt(value, "to_port")];
		return from === undefined || to === undefined || from < 0 ? [] : [[from, to]];
	};
	if (/^aws_(default_)?security_group$/.test(type))
		return (["ingress", "egress"] as const).flatMap((direction) =>
			list(properties[direction]).map((rule) => ({
				direction,
				protocol: textAt(rule, "protocol") ?? "-1",
				ports: ranged(rule),
				cidrs: [...strings(at(rule, "cidr_blocks")), ...strings(at(rule, "ipv6_cidr_blocks"))],
				groups: strings(at(rule, "security_groups")),
				self: valueAt(rule, "self") === true,
				description: description(rule),
			})),
		);
	if (type === "aws_security_group_rule")
		return [
			{
				direction: textAt(properties, "type") === "egress" ? "egress" : "ingress",
				protocol: textAt(properties, "protocol") ?? "-1",
				ports: ranged(properties),
				cidrs: [...strings(properties["cidr_blocks"]), ...strings(properties["ipv6_cidr_blocks"])],
				groups: strings(properties["source_security_group_id"]),
				self: properties["self"] === true,
				description: description(properties),
			},
		];
	if (/^aws_vpc_security_group_(in|e)gress_rule$/.test(type))
		return [
			{
				direction: type.includes("egress") ? "egress" : "ingress",
				protocol: textAt(properties, "ip_protocol") ?? "-1",
				ports: ranged(properties),
				cidrs: [...strings(properties["cidr_ipv4"]), ...strings(properties["cidr_ipv6"])],
				groups: strings(properties["referenced_security_group_id"]),
				description: description(properties),
			},
		];
	if (type === "azurerm_network_security_group") return list(properties["security_rule"]).map(azure);
	if (type === "azurerm_network_security_rule") return [azure(properties)];
	if (type === "google_compute_firewall") {
		const direction = textAt(properties, "direction")?.toUpperCase() === "EGRESS" ? "egress" : "ingress";
		return [
			...list(properties["allow"]).map((rule) => ({ rule, denies: false })),
			...list(properties["deny"]).map((rule) => ({ rule, denies: true })),
		].map(({ rule, denies }) => ({
			direction,
			denies,
			protocol: textAt(rule, "protocol") ?? "all",
			ports: strings((rule as Record<string, Value>)["ports"]).flatMap((port) => portRange(port)),
			cidrs: strings(properties[direction === "egress" ? "destination_ranges" : "source_ranges"]),
			groups: strings(properties["source_tags"]),
			description: description(properties),
		}));
	}
	if (type === "scaleway_instance_security_group" || type === "scaleway_instance_security_group_rules")
		return (
			[
				["inbound_rule", "ingress"],
				["outbound_rule", "egress"],
			] as const
		).flatMap(([key, direction]) =>
			list(properties[key]).map((rule) => ({
				direction,
				denies: textAt(rule, "action") === "drop",
				protocol: textAt(rule, "protocol") ?? "TCP",
				ports: portRange(textAt(rule, "port") ?? textAt(rule, "port_range")),
				cidrs: strings(at(rule, "ip_range") ?? at(rule, "ip") ?? "0.0.0.0/0"),
			})),
		);
	return [];
}

function azure(rule: Value): Raw {
	const several = (one: string, many: string): string[] => [
		...strings(valueAt(rule, one)),
		...list((rule as Record<string, Value>)[many]).filter((text): text is string => typeof text === "string"),
	];
	const direction = textAt(rule, "direction")?.toLowerCase() === "outbound" ? "egress" : "ingress";
	const cidrs =
		direction === "ingress"
			? several("source_address_prefix", "source_address_prefixes")
			: several("destination_address_prefix", "destination_address_prefixes");
	return {
		direction,
		denies: textAt(rule, "access")?.toLowerCase() === "deny",
		protocol: textAt(rule, "protocol") ?? "*",
		ports: several("destination_port_range", "destination_port_ranges").flatMap((port) => portRange(port)),
		cidrs: cidrs.map((cidr) => (cidr === "*" || cidr === "Internet" ? "0.0.0.0/0" : cidr)),
		description: textAt(rule, "description"),
	};
}
