import { L7PolicyV2 } from "@pulumi/openstack/loadbalancer/l7policyV2.js";
import { L7RuleV2 } from "@pulumi/openstack/loadbalancer/l7ruleV2.js";
import { Listener } from "@pulumi/openstack/loadbalancer/listener.js";
import { LoadBalancer as OctaviaLoadBalancer } from "@pulumi/openstack/loadbalancer/loadBalancer.js";
import { Members } from "@pulumi/openstack/loadbalancer/members.js";
import { Monitor } from "@pulumi/openstack/loadbalancer/monitor.js";
import { Pool } from "@pulumi/openstack/loadbalancer/pool.js";
import { FloatingIp } from "@pulumi/openstack/networking/floatingIp.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import * as pulumi from "@pulumi/pulumi";
import { expected, isIpv4Range, isNamedRange, isPort } from "./expected.ts";
import { tagList } from "./tags.ts";

/** `internal`: only the ranges in `allowedFrom`, no public address. `public`: the world, on 80 and 443. */
export const Audience = { Internal: "internal", Public: "public" } as const;
export type Audience = (typeof Audience)[keyof typeof Audience];

export interface LoadBalancerArgs {
	/** Who may come. Default: `internal`. Plain: it decides how many resources there are. */
	audience?: Audience;
	/** For `internal`, required there: IPv4 ranges that may come. Plain: rules each. */
	allowedFrom?: string[];
	/** For `public`, required there: name of the external network that the public address comes from. */
	floatingIpPool?: pulumi.Input<string>;
	/** Host name that people use; plain HTTP is sent to https://HOST. */
	host: pulumi.Input<string>;
	/** Barbican's reference of the container or secret that holds the certificate of `host`. */
	tlsContainerRef: pulumi.Input<string>;
	/** Subnet of the balancer's address, in the edge tier. */
	subnetId: pulumi.Input<string>;
	/** Group that the servers know balancers by: `edgeGroupId` of a `Network`. */
	edgeGroupId: pulumi.Input<string>;
	/** IPv4 addresses of the servers, at least one, reachable through the subnet's router. Plain list of inputs: the plan shows each. */
	servers: pulumi.Input<string>[];
	/** TCP port, 1-65535, that the servers answer HTTP on. */
	port: pulumi.Input<number>;
	/** Path that a healthy server answers with 200-399. Default: `/`. */
	healthPath?: pulumi.Input<string>;
	/** Tags of everything made here that can carry them: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** What names in the cloud start with. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

const WORLD = "0.0.0.0/0";

/**
 * A balancer that speaks TLS with a certificate from Barbican, sends plain HTTP there, and asks its servers whether they are well. The group
 * of its address is closed but for 80 and 443, and its listeners name the same sources once more.
 *
 * TLS versions, ciphers, HSTS, TLS to the servers and a redirect that keeps the path are inputs of provider 5 only; until then Octavia's
 * own defaults hold (TLS 1.2 and 1.3 since Ussuri).
 */
export class LoadBalancer extends pulumi.ComponentResource {
	/** Address inside the environment. */
	readonly vipAddress: pulumi.Output<string>;
	/** Address that the host's DNS record names: the public one where the audience is public. */
	readonly address: pulumi.Output<string>;

	constructor(name: string, args: LoadBalancerArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:LoadBalancer", name, args, opts);
		const { audience = "internal", allowedFrom = [], servers } = args;
		const isPublic = audience === "public";
		expected(name, "audience", audience, '"internal" or "public"', (word) => word === "internal" || word === "public");
		expected(name, "servers", servers, "a list of at least one address", (all) => all.length > 0);
		expected(
			name,
			"allowedFrom",
			allowedFrom,
			isPublic ? "absent where the audience is public" : "at least one IPv4 range such as 192.0.2.0/24, each narrower than the world",
			(all) => (isPublic ? all.length === 0 : all.length > 0 && all.every((from) => isIpv4Range(from) && isNamedRange(from))),
		);
		const port = expected(name, "port", args.port, "a port between 1 and 65535", isPort);

		const child = { parent: this };
		const physical = args.physicalName ?? name;
		const called = (suffix: string) => pulumi.interpolate`${physical}-${suffix}`;
		const tags = tagList(args.tags, ...(isPublic ? ["socle:public-edge"] : []));

		const group = new SecGroup(
			`${name}-group`,
			{
				name: called("edge"),
				description: isPublic ? "Public edge: 80 and 443 from anywhere" : "Edge: 80 and 443 from named ranges",
				deleteDefaultRules: true,
				tags,
			},
			child,
		);
		const rules = (isPublic ? [WORLD] : allowedFrom).flatMap((from) =>
			[80, 443].map(
				(edgePort) =>
					new SecGroupRule(
						`${name}-${edgePort}-from-${isPublic ? "world" : from.replace("/", "_")}`,
						{
							securityGroupId: group.id,
							description: edgePort === 443 ? "People reach the service" : "People are sent to TLS",
							direction: "ingress",
							ethertype: "IPv4",
							protocol: "tcp",
							portRangeMin: edgePort,
							portRangeMax: edgePort,
							remoteIpPrefix: from,
						},
						// Neutron refuses a second rule that differs in its description only, and takes rules away with their group.
						{ ...child, deleteBeforeReplace: true, deletedWith: group },
					),
			),
		);

		const balancer = new OctaviaLoadBalancer(
			`${name}-vip`,
			{
				name: physical,
				description: `Balancer of ${name}`,
				vipSubnetId: args.subnetId,
				securityGroupIds: [args.edgeGroupId, group.id],
				adminStateUp: true,
				tags,
			},
			pulumi.mergeOptions({ ...child, dependsOn: rules }, { dependsOn: opts?.dependsOn ?? [] }),
		);
		const pool = new Pool(
			`${name}-pool`,
			{
				name: called("pool"),
				description: `Servers of ${name}`,
				loadbalancerId: balancer.id,
				protocol: "HTTP",
				lbMethod: "ROUND_ROBIN",
				adminStateUp: true,
			},
			child,
		);
		const monitor = new Monitor(
			`${name}-monitor`,
			{
				name: called("monitor"),
				poolId: pool.id,
				type: "HTTP",
				httpMethod: "GET",
				urlPath: args.healthPath ?? "/",
				expectedCodes: "200-399",
				delay: 10,
				timeout: 5,
				maxRetries: 3,
				adminStateUp: true,
			},
			child,
		);
		const members = new Members(
			`${name}-members`,
			{ poolId: pool.id, members: servers.map((address, index) => ({ name: called(String(index)), address, protocolPort: port })) },
			// Octavia changes one thing of a balancer at a time; waiting here is quicker than its refusals.
			{ ...child, dependsOn: monitor },
		);
		// As Octavia gives them back, so that order is never a change.
		const sources = isPublic ? {} : { allowedCidrs: allowedFrom.toSorted() };
		const https = new Listener(
			`${name}-https`,
			{
				name: called("https"),
				description: "The service, over TLS",
				loadbalancerId: balancer.id,
				protocol: "TERMINATED_HTTPS",
				protocolPort: 443,
				defaultTlsContainerRef: args.tlsContainerRef,
				defaultPoolId: pool.id,
				insertHeaders: { "X-Forwarded-For": "true", "X-Forwarded-Proto": "true" },
				adminStateUp: true,
				...sources,
				tags,
			},
			{ ...child, dependsOn: members },
		);
		const http = new Listener(
			`${name}-http`,
			{
				name: called("http"),
				description: "Sends people to TLS",
				loadbalancerId: balancer.id,
				protocol: "HTTP",
				protocolPort: 80,
				adminStateUp: true,
				...sources,
				tags,
			},
			{ ...child, dependsOn: https },
		);
		const redirect = new L7PolicyV2(
			`${name}-redirect`,
			{
				name: called("redirect"),
				description: "Plain HTTP goes to TLS",
				listenerId: http.id,
				action: "REDIRECT_TO_URL",
				redirectUrl: pulumi.interpolate`https://${args.host}`,
				position: 1,
				adminStateUp: true,
			},
			child,
		);
		new L7RuleV2(
			`${name}-redirect-all`,
			{ l7policyId: redirect.id, type: "PATH", compareType: "STARTS_WITH", value: "/", adminStateUp: true },
			child,
		);

		this.vipAddress = balancer.vipAddress;
		this.address = this.vipAddress;
		if (isPublic) {
			const pool = expected(
				name,
				"floatingIpPool",
				args.floatingIpPool ?? "",
				"the name of the external network",
				(network) => network !== "",
			);
			// Last, so that nobody comes before everything stands.
			this.address = new FloatingIp(
				`${name}-address`,
				{ pool, portId: balancer.vipPortId, description: `Public address of ${name}`, tags },
				pulumi.mergeOptions({ ...child, dependsOn: [http, https] }, { dependsOn: opts?.dependsOn ?? [] }),
			).address;
		}
		this.registerOutputs({ vipAddress: this.vipAddress, address: this.address });
	}
}
