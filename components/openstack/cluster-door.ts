import { Listener } from "@pulumi/openstack/loadbalancer/listener.js";
import { LoadBalancer } from "@pulumi/openstack/loadbalancer/loadBalancer.js";
import { Members } from "@pulumi/openstack/loadbalancer/members.js";
import { Monitor } from "@pulumi/openstack/loadbalancer/monitor.js";
import { Pool } from "@pulumi/openstack/loadbalancer/pool.js";
import { FloatingIp } from "@pulumi/openstack/networking/floatingIp.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import * as pulumi from "@pulumi/pulumi";

/** Where a `KubernetesCluster` is reached: 6443 for people and nodes, 9345 for nodes that join. A part of that component, not one of its own. */
export interface Door {
	/** Sends what comes to the nodes; called once their addresses are known, and last opens the public address. */
	lead(addresses: pulumi.Input<string>[]): pulumi.Output<string>;
}

export const API = 6443;
export const JOIN = 9345;

/** Makes a rule of a group; Neutron refuses a second one that differs in its description only, and takes rules away with their group. */
export function rule(
	parent: pulumi.Resource,
	name: string,
	group: SecGroup,
	direction: "ingress" | "egress",
	other: { range: pulumi.Input<string> } | { group: SecGroup },
	ports: number | { from: number; to: number },
	description: string,
	protocol = "tcp",
): SecGroupRule {
	const { from, to } = typeof ports === "number" ? { from: ports, to: ports } : ports;
	return new SecGroupRule(
		name,
		{
			securityGroupId: group.id,
			direction,
			ethertype: "IPv4",
			protocol,
			portRangeMin: from,
			portRangeMax: to,
			...("range" in other ? { remoteIpPrefix: other.range } : { remoteGroupId: other.group.id }),
			description,
		},
		{ parent, deleteBeforeReplace: true, deletedWith: group },
	);
}

export function door(
	name: string,
	settings: {
		allowedFrom: readonly string[];
		nodes: pulumi.Input<string>;
		subnetId: pulumi.Input<string>;
		address: pulumi.Input<string>;
		floatingIpPool: pulumi.Input<string> | undefined;
		tags: pulumi.Input<string[]>;
		physical: pulumi.Input<string>;
	},
	parent: pulumi.Resource,
	dependsOn: pulumi.Input<pulumi.Resource>[],
): Door {
	const { allowedFrom, nodes, tags, physical } = settings;
	const child = { parent };
	const called = (suffix: string) => pulumi.interpolate`${physical}-${suffix}`;
	const group = new SecGroup(
		`${name}-api-group`,
		{ name: called("api"), description: "Kubernetes API: named ranges and the nodes", deleteDefaultRules: true, tags },
		child,
	);
	const rules = [
		...allowedFrom.map((from) =>
			rule(parent, `${name}-api-from-${from.replace("/", "_")}`, group, "ingress", { range: from }, API, "Administrators reach the API"),
		),
		...[API, JOIN].flatMap((port) => [
			rule(parent, `${name}-api-${port}-from-nodes`, group, "ingress", { range: nodes }, port, "Nodes reach the API"),
			rule(parent, `${name}-api-${port}-to-nodes`, group, "egress", { range: nodes }, port, "On to the control plane"),
		]),
	];
	const balancer = new LoadBalancer(
		`${name}-api-vip`,
		{
			name: called("api"),
			description: `Kubernetes API of ${name}`,
			vipSubnetId: settings.subnetId,
			vipAddress: settings.address,
			securityGroupIds: [group.id],
			adminStateUp: true,
			tags,
		},
		{ ...child, dependsOn: [...rules, ...dependsOn] },
	);
	const lead = (addresses: pulumi.Input<string>[]): pulumi.Output<string> => {
		// Octavia changes one thing of a balancer at a time; waiting here is quicker than its refusals.
		let before: pulumi.Resource = balancer;
		const after = <R extends pulumi.Resource>(resource: R): R => {
			before = resource;
			return resource;
		};
		const listeners: [number, string, pulumi.Input<string>[]][] = [
			[API, "api", [...allowedFrom, nodes]],
			[JOIN, "join", [nodes]],
		];
		for (const [port, word, allowedCidrs] of listeners) {
			const inOrder = () => ({ ...child, dependsOn: before });
			const pool = after(
				new Pool(
					`${name}-${word}-pool`,
					{
						name: called(`${word}-pool`),
						description: `Control plane of ${name}`,
						loadbalancerId: balancer.id,
						protocol: "HTTPS",
						lbMethod: "SOURCE_IP",
						adminStateUp: true,
					},
					inOrder(),
				),
			);
			after(
				new Monitor(
					`${name}-${word}-monitor`,
					{ name: called(`${word}-monitor`), poolId: pool.id, type: "TLS-HELLO", delay: 10, timeout: 5, maxRetries: 3, adminStateUp: true },
					inOrder(),
				),
			);
			const members = addresses.map((address, index) => ({ name: called(`${word}-${index}`), address, protocolPort: port }));
			after(new Members(`${name}-${word}-members`, { poolId: pool.id, members }, inOrder()));
			after(
				new Listener(
					`${name}-${word}-listener`,
					{
						name: called(word),
						description: word === "api" ? "The API; TLS ends at the API servers" : "Nodes join; TLS ends at the control plane",
						loadbalancerId: balancer.id,
						// Passed through: Octavia's name for TLS that it does not open.
						protocol: "HTTPS",
						protocolPort: port,
						defaultPoolId: pool.id,
						// As Octavia gives them back, so that order is never a change.
						allowedCidrs: pulumi.all(allowedCidrs).apply((ranges) => ranges.toSorted()),
						adminStateUp: true,
						tags,
					},
					inOrder(),
				),
			);
		}
		if (settings.floatingIpPool === undefined) return balancer.vipAddress;
		return new FloatingIp(
			`${name}-api-address`,
			{ pool: settings.floatingIpPool, portId: balancer.vipPortId, description: `Kubernetes API of ${name}`, tags },
			{ ...child, dependsOn: [before, ...dependsOn] },
		).address;
	};
	return { lead };
}
