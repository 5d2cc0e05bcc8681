import { expect, test } from "vitest";
import type { KubernetesObject, ObjectMeta } from "../../inventory/kubernetes/client.ts";
import type { Resource } from "../../inventory/resource.ts";
import { unmanagedKubernetes } from "./unmanaged-kubernetes.ts";

const managed = (type: string, name: string, namespace?: string, properties: Resource["properties"] = {}): Resource => ({
	id: `urn:${type}:${name}`,
	type,
	name,
	...(namespace !== undefined && { namespace }),
	layer: "services",
	service: "passports",
	properties,
	physicalId: namespace === undefined ? name : `${namespace}/${name}`,
	dependsOn: [],
	locations: [],
});
const MANAGED = [
	managed("v1/Namespace", "passports"),
	managed("apps/v1/Deployment", "web", "passports"),
	managed("v1/Service", "web", "passports"),
	managed("networking.k8s.io/v1/NetworkPolicy", "web", "passports"),
	managed("gateway.networking.k8s.io/v1/Gateway", "web", "passports", {
		spec: { listeners: [{ tls: { certificateRefs: [{ kind: "Secret", name: "certificate" }] } }] },
	}),
];

const object = (
	kind: string,
	name: string,
	more: { metadata?: Partial<ObjectMeta>; [field: string]: unknown } = {},
	apiVersion = "v1",
): KubernetesObject => {
	const { metadata, ...rest } = more;
	return { apiVersion, kind, metadata: { name, namespace: "passports", uid: `${kind}-${name}`, ...metadata } as ObjectMeta, ...rest };
};
const owned = (kind: string, name: string) => ({
	metadata: { ownerReferences: [{ apiVersion: "", kind, name, uid: `${kind}-${name}`, controller: true }] },
});

test.each<[string, KubernetesObject[], string[]]>([
	[
		"what is managed, whatever version of its group lists it",
		[object("Deployment", "web", {}, "apps/v1"), object("Gateway", "web", {}, "gateway.networking.k8s.io/v1beta1")],
		[],
	],
	["another namespace", [object("Service", "x", { metadata: { namespace: "elsewhere" } })], []],
	[
		"the same name in another group is another object",
		[object("NetworkPolicy", "web", {}, "crd.projectcalico.org/v1")],
		["NetworkPolicy passports/web"],
	],
	["what every namespace has", [object("ServiceAccount", "default"), object("ConfigMap", "kube-root-ca.crt")], []],
	["another account", [object("ServiceAccount", "builder")], ["ServiceAccount passports/builder"]],
	[
		"pods and replica sets of a managed deployment",
		[
			object("Deployment", "web", {}, "apps/v1"),
			object("ReplicaSet", "web-1", owned("Deployment", "web"), "apps/v1"),
			object("Pod", "web-1-a", owned("ReplicaSet", "web-1")),
		],
		[],
	],
	["a bare pod", [object("Pod", "lone")], ["Pod passports/lone"]],
	["a pod whose owner is not there", [object("Pod", "orphan", owned("ReplicaSet", "gone"))], ["Pod passports/orphan"]],
	[
		"a binding that names an owner to hide behind",
		[
			object("Deployment", "web", {}, "apps/v1"),
			object(
				"RoleBinding",
				"x",
				{ ...owned("Deployment", "web"), roleRef: { kind: "ClusterRole", name: "admin" }, subjects: [{ kind: "User", name: "eve" }] },
				"rbac.authorization.k8s.io/v1",
			),
		],
		["RoleBinding passports/x: ClusterRole admin to User eve"],
	],
	[
		"a foreign deployment is told once, without its pods",
		[
			object("Deployment", "miner", {}, "apps/v1"),
			object("ReplicaSet", "miner-1", owned("Deployment", "miner"), "apps/v1"),
			object("Pod", "p", owned("ReplicaSet", "miner-1")),
		],
		["Deployment passports/miner"],
	],
	[
		"a policy that lets traffic in",
		[object("NetworkPolicy", "open", { spec: { ingress: [{}] } }, "networking.k8s.io/v1")],
		["NetworkPolicy passports/open: lets traffic in"],
	],
	[
		"a policy that closes",
		[object("NetworkPolicy", "closed", { spec: { policyTypes: ["Ingress"] } }, "networking.k8s.io/v1")],
		["NetworkPolicy passports/closed"],
	],
	[
		"a service with a node port, and its endpoints",
		[
			object("Service", "x", { spec: { type: "NodePort", ports: [{ port: 80 }, { port: 443 }] } }),
			object("Endpoints", "x"),
			object("EndpointSlice", "x-1", owned("Service", "x"), "discovery.k8s.io/v1"),
		],
		["Service passports/x: NodePort 80, 443"],
	],
	[
		"endpoints of a managed service, and hand-made slices that point elsewhere",
		[object("Service", "web"), object("Endpoints", "web"), object("EndpointSlice", "web-evil", {}, "discovery.k8s.io/v1")],
		["EndpointSlice passports/web-evil"],
	],
	[
		"the balancer that a gateway controller puts beside a managed gateway",
		[object("Gateway", "web", {}, "gateway.networking.k8s.io/v1"), object("Service", "cilium-gateway-web", owned("Gateway", "web"))],
		[],
	],
	[
		"a secret that the description names, and one that it does not",
		[object("Secret", "certificate"), object("Secret", "x")],
		["Secret passports/x"],
	],
	[
		"Helm's record, and a secret that only has its name",
		[
			object("Secret", "sh.helm.release.v1.web.v1", { metadata: { labels: { owner: "helm" } } }),
			object("Secret", "sh.helm.release.v1.x.v1"),
		],
		["Secret passports/sh.helm.release.v1.x.v1"],
	],
	[
		"rights for the whole cluster, given to an account or to all accounts of the namespace",
		[
			object("ClusterRoleBinding", "a", {
				metadata: { namespace: undefined as never },
				roleRef: { kind: "ClusterRole", name: "cluster-admin" },
				subjects: [{ kind: "ServiceAccount", name: "default", namespace: "passports" }],
			}),
			object("ClusterRoleBinding", "b", {
				metadata: { namespace: undefined as never },
				roleRef: { kind: "ClusterRole", name: "view" },
				subjects: [{ kind: "Group", name: "system:serviceaccounts:passports" }],
			}),
			object("ClusterRoleBinding", "c", {
				metadata: { namespace: undefined as never },
				roleRef: { kind: "ClusterRole", name: "view" },
				subjects: [{ kind: "ServiceAccount", name: "default", namespace: "elsewhere" }],
			}),
		],
		[
			"ClusterRoleBinding a: ClusterRole cluster-admin to ServiceAccount default",
			"ClusterRoleBinding b: ClusterRole view to Group system:serviceaccounts:passports",
		],
	],
])("%s", (_name, live, expected) => {
	const found = unmanagedKubernetes(
		"lab",
		MANAGED,
		live.map((each) => ({ object: each, path: `/${each.metadata.name}` })),
	);
	expect(found.map(({ subject, what }) => `${subject} ${what}`)).toEqual(expected);
});

test("what is found can be judged and taken away, and says who made it when", () => {
	const live = object(
		"Role",
		"x",
		{ metadata: { creationTimestamp: "2026-01-02T03:04:05Z", managedFields: [{ manager: "kubectl-create" }] }, rules: [] },
		"rbac.authorization.k8s.io/v1",
	);
	expect(unmanagedKubernetes("lab", MANAGED, [{ object: live, path: "/its/path" }])).toEqual([
		{
			change: "unmanaged",
			place: "lab",
			subject: "Role",
			what: "passports/x",
			layer: "services",
			service: "passports",
			fields: [],
			at: "2026-01-02T03:04:05Z",
			by: "kubectl-create",
			resource: {
				id: "rbac.authorization.k8s.io/v1/Role passports/x",
				type: "rbac.authorization.k8s.io/v1/Role",
				name: "x",
				namespace: "passports",
				layer: "services",
				service: "passports",
				properties: {
					apiVersion: "rbac.authorization.k8s.io/v1",
					kind: "Role",
					metadata: { name: "x", namespace: "passports", uid: "Role-x", creationTimestamp: "2026-01-02T03:04:05Z" },
					rules: [],
				},
				physicalId: "passports/x",
				dependsOn: [],
				locations: [],
			},
			repairs: [{ by: "kubernetes", context: "lab", path: "/its/path", uid: "Role-x" }],
			fails: [],
		},
	]);
});
