import type { Plan } from "../../inventory/plan.ts";
import { plan } from "../../inventory/plan.ts";
import type { Properties, Resource } from "../../inventory/resource.ts";
import type { KubernetesClusterArgs } from "./cluster-args.ts";
import { KubernetesCluster } from "./kubernetes-cluster.ts";
import type { LoadBalancerArgs } from "./load-balancer.ts";
import { LoadBalancer } from "./load-balancer.ts";
import type { NetworkArgs } from "./network.ts";
import { Network } from "./network.ts";
import type { ObjectStoreArgs } from "./object-store.ts";
import { ObjectStore } from "./object-store.ts";
import type { ServersArgs } from "./servers.ts";
import { Servers } from "./servers.ts";

export const tags = { owner: "EXAMPLE-0001", environment: "town-hall.production", classification: "internal" };

/** The least that each component can be made from. */
export const least = {
	network: {
		externalNetworkId: "5e5d0f1c-0000-4000-8000-000000000001",
		tiers: { edge: "10.20.0.0/18", app: "10.20.64.0/18", data: "10.20.128.0/18" },
		resolvers: ["192.0.2.53"],
		tags,
	} satisfies NetworkArgs,
	servers: {
		count: 2,
		zones: ["az1", "az2", "az3"],
		flavor: "b3-8",
		imageId: "5e5d0f1c-0000-4000-8000-000000000002",
		volumeType: "luks",
		publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExampleExampleExampleExampleExampleExampleE0 admin@town.example",
		networkId: "net",
		subnetId: "app",
		securityGroupIds: ["app"],
		timeServers: ["time.town.example"],
		tags,
	} satisfies ServersArgs,
	balancer: {
		allowedFrom: ["198.51.100.0/24"],
		host: "etat-civil.town.example",
		tlsContainerRef: "https://keys.town.example/v1/containers/1",
		subnetId: "edge",
		edgeGroupId: "edge",
		servers: ["10.20.64.10", "10.20.64.11"],
		port: 8443,
		tags,
	} satisfies LoadBalancerArgs,
	store: { retention: "5y", tags } satisfies ObjectStoreArgs,
};

export const cluster: KubernetesClusterArgs = {
	apiHost: "api.town.example",
	apiAddress: "10.20.63.250",
	allowedFrom: ["198.51.100.0/28"],
	networkId: "net",
	subnetId: "app",
	nodeRange: "10.20.64.0/18",
	edgeSubnetId: "edge",
	edgeRange: "10.20.0.0/18",
	securityGroupIds: ["app"],
	zones: ["az1", "az2", "az3"],
	controlPlaneFlavor: "b3-16",
	pools: [{ name: "general", count: 3, flavor: "b3-32" }],
	imageId: "5e5d0f1c-0000-4000-8000-000000000002",
	volumeType: "luks",
	publicKey: least.servers.publicKey,
	timeServers: ["time.town.example"],
	release: { version: "v1.34.2+rke2r1", mirror: "mirror.town.example/rke2", sha256: "0123456789abcdef".repeat(4) },
	registry: "registry.town.example",
	mirrors: { "docker.io": "registry.town.example" },
	joinToken: "a join token of thirty-two characters or more",
	snapshots: { endpoint: "s3.town.example", region: "RegionOne", projectId: "project" },
	tags,
};

const planned = (program: () => unknown): Promise<Plan> =>
	plan(() => void program(), { project: "socle", stack: "town-hall.production.foundation" });

export const planNetwork = (args: Partial<NetworkArgs> = {}) => planned(() => new Network("network", { ...least.network, ...args }));
export const planServers = (args: Partial<ServersArgs> = {}) => planned(() => new Servers("registry", { ...least.servers, ...args }));
export const planBalancer = (args: Partial<LoadBalancerArgs> = {}) =>
	planned(() => new LoadBalancer("door", { ...least.balancer, ...args }));
export const planCluster = (args: Partial<KubernetesClusterArgs> = {}) =>
	planned(() => new KubernetesCluster("cluster", { ...cluster, ...args }));
export const planStore = (args: Partial<ObjectStoreArgs> = {}) => planned(() => new ObjectStore("files", { ...least.store, ...args }));

/** Every shape of every component that differs in the resources it makes. */
export const shapes: Record<string, () => Promise<Plan>> = {
	"the least network": () => planNetwork(),
	"a network with flows": () => planNetwork({ adminFrom: ["192.0.2.0/28", "2001:db8::/48"], appPorts: [8080, 8443], dataPorts: [5432] }),
	"a pool of servers": () => planServers({ physicalName: "town-hall-production-registry" }),
	"an internal balancer": () => planBalancer({ physicalName: "town-hall-production-registry" }),
	"a public balancer": () => planBalancer(open),
	"a container": () => planStore(),
};

/** The whole of `least.balancer`, opened by name. */
export const open: Partial<LoadBalancerArgs> = { audience: "public", allowedFrom: [], floatingIpPool: "Ext-Net" };

export function logicalName({ id }: Resource): string {
	return id.slice(id.lastIndexOf("::") + 2);
}

export function countByType({ resources }: Plan): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
	return counts;
}

/** Inputs of the one resource with this logical name. */
export function inputs({ resources }: Plan, name: string): Properties {
	const found = resources.filter((resource) => logicalName(resource) === name);
	if (found.length !== 1) throw new Error(`${found.length} resources are called ${name} among ${resources.map(logicalName).join(", ")}`);
	return found[0]!.properties;
}
