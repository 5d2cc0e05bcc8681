import { expect, test } from "vitest";
import { plan } from "../../inventory/plan.ts";
import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { WebServiceArgs } from "./web-service.ts";
import { WebService } from "./web-service.ts";

const labels = { owner: "EXAMPLE-0001", environment: "town-hall.production", classification: "internal" };
const digest = `registry.saint-exemple.example/passports@sha256:${"0123456789abcdef".repeat(4)}`;
const entry = { host: "passeports.saint-exemple.example", className: "town", certificate: "passports", controllerNamespace: "gateways" };
/** A manifest, read without its type. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into manifests of many kinds
type Loose = any;
const policy = "networking.k8s.io/v1/NetworkPolicy";

async function planned(args: Partial<WebServiceArgs> = {}) {
	const { resources, outputs } = await plan(
		() => {
			const { url } = new WebService("passports", { namespace: "passports", labels, image: digest, port: 8080, ...args });
			return { url };
		},
		{ project: "socle", stack: "town-hall.production.services" },
	);
	const of = (type: string, name = "web") =>
		resources.find((resource) => resource.type === type && resource.name === name)?.properties as Loose;
	const pod = () => of("apps/v1/Deployment").spec.template.spec;
	return { resources, outputs, of, pod };
}
const logical = (id: string) => id.slice(id.lastIndexOf("::") + 2);

test("what a web service behind a gateway consists of", async () => {
	const { resources, outputs } = await planned({ gateway: entry, destinations: [{ name: "mail", cidr: "192.0.2.25/32", port: 587 }] });
	expect(resources.map(({ id, type, namespace, name }) => `${logical(id)} = ${type} ${namespace}/${name}`).sort()).toEqual([
		"passports-account = v1/ServiceAccount passports/web",
		"passports-budget = policy/v1/PodDisruptionBudget passports/web",
		"passports-deployment = apps/v1/Deployment passports/web",
		"passports-from-entry = networking.k8s.io/v1/NetworkPolicy passports/web-from-entry",
		"passports-gateway = gateway.networking.k8s.io/v1/Gateway passports/web",
		"passports-redirect = gateway.networking.k8s.io/v1/HTTPRoute passports/web-redirect",
		"passports-route = gateway.networking.k8s.io/v1/HTTPRoute passports/web",
		"passports-service = v1/Service passports/web",
		"passports-to-mail = networking.k8s.io/v1/NetworkPolicy passports/web-to-mail",
	]);
	expect(outputs["url"]).toBe("https://passeports.saint-exemple.example");
});

test("every object, and every pod, carries the labels", async () => {
	const { resources, of } = await planned({ gateway: entry, ingress: entry });
	const expected = {
		...labels,
		"app.kubernetes.io/name": "passports",
		"app.kubernetes.io/component": "web",
		"app.kubernetes.io/managed-by": "socle",
	};
	for (const { properties, name, parent } of resources) {
		expect((properties["metadata"] as Properties)["labels"], name).toMatchObject(expected);
		expect(parent).toContain("socle:index:WebService::passports");
	}
	expect(of("apps/v1/Deployment").spec.template.metadata.labels).toMatchObject(expected);
});

test("the pod is held to more than the restricted standard asks", async () => {
	const { pod, of } = await planned({ secretFiles: [{ secret: "database", path: "/etc/database" }] });
	const { containers, volumes, ...spec } = pod();
	expect(spec).toMatchObject({
		serviceAccountName: "web",
		automountServiceAccountToken: false,
		enableServiceLinks: false,
		securityContext: {
			runAsNonRoot: true,
			runAsUser: 10_001,
			runAsGroup: 10_001,
			fsGroup: 10_001,
			seccompProfile: { type: "RuntimeDefault" },
		},
	});
	for (const key of ["hostNetwork", "hostPID", "hostIPC", "imagePullSecrets", "priorityClassName"]) expect(spec).not.toHaveProperty(key);
	const amounts = { cpu: "250m", memory: "256Mi", "ephemeral-storage": "256Mi" };
	expect(containers).toHaveLength(1);
	expect(containers[0]).toMatchObject({
		image: digest,
		imagePullPolicy: "IfNotPresent",
		resources: { requests: amounts, limits: amounts },
		securityContext: {
			runAsNonRoot: true,
			runAsUser: 10_001,
			runAsGroup: 10_001,
			privileged: false,
			allowPrivilegeEscalation: false,
			readOnlyRootFilesystem: true,
			capabilities: { drop: ["ALL"] },
			seccompProfile: { type: "RuntimeDefault" },
		},
		volumeMounts: [
			{ name: "tmp", mountPath: "/tmp" },
			{ name: "secret-0", mountPath: "/etc/database", readOnly: true },
		],
	});
	expect(volumes).toEqual([
		{ name: "tmp", emptyDir: { sizeLimit: "256Mi" } },
		{ name: "secret-0", secret: { secretName: "database", defaultMode: 0o440 } },
	]);
	expect(of("v1/ServiceAccount").automountServiceAccountToken).toBe(false);
});

test("a failing copy leaves service long before it is restarted", async () => {
	const [{ startupProbe, readinessProbe, livenessProbe }] = (await planned({ health: "/well" })).pod().containers;
	const budget = (probe: { periodSeconds: number; failureThreshold: number }) => probe.periodSeconds * probe.failureThreshold;
	for (const probe of [startupProbe, readinessProbe, livenessProbe])
		expect(probe.httpGet).toEqual({ path: "/well", port: "http", scheme: "HTTP" });
	expect(budget(livenessProbe)).toBeGreaterThan(10 * budget(readinessProbe));
});

test("copies survive a node, a zone and a rollout", async () => {
	const { of, pod } = await planned();
	const { replicas, strategy, selector } = of("apps/v1/Deployment").spec;
	expect(replicas).toBe(2);
	expect(strategy).toEqual({ type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } });
	expect(pod().topologySpreadConstraints).toEqual(
		["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
			topologyKey,
			maxSkew: 1,
			whenUnsatisfiable: "DoNotSchedule",
			labelSelector: selector,
			matchLabelKeys: ["pod-template-hash"],
			nodeTaintsPolicy: "Honor",
		})),
	);
	expect(of("policy/v1/PodDisruptionBudget").spec).toEqual({ maxUnavailable: 1, selector, unhealthyPodEvictionPolicy: "AlwaysAllow" });
	expect(of("v1/Service").spec).toMatchObject({ type: "ClusterIP", selector: selector.matchLabels });
});

test("only the entry's controller comes in, on the program's port, before the first pod runs", async () => {
	const { of, resources } = await planned({ gateway: entry });
	expect(of(policy, "web-from-entry").spec).toMatchObject({
		policyTypes: ["Ingress"],
		ingress: [
			{
				from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateways" } } }],
				ports: [{ protocol: "TCP", port: 8080 }],
			},
		],
	});
	const deployment = resources.find(({ type }) => type === "apps/v1/Deployment");
	expect(deployment?.dependsOn.map(logical)).toContain("passports-from-entry");
	const { resources: alone, outputs } = await planned();
	expect(alone.filter(({ type }) => type === policy)).toEqual([]);
	expect(outputs["url"]).toBe("http://web.passports.svc:80");
});

test("a gateway ends TLS, routes, and sends plain HTTP to HTTPS", async () => {
	const { of } = await planned({ gateway: { ...entry, allowedSources: ["192.0.2.0/24", "198.51.100.0/24"] } });
	const api = "gateway.networking.k8s.io";
	expect(of(`${api}/v1/Gateway`).spec).toEqual({
		gatewayClassName: "town",
		infrastructure: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": "192.0.2.0/24,198.51.100.0/24" } },
		listeners: [
			{
				name: "https",
				port: 443,
				protocol: "HTTPS",
				hostname: "passeports.saint-exemple.example",
				allowedRoutes: { namespaces: { from: "Same" } },
				tls: { mode: "Terminate", certificateRefs: [{ group: "", kind: "Secret", name: "passports" }] },
			},
			{
				name: "http",
				port: 80,
				protocol: "HTTP",
				hostname: "passeports.saint-exemple.example",
				allowedRoutes: { namespaces: { from: "Same" } },
			},
		],
	});
	expect(of(`${api}/v1/HTTPRoute`).spec).toMatchObject({
		hostnames: ["passeports.saint-exemple.example"],
		parentRefs: [{ name: "web", sectionName: "https" }],
		rules: [{ backendRefs: [{ kind: "Service", name: "web", port: 80 }], filters: [{ type: "ResponseHeaderModifier" }] }],
	});
	const redirect = of(`${api}/v1/HTTPRoute`, "web-redirect").spec;
	expect(redirect.parentRefs[0].sectionName).toBe("http");
	expect(redirect.rules[0].filters).toEqual([{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }]);
	expect(redirect.rules[0]).not.toHaveProperty("backendRefs");
	expect((await planned({ gateway: entry })).of(`${api}/v1/Gateway`).spec).not.toHaveProperty("infrastructure");
});

test("an Ingress has a host, a class and TLS for that host", async () => {
	const { of, resources } = await planned({ ingress: entry });
	expect(of("networking.k8s.io/v1/Ingress").spec).toMatchObject({
		ingressClassName: "town",
		tls: [{ hosts: ["passeports.saint-exemple.example"], secretName: "passports" }],
		rules: [{ host: "passeports.saint-exemple.example", http: { paths: [{ path: "/", pathType: "Prefix" }] } }],
	});
	expect(resources.filter(({ type }) => type.startsWith("gateway."))).toEqual([]);
});

test("each loosening shows on the object", async () => {
	const { of, pod } = await planned({
		image: "registry.saint-exemple.example/passports:2.1",
		allowTag: true,
		replicas: 1,
		spread: "preferred",
		pullSecret: "registry",
		priorityClass: "public-services",
		destinations: [
			{ name: "anywhere", cidr: "0.0.0.0/0", except: ["10.0.0.0/8"], port: 443, openEgress: "webhooks of citizens' associations" },
		],
	});
	expect(pod().containers[0]).toMatchObject({ image: "registry.saint-exemple.example/passports:2.1", imagePullPolicy: "Always" });
	expect(of("apps/v1/Deployment").spec.replicas).toBe(1);
	expect(pod()).toMatchObject({ imagePullSecrets: [{ name: "registry" }], priorityClassName: "public-services" });
	expect(pod().topologySpreadConstraints[0].whenUnsatisfiable).toBe("ScheduleAnyway");
	expect(of(policy, "web-to-anywhere")).toMatchObject({
		metadata: { annotations: { "socle/open-egress": "webhooks of citizens' associations" } },
		spec: { egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.0.0.0/8"] } }], ports: [{ protocol: "TCP", port: 443 }] }] },
	});
});

test("settings are sorted, and one that is not known yet hides no other", async () => {
	const { Service } = await import("@pulumi/kubernetes/core/v1/service.js");
	const { resources } = await plan(
		() => {
			const { id } = new Service("database", { metadata: { name: "database", namespace: "passports" } });
			const settings = { LOG_LEVEL: "info", DATABASE: id };
			new WebService("passports", { namespace: "passports", labels, image: digest, port: 8080, settings });
		},
		{ project: "socle", stack: "town-hall.production.services" },
	);
	const deployment: Loose = resources.find(({ type }) => type === "apps/v1/Deployment")?.properties;
	expect(deployment.spec.template.spec.containers[0].env).toEqual([
		{ name: "DATABASE", value: expect.any(Unknown) },
		{ name: "LOG_LEVEL", value: "info" },
	]);
});

test.each<[string, Partial<WebServiceArgs>, RegExp]>([
	["an image by tag", { image: "registry.saint-exemple.example/passports:2.1" }, /"image" must be registry\/name@sha256:… \(or allowTag\)/],
	["a digest cut short", { image: "registry.saint-exemple.example/passports@sha256:abc" }, /"image"/],
	["root", { user: 0 }, /"user" must be a user id that is not 0/],
	["no copy at all", { replicas: 0 }, /"replicas" must be/],
	["a port that is none", { port: 70_000 }, /"port" must be a port/],
	["memory in words", { memory: "lots" }, /"memory" must be a Kubernetes quantity such as 256Mi/],
	["a health path without its slash", { health: "healthz" }, /"health" must be a path/],
	[
		"the world without a reason",
		{ destinations: [{ name: "all", cidr: "::/0", port: 443 }] },
		/"destinations.all.cidr" must be .*openEgress/,
	],
	["half the world", { destinations: [{ name: "half", cidr: "128.0.0.0/1", port: 443 }] }, /"destinations.half.cidr" must be/],
	["a range that is none", { destinations: [{ name: "mail", cidr: "mail.example", port: 25 }] }, /"destinations.mail.cidr"/],
	["a name that Kubernetes refuses", { physicalName: "Web" }, /"physicalName" must be/],
])("%s is refused at construction, by name", async (_, args, message) => {
	await expect(planned(args)).rejects.toThrow(message);
});
