import type { Properties, Resource, Value } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import { canonicalProperties, verbatim } from "./canonical.ts";
import type { Item } from "./client.ts";
import type { Service } from "./session.ts";

/** A resource in the making. `judged: false`: it belongs to somebody else, or to the cloud, and only serves joins. */
export interface Draft extends Pick<Resource, "type" | "name" | "properties"> {
	/** What other objects refer to it by. */
	id: string;
	judged?: boolean;
}

/** What the lists of a cloud hold. */
export interface Lists {
	/** The project that the token is for. */
	readonly projectId: string;
	/** Objects of a list by what a field holds; by each of it, where that is a list. */
	by(list: string, field: string): ReadonlyMap<unknown, readonly Item[]>;
}

/** One list of one service. */
export interface Collection {
	/** Names it among the others. */
	list: string;
	service: Service;
	/** Follows the version; `{project}` and `{user}` are those of the token. */
	path: string;
	/** Member of the answer that holds the objects. */
	key: string;
	microversion?: string;
	/** What asks for the objects of all projects, where the user may. */
	allProjects?: Readonly<Record<string, string>>;
	/** Types of what it holds. */
	types: readonly string[];
	/** What an object becomes. Default: one resource of the only type, by the schema's names. */
	resources?(item: Item, lists: Lists): Draft[];
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): readonly Item[] =>
	Array.isArray(value) ? value.filter((each): each is Item => typeof each === "object" && each !== null) : [];
const idOf = (item: Item): string => text(item["id"]);

function draft(type: string, item: Item, more: { [name: string]: Value | undefined } = {}, over: Partial<Draft> = {}): Draft {
	const properties: Record<string, Value> = { ...canonicalProperties(type, item) };
	for (const [name, value] of Object.entries(more)) {
		if (value === undefined) delete properties[name];
		else properties[name] = value;
	}
	return { type, id: idOf(item), name: text(item["name"]) || idOf(item), properties, ...over };
}

/** Ids that an object's list of references holds: `[{ id }]`. */
const first = (references: unknown): string | undefined => text(list(references)[0]?.["id"]) || undefined;

/** Types that a list does not name by its own path. */
const INSTANCE = "openstack:compute/instance:Instance";
const PORT = "openstack:networking/port:Port";
const SEC_GROUP_RULE = "openstack:networking/secGroupRule:SecGroupRule";
const IMAGE = "openstack:images/image:Image";
/** Images of others; named by the API's own fields (`policies/live-types.ts`). */
const FOREIGN_IMAGE = "openstack:image:Image";
/** Fields of Glance's schema; all others are an image's own properties. */
const IMAGE_FIELDS = new Set(
	(
		"id name visibility protected status owner size virtual_size checksum os_hash_algo os_hash_value os_hidden container_format " +
		"disk_format min_disk min_ram created_at updated_at tags self file schema locations direct_url stores"
	).split(" "),
);

/** Every list that is read, in no order. Field names: https://docs.openstack.org/api-quick-start/ and the API references behind it. */
export const COLLECTIONS: readonly Collection[] = [
	network("networks", "network:Network"),
	network("subnets", "subnet:Subnet"),
	{
		...network("ports", "port:Port"),
		// Routers, DHCP and floating addresses have ports that Neutron makes for itself.
		resources: (item) => [draft(PORT, item, {}, text(item["device_owner"]).startsWith("network:") ? { judged: false } : {})],
	},
	network("routers", "router:Router", (item) => gateway(item["external_gateway_info"])),
	{ ...network("security-groups", "secGroup:SecGroup", () => ({ securityGroupRules: undefined })), key: "security_groups" },
	{
		...network("security-group-rules", "secGroupRule:SecGroupRule"),
		key: "security_group_rules",
		resources: (item) => [draft(SEC_GROUP_RULE, item, {}, { name: ruleName(item) })],
	},
	{
		...network("floatingips", "floatingIp:FloatingIp"),
		types: ["openstack:networking/floatingIp:FloatingIp", "openstack:networking/portForwardingV2:PortForwardingV2"],
		resources: (item) => [
			draft("openstack:networking/floatingIp:FloatingIp", item, {}, { name: text(item["floating_ip_address"]) || idOf(item) }),
			...list(item["port_forwardings"]).map((forward) =>
				draft("openstack:networking/portForwardingV2:PortForwardingV2", forward, { floatingipId: idOf(item) }),
			),
		],
	},
	{ ...network("rbac-policies", "rbacPolicyV2:RbacPolicyV2"), key: "rbac_policies" },
	{ ...network("address-groups", "addressGroupV2:AddressGroupV2"), key: "address_groups" },
	extension("fwaas/firewall_rules", "firewall_rules", "openstack:firewall/ruleV2:RuleV2"),
	extension("vpn/ikepolicies", "ikepolicies", "openstack:vpnaas/ikePolicy:IkePolicy", lifetime),
	extension("vpn/ipsecpolicies", "ipsecpolicies", "openstack:vpnaas/ipSecPolicy:IpSecPolicy", lifetime),
	extension("vpn/ipsec-site-connections", "ipsec_site_connections", "openstack:vpnaas/siteConnection:SiteConnection", () => ({
		psk: new Secret(), // The API answers with the key in clear.
	})),
	{
		list: "servers",
		service: "compute",
		path: "/servers/detail",
		key: "servers",
		microversion: "2.67",
		allProjects: { all_tenants: "1" },
		types: [INSTANCE],
		resources: (item, lists) => [server(item, lists)],
	},
	{
		list: "server groups",
		service: "compute",
		path: "/os-server-groups",
		key: "server_groups",
		microversion: "2.15",
		allProjects: { all_projects: "1" },
		types: ["openstack:compute/serverGroup:ServerGroup"],
	},
	{
		list: "key pairs",
		service: "compute",
		path: "/os-keypairs",
		key: "keypairs",
		microversion: "2.2",
		types: ["openstack:compute/keypair:Keypair"],
		resources: (item) => {
			const pair = (item["keypair"] ?? {}) as Item;
			return [draft("openstack:compute/keypair:Keypair", pair, {}, { id: text(pair["name"]) })];
		},
	},
	volume("volumes", "/volumes/detail", "openstack:blockstorage/volume:Volume", (item) => {
		const { image_id: imageId } = (item["volume_image_metadata"] ?? {}) as Item;
		return { volumeImageMetadata: undefined, ...(typeof imageId === "string" ? { imageId } : {}) };
	}),
	{
		...volume("snapshots", "/snapshots/detail", "openstack:blockstorage:Snapshot"),
		resources: (item) => [own("openstack:blockstorage:Snapshot", item)],
	},
	{
		...volume("backups", "/backups/detail", "openstack:blockstorage:Backup"),
		resources: (item) => [own("openstack:blockstorage:Backup", item)],
	},
	{
		list: "volume types",
		service: "volume",
		path: "/types",
		key: "volume_types",
		types: ["openstack:blockstorage/volumeTypeV3:VolumeTypeV3"],
		resources: (item) => [draft("openstack:blockstorage/volumeTypeV3:VolumeTypeV3", item, {}, { judged: false })],
	},
	{
		list: "images",
		service: "image",
		path: "/images",
		key: "images",
		types: [IMAGE, FOREIGN_IMAGE],
		resources: (item, lists) => image(item, lists),
	},
	balancer("loadbalancers", "loadBalancer:LoadBalancer"),
	balancer("listeners", "listener:Listener", (item) => ({
		loadbalancerId: first(item["loadbalancers"]),
		loadbalancers: undefined,
		l7Policies: undefined,
	})),
	balancer("pools", "pool:Pool", (item) => ({
		loadbalancerId: first(item["loadbalancers"]),
		listenerId: first(item["listeners"]),
		loadbalancers: undefined,
		listeners: undefined,
		members: undefined,
	})),
	balancer("healthmonitors", "monitor:Monitor", (item) => ({ poolId: first(item["pools"]), pools: undefined })),
	balancer("l7policies", "l7PolicyV2:L7PolicyV2", () => ({ rules: undefined })),
	{
		...balancer("flavors", "flavorV2:FlavorV2"),
		resources: (item) => [draft("openstack:loadbalancer/flavorV2:FlavorV2", item, {}, { judged: false })],
	},
	{
		...balancer("flavorprofiles", "flavorprofileV2:FlavorprofileV2"),
		resources: (item) => [draft("openstack:loadbalancer/flavorprofileV2:FlavorprofileV2", item, {}, { judged: false })],
	},
	{
		list: "amphorae",
		service: "load-balancer",
		path: "/octavia/amphorae",
		key: "amphorae",
		types: ["openstack:loadbalancer:Amphora"],
		resources: (item) => [{ ...own("openstack:loadbalancer:Amphora", item), judged: false }],
	},
	{
		list: "zones",
		service: "dns",
		path: "/zones",
		key: "zones",
		types: ["openstack:dns/zone:Zone"],
	},
	{
		list: "record sets",
		service: "dns",
		path: "/recordsets",
		key: "recordsets",
		types: ["openstack:dns/recordSet:RecordSet"],
		resources: (item) => {
			// Designate writes what delegates a zone to its own servers by itself.
			const byDesignate = item["name"] === item["zone_name"] && ["SOA", "NS"].includes(text(item["type"]));
			const over = { id: `${text(item["zone_id"])}/${idOf(item)}`, ...(byDesignate && { judged: false }) };
			return [draft("openstack:dns/recordSet:RecordSet", item, {}, over)];
		},
	},
	{
		list: "application credentials",
		service: "identity",
		path: "/users/{user}/application_credentials",
		key: "application_credentials",
		types: ["openstack:identity/applicationCredential:ApplicationCredential"],
		resources: (item) => [
			draft("openstack:identity/applicationCredential:ApplicationCredential", item, {
				roles: list(item["roles"]).map(({ name }) => text(name)),
			}),
		],
	},
	{
		...identity("users", "user:User"),
		resources: (item) => {
			const { ignore_lockout_failure_attempts: lockout, ...others } = (item["options"] ?? {}) as Item;
			const options = canonicalProperties("", { ...others, ignore_lockout_failure_attempts: lockout });
			return [draft("openstack:identity/user:User", item, { ...options, options: undefined })];
		},
	},
	{
		...identity("roles", "role:Role"),
		resources: (item) => [draft("openstack:identity/role:Role", item, {}, { judged: false })],
	},
	{
		...identity("role_assignments", "roleAssignment:RoleAssignment"),
		types: [
			"openstack:identity/roleAssignment:RoleAssignment",
			"openstack:identity/inheritRoleAssignment:InheritRoleAssignment",
			"openstack:identity:SystemRoleAssignment",
		],
		resources: (item) => [assignment(item)],
	},
	{
		list: "cluster templates",
		service: "container-infra",
		path: "/clustertemplates",
		key: "clustertemplates",
		types: ["openstack:containerinfra/clusterTemplate:ClusterTemplate"],
		resources: (item) => [draft("openstack:containerinfra/clusterTemplate:ClusterTemplate", item, {}, { id: text(item["uuid"]) })],
	},
	{
		list: "clusters",
		service: "container-infra",
		path: "/clusters",
		key: "clusters",
		types: ["openstack:containerinfra/cluster:Cluster"],
		resources: (item) => [draft("openstack:containerinfra/cluster:Cluster", item, {}, { id: text(item["uuid"]) })],
	},
	{
		list: "shares",
		service: "shared-file-system",
		path: "/shares/detail",
		key: "shares",
		microversion: "2.45",
		allProjects: { all_tenants: "1" },
		types: ["openstack:sharedfilesystem/share:Share"],
	},
	{
		list: "database instances",
		service: "database",
		path: "/instances/detail",
		key: "instances",
		types: ["openstack:database/instance:Instance"],
	},
];

function network(name: string, type: string, more: (item: Item) => { [name: string]: Value | undefined } = () => ({})): Collection {
	const whole = `openstack:networking/${type}`;
	return {
		list: name.replaceAll("-", " "),
		service: "network",
		path: `/${name}`,
		key: name,
		types: [whole],
		resources: (item) => [draft(whole, item, more(item))],
	};
}

/** A list that only clouds with an extension of Neutron have. */
function extension(
	path: string,
	key: string,
	type: string,
	more: (item: Item) => { [name: string]: Value | undefined } = () => ({}),
): Collection {
	return { list: path, service: "network", path: `/${path}`, key, types: [type], resources: (item) => [draft(type, item, more(item))] };
}

function volume(
	name: string,
	path: string,
	type: string,
	more: (item: Item) => { [name: string]: Value | undefined } = () => ({}),
): Collection {
	return {
		list: name,
		service: "volume",
		path,
		key: name,
		allProjects: { all_tenants: "1" },
		types: [type],
		resources: (item) => [draft(type, item, more(item))],
	};
}

function balancer(name: string, type: string, more: (item: Item) => { [name: string]: Value | undefined } = () => ({})): Collection {
	const whole = `openstack:loadbalancer/${type}`;
	return {
		list: name,
		service: "load-balancer",
		path: `/lbaas/${name}`,
		key: name,
		types: [whole],
		resources: (item) => [draft(whole, item, more(item))],
	};
}

function identity(name: string, type: string): Collection {
	return { list: name, service: "identity", path: `/${name}`, key: name, types: [`openstack:identity/${type}`] };
}

/** A type that no schema of Pulumi has keeps the API's own field names. */
function own(type: string, item: Item): Draft {
	return { type, id: idOf(item), name: text(item["name"]) || idOf(item), properties: (verbatim(item) ?? {}) as Properties };
}

function gateway(value: unknown): { [name: string]: Value | undefined } {
	const { network_id: id, enable_snat: snat } = (value ?? {}) as Item;
	return {
		externalGatewayInfo: undefined,
		...(typeof id === "string" && { externalNetworkId: id }),
		...(typeof snat === "boolean" && { enableSnat: snat }),
	};
}

/** `lifetime: { units, value }` is a list of one in the provider's schema. */
function lifetime(item: Item): { [name: string]: Value | undefined } {
	const value = verbatim(item["lifetime"]);
	return { lifetimes: value === undefined ? undefined : [value], lifetime: undefined };
}

function ruleName(item: Item): string {
	const { direction, protocol, port_range_min: from, port_range_max: to, ethertype } = item;
	const ports = typeof from === "number" ? (from === to ? ` ${from}` : ` ${from}-${String(to)}`) : "";
	const other = item["remote_ip_prefix"] ?? (item["remote_group_id"] ? `group ${String(item["remote_group_id"])}` : "anywhere");
	const [way, peer] = direction === "egress" ? ["egress", "to"] : ["ingress", "from"];
	return `${way} ${text(protocol) || "any"}${ports} ${peer} ${String(other)} (${text(ethertype) || "IPv4"})`;
}

/** A server with its interfaces, taken from Neutron's ports, and its volumes, taken from Nova and Cinder. */
function server(item: Item, lists: Lists): Draft {
	const id = idOf(item);
	const ports = lists.by("ports", "device_id").get(id) ?? [];
	const names = list(item["security_groups"]).map(({ name }) => text(name));
	const flavor = text(((item["flavor"] ?? {}) as Item)["original_name"]);
	const image = text(((item["image"] ?? {}) as Item)["id"]);
	const script = item["OS-EXT-SRV-ATTR:user_data"];
	const group = lists.by("server groups", "members").get(id)?.[0];
	return draft(INSTANCE, item, {
		networks: ports.map((port) => ({ uuid: text(port["network_id"]), port: idOf(port) })),
		powerState: text(item["status"]) === "" ? undefined : text(item["status"]).toLowerCase(),
		securityGroups: names.length > 0 ? [...new Set(names)] : undefined,
		flavor: undefined,
		flavorName: flavor === "" ? undefined : flavor,
		image: undefined,
		imageId: image === "" ? undefined : image,
		blockDevices: blockDevices(item, lists),
		userData:
			script === undefined
				? new Unknown("only administrators see what a server was started with")
				: script === null
					? undefined
					: Buffer.from(String(script), "base64").toString("utf8"),
		schedulerHints: group === undefined ? undefined : [{ group: idOf(group) }],
	});
}

function blockDevices(item: Item, lists: Lists): Value {
	const root = text(item["OS-EXT-SRV-ATTR:root_device_name"]);
	const booted = item["image"] === "" || item["image"] === null;
	const attached = list(item["os-extended-volumes:volumes_attached"]);
	const volumes = lists.by("volumes", "id");
	const devices = attached.map((attachment) => {
		const volume = volumes.get(idOf(attachment))?.[0];
		const place = list(volume?.["attachments"]).find(({ server_id: server }) => server === item["id"]);
		const isRoot = attached.length === 1 || text(place?.["device"]) === (root || "/dev/vda");
		return {
			sourceType: "volume",
			destinationType: "volume",
			uuid: idOf(attachment),
			deleteOnTermination: attachment["delete_on_termination"] === true,
			bootIndex: booted && isRoot ? 0 : -1,
		};
	});
	return devices.toSorted((a, b) => b.bootIndex - a.bootIndex);
}

/** One's own by the schema, another's by the API's names and only where a server or volume came from it. */
function image(item: Item, lists: Lists): Draft[] {
	if (item["owner"] === lists.projectId) {
		const own = Object.entries(item).filter(([field]) => !IMAGE_FIELDS.has(field));
		const fields = Object.fromEntries(Object.entries(item).filter(([field]) => IMAGE_FIELDS.has(field)));
		return [draft(IMAGE, fields, own.length > 0 ? { properties: verbatim(Object.fromEntries(own)) } : {})];
	}
	const used = lists.by("servers", "image").has(idOf(item)) || lists.by("volumes", "volume_image_metadata").has(idOf(item));
	return used ? [own(FOREIGN_IMAGE, item)] : [];
}

function assignment(item: Item): Draft {
	const part = (of: Item, key: string): Item => (of[key] ?? {}) as Item;
	const scope = part(item, "scope");
	const [role, user, group] = [idOf(part(item, "role")), idOf(part(item, "user")), idOf(part(item, "group"))];
	const [project, domain] = [idOf(part(scope, "project")), idOf(part(scope, "domain"))];
	const id = [role, user || group, project || domain || "system"].join("/");
	const name = `role ${role} of ${user || group}`;
	if (scope["system"] !== undefined) {
		const properties = { role_id: role, ...(user ? { user_id: user } : { group_id: group }) };
		return { type: "openstack:identity:SystemRoleAssignment", id, name, properties };
	}
	const inherited = scope["OS-INHERIT:inherited_to"] !== undefined;
	const type = inherited ? "inheritRoleAssignment:InheritRoleAssignment" : "roleAssignment:RoleAssignment";
	const properties = {
		roleId: role,
		...(user ? { userId: user } : { groupId: group }),
		...(project ? { projectId: project } : { domainId: domain }),
	};
	return { type: `openstack:identity/${type}`, id: inherited ? `${id}/inherited` : id, name, properties };
}
