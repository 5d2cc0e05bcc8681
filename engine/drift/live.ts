/** Reads what managed resources' clouds hold beside them. Only reads. */
import type { KubernetesReader } from "../../inventory/kubernetes/client.ts";
import { collectionPath } from "../../inventory/kubernetes/client.ts";
import { ClusterError } from "../../inventory/kubernetes/session.ts";
import type { Item, OpenStackReader } from "../../inventory/openstack/client.ts";
import type { Service } from "../../inventory/openstack/session.ts";
import { CloudError, SERVICES } from "../../inventory/openstack/session.ts";
import type { Resource } from "../../inventory/resource.ts";
import type { NotVisible } from "./difference.ts";
import type { Listed } from "./unmanaged-kubernetes.ts";
import { managedNamespaces, WATCHED } from "./unmanaged-kubernetes.ts";
import type { LiveOpenStack } from "./unmanaged-openstack.ts";

/** What the account may not read, or what is not served there, is told and taken for empty. */
async function orTold<T>(what: string, notVisible: NotVisible[], look: () => Promise<T[]>): Promise<T[]> {
	try {
		return await look();
	} catch (error) {
		const refused = error instanceof CloudError || error instanceof ClusterError;
		if (!refused || (error.status !== 403 && error.status !== 404)) throw error;
		notVisible.push({ what, why: error.message });
		return [];
	}
}

/** The lists that children of `managed` can be in; a list that the user may not read is told and left empty. */
export async function readLiveOpenStack(
	reader: OpenStackReader,
	managed: readonly Resource[],
): Promise<{ live: LiveOpenStack; notVisible: NotVisible[] }> {
	const notVisible: NotVisible[] = [];
	const some = (prefix: string): boolean => managed.some(({ type }) => type.startsWith(prefix));
	const list = async (needed: boolean, service: Service, path: string, key: string): Promise<Item[]> => {
		if (!needed) return [];
		const what = `${SERVICES[service].name} ${path} of cloud ${reader.cloudName}`;
		return orTold(what, notVisible, () => reader.list(service, path, key));
	};
	const [network, balancers] = [some("openstack:networking/") || some("openstack:compute/"), some("openstack:loadbalancer/")];
	const single = managed.some(({ type }) => type === "openstack:loadbalancer/members:Members") ? new Set(wholeSets(managed)) : new Set();
	const poolsToRead = managed.filter(({ type, physicalId }) => type === "openstack:loadbalancer/pool:Pool" && !single.has(physicalId));
	const [
		rules,
		ports,
		subnets,
		routers,
		floatingIps,
		rbacPolicies,
		volumes,
		loadBalancers,
		listeners,
		pools,
		healthMonitors,
		l7Policies,
		members,
	] = await Promise.all([
		list(network, "network", "/security-group-rules", "security_group_rules"),
		list(network, "network", "/ports", "ports"),
		list(network, "network", "/subnets", "subnets"),
		list(network, "network", "/routers", "routers"),
		list(network, "network", "/floatingips", "floatingips"),
		list(network, "network", "/rbac-policies", "rbac_policies"),
		list(some("openstack:compute/") || some("openstack:blockstorage/"), "volume", "/volumes/detail", "volumes"),
		list(balancers, "load-balancer", "/lbaas/loadbalancers", "loadbalancers"),
		list(balancers, "load-balancer", "/lbaas/listeners", "listeners"),
		list(balancers, "load-balancer", "/lbaas/pools", "pools"),
		list(balancers, "load-balancer", "/lbaas/healthmonitors", "healthmonitors"),
		list(balancers, "load-balancer", "/lbaas/l7policies", "l7policies"),
		Promise.all(
			poolsToRead.map(async ({ physicalId: pool }) =>
				(await list(true, "load-balancer", `/lbaas/pools/${pool}/members`, "members")).map((member) => ({ ...member, pool_id: pool })),
			),
		),
	]);
	return {
		live: {
			cloud: reader.cloudName,
			projectId: reader.projectId,
			securityGroupRules: rules,
			ports,
			subnets,
			routers,
			floatingIps,
			rbacPolicies,
			volumes,
			loadBalancers,
			listeners,
			pools,
			healthMonitors,
			l7Policies,
			members: members.flat(),
		},
		notVisible,
	};
}

const wholeSets = (managed: readonly Resource[]): unknown[] =>
	managed.filter(({ type }) => type === "openstack:loadbalancer/members:Members").map(({ properties }) => properties["poolId"]);

/** Managed namespaces themselves, what is in them, and ClusterRoleBindings. */
export async function readLiveKubernetes(
	reader: KubernetesReader,
	managed: readonly Resource[],
): Promise<{ live: Listed[]; notVisible: NotVisible[] }> {
	const namespaces = managedNamespaces(managed).map(({ name }) => name);
	const notVisible: NotVisible[] = [];
	if (namespaces.length === 0) return { live: [], notVisible };
	const collection = async (
		path: string,
		options: { metadataOnly: boolean; apiVersion: string; kind: string },
		what: string,
	): Promise<Listed[]> => {
		const objects = await orTold(what, notVisible, () => reader.list(path, { metadataOnly: options.metadataOnly }));
		return objects.map((object) => ({
			// Names only come without saying of what.
			object: options.metadataOnly ? { ...object, apiVersion: options.apiVersion, kind: options.kind } : object,
			path: `${path}/${encodeURIComponent(object.metadata.name)}`,
		}));
	};
	const served = await Promise.all(
		[...new Set(WATCHED.map(({ apiVersion }) => apiVersion))].map(
			async (apiVersion) => [apiVersion, await reader.kinds(apiVersion)] as const,
		),
	);
	const kindsOf = new Map(served);
	const inNamespaces = WATCHED.flatMap(({ apiVersion, kinds, contents }) =>
		(kindsOf.get(apiVersion) ?? [])
			.filter(({ kind }) => kinds.includes(kind))
			.flatMap((served) =>
				namespaces.map((namespace) =>
					collection(
						collectionPath(served, namespace),
						{ metadataOnly: contents === false, apiVersion, kind: served.kind },
						`${served.kind} in namespace ${namespace} of ${reader.context}`,
					),
				),
			),
	);
	const bindings = collection(
		"/apis/rbac.authorization.k8s.io/v1/clusterrolebindings",
		{ metadataOnly: false, apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleBinding" },
		`ClusterRoleBinding of ${reader.context}`,
	);
	const themselves = namespaces.map(async (name): Promise<Listed[]> => {
		const path = `/api/v1/namespaces/${encodeURIComponent(name)}`;
		const object = await reader.find(path);
		return object === undefined ? [] : [{ object, path }];
	});
	return { live: (await Promise.all([...inNamespaces, bindings, ...themselves])).flat(), notVisible };
}
