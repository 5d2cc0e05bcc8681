import { FloatingIp } from "@pulumi/openstack/networking/floatingIp.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import type { SecGroupRuleArgs } from "@pulumi/openstack/networking/secGroupRule.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import * as pulumi from "@pulumi/pulumi";
import { expected, isIpv4Range, isNamedRange } from "./expected.ts";
import { Servers } from "./servers.ts";
import { tagList } from "./tags.ts";

export interface BastionArgs {
	/** IPv4 ranges that administrators come from, at least one, each narrower than the world. Plain: one rule each. */
	adminFrom: string[];
	/** Groups of the servers that administrators go on to, at least one, such as `appGroupId` of a `Network`: each then admits SSH from here. Plain list. */
	leadsTo: pulumi.Input<string>[];
	/** Name of the external network that its public address comes from. */
	floatingIpPool: pulumi.Input<string>;
	/** Availability zone. */
	zone: string;
	/** Name of the flavor; the smallest will do. */
	flavor: pulumi.Input<string>;
	/** Id of the image, a UUID. */
	imageId: pulumi.Input<string>;
	/** Name of an encrypted volume type. */
	volumeType: pulumi.Input<string>;
	/** OpenSSH public key of the administrators, one line. */
	publicKey: pulumi.Input<string>;
	/** Network that it stands in. */
	networkId: pulumi.Input<string>;
	/** Subnet of its address. */
	subnetId: pulumi.Input<string>;
	/** Addresses of the DNS resolvers, IPv4, at least one. Plain: rules each. */
	resolvers: string[];
	/** Time servers, by name or address, at least one. */
	timeServers: pulumi.Input<pulumi.Input<string>[]>;
	/** Tags or metadata of everything made here: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** What names in the cloud start with. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/** A way out of a bastion: to packages and time, as every server. */
const OUT = [
	{ port: 80, protocol: "tcp", why: "Out to package mirrors; packages are signed" },
	{ port: 123, protocol: "udp", why: "Out to time servers" },
	{ port: 443, protocol: "tcp", why: "Out to package mirrors over TLS" },
] as const;

/**
 * The one machine with a public address: administrators come to it by SSH from named ranges and jump on (`ssh -J`); nothing else comes in, and
 * it goes nowhere but to the servers' SSH, to packages, names and time. It keeps no keys: agents are not forwarded.
 */
export class Bastion extends pulumi.ComponentResource {
	/** Its public address. */
	readonly address: pulumi.Output<string>;
	/** Its address inside, which the servers' rules may name. */
	readonly privateAddress: pulumi.Output<string>;

	constructor(name: string, args: BastionArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:Bastion", name, args, opts);
		expected(
			name,
			"adminFrom",
			args.adminFrom,
			"at least one IPv4 range such as 192.0.2.0/28, each narrower than the world",
			(all) => all.length > 0 && all.every((range) => isIpv4Range(range) && isNamedRange(range)),
		);
		expected(name, "leadsTo", args.leadsTo, "a list of at least one group", (all) => all.length > 0);
		expected(name, "resolvers", args.resolvers, "a list of at least one IPv4 address", (all) =>
			all.every((address) => isIpv4Range(`${address}/32`)),
		);
		const child = { parent: this };
		const physical = args.physicalName ?? name;
		const group = new SecGroup(
			`${name}-group`,
			{
				name: pulumi.interpolate`${physical}-admins`,
				description: "Bastion: SSH from administrators",
				deleteDefaultRules: true,
				tags: tagList(args.tags, "socle:bastion"),
			},
			child,
		);
		const rule = (id: string, flow: Pick<SecGroupRuleArgs, "direction" | "description"> & Partial<SecGroupRuleArgs>, port: number) =>
			new SecGroupRule(
				`${name}-${id}`,
				{ securityGroupId: group.id, ethertype: "IPv4", protocol: "tcp", portRangeMin: port, portRangeMax: port, ...flow },
				// Neutron refuses a second rule that differs in its description only, and takes rules away with their group.
				{ ...child, deleteBeforeReplace: true, deletedWith: group },
			);
		const out = (range: string, description: string, protocol = "tcp") => ({
			direction: "egress",
			remoteIpPrefix: range,
			description,
			protocol,
		});
		const rules = [
			...args.adminFrom.map((from) =>
				rule(
					`ssh-from-${from.replace("/", "_")}`,
					{ direction: "ingress", remoteIpPrefix: from, description: "Administrators reach SSH" },
					22,
				),
			),
			...args.leadsTo.flatMap((target, index) => [
				rule(`ssh-to-${index}`, { direction: "egress", remoteGroupId: target, description: "On to the servers' SSH" }, 22),
				rule(
					`ssh-into-${index}`,
					{ securityGroupId: target, direction: "ingress", remoteGroupId: group.id, description: "Administrators come by the bastion" },
					22,
				),
			]),
			...args.resolvers.flatMap((resolver) =>
				["tcp", "udp"].map((protocol) => rule(`dns-${protocol}-to-${resolver}`, out(`${resolver}/32`, "Named resolvers", protocol), 53)),
			),
			...OUT.map(({ port, protocol, why }) => rule(`to-${port}`, out("0.0.0.0/0", why, protocol), port)),
		];
		const servers = new Servers(
			`${name}-server`,
			{
				count: 1,
				zones: [args.zone],
				flavor: args.flavor,
				imageId: args.imageId,
				diskGiB: 10,
				volumeType: args.volumeType,
				publicKey: args.publicKey,
				networkId: args.networkId,
				subnetId: args.subnetId,
				securityGroupIds: [group.id],
				timeServers: args.timeServers,
				role: "bastion",
				tags: args.tags,
				physicalName: physical,
			},
			pulumi.mergeOptions({ ...child, dependsOn: rules }, { dependsOn: opts?.dependsOn ?? [] }),
		);
		const portId = servers.portIds.apply(([first]) => first!);
		// Last: nobody comes before everything stands.
		const floating = new FloatingIp(
			`${name}-address`,
			{ pool: args.floatingIpPool, portId, description: `Public address of ${name}`, tags: tagList(args.tags, "socle:bastion") },
			pulumi.mergeOptions({ ...child, dependsOn: [...rules, servers] }, { dependsOn: opts?.dependsOn ?? [] }),
		);
		this.address = floating.address;
		this.privateAddress = servers.addresses.apply(([first]) => first!);
		this.registerOutputs({ address: this.address, privateAddress: this.privateAddress });
	}
}
