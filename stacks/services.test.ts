import { expect, test } from "vitest";
import { currentCause } from "../environment/cause.ts";
import { readEnvironmentText } from "../environment/read.ts";
import { plan } from "../inventory/plan.ts";
import { loadSdk } from "../inventory/pulumi-sdk.ts";
import type { FoundationOutputs } from "./outputs.ts";
import { services } from "./services.ts";

const { pulumi } = loadSdk();
const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const environment = (passports: string, cluster = "cluster: { context: town }") =>
	readEnvironmentText(
		`apiVersion: socle/v1
name: town
organisation: { name: Ville de Saint-Exemple, kind: commune, country: FR, identifier: EXAMPLE-0001, dpo: dpo@saint-exemple.example }
costCentre: "3120"
cloud:
  provider: own
  country: FR
  cloud: town
  region: one
  zones: [a, b]
  adminKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBi6OOthzPk8EHdWntI7n3gBRZ170hZLe+kcqPCj3/bO admin@saint-exemple.example
${cluster}
network: { cidr: 10.20.0.0/16, adminFrom: [192.0.2.0/28] }
services:
  registry:
    description: On machines
    run: { machines: { count: 2, flavor: small, image: 3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42 }, port: 8443 }
    exposure: { host: registry.saint-exemple.example, audience: public, certificate: registry }
${passports}`,
		{ file: "environment.yaml" },
	).environment;
const passports = ({ run = "", exposure = "audience: public", rest = "" } = {}) => `  passports:
    description: In a container
    run: { image: registry.saint-exemple.example/passports@${digest}, port: 8080${run} }
    exposure: { host: passports.saint-exemple.example, certificate: passports, ${exposure} }
${rest}`;
const withFiles = passports({
	run: ', replicas: 3, cpu: 500m, memory: 768Mi, user: 20001, health: /well, env: { LOG_LEVEL: "info" }',
	rest: "    files: { bucket: scans, retention: 5y }\n",
});

async function planned(text: string, cluster?: string) {
	const foundation = {
		network: pulumi.output({ cidr: "10.20.0.0/16", tiers: { edge: "10.20.0.0/20", app: "10.20.16.0/20", data: "10.20.32.0/20" } }),
		buckets: pulumi.output<FoundationOutputs["buckets"]>({ passports: { bucket: "town-production-scans", region: "one" } }),
	};
	const result = await plan(() => services(environment(text, cluster), foundation), {
		project: "socle",
		stack: "town.production.services",
		layer: "services",
		origin: () => {
			const cause = currentCause();
			return cause && { ...cause, location: { file: "environment.yaml", line: 1, key: cause.key } };
		},
	});
	// biome-ignore lint/suspicious/noExplicitAny: manifests of many kinds
	const of = (type: string, name: string): any =>
		result.resources.find((resource) => resource.type === type && resource.name === name)?.properties;
	return { ...result, of };
}

test("a service in a container becomes a tenant and a web service; one on machines becomes nothing here", async () => {
	const { resources, components, outputs } = await planned(withFiles);
	const counts: Record<string, number> = {};
	for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
	expect(counts).toEqual({
		"apps/v1/Deployment": 1,
		"gateway.networking.k8s.io/v1/Gateway": 1,
		"gateway.networking.k8s.io/v1/HTTPRoute": 2,
		"networking.k8s.io/v1/NetworkPolicy": 4,
		"policy/v1/PodDisruptionBudget": 1,
		"rbac.authorization.k8s.io/v1/Role": 2,
		"rbac.authorization.k8s.io/v1/RoleBinding": 2,
		"v1/LimitRange": 1,
		"v1/Namespace": 1,
		"v1/ResourceQuota": 1,
		"v1/Service": 1,
		"v1/ServiceAccount": 2,
	});
	expect(components.map(({ type, name }) => `${type} ${name}`)).toEqual([
		"socle:index:Tenant passports",
		"socle:index:WebService passports",
	]);
	expect(outputs).toEqual({ services: { passports: { namespace: "passports", url: "https://passports.saint-exemple.example" } } });
});

test("every resource knows its service and the key that led to it", async () => {
	const { resources } = await planned(withFiles);
	for (const { service, layer, locations } of resources)
		expect({ service, layer, locations }).toMatchObject({
			service: "passports",
			layer: "services",
			locations: [{ key: expect.stringMatching(/^services\.passports\./) }],
		});
});

test("no pod starts before its namespace is closed", async () => {
	const { resources } = await planned(withFiles);
	const deployment = resources.find(({ type }) => type === "apps/v1/Deployment");
	const before = deployment?.dependsOn.map((id) => id.slice(id.lastIndexOf("::") + 2));
	expect(before).toEqual(expect.arrayContaining(["passports-default-deny", "passports-limits", "passports-quota", "passports-from-entry"]));
});

test("what the file says reaches the manifests", async () => {
	const { of } = await planned(withFiles);
	const { replicas, template } = of("apps/v1/Deployment", "web").spec;
	const amounts = { cpu: "500m", memory: "768Mi", "ephemeral-storage": "256Mi" };
	expect(replicas).toBe(3);
	expect(of("v1/Namespace", "passports").metadata.annotations).toEqual({ "kubernetes.io/description": "In a container" });
	expect(template.metadata.labels).toMatchObject({ owner: "EXAMPLE-0001", environment: "town.production", "cost-centre": "3120" });
	expect(template.spec.containers[0]).toMatchObject({
		image: `registry.saint-exemple.example/passports@${digest}`,
		ports: [{ containerPort: 8080 }],
		resources: { requests: amounts, limits: amounts },
		securityContext: { runAsUser: 20_001 },
		readinessProbe: { httpGet: { path: "/well" } },
		env: [
			{ name: "FILES_BUCKET", value: "town-production-scans" },
			{ name: "FILES_REGION", value: "one" },
			{ name: "LOG_LEVEL", value: "info" },
		],
	});
	// Twice three copies, as the API server writes the amounts.
	expect(of("v1/ResourceQuota", "quota").spec.hard).toMatchObject({
		pods: "6",
		"limits.cpu": "3",
		"limits.memory": "4608Mi",
		"limits.ephemeral-storage": "1536Mi",
		"services.loadbalancers": "1",
	});
});

test("only a service with files reaches object storage, and never the environment's own network", async () => {
	const { of } = await planned(withFiles);
	const policy = of("networking.k8s.io/v1/NetworkPolicy", "web-to-files");
	expect(policy.metadata.annotations).toHaveProperty("socle/open-egress");
	expect(policy.spec.egress[0].to).toEqual([{ ipBlock: { cidr: "0.0.0.0/0", except: ["10.20.0.0/16", "169.254.0.0/16"] } }]);
	expect((await planned(passports())).of("networking.k8s.io/v1/NetworkPolicy", "web-to-files")).toBeUndefined();
});

test("the cluster is named by context and classes; no path of this machine gets into the state", async () => {
	process.env["KUBECONFIG"] = "/canary/kubeconfig";
	try {
		const { providers, of } = await planned(passports(), "cluster: { context: town, gatewayClass: entry, controllerNamespace: gateways }");
		expect(providers[0]?.properties).toEqual({ context: "town", enableServerSideApply: "true" });
		expect(of("gateway.networking.k8s.io/v1/Gateway", "web").spec.gatewayClassName).toBe("entry");
		expect(of("networking.k8s.io/v1/NetworkPolicy", "web-from-entry").spec.ingress[0].from).toEqual([
			{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "gateways" } } },
		]);
		expect(process.env["KUBECONFIG"]).toBe("/canary/kubeconfig");
	} finally {
		delete process.env["KUBECONFIG"];
	}
});

test("an internal service admits only the ranges that are named", async () => {
	const { of } = await planned(passports({ exposure: "audience: internal, from: [192.0.2.0/24, 198.51.100.0/24]" }));
	expect(of("gateway.networking.k8s.io/v1/Gateway", "web").spec.infrastructure.annotations).toEqual({
		"service.beta.kubernetes.io/load-balancer-source-ranges": "192.0.2.0/24,198.51.100.0/24",
	});
});

test("an Ingress where asked for, and not where it could not keep people out", async () => {
	const { of, resources } = await planned(
		passports({ exposure: "audience: public, via: ingress" }),
		"cluster: { context: town, ingressClass: entry }",
	);
	expect(of("networking.k8s.io/v1/Ingress", "web").spec.ingressClassName).toBe("entry");
	expect(resources.some(({ type }) => type.startsWith("gateway."))).toBe(false);
	expect(of("v1/ResourceQuota", "quota").spec.hard["services.loadbalancers"]).toBe("0");
	await expect(planned(passports({ exposure: "audience: internal, from: [192.0.2.0/24], via: ingress" }))).rejects.toMatchObject({
		exit: 2,
		problems: [{ key: "services.passports.exposure.via" }],
	});
});

test("an image by tag is planned, so that a control can speak about it", async () => {
	const { of, components } = await planned(passports().replace(`@${digest}`, ":2.1"));
	expect(of("apps/v1/Deployment", "web").spec.template.spec.containers[0].imagePullPolicy).toBe("Always");
	expect(components.find(({ type }) => type === "socle:index:WebService")?.properties).toMatchObject({ allowTag: true });
});

test("a bucket that the foundation has not made yet is an error with a cure", async () => {
	const text = withFiles.replaceAll("passports", "scans");
	await expect(planned(text)).rejects.toMatchObject({
		message: expect.stringContaining("no bucket for scans"),
		next: "socle up --layer foundation",
	});
});

test("an environment without containers needs no cluster", async () => {
	expect((await planned("", "")).resources).toEqual([]);
});
