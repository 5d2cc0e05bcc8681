import { canonicalProperties } from "../../inventory/openstack/canonical.ts";
import type { Item } from "../../inventory/openstack/client.ts";
import type { Removal } from "../../inventory/openstack/remover.ts";
import type { Resource } from "../../inventory/resource.ts";
import type { Difference } from "./difference.ts";
import { kindOf } from "./difference.ts";

/** What a project holds, as the APIs list it. */
export interface LiveOpenStack {
	/** As clouds.yaml names it. */
	cloud: string;
	/** The project that was read. */
	projectId: string;
	securityGroupRules: readonly Item[];
	ports: readonly Item[];
	subnets: readonly Item[];
	routers: readonly Item[];
	floatingIps: readonly Item[];
	rbacPolicies: readonly Item[];
	/** With attachments (`GET /volumes/detail`). */
	volumes: readonly Item[];
	loadBalancers: readonly Item[];
	listeners: readonly Item[];
	pools: readonly Item[];
	/** Each with `pool_id`, which the API leaves to the address. */
	members: readonly Item[];
	healthMonitors: readonly Item[];
	l7Policies: readonly Item[];
}

const TYPE = {
	group: "openstack:networking/secGroup:SecGroup",
	rule: "openstack:networking/secGroupRule:SecGroupRule",
	network: "openstack:networking/network:Network",
	subnet: "openstack:networking/subnet:Subnet",
	port: "openstack:networking/port:Port",
	router: "openstack:networking/router:Router",
	routerInterface: "openstack:networking/routerInterface:RouterInterface",
	route: "openstack:networking/routerRoute:RouterRoute",
	floatingIp: "openstack:networking/floatingIp:FloatingIp",
	rbacPolicy: "openstack:networking/rbacPolicyV2:RbacPolicyV2",
	server: "openstack:compute/instance:Instance",
	volume: "openstack:blockstorage/volume:Volume",
	attachment: "openstack:compute/volumeAttach:VolumeAttach",
	balancer: "openstack:loadbalancer/loadBalancer:LoadBalancer",
	listener: "openstack:loadbalancer/listener:Listener",
	pool: "openstack:loadbalancer/pool:Pool",
	member: "openstack:loadbalancer/member:Member",
	members: "openstack:loadbalancer/members:Members",
	monitor: "openstack:loadbalancer/monitor:Monitor",
	l7Policy: "openstack:loadbalancer/l7PolicyV2:L7PolicyV2",
} as const;

/**
 * Children of managed resources that the state does not know: the engine refreshes what it made and sees nothing else. Also managed ports and
 * volumes that hang on something unmanaged.
 */
export function unmanagedOpenStack(managed: readonly Resource[], live: LiveOpenStack): Difference[] {
	const byId = new Map(managed.flatMap((resource) => (resource.physicalId === undefined ? [] : [[resource.physicalId, resource]])));
	const parentOf = (id: unknown, ...types: string[]): Resource | undefined => {
		const resource = typeof id === "string" ? byId.get(id) : undefined;
		return resource !== undefined && types.includes(resource.type) ? resource : undefined;
	};
	const unmanaged = (item: Item): boolean => !byId.has(String(item["id"]));
	const differences: Difference[] = [];
	const add = (type: string, item: Item, parent: Resource, what: string, removal: Removal): void =>
		void differences.push(unmanagedChild(live.cloud, type, item, parent, what, removal));

	for (const rule of live.securityGroupRules) {
		const group = parentOf(rule["security_group_id"], TYPE.group);
		if (group === undefined || !unmanaged(rule) || isNeutronsOwn(rule, group)) continue;
		add(TYPE.rule, rule, group, `${ruleWords(rule)} on group ${group.name}`, {
			service: "network",
			path: `/security-group-rules/${rule["id"]}`,
		});
	}

	for (const subnet of live.subnets) {
		const network = parentOf(subnet["network_id"], TYPE.network);
		if (network === undefined || !unmanaged(subnet)) continue;
		add(TYPE.subnet, subnet, network, `${subnet["name"] || subnet["cidr"]} (${subnet["cidr"]}) on network ${network.name}`, {
			service: "network",
			path: `/subnets/${subnet["id"]}`,
		});
	}

	for (const policy of live.rbacPolicies) {
		const parent = parentOf(policy["object_id"], TYPE.network, TYPE.group, TYPE.subnet);
		if (parent === undefined || !unmanaged(policy)) continue;
		const target = policy["target_tenant"] ?? policy["target_project"];
		const what = `${kindOf(parent.type)} ${parent.name} opened to ${target === "*" ? "every project" : `project ${target}`} (${policy["action"]})`;
		add(TYPE.rbacPolicy, policy, parent, what, { service: "network", path: `/rbac-policies/${policy["id"]}` });
	}

	for (const router of live.routers) {
		const parent = parentOf(router["id"], TYPE.router);
		if (parent === undefined) continue;
		for (const route of (router["routes"] as Item[] | undefined) ?? []) {
			const described = managed.some(
				({ type, properties: { routerId, destinationCidr, nextHop } }) =>
					type === TYPE.route && routerId === router["id"] && destinationCidr === route["destination"] && nextHop === route["nexthop"],
			);
			if (described) continue;
			const item = { id: `${router["id"]}-route-${route["destination"]}-${route["nexthop"]}`, ...route, updated_at: router["updated_at"] };
			add(TYPE.route, item, parent, `${route["destination"]} via ${route["nexthop"]} on router ${parent.name}`, {
				service: "network",
				path: `/routers/${router["id"]}/remove_extraroutes`,
				method: "PUT",
				body: { router: { routes: [route] } },
			});
		}
	}

	const balancers = live.loadBalancers.filter(({ id }) => parentOf(id, TYPE.balancer) !== undefined);
	const ownPorts = new Map<unknown, Resource>();
	for (const balancer of balancers) ownPorts.set(balancer["vip_port_id"], byId.get(String(balancer["id"])) as Resource);
	const attachedByNetwork = networksByServer(managed);
	for (const port of live.ports) {
		const device = String(port["device_id"] ?? "");
		const owner = String(port["device_owner"] ?? "");
		const server = owner.startsWith("compute:") ? parentOf(device, TYPE.server) : undefined;
		const known = byId.get(String(port["id"]));
		// The port of a balancer's address: Octavia says which it is, the port's own marks could be anyone's.
		if (known === undefined && ownPorts.has(port["id"])) continue;
		if (known !== undefined) {
			ownPorts.set(port["id"], known);
			const foreign = known.type === TYPE.port && owner.startsWith("compute:") && server === undefined;
			if (foreign) differences.push(heldBy(live.cloud, known, port, "plugged into", device));
			continue;
		}
		const network = parentOf(port["network_id"], TYPE.network);
		if (server !== undefined) {
			// A server described by its networks, not by ports, gets one port a network.
			const allowed = attachedByNetwork.get(device);
			if (allowed?.delete(String(port["network_id"]))) {
				ownPorts.set(port["id"], server);
				continue;
			}
		} else if (network === undefined || isInfrastructure(port, owner, live.projectId)) {
			continue;
		}
		const parent = server ?? (network as Resource);
		const addresses = ((port["fixed_ips"] as Item[] | undefined) ?? []).map((each) => each["ip_address"]).join(", ");
		const where = server === undefined ? `on network ${parent.name}` : `on server ${parent.name}`;
		if (ROUTER_INTERFACE.test(owner)) {
			const subnet = (port["fixed_ips"] as Item[] | undefined)?.[0]?.["subnet_id"];
			add(TYPE.routerInterface, port, parent, `router ${device} has ${addresses || "an address"} ${where}`, {
				service: "network",
				path: `/routers/${device}/remove_router_interface`,
				method: "PUT",
				body: subnet === undefined ? { port_id: port["id"] } : { subnet_id: subnet },
			});
		} else {
			const holder = server === undefined && device !== "" ? `, held by ${owner || "device"} ${device}` : "";
			add(TYPE.port, port, parent, `${port["name"] || port["id"]} (${addresses || "no address"}) ${where}${holder}`, {
				service: "network",
				path: `/ports/${port["id"]}`,
			});
		}
	}

	for (const address of live.floatingIps) {
		const parent = ownPorts.get(address["port_id"]);
		if (parent === undefined || !unmanaged(address)) continue;
		add(TYPE.floatingIp, address, parent, `${address["floating_ip_address"]} leads to ${kindOf(parent.type)} ${parent.name}`, {
			service: "network",
			path: `/floatingips/${address["id"]}`,
		});
	}

	for (const volume of live.volumes) {
		for (const attachment of (volume["attachments"] as Item[] | undefined) ?? []) {
			const serverId = String(attachment["server_id"]);
			const server = parentOf(serverId, TYPE.server);
			const known = parentOf(volume["id"], TYPE.volume);
			if (known !== undefined && server === undefined) differences.push(heldBy(live.cloud, known, volume, "attached to", serverId));
			if (server === undefined || isDescribedAttachment(managed, server, volume, known)) continue;
			const item = { ...attachment, id: `${serverId}/${volume["id"]}`, volume_id: volume["id"], created_at: attachment["attached_at"] };
			add(TYPE.attachment, item, server, `volume ${volume["name"] || volume["id"]} on server ${server.name}`, {
				service: "compute",
				path: `/servers/${serverId}/os-volume_attachments/${volume["id"]}`,
			});
		}
	}

	const lb = "load-balancer" as const;
	for (const listener of live.listeners) {
		const parent = parentOf((listener["loadbalancers"] as Item[] | undefined)?.[0]?.["id"], TYPE.balancer);
		if (parent === undefined || !unmanaged(listener)) continue;
		const what = `${listener["protocol"]} ${listener["protocol_port"]} on balancer ${parent.name}`;
		add(TYPE.listener, listener, parent, what, { service: lb, path: `/lbaas/listeners/${listener["id"]}` });
	}
	for (const policy of live.l7Policies) {
		const parent = parentOf(policy["listener_id"], TYPE.listener);
		if (parent === undefined || !unmanaged(policy)) continue;
		const what = `${policy["action"]} ${policy["redirect_url"] ?? policy["redirect_prefix"] ?? policy["redirect_pool_id"] ?? ""} on listener ${parent.name}`;
		add(TYPE.l7Policy, policy, parent, what, { service: lb, path: `/lbaas/l7policies/${policy["id"]}` });
	}
	for (const pool of live.pools) {
		const parent = parentOf((pool["loadbalancers"] as Item[] | undefined)?.[0]?.["id"], TYPE.balancer);
		if (parent === undefined || !unmanaged(pool)) continue;
		add(TYPE.pool, pool, parent, `${pool["name"] || pool["id"]} on balancer ${parent.name}`, {
			service: lb,
			path: `/lbaas/pools/${pool["id"]}`,
		});
	}
	const wholeSets = new Set(managed.filter(({ type }) => type === TYPE.members).map(({ properties }) => properties["poolId"]));
	for (const member of live.members) {
		const parent = parentOf(member["pool_id"], TYPE.pool);
		// A resource that describes all members of a pool is compared by the engine.
		if (parent === undefined || !unmanaged(member) || wholeSets.has(member["pool_id"] as string)) continue;
		add(TYPE.member, member, parent, `${member["address"]}:${member["protocol_port"]} in pool ${parent.name}`, {
			service: lb,
			path: `/lbaas/pools/${member["pool_id"]}/members/${member["id"]}`,
		});
	}
	for (const monitor of live.healthMonitors) {
		const parent = parentOf((monitor["pools"] as Item[] | undefined)?.[0]?.["id"], TYPE.pool);
		if (parent === undefined || !unmanaged(monitor)) continue;
		const what = `${monitor["type"]} in pool ${parent.name}`;
		add(TYPE.monitor, monitor, parent, what, { service: lb, path: `/lbaas/healthmonitors/${monitor["id"]}` });
	}
	return differences;
}

function unmanagedChild(cloud: string, type: string, item: Item, parent: Resource, what: string, removal: Removal): Difference {
	const at = item["created_at"] ?? item["updated_at"];
	return {
		change: "unmanaged",
		place: cloud,
		subject: kindOf(type),
		what,
		...common(parent),
		fields: [],
		...(typeof at === "string" && { at: utc(at) }),
		resource: {
			id: String(item["id"]),
			type,
			name: typeof item["name"] === "string" && item["name"] !== "" ? item["name"] : String(item["id"]),
			...common(parent),
			properties: canonicalProperties(type, item),
			physicalId: String(item["id"]),
			parent: parent.id,
			dependsOn: [parent.id],
			locations: [],
		},
		repairs: [{ by: "openstack", cloud, removal }],
		fails: [],
	};
}

/** A managed port or volume that serves something which nobody described. */
function heldBy(cloud: string, known: Resource, item: Item, verb: string, holder: string): Difference {
	const at = item["updated_at"];
	return {
		change: "changed",
		place: cloud,
		subject: `${kindOf(known.type)} ${known.name}`,
		what: `${verb} server ${holder}, which is not managed`,
		...common(known),
		fields: [{ path: [verb], found: holder }],
		...(typeof at === "string" && { at: utc(at) }),
		resource: known,
		repairs: [
			{ by: "hand", advice: `Find out whose server ${holder} is and what it did, then detach it (\`openstack server show ${holder}\`).` },
		],
		fails: [],
	};
}

const common = ({ layer, service }: Resource) => ({ ...(layer !== undefined && { layer }), ...(service !== undefined && { service }) });

/** Most services leave out the zone, and mean UTC. */
const utc = (time: string): string => (/(Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`).replace(/\.\d+/, "");

/** Neutron gives each new group two rules, "anything may go out" over IPv4 and IPv6, unless the description has them deleted. */
function isNeutronsOwn(rule: Item, group: Resource): boolean {
	if (group.properties["deleteDefaultRules"] === true) return false;
	const open = ["protocol", "port_range_min", "port_range_max", "remote_ip_prefix", "remote_group_id", "remote_address_group_id"];
	return rule["direction"] === "egress" && open.every((field) => rule[field] === null || rule[field] === undefined);
}

/** Servers whose description names networks: their id → the networks that each get one port. */
function networksByServer(managed: readonly Resource[]): Map<string, Set<string>> {
	const networks = new Map<string, Set<string>>();
	for (const { type, physicalId, properties } of managed) {
		if (type !== TYPE.server || physicalId === undefined || !Array.isArray(properties["networks"])) continue;
		const named = (properties["networks"] as { uuid?: unknown; port?: unknown }[])
			.filter(({ port }) => !port)
			.map(({ uuid }) => String(uuid));
		networks.set(physicalId, new Set(named));
	}
	return networks;
}

/** How Neutron marks the port of a router in a subnet: plain, distributed, highly available. */
const ROUTER_INTERFACE = /^network:(router_interface|router_interface_distributed|ha_router_replicated_interface)$/;

/** Ports that Neutron and Octavia make for what is managed. Owners that begin with `network:` can't be claimed by a user's own port. */
function isInfrastructure(port: Item, owner: string, projectId: string): boolean {
	// A managed router's interface is managed by its port's id; one that is not was added by hand.
	if (owner.startsWith("network:")) return !ROUTER_INTERFACE.test(owner);
	// The amphorae's ports belong to Octavia's own project, so that a user's port can't pass for one.
	return String(port["name"] ?? "").startsWith("octavia-lb-vrrp-") && (port["project_id"] ?? port["tenant_id"]) !== projectId;
}

/** By a resource of its own, as a block device of the server, or as the volume that the server was told to make of an image. */
function isDescribedAttachment(managed: readonly Resource[], server: Resource, volume: Item, known: Resource | undefined): boolean {
	const devices =
		(server.properties["blockDevices"] as { uuid?: unknown; sourceType?: unknown; destinationType?: unknown }[] | undefined) ?? [];
	if (devices.some(({ uuid }) => uuid === volume["id"])) return true;
	const attached = managed.some(
		({ type, properties }) =>
			type === TYPE.attachment && properties["instanceId"] === server.physicalId && properties["volumeId"] === volume["id"],
	);
	if (attached) return true;
	const image = (volume["volume_image_metadata"] as Item | undefined)?.["image_id"];
	return (
		known === undefined &&
		devices.some((device) => device.sourceType === "image" && device.destinationType === "volume" && device.uuid === image)
	);
}

/** `tcp 22 from 0.0.0.0/0`, `any port from anywhere`, `out: udp 53 to 192.0.2.53/32` */
export function ruleWords(rule: Item): string {
	const [from, to] = [rule["port_range_min"], rule["port_range_max"]];
	const ports = from === null || from === undefined ? "any port" : from === to ? String(from) : `${from}-${to}`;
	const protocol = rule["protocol"] === null || rule["protocol"] === undefined ? "any protocol" : String(rule["protocol"]);
	const other = rule["remote_ip_prefix"] ?? (rule["remote_group_id"] ? `group ${rule["remote_group_id"]}` : undefined);
	const anywhere = rule["ethertype"] === "IPv6" ? "anywhere (IPv6)" : "anywhere";
	return rule["direction"] === "egress"
		? `out: ${protocol} ${ports} to ${other ?? anywhere}`
		: `${protocol} ${ports} from ${other ?? anywhere}`;
}
