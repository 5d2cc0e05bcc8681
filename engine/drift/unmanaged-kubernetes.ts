import type { KubernetesObject, ObjectMeta } from "../../inventory/kubernetes/client.ts";
import type { Properties, Resource, Value } from "../../inventory/resource.ts";
import type { Difference } from "./difference.ts";

/** An object with the address under which it was listed. */
export interface Listed {
	object: KubernetesObject;
	/** Its own address, e.g. `/api/v1/namespaces/web/services/x`. */
	path: string;
}

/**
 * The kinds that are looked for in managed namespaces: whatever runs, is reached, opens traffic or gives rights. `contents: false` asks for names only.
 * Of a group version that the cluster does not serve there is nothing to list.
 */
export const WATCHED: readonly { apiVersion: string; kinds: readonly string[]; contents?: false }[] = [
	{
		apiVersion: "v1",
		kinds: [
			"Pod",
			"Service",
			"ServiceAccount",
			"ReplicationController",
			"ResourceQuota",
			"LimitRange",
			"PersistentVolumeClaim",
			"Endpoints",
		],
	},
	{ apiVersion: "v1", kinds: ["Secret", "ConfigMap"], contents: false },
	{ apiVersion: "apps/v1", kinds: ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"] },
	{ apiVersion: "batch/v1", kinds: ["Job", "CronJob"] },
	{ apiVersion: "networking.k8s.io/v1", kinds: ["NetworkPolicy", "Ingress"] },
	{ apiVersion: "rbac.authorization.k8s.io/v1", kinds: ["Role", "RoleBinding"] },
	{ apiVersion: "policy/v1", kinds: ["PodDisruptionBudget"] },
	{ apiVersion: "autoscaling/v2", kinds: ["HorizontalPodAutoscaler"] },
	{ apiVersion: "discovery.k8s.io/v1", kinds: ["EndpointSlice"] },
	{ apiVersion: "gateway.networking.k8s.io/v1", kinds: ["Gateway", "HTTPRoute", "GRPCRoute", "TLSRoute"] },
	{ apiVersion: "gateway.networking.k8s.io/v1beta1", kinds: ["ReferenceGrant"] },
	// Their policies add to those of Kubernetes, so that one of them can open what a default deny closed.
	{ apiVersion: "cilium.io/v2", kinds: ["CiliumNetworkPolicy"] },
	{ apiVersion: "crd.projectcalico.org/v1", kinds: ["NetworkPolicy"] },
];

/**
 * What controllers make of what somebody described, kind by kind: an owner excuses these and nothing else, because anyone can write an owner
 * into a RoleBinding.
 */
const MADE_FROM: { [kind: string]: readonly string[] } = {
	Pod: ["ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"],
	ReplicaSet: ["Deployment"],
	Job: ["CronJob"],
	EndpointSlice: ["Service", "Endpoints"],
	PersistentVolumeClaim: ["StatefulSet", "Pod"],
	Service: ["Gateway", "Ingress"],
	Deployment: ["Gateway"],
};

/** What is in every namespace, or is somebody's record of objects that are listed themselves. */
const EXPECTED: readonly { kind: string; is(metadata: ObjectMeta, context: Context): boolean; why: string }[] = [
	{ kind: "ServiceAccount", is: ({ name }) => name === "default", why: "every namespace has one; the rights given to it are listed" },
	{ kind: "ConfigMap", is: ({ name }) => name === "kube-root-ca.crt", why: "the cluster's own certificate, in every namespace" },
	{
		kind: "Secret",
		is: ({ name, labels }) => name.startsWith("sh.helm.release.v1.") && labels?.["owner"] === "helm",
		why: "Helm's record of a release, whose objects are listed",
	},
	{
		kind: "Secret",
		is: ({ name, namespace }, { referenced }) => referenced.has(`${namespace}/${name}`),
		why: "the description names it and leaves its content to somebody else, such as a certificate",
	},
	{
		kind: "ConfigMap",
		is: ({ name, namespace }, { referenced }) => referenced.has(`${namespace}/${name}`),
		why: "the description names it and leaves its content to somebody else",
	},
	{
		kind: "Endpoints",
		is: ({ name, namespace }, { services }) => services.has(`${namespace}/${name}`),
		why: "repeats the Service of its name",
	},
];

interface Context {
	managedKeys: ReadonlySet<string>;
	/** `namespace/name` of Secrets and ConfigMaps that managed objects refer to. */
	referenced: ReadonlySet<string>;
	/** `namespace/name` of every Service that is there. */
	services: ReadonlySet<string>;
}

const groupKind = (type: string): string => {
	const parts = type.split("/");
	return parts.length === 3 ? `${parts[2]}.${parts[0]}` : (parts[1] ?? type);
};
const key = (kind: string, namespace: string | undefined, name: string): string => `${kind} ${namespace ?? ""}/${name}`;

/** Namespaces that the state manages. */
export function managedNamespaces(managed: readonly Resource[]): Resource[] {
	return managed.filter(({ type }) => type === "v1/Namespace");
}

/**
 * Objects in managed namespaces that the state does not know, and bindings for the whole cluster that give their accounts rights.
 * `cluster` is the context, `live` holds what `WATCHED` lists in those namespaces, and ClusterRoleBindings.
 */
export function unmanagedKubernetes(cluster: string, managed: readonly Resource[], live: readonly Listed[]): Difference[] {
	const namespaces = new Map(managedNamespaces(managed).map((resource) => [resource.name, resource]));
	const context: Context = {
		managedKeys: new Set(managed.map(({ type, namespace, name }) => key(groupKind(type), namespace, name))),
		referenced: new Set(
			managed.flatMap((resource) => (resource.namespace === undefined ? [] : references(resource.properties, resource.namespace))),
		),
		services: new Set(
			live.flatMap(({ object: { kind, metadata } }) => (kind === "Service" ? [`${metadata.namespace}/${metadata.name}`] : [])),
		),
	};
	const byUid = new Map(live.map(({ object }) => [object.metadata.uid, object]));
	return live.flatMap((listed) => {
		const { object } = listed;
		const parent = parentOf(object, namespaces);
		const { name, namespace } = object.metadata;
		const type = `${object.apiVersion}/${object.kind}`;
		if (parent === undefined || context.managedKeys.has(key(groupKind(type), namespace, name))) return [];
		if (EXPECTED.some(({ kind, is }) => kind === object.kind && is(object.metadata, context)) || isMade(object, byUid)) return [];
		return [difference(cluster, listed, type, parent)];
	});
}

function parentOf(object: KubernetesObject, namespaces: ReadonlyMap<string, Resource>): Resource | undefined {
	if (object.kind !== "ClusterRoleBinding") return namespaces.get(object.metadata.namespace ?? "");
	for (const { kind, namespace, name } of subjectsOf(object)) {
		if (kind === "ServiceAccount" && namespaces.has(namespace ?? "")) return namespaces.get(namespace ?? "");
		const group = kind === "Group" ? /^system:serviceaccounts:(.+)$/.exec(name ?? "")?.[1] : undefined;
		if (group !== undefined && namespaces.has(group)) return namespaces.get(group);
	}
	return undefined;
}

/** Made by a controller from an owner that is really there, which is then managed, or listed itself. */
function isMade(object: KubernetesObject, byUid: ReadonlyMap<string | undefined, KubernetesObject>): boolean {
	const owner = object.metadata.ownerReferences?.find(({ controller }) => controller === true);
	const found = owner === undefined ? undefined : byUid.get(owner.uid);
	return (
		found !== undefined && (MADE_FROM[object.kind]?.includes(found.kind) ?? false) && found.metadata.namespace === object.metadata.namespace
	);
}

type Subject = { kind?: string; name?: string; namespace?: string };
const subjectsOf = (object: KubernetesObject): Subject[] => (object["subjects"] as Subject[] | undefined) ?? [];

/** `namespace/name` of what an object's fields point to: secretName, certificateRefs, imagePullSecrets, secretKeyRef and their like. */
function references(properties: Value, namespace: string, within = ""): string[] {
	if (Array.isArray(properties)) return properties.flatMap((element) => references(element, namespace, within));
	if (typeof properties !== "object" || properties === null) return [];
	return Object.entries(properties as Properties).flatMap(([field, value]) => {
		const names = field === "secretName" || (field === "name" && REFERRING.test(within));
		return names && typeof value === "string" ? [`${namespace}/${value}`] : references(value, namespace, field);
	});
}
const REFERRING = /^(certificateRefs|imagePullSecrets|secretKeyRef|configMapKeyRef|secretRef|configMapRef|secret|configMap)$/;

function difference(context: string, { object, path }: Listed, type: string, parent: Resource): Difference {
	const { metadata } = object;
	const manager = metadata.managedFields?.[0]?.manager;
	const common = {
		...(parent.layer !== undefined && { layer: parent.layer }),
		...(parent.service !== undefined && { service: parent.service }),
	};
	return {
		change: "unmanaged",
		place: context,
		subject: object.kind,
		what: `${metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`}${meaning(object)}`,
		...common,
		fields: [],
		...(metadata.creationTimestamp !== undefined && { at: metadata.creationTimestamp }),
		...(manager !== undefined && { by: manager }),
		resource: kubernetesResource(object, type, common),
		repairs: [{ by: "kubernetes", context, path, ...(metadata.uid !== undefined && { uid: metadata.uid }) }],
		fails: [],
	};
}

/** An object of a live cluster as a resource; without the notes of the API server about who wrote what. */
function kubernetesResource(object: KubernetesObject, type: string, common: Pick<Resource, "layer" | "service">): Resource {
	const { managedFields: _notes, ...metadata } = object.metadata;
	const { name, namespace } = metadata;
	const id = namespace === undefined ? name : `${namespace}/${name}`;
	return {
		id: `${type} ${id}`,
		type,
		name,
		...(namespace !== undefined && { namespace }),
		...common,
		properties: { ...object, metadata } as unknown as Properties,
		physicalId: id,
		dependsOn: [],
		locations: [],
	};
}

/** What the object does, where one line can say it. */
function meaning(object: KubernetesObject): string {
	const spec = object["spec"] as { type?: string; ports?: { port?: number }[]; ingress?: unknown[]; egress?: unknown[] } | undefined;
	switch (object.kind) {
		case "RoleBinding":
		case "ClusterRoleBinding": {
			const role = object["roleRef"] as { kind?: string; name?: string } | undefined;
			const subjects = subjectsOf(object).map(({ kind, name }) => `${kind} ${name}`);
			return `: ${role?.kind} ${role?.name} to ${subjects.join(", ") || "nobody"}`;
		}
		case "Service":
			return `: ${spec?.type ?? "ClusterIP"} ${spec?.ports?.map(({ port }) => port).join(", ") ?? ""}`.trimEnd();
		case "NetworkPolicy": {
			const open = [spec?.ingress?.length && "in", spec?.egress?.length && "out"].filter(Boolean);
			return open.length > 0 ? `: lets traffic ${open.join(" and ")}` : "";
		}
		default:
			return "";
	}
}
