import { expect, test } from "vitest";
import { plan } from "../../inventory/plan.ts";
import type { Properties } from "../../inventory/resource.ts";
import type { TenantArgs } from "./tenant.ts";
import { Tenant } from "./tenant.ts";

const labels = { owner: "EXAMPLE-0001", environment: "town-hall.production", classification: "internal", "cost-centre": "3120" };
const where = { project: "socle", stack: "town-hall.production.services" };
/** A manifest, read without its type. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into manifests of many kinds
type Loose = any;
const groups = { operatorGroups: ["town-hall-operators"], auditorGroups: ["town-hall-auditors"] };

async function planned(args: Partial<TenantArgs> = {}) {
	const { resources, outputs } = await plan(() => {
		const { namespace } = new Tenant("passports", { namespace: "passports", labels, ...args });
		return { namespace };
	}, where);
	const of = (type: string, name: string) =>
		resources.find((resource) => resource.type === type && resource.name === name)?.properties as Loose;
	return { resources, outputs, of };
}
const logical = (id: string) => id.slice(id.lastIndexOf("::") + 2);

test("what a tenant consists of; every logical name begins with the component's", async () => {
	const { resources } = await planned(groups);
	expect(resources.map(({ id, type, namespace, name }) => `${logical(id)} = ${type} ${namespace ?? "-"}/${name}`).sort()).toEqual([
		"passports-auditor = rbac.authorization.k8s.io/v1/Role passports/auditor",
		"passports-auditor-binding = rbac.authorization.k8s.io/v1/RoleBinding passports/auditor",
		"passports-default-account = v1/ServiceAccount passports/default",
		"passports-default-deny = networking.k8s.io/v1/NetworkPolicy passports/default-deny",
		"passports-limits = v1/LimitRange passports/limits",
		"passports-name-server = networking.k8s.io/v1/NetworkPolicy passports/name-server",
		"passports-namespace = v1/Namespace -/passports",
		"passports-operator = rbac.authorization.k8s.io/v1/Role passports/operator",
		"passports-operator-binding = rbac.authorization.k8s.io/v1/RoleBinding passports/operator",
		"passports-quota = v1/ResourceQuota passports/quota",
	]);
});

test("every object carries the labels it was given, and its parent", async () => {
	const { resources } = await planned(groups);
	for (const { properties, parent, name } of resources) {
		expect((properties["metadata"] as Properties)["labels"], name).toMatchObject({ ...labels, "app.kubernetes.io/managed-by": "socle" });
		expect(parent).toContain("socle:index:Tenant::passports");
	}
});

test("closed by default", async () => {
	const { of } = await planned();
	expect(of("v1/Namespace", "passports").metadata.labels).toMatchObject({
		"pod-security.kubernetes.io/enforce": "restricted",
		"pod-security.kubernetes.io/enforce-version": "latest",
		"pod-security.kubernetes.io/audit": "restricted",
		"pod-security.kubernetes.io/warn": "restricted",
	});
	expect(of("networking.k8s.io/v1/NetworkPolicy", "default-deny").spec).toEqual({ podSelector: {}, policyTypes: ["Ingress", "Egress"] });
	expect(of("networking.k8s.io/v1/NetworkPolicy", "name-server").spec.egress).toEqual([
		{
			to: [
				{
					namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
					podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
				},
			],
			ports: [
				{ protocol: "UDP", port: 53 },
				{ protocol: "TCP", port: 53 },
			],
		},
	]);
	expect(of("v1/ServiceAccount", "default").automountServiceAccountToken).toBe(false);
	expect(of("v1/ResourceQuota", "quota").spec.hard).toMatchObject({
		"limits.memory": "8Gi",
		pods: "20",
		"requests.storage": "0",
		"services.loadbalancers": "0",
		"services.nodeports": "0",
	});
	expect(of("v1/LimitRange", "limits").spec.limits[0]).toMatchObject({ type: "Container", default: { memory: "256Mi" } });
});

test("nobody has a role unless a group is named, and no role gives secrets, shells or changes of workloads", async () => {
	const kinds = ({ resources }: Awaited<ReturnType<typeof planned>>) => resources.filter(({ type }) => type.startsWith("rbac"));
	expect(kinds(await planned())).toEqual([]);
	const { of } = await planned(groups);
	const granted = (role: string) =>
		of("rbac.authorization.k8s.io/v1/Role", role).rules.flatMap(({ resources, verbs }: { resources: string[]; verbs: string[] }) =>
			verbs.flatMap((verb) => resources.map((resource) => `${verb} ${resource}`)),
		);
	for (const role of ["operator", "auditor"])
		expect(granted(role).filter((right: string) => /secrets|exec|attach|portforward|\*/.test(right))).toEqual([]);
	const changes = (role: string) => granted(role).filter((right: string) => !/^(get|list|watch) /.test(right));
	expect(changes("operator")).toEqual(["delete pods"]);
	expect(changes("auditor")).toEqual([]);
	expect(granted("auditor")).not.toContain("get pods/log");
	expect(of("rbac.authorization.k8s.io/v1/RoleBinding", "operator")).toMatchObject({
		subjects: [{ kind: "Group", name: "town-hall-operators" }],
		roleRef: { kind: "Role", name: "operator" },
	});
});

test("whatever uses the namespace waits for its policies", async () => {
	const { ConfigMap } = await import("@pulumi/kubernetes/core/v1/configMap.js");
	const { resources } = await plan(() => {
		const { namespace } = new Tenant("passports", { namespace: "passports", labels });
		new ConfigMap("inside", { metadata: { name: "inside", namespace } });
	}, where);
	expect(resources.at(-1)).toMatchObject({ type: "v1/ConfigMap", namespace: "passports" });
	expect(resources.at(-1)?.dependsOn.map(logical).sort()).toEqual([
		"passports-default-account",
		"passports-default-deny",
		"passports-limits",
		"passports-name-server",
		"passports-namespace",
		"passports-quota",
	]);
});

test("a loosening is a property that shows on the object", async () => {
	const { of } = await planned({
		podSecurity: "baseline",
		podSecurityVersion: "v1.36",
		quota: { memory: "2Gi", loadBalancers: 1 },
		nameServer: { namespace: "dns", app: "node-local" },
	});
	expect(of("v1/Namespace", "passports").metadata.labels).toMatchObject({
		"pod-security.kubernetes.io/enforce": "baseline",
		"pod-security.kubernetes.io/enforce-version": "v1.36",
	});
	expect(of("v1/ResourceQuota", "quota").spec.hard).toMatchObject({
		"limits.memory": "2Gi",
		"limits.cpu": "4",
		"services.loadbalancers": "1",
		"services.nodeports": "2",
	});
	expect(of("networking.k8s.io/v1/NetworkPolicy", "name-server").spec.egress[0].to[0]).toEqual({
		namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "dns" } },
		podSelector: { matchLabels: { "k8s-app": "node-local" } },
	});
});

test.each<[string, Partial<TenantArgs>, RegExp]>([
	["the namespace of everybody", { namespace: "default" }, /"namespace" must be/],
	["a namespace of Kubernetes", { namespace: "kube-system" }, /"namespace" must be/],
	["a name that is no label", { namespace: "Passports" }, /"namespace" must be/],
	["a version that is none", { podSecurityVersion: "1.36" }, /"podSecurityVersion" must be latest or such as v1.36/],
	["labels without an owner", { labels: { environment: "test", classification: "internal" } }, /"labels" must hold owner/],
	["a label that Kubernetes refuses", { labels: { ...labels, owner: "Ville de Saint-Exemple" } }, /"labels.owner" must be 1-63 letters/],
])("%s is refused with what is wrong and what is expected", async (_, args, message) => {
	await expect(planned(args)).rejects.toThrow(message);
});
