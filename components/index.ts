/** The components, for programs of your own and for Pulumi's plugin host. */
export type { GatewayEntry, IngressEntry } from "./kubernetes/entry.ts";
export { type NameServer, PodSecurityLevel, Tenant, type TenantArgs, type TenantQuota } from "./kubernetes/tenant.ts";
export { type Destination, type SecretFile, Spread, WebService, type WebServiceArgs } from "./kubernetes/web-service.ts";
export { Bastion, type BastionArgs } from "./openstack/bastion.ts";
export {
	type ClusterRelease,
	type ClusterSnapshots,
	DefaultPodSecurity,
	type KubernetesClusterArgs,
	type NodePool,
} from "./openstack/cluster-args.ts";
export { type AccessRule, Credential, type CredentialArgs } from "./openstack/credential.ts";
export { DnsZone, type DnsZoneArgs, RecordKind, type ZoneRecord } from "./openstack/dns-zone.ts";
export { KubernetesCluster } from "./openstack/kubernetes-cluster.ts";
export { Audience, LoadBalancer, type LoadBalancerArgs } from "./openstack/load-balancer.ts";
export { Network, type NetworkArgs, type TierRanges } from "./openstack/network.ts";
export { ObjectStore, type ObjectStoreArgs, OnDestroy, Versioning } from "./openstack/object-store.ts";
export { Project, type ProjectArgs, type ProjectQuota } from "./openstack/project.ts";
export { ReadBy, Secret, type SecretArgs } from "./openstack/secret.ts";
export { AntiAffinity, type ServerFile, ServerRole, Servers, type ServersArgs } from "./openstack/servers.ts";
export { OnRemoval, Volume, type VolumeArgs } from "./openstack/volume.ts";
