import { expect, test } from "vitest";
import type { Resource } from "../../inventory/resource.ts";
import type { LiveOpenStack } from "./unmanaged-openstack.ts";
import { unmanagedOpenStack } from "./unmanaged-openstack.ts";

const resource = (type: string, physicalId: string, properties: Resource["properties"] = {}, name = physicalId): Resource => ({
	id: `urn:${physicalId}`,
	type,
	name,
	layer: "foundation",
	properties,
	physicalId,
	dependsOn: [],
	locations: [],
});

const MANAGED: Resource[] = [
	resource("openstack:networking/network:Network", "net"),
	resource("openstack:networking/subnet:Subnet", "sub"),
	resource("openstack:networking/router:Router", "router"),
	resource("openstack:networking/routerInterface:RouterInterface", "iface", { routerId: "router", subnetId: "sub" }),
	resource("openstack:networking/routerRoute:RouterRoute", "route", {
		routerId: "router",
		destinationCidr: "198.51.100.0/24",
		nextHop: "10.0.0.9",
	}),
	resource("openstack:networking/secGroup:SecGroup", "app", { deleteDefaultRules: true }),
	resource("openstack:networking/secGroup:SecGroup", "plain"),
	resource("openstack:networking/secGroupRule:SecGroupRule", "rule", { securityGroupId: "app" }),
	resource("openstack:networking/port:Port", "port"),
	resource("openstack:networking/floatingIp:FloatingIp", "fip"),
	resource("openstack:compute/instance:Instance", "server", {
		networks: [{ port: "port" }],
		blockDevices: [{ uuid: "boot", sourceType: "volume" }],
	}),
	resource("openstack:compute/instance:Instance", "simple", {
		networks: [{ uuid: "net" }],
		blockDevices: [{ uuid: "image-1", sourceType: "image", destinationType: "volume" }],
	}),
	resource("openstack:blockstorage/volume:Volume", "boot"),
	resource("openstack:blockstorage/volume:Volume", "data"),
	resource("openstack:compute/volumeAttach:VolumeAttach", "server/data", { instanceId: "server", volumeId: "data" }),
	resource("openstack:loadbalancer/loadBalancer:LoadBalancer", "lb"),
	resource("openstack:loadbalancer/listener:Listener", "listener"),
	resource("openstack:loadbalancer/pool:Pool", "pool"),
	resource("openstack:loadbalancer/pool:Pool", "whole"),
	resource("openstack:loadbalancer/members:Members", "whole/members", { poolId: "whole" }),
	resource("openstack:loadbalancer/member:Member", "member", { poolId: "pool" }),
];

const EMPTY: LiveOpenStack = {
	cloud: "oslab-demo",
	projectId: "own",
	securityGroupRules: [],
	ports: [],
	subnets: [],
	routers: [],
	floatingIps: [],
	rbacPolicies: [],
	volumes: [],
	loadBalancers: [],
	listeners: [],
	pools: [],
	members: [],
	healthMonitors: [],
	l7Policies: [],
};
const rule = (more: object) => ({
	id: "x",
	security_group_id: "app",
	direction: "ingress",
	ethertype: "IPv4",
	protocol: "tcp",
	port_range_min: 22,
	port_range_max: 22,
	remote_ip_prefix: "0.0.0.0/0",
	remote_group_id: null,
	...more,
});
const port = (more: object) => ({
	id: "x",
	network_id: "net",
	device_owner: "",
	device_id: "",
	name: "",
	project_id: "own",
	fixed_ips: [{ subnet_id: "sub", ip_address: "10.0.0.7" }],
	...more,
});
const volume = (id: string, server_id: string, more: object = {}) => ({
	id,
	name: "",
	attachments: [{ server_id, attached_at: "2026-01-02T03:04:05.000000" }],
	...more,
});
const defaults = { direction: "egress", protocol: null, port_range_min: null, port_range_max: null, remote_ip_prefix: null };

/** What is listed of each, and what takes it away; nothing where nothing may be said. */
test.each<[string, Partial<LiveOpenStack>, string[]]>([
	["a rule that is managed", { securityGroupRules: [rule({ id: "rule" })] }, []],
	["a rule of a group that is not managed", { securityGroupRules: [rule({ security_group_id: "elsewhere" })] }, []],
	[
		"a rule for SSH from the world",
		{ securityGroupRules: [rule({})] },
		["SecurityGroupRule tcp 22 from 0.0.0.0/0 on group app; DELETE /security-group-rules/x"],
	],
	[
		"a rule for anything from anywhere",
		{
			securityGroupRules: [rule({ protocol: null, port_range_min: null, port_range_max: null, remote_ip_prefix: null, ethertype: "IPv6" })],
		},
		["SecurityGroupRule any protocol any port from anywhere (IPv6) on group app; DELETE /security-group-rules/x"],
	],
	[
		"a rule from a group",
		{ securityGroupRules: [rule({ remote_ip_prefix: null, remote_group_id: "g", port_range_max: 25 })] },
		["SecurityGroupRule tcp 22-25 from group g on group app; DELETE /security-group-rules/x"],
	],
	["Neutron's own rules of a group that keeps them", { securityGroupRules: [rule({ ...defaults, security_group_id: "plain" })] }, []],
	[
		"the same rules added to a group that had them deleted",
		{ securityGroupRules: [rule(defaults)] },
		["SecurityGroupRule out: any protocol any port to anywhere on group app; DELETE /security-group-rules/x"],
	],
	[
		"a rule that only looks like Neutron's own",
		{ securityGroupRules: [rule({ ...defaults, security_group_id: "plain", direction: "ingress" })] },
		["SecurityGroupRule any protocol any port from anywhere on group plain; DELETE /security-group-rules/x"],
	],

	[
		"the managed port and the managed interface",
		{
			ports: [
				port({ id: "port", device_owner: "compute:az1", device_id: "server" }),
				port({ id: "iface", device_owner: "network:router_interface", device_id: "router" }),
			],
		},
		[],
	],
	["DHCP", { ports: [port({ device_owner: "network:dhcp", device_id: "dhcp-1" })] }, []],
	["a port on a network that is not managed", { ports: [port({ network_id: "elsewhere" })] }, []],
	[
		"the one port of a server that was described by its network",
		{ ports: [port({ device_owner: "compute:az1", device_id: "simple" })] },
		[],
	],
	[
		"its second port",
		{
			ports: [
				port({ device_owner: "compute:az1", device_id: "simple" }),
				port({ id: "y", device_owner: "compute:az1", device_id: "simple" }),
			],
		},
		["Port y (10.0.0.7) on server simple; DELETE /ports/y"],
	],
	[
		"another port of a server that was described by its ports, on any network",
		{ ports: [port({ network_id: "elsewhere", device_owner: "compute:az1", device_id: "server" })] },
		["Port x (10.0.0.7) on server server; DELETE /ports/x"],
	],
	[
		"a port of a foreign server on a managed network",
		{ ports: [port({ name: "spy", device_owner: "compute:az1", device_id: "foreign" })] },
		["Port spy (10.0.0.7) on network net, held by compute:az1 foreign; DELETE /ports/x"],
	],
	[
		"a second router in a managed network",
		{ ports: [port({ device_owner: "network:router_interface", device_id: "other" })] },
		["RouterInterface router other has 10.0.0.7 on network net; PUT /routers/other/remove_router_interface"],
	],
	[
		"a highly available router's own interface is as much a router's",
		{ ports: [port({ device_owner: "network:ha_router_replicated_interface", device_id: "other" })] },
		["RouterInterface router other has 10.0.0.7 on network net; PUT /routers/other/remove_router_interface"],
	],
	[
		"a managed port that was plugged into a foreign server",
		{ ports: [port({ id: "port", device_owner: "compute:az1", device_id: "foreign" })] },
		["Port port plugged into server foreign, which is not managed; by hand"],
	],
	[
		"the address of a managed balancer",
		{ loadBalancers: [{ id: "lb", vip_port_id: "vip" }], ports: [port({ id: "vip", device_owner: "Octavia", device_id: "lb-lb" })] },
		[],
	],
	[
		"a port that only calls itself Octavia's",
		{ loadBalancers: [{ id: "lb", vip_port_id: "vip" }], ports: [port({ device_owner: "Octavia", device_id: "lb-lb" })] },
		["Port x (10.0.0.7) on network net, held by Octavia lb-lb; DELETE /ports/x"],
	],
	["an amphora's port, which belongs to Octavia's project", { ports: [port({ name: "octavia-lb-vrrp-1", project_id: "octavia" })] }, []],
	[
		"a port of the own project that takes an amphora's name",
		{ ports: [port({ name: "octavia-lb-vrrp-1" })] },
		["Port octavia-lb-vrrp-1 (10.0.0.7) on network net; DELETE /ports/x"],
	],

	[
		"a floating IP on a managed port",
		{ ports: [port({ id: "port" })], floatingIps: [{ id: "x", floating_ip_address: "203.0.113.9", port_id: "port" }] },
		["FloatingIp 203.0.113.9 leads to Port port; DELETE /floatingips/x"],
	],
	[
		"a floating IP on a managed balancer",
		{ loadBalancers: [{ id: "lb", vip_port_id: "vip" }], floatingIps: [{ id: "x", floating_ip_address: "203.0.113.9", port_id: "vip" }] },
		["FloatingIp 203.0.113.9 leads to LoadBalancer lb; DELETE /floatingips/x"],
	],
	[
		"a managed floating IP, and one elsewhere",
		{
			ports: [port({ id: "port" })],
			floatingIps: [
				{ id: "fip", port_id: "port" },
				{ id: "x", port_id: "elsewhere" },
				{ id: "y", port_id: null },
			],
		},
		[],
	],

	[
		"another subnet of a managed network",
		{
			subnets: [
				{ id: "sub", network_id: "net" },
				{ id: "x", name: "", cidr: "10.9.0.0/24", network_id: "net" },
			],
		},
		["Subnet 10.9.0.0/24 (10.9.0.0/24) on network net; DELETE /subnets/x"],
	],
	[
		"a managed network opened to everybody",
		{ rbacPolicies: [{ id: "x", object_id: "net", target_tenant: "*", action: "access_as_shared" }] },
		["RbacPolicyV2 Network net opened to every project (access_as_shared); DELETE /rbac-policies/x"],
	],
	[
		"routes of a managed router, one described and one not",
		{
			routers: [
				{
					id: "router",
					routes: [
						{ destination: "198.51.100.0/24", nexthop: "10.0.0.9" },
						{ destination: "0.0.0.0/0", nexthop: "10.0.0.66" },
					],
				},
			],
		},
		["RouterRoute 0.0.0.0/0 via 10.0.0.66 on router router; PUT /routers/router/remove_extraroutes"],
	],

	[
		"volumes as described: block device, attachment, made of an image",
		{
			volumes: [
				volume("boot", "server"),
				volume("data", "server"),
				volume("own", "simple", { volume_image_metadata: { image_id: "image-1" } }),
			],
		},
		[],
	],
	[
		"a foreign volume on a managed server",
		{ volumes: [volume("x", "server")] },
		["VolumeAttach volume x on server server; DELETE /servers/server/os-volume_attachments/x"],
	],
	[
		"a managed volume on a foreign server",
		{ volumes: [volume("data", "foreign")] },
		["Volume data attached to server foreign, which is not managed; by hand"],
	],
	[
		"a managed volume moved to the wrong managed server",
		{ volumes: [volume("data", "simple")] },
		["VolumeAttach volume data on server simple; DELETE /servers/simple/os-volume_attachments/data"],
	],

	[
		"a listener, a policy, a pool, a member and a monitor beside the managed ones",
		{
			listeners: [
				{ id: "listener", loadbalancers: [{ id: "lb" }] },
				{ id: "x", protocol: "TCP", protocol_port: 5432, loadbalancers: [{ id: "lb" }] },
			],
			l7Policies: [{ id: "x", listener_id: "listener", action: "REDIRECT_TO_URL", redirect_url: "https://elsewhere.example" }],
			pools: [
				{ id: "pool", loadbalancers: [{ id: "lb" }] },
				{ id: "x", name: "spare", loadbalancers: [{ id: "lb" }] },
			],
			members: [
				{ id: "member", pool_id: "pool" },
				{ id: "x", pool_id: "pool", address: "192.0.2.9", protocol_port: 80 },
				{ id: "y", pool_id: "whole", address: "192.0.2.9", protocol_port: 80 },
			],
			healthMonitors: [{ id: "x", type: "PING", pools: [{ id: "pool" }] }],
		},
		[
			"Listener TCP 5432 on balancer lb; DELETE /lbaas/listeners/x",
			"L7PolicyV2 REDIRECT_TO_URL https://elsewhere.example on listener listener; DELETE /lbaas/l7policies/x",
			"Pool spare on balancer lb; DELETE /lbaas/pools/x",
			"Member 192.0.2.9:80 in pool pool; DELETE /lbaas/pools/pool/members/x",
			"Monitor PING in pool pool; DELETE /lbaas/healthmonitors/x",
		],
	],
])("%s", (_name, live, expected) => {
	const found = unmanagedOpenStack(MANAGED, { ...EMPTY, ...live });
	expect(
		found.map(({ subject, what, repairs: [repair] }) => {
			if (repair?.by !== "openstack") return `${subject} ${what}; by ${repair?.by}`;
			return `${subject} ${what}; ${repair.removal.method ?? "DELETE"} ${repair.removal.path}`;
		}),
	).toEqual(expected);
});

test("what is found can be judged like anything else: canonical type and names, and the layer of its parent", () => {
	const [found] = unmanagedOpenStack(MANAGED, { ...EMPTY, securityGroupRules: [rule({ created_at: "2026-01-02T03:04:05Z" })] });
	expect(found).toMatchObject({
		change: "unmanaged",
		place: "oslab-demo",
		layer: "foundation",
		at: "2026-01-02T03:04:05Z",
		resource: {
			type: "openstack:networking/secGroupRule:SecGroupRule",
			dependsOn: ["urn:app"],
			properties: {
				securityGroupId: "app",
				direction: "ingress",
				remoteIpPrefix: "0.0.0.0/0",
				portRangeMin: 22,
				portRangeMax: 22,
				protocol: "tcp",
			},
		},
	});
	expect(found?.resource.properties, "null is absent").not.toHaveProperty("remoteGroupId");
});

test("times without a zone mean UTC", () => {
	const [found] = unmanagedOpenStack(MANAGED, { ...EMPTY, volumes: [volume("x", "server")] });
	expect(found?.at).toBe("2026-01-02T03:04:05Z");
});
