/** The components, for programs of your own and for Pulumi's plugin host. */
export type { GatewayEntry, IngressEntry } from "./kubernetes/entry.ts";
export { type NameServer, PodSecurityLevel, Tenant, type TenantArgs, type TenantQuota } from "./kubernetes/tenant.ts";
export { type Destination, type SecretFile, Spread, WebService, type WebServiceArgs } from "./kubernetes/web-service.ts";
export { Audience, LoadBalancer, type LoadBalancerArgs } from "./openstack/load-balancer.ts";
export { Network, type NetworkArgs, type TierRanges } from "./openstack/network.ts";
export { ObjectStore, type ObjectStoreArgs, OnDestroy, Versioning } from "./openstack/object-store.ts";
export { AntiAffinity, Servers, type ServersArgs } from "./openstack/servers.ts";
