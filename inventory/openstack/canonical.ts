import type { Properties, Value } from "../resource.ts";
import type { Item } from "./client.ts";

/** Where the provider's schema (5.5.1) does not call a property by the API's name in camel case. */
const RENAMED: { [type: string]: { [field: string]: string } } = {
	"openstack:blockstorage/volume:Volume": { source_volid: "sourceVolId" },
	"openstack:compute/instance:Instance": { key_name: "keyPair", "OS-EXT-AZ:availability_zone": "availabilityZone" },
	"openstack:identity/user:User": { multi_factor_auth_enabled: "multiFactorAuthEnabled" },
	"openstack:images/image:Image": { min_disk: "minDiskGb", min_ram: "minRamMb" },
	"openstack:loadbalancer/listener:Listener": { sni_container_refs: "sniContainerRefs", default_pool_id: "defaultPoolId" },
	"openstack:loadbalancer/loadBalancer:LoadBalancer": { provider: "loadbalancerProvider" },
	"openstack:loadbalancer/pool:Pool": { lb_algorithm: "lbMethod", session_persistence: "persistence" },
	"openstack:networking/floatingIp:FloatingIp": {
		floating_ip_address: "address",
		fixed_ip_address: "fixedIp",
		floating_network_id: "pool",
	},
	"openstack:networking/network:Network": { "router:external": "external" },
	"openstack:networking/port:Port": { security_groups: "securityGroupIds", extra_dhcp_opts: "extraDhcpOptions" },
	"openstack:networking/rbacPolicyV2:RbacPolicyV2": { target_tenant: "targetTenant" },
	"openstack:networking/subnet:Subnet": { gateway_ip: "gatewayIp" },
};

/** Fields whose keys are the user's own words: nothing in them is renamed. */
const OWN_WORDS = new Set(["metadata", "properties", "labels", "volume_image_metadata", "insert_headers", "options"]);

/** An object of a live cloud in the canonical names: what the API calls `remote_ip_prefix` is `remoteIpPrefix`. Null is absent. */
export function canonicalProperties(type: string, item: Item): Properties {
	const renamed = RENAMED[type] ?? {};
	const properties: Record<string, Value> = {};
	for (const [field, value] of Object.entries(item)) {
		const decoded = OWN_WORDS.has(field) ? verbatim(value) : decode(value);
		if (decoded !== undefined) properties[renamed[field] ?? camel(field)] = decoded;
	}
	return properties;
}

/** What an API says, as it says it; null is absent. */
export function verbatim(value: unknown): Value | undefined {
	return decode(value, (name) => name);
}

function decode(value: unknown, called: (name: string) => string = camel): Value | undefined {
	if (value === null || value === undefined) return undefined;
	if (Array.isArray(value)) return value.map((element) => decode(element, called) ?? null);
	if (typeof value !== "object") return value as string | number | boolean;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, inner]) => {
			const decoded = decode(inner, called);
			return decoded === undefined ? [] : [[called(key), decoded]];
		}),
	);
}

const camel = (name: string): string => name.replace(/[_-]([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
