import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";
import { LISTENER } from "../listeners.ts";
import { NETWORK, PORT, SUBNET } from "../ports.ts";
import { GROUP, RULE } from "../security-groups.ts";

/** Short forms for the examples of controls. Names double as references, as in a live cloud; addresses are of reserved ranges where they can be. */

export const group = (name: string, properties: Properties = {}): ExampleResource => ({
	type: GROUP,
	name,
	properties: { name, ...properties },
});

/** An ingress rule for tcp on group `app`. */
export const rule = (properties: Properties): ExampleResource => ({
	type: RULE,
	name: "rule",
	properties: { direction: "ingress", ethertype: "IPv4", protocol: "tcp", securityGroupId: "app", ...properties },
});

export const ports = (from: number, to = from): Properties => ({ portRangeMin: from, portRangeMax: to });

export const instance = (properties: Properties): ExampleResource => ({
	type: "openstack:compute/instance:Instance",
	name: "server-0",
	properties: { name: "server-0", ...properties },
});

export const volume = (name: string, properties: Properties): ExampleResource => ({
	type: "openstack:blockstorage/volume:Volume",
	name,
	id: name,
	properties: { size: 20, ...properties },
});

/** On network `app`. */
export const port = (name: string, properties: Properties = {}): ExampleResource => ({
	type: PORT,
	name,
	id: name,
	properties: { name, networkId: "app", ...properties },
});

export const network = (name: string, properties: Properties = {}): ExampleResource => ({
	type: NETWORK,
	name,
	id: name,
	properties: { name, ...properties },
});

/** On network `app`. */
export const subnet = (cidr: string | Unknown, properties: Properties = {}): ExampleResource => ({
	type: SUBNET,
	name: "subnet",
	properties: { networkId: "app", cidr, ...properties },
});

/** A listener that ends TLS. */
export const tlsListener = (properties: Properties): ExampleResource => ({
	type: LISTENER,
	name: "web",
	properties: { loadbalancerId: "edge", protocol: "TERMINATED_HTTPS", protocolPort: 443, ...properties },
});

export const image = (properties: Properties): ExampleResource => ({
	type: "openstack:images/image:Image",
	name: "debian",
	id: "debian",
	properties: { name: "debian", containerFormat: "bare", diskFormat: "qcow2", ...properties },
});

/** Key-value pairs as Neutron's, Octavia's and Keystone's tags. */
export const tagged = (labels: { [key: string]: string }): Properties => ({
	tags: Object.entries(labels).map(([key, value]) => `${key}=${value}`),
});

/** What an environment file declares. */
export const environment = (properties: Properties): ExampleResource => ({ type: "socle/v1/Environment", name: "town", properties });

/** The same story told in IPv4 and IPv6. */
export interface Family {
	ethertype: "IPv4" | "IPv6";
	world: string;
	/** Each is the world by itself, and a literal comparison with `world` finds neither. */
	halves: readonly [string, string];
	/** The world, written long. */
	zeros: string;
	/** Each as wide as may be, together the world. */
	wide: readonly [string, string];
	partner: string;
	inside: string;
	/** The environment's own range, and one that lies in it. */
	town: string;
	tier: string;
	icmp: string;
}
const FAMILIES: readonly Family[] = [
	{
		ethertype: "IPv4",
		world: "0.0.0.0/0",
		halves: ["0.0.0.0/1", "128.0.0.0/1"],
		zeros: "0.0.0.0/0.0.0.0",
		wide: ["12.0.0.0/8", "13.0.0.0/8"],
		partner: "203.0.113.8/29",
		inside: "10.0.0.0/8",
		town: "10.20.0.0/16",
		tier: "10.20.64.0/18",
		icmp: "icmp",
	},
	{
		ethertype: "IPv6",
		world: "::/0",
		halves: ["::/1", "8000::/1"],
		zeros: "0000:0000:0000:0000:0000:0000:0000:0000/0",
		wide: ["2a00::/16", "2a01::/16"],
		partner: "2001:db8:7::/48",
		inside: "fd00::/8",
		town: "fd20:5::/48",
		tier: "fd20:5:0:64::/64",
		icmp: "ipv6-icmp",
	},
];

/** The example in both families of addresses. */
export const inBothFamilies = (build: (family: Family) => Example): Example[] =>
	FAMILIES.map((family) => {
		const example = build(family);
		return { ...example, title: `${example.title} (${family.ethertype})` };
	});

/** Every way of letting the world in on a port, as examples that must fail; with `direction` egress, of letting out. */
export const worldOn = (port: number, direction = "ingress"): Example[] =>
	inDirection(direction, [
		...inBothFamilies(({ ethertype, world }) => ({
			title: "any address",
			resources: [rule({ ethertype, remoteIpPrefix: world, ...ports(port) }), group("app")],
		})),
		...inBothFamilies(({ ethertype }) => ({
			title: "neither prefix nor group is any source",
			resources: [rule({ ethertype, ...ports(port) }), group("app")],
		})),
		...inBothFamilies(({ ethertype, world }) => ({
			title: "no ports are all ports",
			resources: [rule({ ethertype, remoteIpPrefix: world }), group("app")],
		})),
		...inBothFamilies(({ ethertype, world }) => ({
			title: "no protocol is any protocol, and a state file writes absence as 0 and empty",
			resources: [rule({ ethertype, protocol: "", remoteIpPrefix: world, remoteGroupId: "", ...ports(0) }), group("app")],
		})),
		...inBothFamilies(({ ethertype, world }) => ({
			title: "inside a wider range",
			resources: [rule({ ethertype, remoteIpPrefix: world, ...ports(1, 65_535) }), group("app")],
		})),
		...inBothFamilies(({ ethertype, halves }) => ({
			title: "half of the world, with the other half beside it",
			resources: [
				rule({ ethertype, remoteIpPrefix: halves[0], ...ports(port) }),
				{ ...rule({ ethertype, remoteIpPrefix: halves[1], ...ports(port) }), name: "other" },
				group("app"),
			],
		})),
		...inBothFamilies(({ ethertype, wide }) => ({
			title: "wide prefixes that together are the world",
			resources: [
				rule({ ethertype, remoteIpPrefix: wide[0], ...ports(port) }),
				{ ...rule({ ethertype, remoteIpPrefix: wide[1], ...ports(1, port) }), name: "other" },
				group("app"),
			],
		})),
		...inBothFamilies(({ ethertype, zeros }) => ({
			title: "the world in another spelling",
			resources: [rule({ ethertype, remoteIpPrefix: zeros, ...ports(port) }), group("app")],
		})),
	]);

const inDirection = (direction: string, examples: Example[]): Example[] =>
	examples.map(({ resources, ...example }) => ({
		...example,
		resources: resources.map((each) => (each.type === RULE ? { ...each, properties: { ...each.properties, direction } } : each)),
	}));

/** What is not the world, as examples that must pass. */
export const namedSourcesOn = (port: number): Example[] => [
	...inBothFamilies(({ ethertype, partner }) => ({
		title: "a partner's range",
		resources: [rule({ ethertype, remoteIpPrefix: partner, ...ports(port) }), group("app")],
	})),
	...inBothFamilies(({ ethertype, inside }) => ({
		title: "a wide private range",
		resources: [rule({ ethertype, remoteIpPrefix: inside, ...ports(port) }), group("app")],
	})),
	...inBothFamilies(({ ethertype, wide }) => ({
		title: "a wide prefix alone",
		resources: [rule({ ethertype, remoteIpPrefix: wide[0], ...ports(port) }), group("app")],
	})),
	{ title: "another group", resources: [rule({ remoteGroupId: "edge", ...ports(port) }), group("app"), group("edge")] },
	{
		title: "another group that is made in the same run",
		resources: [rule({ remoteGroupId: new Unknown("known after `up`", ["edge"]), ...ports(port) }), { ...group("edge"), id: "edge" }],
	},
];

/** What can't be told, as examples that must be unknown. */
export const unknownSourcesOn = (port: number): Example[] => [
	{ title: "the prefix is not known", resources: [rule({ remoteIpPrefix: new Unknown(), ...ports(port) }), group("app")] },
	{
		title: "the ports are not known",
		resources: [rule({ remoteIpPrefix: "0.0.0.0/0", portRangeMin: new Unknown(), portRangeMax: 65_535 })],
	},
	{ title: "the prefix is no address", resources: [rule({ remoteIpPrefix: "everywhere", ...ports(port) }), group("app")] },
	{ title: "the address group is not in the list", resources: [rule({ remoteAddressGroupId: "partners", ...ports(port) }), group("app")] },
];
