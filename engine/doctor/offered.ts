/** What a cloud and a cluster have of what a plan needs. Only reads; what can't be seen is said, not guessed. */

import { UserError } from "../../errors.ts";
import type { KubernetesReader } from "../../inventory/kubernetes/client.ts";
import { collectionPath } from "../../inventory/kubernetes/client.ts";
import type { Item, OpenStackReader } from "../../inventory/openstack/client.ts";
import type { Service } from "../../inventory/openstack/session.ts";
import type { Needs, Quota } from "./needs.ts";

/** Something that was looked for: its value, or why nobody can say. */
export type Seen<T> = { value: T } | { why: string };

export interface Flavor {
	id: string;
	name: string;
	vcpus: number;
	/** MiB. */
	ram: number;
}

export interface CloudOffer {
	name: string;
	services: ReadonlySet<Service>;
	zones: { compute: Seen<string[]>; volume: Seen<string[]> };
	flavors: Seen<Flavor[]>;
	/** By id; `undefined` where there is none. `minDisk` in GiB. */
	images: Map<string, Seen<{ status: string; minDisk: number } | undefined>>;
	/** By name: is there one, and is it encrypted? */
	volumeTypes: Map<string, { exists: Seen<boolean>; encrypted: Seen<boolean> }>;
	externalNetworks: Map<string, Seen<boolean>>;
	/** How many Barbican containers bear the name. */
	containers: Map<string, Seen<number>>;
	/** Limit (-1: none) and use. */
	quotas: Map<Quota, Seen<{ limit: number; used: number }>>;
}

export interface ClusterOffer {
	context: string;
	version: string;
	/** Kinds of the plan that the cluster serves. */
	served: ReadonlySet<string>;
	/** `create deployments.apps in passports`: rights that the plan needs and the user lacks. */
	lacking: Seen<string[]>;
	gatewayClasses: Map<string, Seen<boolean>>;
	ingressClasses: Map<string, Seen<boolean>>;
	/** Zones of nodes that take pods, and nodes without one. */
	nodes: Seen<{ zones: string[]; without: number }>;
	secrets: Map<string, Seen<boolean>>;
}

async function seen<T>(look: () => Promise<T>): Promise<Seen<T>> {
	try {
		return { value: await look() };
	} catch (error) {
		if (error instanceof UserError) return { why: error.message };
		throw error;
	}
}

const NO_SERVICE = { why: "the cloud has no such service" };

export async function readCloud(reader: OpenStackReader, needs: Needs): Promise<CloudOffer> {
	const { projectId } = reader;
	const at = <T>(service: Service, look: () => Promise<T>): Promise<Seen<T>> =>
		reader.has(service) ? seen(look) : Promise.resolve(NO_SERVICE);
	const zones = (service: "compute" | "volume", wanted: readonly string[]): Promise<Seen<string[]>> =>
		wanted.length === 0
			? Promise.resolve({ value: [] })
			: at(service, async () => zoneNames(await reader.get(service, "/os-availability-zone")));
	const each = async <K, T>(keys: Iterable<K>, look: (key: K) => Promise<T>): Promise<Map<K, T>> =>
		new Map(await Promise.all([...keys].map(async (key) => [key, await look(key)] as const)));

	const [compute, volume, flavors, types, images, externalNetworks, containers, quotas] = await Promise.all([
		zones("compute", needs.zones.compute),
		zones("volume", needs.zones.volume),
		at("compute", async () => (await reader.list("compute", "/flavors/detail", "flavors")) as unknown as Flavor[]),
		at("volume", async () => (await reader.list("volume", "/types", "volume_types")) as { id: string; name: string }[]),
		each(needs.images.keys(), (id) =>
			at("image", async () => {
				const image = await reader.find("image", `/images/${id}`);
				return image && { status: String(image["status"]), minDisk: Number(image["min_disk"] ?? 0) };
			}),
		),
		each(needs.externalNetworks, (name) =>
			at(
				"network",
				async () => (await reader.list("network", "/networks", "networks", { query: { name, "router:external": "true" } })).length > 0,
			),
		),
		each(needs.containers, (name) =>
			at("key-manager", async () => (await reader.list("key-manager", "/containers", "containers", { query: { name } })).length),
		),
		readQuotas(reader, projectId, needs),
	]);
	const volumeTypes = await each(needs.volumeTypes, async (name) => {
		if ("why" in types) return { exists: types, encrypted: types };
		const type = types.value.find((candidate) => candidate.name === name || candidate.id === name);
		const encrypted =
			type === undefined
				? { value: false }
				: await at("volume", async () => isEncrypted(await reader.get("volume", `/types/${type.id}/encryption`)));
		return { exists: { value: type !== undefined }, encrypted };
	});
	const services = new Set(needs.services.filter((service) => reader.has(service)));
	return {
		name: reader.cloudName,
		services,
		zones: { compute, volume },
		flavors,
		images,
		volumeTypes,
		externalNetworks,
		containers,
		quotas,
	};
}

function zoneNames(answer: Item): string[] {
	const zones = (answer["availabilityZoneInfo"] ?? []) as { zoneName: string; zoneState?: { available?: boolean } }[];
	return zones.filter(({ zoneState }) => zoneState?.available !== false).map(({ zoneName }) => zoneName);
}

/** Cinder answers `{}` for a type without encryption. */
const isEncrypted = (answer: Item): boolean => typeof answer["provider"] === "string" || typeof answer["encryption_id"] === "string";

/** Each service has an interface of its own for limits and use. */
async function readQuotas(reader: OpenStackReader, projectId: string, needs: Needs): Promise<CloudOffer["quotas"]> {
	const quotas: CloudOffer["quotas"] = new Map();
	const wanted = (names: readonly Quota[]): boolean =>
		names.some((name) => needs.amounts.has(name) || ((name === "cores" || name === "ram") && needs.flavors.size > 0));
	const put = async (
		service: Service,
		names: readonly Quota[],
		look: () => Promise<(name: Quota) => { limit: unknown; used: unknown } | undefined>,
	): Promise<void> => {
		if (!wanted(names) || !reader.has(service)) return;
		const answer = await seen(look);
		for (const name of names) {
			if ("why" in answer) quotas.set(name, answer);
			else {
				const { limit, used } = answer.value(name) ?? {};
				const known = Number.isFinite(Number(limit ?? Number.NaN)) && Number.isFinite(Number(used ?? Number.NaN));
				quotas.set(name, known ? { value: { limit: Number(limit), used: Number(used) } } : { why: "the cloud does not tell" });
			}
		}
	};
	const NOVA: Partial<Record<Quota, [limit: string, used: string]>> = {
		instances: ["maxTotalInstances", "totalInstancesUsed"],
		cores: ["maxTotalCores", "totalCoresUsed"],
		ram: ["maxTotalRAMSize", "totalRAMUsed"],
		server_groups: ["maxServerGroups", "totalServerGroupsUsed"],
	};
	await Promise.all([
		put("compute", ["instances", "cores", "ram", "server_groups"], async () => {
			const absolute = ((await reader.get("compute", "/limits"))["limits"] as Item)["absolute"] as Item;
			return (name) => ({ limit: absolute[NOVA[name]?.[0] ?? ""], used: absolute[NOVA[name]?.[1] ?? ""] });
		}),
		put("volume", ["volumes", "gigabytes"], async () => {
			const set = (await reader.get("volume", `/os-quota-sets/${projectId}`, { query: { usage: "true" } }))["quota_set"] as Item;
			return (name) => {
				const { limit, in_use: used } = (set[name] ?? {}) as Item;
				return { limit, used };
			};
		}),
		put("network", ["network", "subnet", "router", "port", "floatingip", "security_group", "security_group_rule"], async () => {
			const quota = (await reader.get("network", `/quotas/${projectId}/details.json`))["quota"] as Item;
			return (name) => quota[name] as { limit: number; used: number } | undefined;
		}),
		put("load-balancer", ["load_balancer", "listener", "pool", "health_monitor"], async () => {
			const [limits, balancers, listeners, pools, monitors] = await Promise.all([
				reader.get("load-balancer", `/lbaas/quotas/${projectId}`),
				reader.list("load-balancer", "/lbaas/loadbalancers", "loadbalancers"),
				reader.list("load-balancer", "/lbaas/listeners", "listeners"),
				reader.list("load-balancer", "/lbaas/pools", "pools"),
				reader.list("load-balancer", "/lbaas/healthmonitors", "healthmonitors"),
			]);
			const limit = limits["quota"] as Item;
			const used: Partial<Record<Quota, Item[]>> = { load_balancer: balancers, listener: listeners, pool: pools, health_monitor: monitors };
			return (name) => ({ limit: limit[name] ?? limit[name.replace("_", "")] ?? -1, used: used[name]?.length });
		}),
	]);
	return quotas;
}

/** What `up` does with an object. */
const VERBS = ["get", "create", "patch", "delete"];

export async function readCluster(reader: KubernetesReader, needs: Needs): Promise<ClusterOffer> {
	const wanted = needs.kubernetes;
	const version = await reader.version();
	const versions = new Set([...wanted.kinds.keys()].map((type) => type.slice(0, type.lastIndexOf("/"))));
	const kinds = (await Promise.all([...versions].map((apiVersion) => reader.kinds(apiVersion)))).flat();
	const served = new Map(kinds.map((kind) => [`${kind.apiVersion}/${kind.kind}`, kind]));
	const exists = (path: string): Promise<Seen<boolean>> => seen(async () => (await reader.find(path)) !== undefined);
	const each = async (names: readonly string[], path: (name: string) => string): Promise<Map<string, Seen<boolean>>> =>
		new Map(await Promise.all(names.map(async (name) => [name, await exists(path(name))] as const)));
	const lacking = seen(async () => {
		const questions = [...wanted.kinds].flatMap(([type, namespaces]) => {
			const kind = served.get(type);
			if (kind === undefined) return [];
			const group = kind.apiVersion.includes("/") ? (kind.apiVersion.split("/")[0] ?? "") : "";
			return [...namespaces].flatMap((namespace) =>
				VERBS.map((verb) => ({ verb, group, resource: kind.plural, ...(namespace !== "" && { namespace }) })),
			);
		});
		const answers = await Promise.all(questions.map(async (right) => ((await reader.may(right)) ? [] : [right])));
		return answers
			.flat()
			.map(
				({ verb, group, resource, namespace }) =>
					`${verb} ${resource}${group === "" ? "" : `.${group}`}${namespace === undefined ? "" : ` in ${namespace}`}`,
			);
	});
	const nodes = seen(async () => {
		const list = wanted.zones ? await reader.list("/api/v1/nodes", { metadataOnly: true }) : [];
		const workers = list.filter(({ metadata }) => metadata.labels?.["node-role.kubernetes.io/control-plane"] === undefined);
		const zones = workers.map(({ metadata }) => metadata.labels?.["topology.kubernetes.io/zone"]);
		return {
			zones: [...new Set(zones.filter((zone) => zone !== undefined))].sort(),
			without: zones.filter((zone) => zone === undefined).length,
		};
	});
	const [gatewayClasses, ingressClasses, secrets] = await Promise.all([
		each(wanted.gatewayClasses, (name) => `/apis/gateway.networking.k8s.io/v1/gatewayclasses/${name}`),
		each(wanted.ingressClasses, (name) => `/apis/networking.k8s.io/v1/ingressclasses/${name}`),
		namesOfSecrets(reader, wanted.secrets),
	]);
	return {
		context: reader.context,
		version,
		served: new Set(served.keys()),
		lacking: await lacking,
		nodes: await nodes,
		gatewayClasses,
		ingressClasses,
		secrets,
	};
}

/** By lists of names, so that no secret is ever sent here. */
async function namesOfSecrets(reader: KubernetesReader, wanted: readonly string[]): Promise<Map<string, Seen<boolean>>> {
	const namespaces = new Set(wanted.map((secret) => secret.split("/")[0] ?? ""));
	const found = new Map<string, Seen<boolean>>();
	for (const namespace of namespaces) {
		const names = await seen(async () =>
			(await reader.list(collectionPath({ apiVersion: "v1", plural: "secrets" }, namespace), { metadataOnly: true })).map(
				({ metadata }) => metadata.name,
			),
		);
		for (const secret of wanted.filter((each) => each.startsWith(`${namespace}/`))) {
			found.set(secret, "why" in names ? names : { value: names.value.includes(secret.slice(namespace.length + 1)) });
		}
	}
	return found;
}
