/** The components, for programs of your own and for Pulumi's plugin host. */
export { LoadBalancer, type LoadBalancerArgs } from "./openstack/load-balancer.ts";
export { Network, type NetworkArgs } from "./openstack/network.ts";
export { ObjectStore, type ObjectStoreArgs } from "./openstack/object-store.ts";
export { Servers, type ServersArgs } from "./openstack/servers.ts";
