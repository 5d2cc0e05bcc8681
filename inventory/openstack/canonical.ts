import type { Properties, Value } from "../resource.ts";
import type { Item } from "./client.ts";

/** Where the provider's schema (5.5.1) does not call a property by the API's name in camel case. */
const RENAMED: { [type: string]: { [field: string]: string } } = {
	"openstack:networking/port:Port": { security_groups: "securityGroupIds", extra_dhcp_opts: "extraDhcpOptions" },
	"openstack:networking/floatingIp:FloatingIp": {
		floating_ip_address: "address",
		fixed_ip_address: "fixedIp",
		floating_network_id: "pool",
	},
	"openstack:networking/subnet:Subnet": { gateway_ip: "gatewayIp" },
	"openstack:loadbalancer/listener:Listener": { sni_container_refs: "sniContainerRefs", default_pool_id: "defaultPoolId" },
	"openstack:loadbalancer/pool:Pool": { lb_algorithm: "lbMethod", session_persistence: "persistence" },
};

/** An object of a live cloud in the canonical names: what the API calls `remote_ip_prefix` is `remoteIpPrefix`. Null is absent. */
export function canonicalProperties(type: string, item: Item): Properties {
	const renamed = RENAMED[type] ?? {};
	const properties: Record<string, Value> = {};
	for (const [field, value] of Object.entries(item)) {
		const decoded = decode(value);
		if (decoded !== undefined) properties[renamed[field] ?? camel(field)] = decoded;
	}
	return properties;
}

function decode(value: unknown): Value | undefined {
	if (value === null || value === undefined) return undefined;
	if (Array.isArray(value)) return value.map((element) => decode(element) ?? null);
	if (typeof value !== "object") return value as string | number | boolean;
	return Object.fromEntries(
		Object.entries(value).flatMap(([key, inner]) => (decode(inner) === undefined ? [] : [[camel(key), decode(inner) as Value]])),
	);
}

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
