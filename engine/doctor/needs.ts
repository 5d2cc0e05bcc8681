import type { Service } from "../../inventory/openstack/session.ts";
import type { Resource } from "../../inventory/resource.ts";

/** What a plan will ask of clouds that no plan can make for itself. */
export interface Needs {
	services: Service[];
	/** Availability zones, by the service that has to know them. */
	zones: { compute: string[]; volume: string[] };
	/** Flavors by name or id, and how many servers of each are still to be made. */
	flavors: Map<string, number>;
	/** Images by id, and the smallest disk in GiB that one is written to. */
	images: Map<string, number>;
	volumeTypes: string[];
	/** External networks and Barbican containers, by name. */
	externalNetworks: string[];
	containers: string[];
	/** How many of each are still to be made, and of how many GiB of volumes. */
	amounts: Map<Quota, number>;
	kubernetes: KubernetesNeeds;
}

export interface KubernetesNeeds {
	/** `gateway.networking.k8s.io/v1/Gateway`, each with the namespaces that it is made in. */
	kinds: Map<string, Set<string>>;
	gatewayClasses: string[];
	ingressClasses: string[];
	/** Whether pods are only placed on hosts that carry a zone. */
	zones: boolean;
	/** TLS Secrets that the plan refers to and leaves to somebody else, `namespace/name`. */
	secrets: string[];
}

/** What projects have limits on, in the words of the services' own quota interfaces. */
export const QUOTAS = {
	instances: "openstack:compute/instance:Instance",
	server_groups: "openstack:compute/serverGroup:ServerGroup",
	volumes: "openstack:blockstorage/volume:Volume",
	network: "openstack:networking/network:Network",
	subnet: "openstack:networking/subnet:Subnet",
	router: "openstack:networking/router:Router",
	port: "openstack:networking/port:Port",
	floatingip: "openstack:networking/floatingIp:FloatingIp",
	security_group: "openstack:networking/secGroup:SecGroup",
	security_group_rule: "openstack:networking/secGroupRule:SecGroupRule",
	load_balancer: "openstack:loadbalancer/loadBalancer:LoadBalancer",
	listener: "openstack:loadbalancer/listener:Listener",
	pool: "openstack:loadbalancer/pool:Pool",
	health_monitor: "openstack:loadbalancer/monitor:Monitor",
} as const;
/** `cores` and `ram` follow from flavors, `gigabytes` from volumes. */
export type Quota = keyof typeof QUOTAS | "cores" | "ram" | "gigabytes";

/** The module of a Pulumi token, `openstack:MODULE/…`, by the service that it talks to. */
const SERVICE_OF: { [module: string]: Service } = {
	networking: "network",
	compute: "compute",
	blockstorage: "volume",
	images: "image",
	loadbalancer: "load-balancer",
	keymanager: "key-manager",
	objectstorage: "object-store",
	dns: "dns",
};

export interface PlanParts {
	resources: readonly Resource[];
	dataSources: readonly { token: string; properties: Resource["properties"] }[];
}

/** `made`: ids of resources that exist already and ask for nothing more. Values that the plan does not know ask for nothing either. */
export function needsOf(plans: readonly PlanParts[], made: ReadonlySet<string>): Needs {
	const resources = plans.flatMap((plan) => plan.resources);
	const asked = plans.flatMap((plan) => plan.dataSources);
	const text = (type: string, ...keys: string[]): string[] => [
		...new Set(
			resources.filter((each) => each.type === type).flatMap(({ properties }) => keys.map((key) => properties[key]).filter(isText)),
		),
	];
	const named = (token: string): string[] => [
		...new Set(
			asked
				.filter((each) => each.token === token)
				.map(({ properties }) => properties["name"])
				.filter(isText),
		),
	];
	const services = [...resources.map(({ type }) => type), ...asked.map(({ token }) => token)].map(
		(token) => SERVICE_OF[/^openstack:(\w+)\//.exec(token)?.[1] ?? ""],
	);

	const open = resources.filter(({ id }) => !made.has(id));
	const amounts = new Map<Quota, number>();
	const add = (quota: Quota, amount: number): void => void (amount > 0 && amounts.set(quota, (amounts.get(quota) ?? 0) + amount));
	for (const [quota, type] of Object.entries(QUOTAS)) add(quota as Quota, open.filter((each) => each.type === type).length);
	// A router's interface in a subnet and a balancer's address are ports too; Neutron adds one for DHCP in each network.
	for (const type of ["openstack:networking/routerInterface:RouterInterface", QUOTAS.load_balancer, QUOTAS.network]) {
		add("port", open.filter((each) => each.type === type).length);
	}
	const flavors = new Map<string, number>();
	for (const name of text(QUOTAS.instances, "flavorName", "flavorId")) flavors.set(name, 0);
	const images = new Map<string, number>();
	for (const { type, properties, id } of resources) {
		const { flavorName, flavorId, imageId, size } = properties;
		const flavor = isText(flavorName) ? flavorName : flavorId;
		if (type === QUOTAS.instances && isText(flavor) && !made.has(id)) flavors.set(flavor, (flavors.get(flavor) ?? 0) + 1);
		if (type !== QUOTAS.volumes) continue;
		if (!made.has(id) && typeof size === "number") add("gigabytes", size);
		if (isText(imageId))
			images.set(
				imageId,
				Math.min(images.get(imageId) ?? Number.POSITIVE_INFINITY, typeof size === "number" ? size : Number.POSITIVE_INFINITY),
			);
	}
	for (const id of text(QUOTAS.instances, "imageId")) if (!images.has(id)) images.set(id, Number.POSITIVE_INFINITY);
	return {
		services: [...new Set(services.filter((service) => service !== undefined))],
		zones: { compute: text(QUOTAS.instances, "availabilityZone"), volume: text(QUOTAS.volumes, "availabilityZone") },
		flavors,
		images,
		volumeTypes: text(QUOTAS.volumes, "volumeType"),
		externalNetworks: [...new Set([...named("openstack:networking/getNetwork:getNetwork"), ...text(QUOTAS.floatingip, "pool")])],
		containers: named("openstack:keymanager/getContainer:getContainer"),
		amounts,
		kubernetes: kubernetesNeeds(resources),
	};
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

function kubernetesNeeds(resources: readonly Resource[]): KubernetesNeeds {
	const objects = resources.filter(
		({ type, properties }) => !type.startsWith("openstack:") && isText(properties["apiVersion"]) && !type.startsWith("socle/"),
	);
	const kinds = new Map<string, Set<string>>();
	for (const { type, namespace } of objects) {
		const namespaces = kinds.get(type) ?? new Set();
		kinds.set(type, namespaces.add(namespace ?? ""));
	}
	const spec = (type: string, key: string): string[] => [
		...new Set(
			objects
				.filter((each) => each.type === type)
				.map(({ properties }) => (properties["spec"] as Tree | undefined)?.[key])
				.filter(isText),
		),
	];
	const secrets = objects.flatMap(({ namespace, properties }) => tlsSecrets(properties["spec"]).map((name) => `${namespace}/${name}`));
	return {
		kinds,
		gatewayClasses: spec("gateway.networking.k8s.io/v1/Gateway", "gatewayClassName"),
		ingressClasses: spec("networking.k8s.io/v1/Ingress", "ingressClassName"),
		zones: objects.some(({ properties }) => demandsZones(properties)),
		secrets: [...new Set(secrets)],
	};
}

type Tree = { readonly [key: string]: unknown };

function tlsSecrets(spec: unknown): string[] {
	const { listeners = [], tls = [] } = (spec ?? {}) as { listeners?: Tree[]; tls?: Tree[] };
	if (!Array.isArray(listeners) || !Array.isArray(tls)) return [];
	const references = listeners.flatMap(
		(listener) => ((listener["tls"] as Tree | undefined)?.["certificateRefs"] as Tree[] | undefined) ?? [],
	);
	return [...references.map((reference) => reference["name"]), ...tls.map((entry) => entry["secretName"])].filter(isText);
}

function demandsZones(properties: Resource["properties"]): boolean {
	const template = ((properties["spec"] as Tree | undefined)?.["template"] as Tree | undefined)?.["spec"] as Tree | undefined;
	const constraints = template?.["topologySpreadConstraints"];
	if (!Array.isArray(constraints)) return false;
	return (constraints as Tree[]).some(
		(each) => each["topologyKey"] === "topology.kubernetes.io/zone" && each["whenUnsatisfiable"] === "DoNotSchedule",
	);
}
