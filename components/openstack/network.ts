import { isIP } from "node:net";
import { Network as NeutronNetwork } from "@pulumi/openstack/networking/network.js";
import { Router } from "@pulumi/openstack/networking/router.js";
import { RouterInterface } from "@pulumi/openstack/networking/routerInterface.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import type { SecGroupRuleArgs } from "@pulumi/openstack/networking/secGroupRule.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import { Subnet } from "@pulumi/openstack/networking/subnet.js";
import * as pulumi from "@pulumi/pulumi";
import { expected, isIpv4Range, isNamedRange, isPort } from "./expected.ts";
import { tagList } from "./tags.ts";

/** One IPv4 range in CIDR notation a tier; they may not overlap. */
export interface TierRanges {
	/** Balancers. Nothing else lives here, so that its range says "came through a balancer". */
	edge: pulumi.Input<string>;
	/** Servers that answer the balancers. */
	app: pulumi.Input<string>;
	/** Servers that keep data; only the app tier reaches them. */
	data: pulumi.Input<string>;
}

export interface NetworkArgs {
	/** Id of the external network that the router leads to. */
	externalNetworkId: pulumi.Input<string>;
	/** The ranges of the three tiers. */
	tiers: TierRanges;
	/**
	 * Addresses of the DNS resolvers, at least one. Named, because Neutron's default is whatever the provider runs, and who resolves
	 * the names sees what the service talks to. The only targets of DNS that the groups let out. Plain: it decides how many rules there are.
	 */
	resolvers: string[];
	/** Ranges of addresses from which administrators reach SSH (22). None by default: then nobody does. Never the world. Plain: one rule each. */
	adminFrom?: string[];
	/** TCP ports, 1-65535, on which the app tier answers the edge. None by default. Plain: rules each. */
	appPorts?: number[];
	/** TCP ports, 1-65535, on which the data tier answers the app tier. None by default. Plain: rules each. */
	dataPorts?: number[];
	/** Tags of everything made here: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** What names in the cloud start with. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/** The other end of a flow. */
type Other = Partial<Pick<SecGroupRuleArgs, "description" | "ethertype" | "remoteGroupId" | "remoteIpPrefix">>;

const range = (cidr: string) => ({ remoteIpPrefix: cidr, ethertype: cidr.includes(":") ? "IPv6" : "IPv4" });

/** An address or range as a part of a logical name, where Pulumi gives `::` a meaning of its own. */
const inName = (range: string) => range.replaceAll(":", "-").replace("/", "_");

/** What servers may reach anywhere. Everything else, name resolution elsewhere included, stays inside. */
const WORLD_EGRESS = [
	{ port: 80, protocol: "tcp", why: "package mirrors; packages are signed" },
	{ port: 123, protocol: "udp", why: "time servers" },
	{ port: 443, protocol: "tcp", why: "package mirrors and interfaces over TLS" },
] as const;

/**
 * A private network in three tiers behind one router. Every group starts empty, Neutron's own "anything may go out" included, and each flow is
 * a rule with a description: edge → app and app → data on named ports, administrators → SSH, servers → resolvers, time and package mirrors.
 */
export class Network extends pulumi.ComponentResource {
	readonly networkId: pulumi.Output<string>;
	readonly edgeSubnetId: pulumi.Output<string>;
	readonly appSubnetId: pulumi.Output<string>;
	readonly dataSubnetId: pulumi.Output<string>;
	/** The group that marks its holder as a balancer of this environment; it admits nobody by itself. */
	readonly edgeGroupId: pulumi.Output<string>;
	readonly appGroupId: pulumi.Output<string>;
	/** Of the servers that keep data; absent without `dataPorts`. */
	readonly dataGroupId: pulumi.Output<string> | undefined;

	constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:Network", name, args, opts);
		const { adminFrom = [], appPorts = [], dataPorts = [], resolvers } = args;
		expected(name, "resolvers", resolvers, "a list of at least one address", (all) => all.length > 0 && all.every(isIP));
		expected(name, "adminFrom", adminFrom, "ranges such as 192.0.2.0/28, each narrower than the world", (all) => all.every(isNamedRange));
		expected(name, "appPorts", appPorts, "ports between 1 and 65535", (all) => all.every(isPort));
		expected(name, "dataPorts", dataPorts, "ports between 1 and 65535", (all) => all.every(isPort));

		const child = { parent: this };
		const physical = args.physicalName ?? name;
		const called = (suffix: string) => pulumi.interpolate`${physical}-${suffix}`;
		const tags = tagList(args.tags);

		const network = new NeutronNetwork(
			`${name}-private`,
			{
				name: called("private"),
				description: "Private network of the environment",
				adminStateUp: true,
				portSecurityEnabled: true,
				shared: false,
				tags,
			},
			child,
		);
		const router = new Router(
			`${name}-router`,
			{
				name: called("router"),
				description: "The only way in and out",
				adminStateUp: true,
				externalNetworkId: args.externalNetworkId,
				tags,
			},
			child,
		);

		const tier = (word: keyof TierRanges, description: string) => {
			const cidr = expected(name, `tiers.${word}`, args.tiers[word], "an IPv4 range such as 10.20.0.0/18", isIpv4Range);
			const subnet = new Subnet(
				`${name}-${word}`,
				{ name: called(word), description, networkId: network.id, ipVersion: 4, cidr, enableDhcp: true, dnsNameservers: resolvers, tags },
				child,
			);
			new RouterInterface(`${name}-${word}-gateway`, { routerId: router.id, subnetId: subnet.id }, child);
			const group = (): SecGroup =>
				new SecGroup(`${name}-${word}-group`, { name: called(word), description, deleteDefaultRules: true, tags }, child);
			return { subnet, cidr, group };
		};
		const tiers = {
			edge: tier("edge", "Balancers: what the outside reaches"),
			app: tier("app", "Servers that answer the balancers"),
			data: tier("data", "Servers that keep data"),
		};
		const edge = tiers.edge.group();
		const app = tiers.app.group();
		// Before anyone keeps data there, a group would be openings in wait for whoever is put into it.
		const data = dataPorts.length > 0 ? tiers.data.group() : undefined;

		const rule = (id: string, group: SecGroup, direction: "ingress" | "egress", other: Other, port: number, protocol = "tcp") =>
			new SecGroupRule(
				`${name}-${id}`,
				{ securityGroupId: group.id, direction, ethertype: "IPv4", protocol, portRangeMin: port, portRangeMax: port, ...other },
				// Neutron refuses a second rule that differs in its description only, and takes rules away with their group.
				{ ...child, deleteBeforeReplace: true, deletedWith: group },
			);
		for (const port of appPorts) {
			rule(`edge-to-app-${port}`, edge, "egress", { remoteGroupId: app.id, description: "Balancers reach the servers" }, port);
			rule(`app-from-edge-${port}`, app, "ingress", { remoteGroupId: edge.id, description: "Servers answer the balancers" }, port);
			// An amphora's own port carries a group that Octavia keeps to itself, so that a rule by group alone would leave members offline.
			const description = "Servers answer the balancers' amphorae, whose group belongs to Octavia";
			rule(`app-from-amphora-${port}`, app, "ingress", { remoteIpPrefix: tiers.edge.cidr, description }, port);
		}
		for (const port of dataPorts) {
			if (data === undefined) break;
			rule(`app-to-data-${port}`, app, "egress", { remoteGroupId: data.id, description: "Servers reach their data" }, port);
			rule(`data-from-app-${port}`, data, "ingress", { remoteGroupId: app.id, description: "Data answers the servers" }, port);
		}
		for (const [word, group] of Object.entries(data === undefined ? { app } : { app, data })) {
			for (const from of adminFrom)
				rule(`${word}-ssh-from-${inName(from)}`, group, "ingress", { ...range(from), description: "Administrators reach SSH" }, 22);
			for (const resolver of resolvers)
				for (const protocol of ["tcp", "udp"])
					rule(
						`${word}-dns-${protocol}-to-${inName(resolver)}`,
						group,
						"egress",
						{ ...range(`${resolver}/${isIP(resolver) === 6 ? 128 : 32}`), description: "Named resolvers" },
						53,
						protocol,
					);
			for (const { port, protocol, why } of WORLD_EGRESS)
				rule(`${word}-to-${port}`, group, "egress", { remoteIpPrefix: "0.0.0.0/0", description: `Out to ${why}` }, port, protocol);
		}

		this.networkId = network.id;
		this.edgeSubnetId = tiers.edge.subnet.id;
		this.appSubnetId = tiers.app.subnet.id;
		this.dataSubnetId = tiers.data.subnet.id;
		this.edgeGroupId = edge.id;
		this.appGroupId = app.id;
		this.dataGroupId = data?.id;
		this.registerOutputs({
			networkId: this.networkId,
			edgeSubnetId: this.edgeSubnetId,
			appSubnetId: this.appSubnetId,
			dataSubnetId: this.dataSubnetId,
			edgeGroupId: this.edgeGroupId,
			appGroupId: this.appGroupId,
			dataGroupId: this.dataGroupId,
		});
	}
}
