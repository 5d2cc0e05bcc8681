import { expect, test } from "vitest";
import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { Needs } from "./doctor/needs.ts";
import type { CloudOffer, ClusterOffer } from "./doctor/offered.ts";
import { cloudChecks, clusterChecks, needsOf } from "./doctor.ts";

const resource = (type: string, id: string, properties: Resource["properties"] = {}, namespace?: string): Resource => ({
	id,
	type,
	name: id,
	...(namespace !== undefined && { namespace }),
	properties,
	dependsOn: [],
	locations: [],
});
const IMAGE = "3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42";
const server = (id: string, more: Resource["properties"] = {}) =>
	resource("openstack:compute/instance:Instance", id, { flavorName: "b3-8", availabilityZone: "az1", ...more });
const volume = (id: string, size: number) =>
	resource("openstack:blockstorage/volume:Volume", id, { size, imageId: IMAGE, volumeType: "luks", availabilityZone: "az2" });
const PLAN = {
	resources: [
		server("s1"),
		server("s2", { availabilityZone: new Unknown() }),
		volume("v1", 20),
		volume("v2", 10),
		resource("openstack:networking/network:Network", "n"),
		resource("openstack:networking/port:Port", "p"),
		resource("openstack:networking/routerInterface:RouterInterface", "i"),
		resource("openstack:loadbalancer/loadBalancer:LoadBalancer", "lb"),
		resource("openstack:networking/floatingIp:FloatingIp", "f", { pool: "public" }),
		resource("v1/Namespace", "ns", { apiVersion: "v1", kind: "Namespace" }),
		resource(
			"gateway.networking.k8s.io/v1/Gateway",
			"g",
			{
				apiVersion: "gateway.networking.k8s.io/v1",
				kind: "Gateway",
				spec: { gatewayClassName: "envoy", listeners: [{ tls: { certificateRefs: [{ name: "web-tls" }] } }, { name: "http" }] },
			},
			"passports",
		),
		resource(
			"apps/v1/Deployment",
			"d",
			{
				apiVersion: "apps/v1",
				kind: "Deployment",
				spec: {
					template: {
						spec: { topologySpreadConstraints: [{ topologyKey: "topology.kubernetes.io/zone", whenUnsatisfiable: "DoNotSchedule" }] },
					},
				},
			},
			"passports",
		),
		resource("socle/v1/Service", "s", {}),
	],
	dataSources: [
		{ token: "openstack:networking/getNetwork:getNetwork", properties: { name: "public", external: true } },
		{ token: "openstack:keymanager/getContainer:getContainer", properties: { name: "web" } },
	],
};

test("needs are read off the plan, and what is not known asks for nothing", () => {
	const needs = needsOf([PLAN], new Set());
	expect(needs.services).toEqual(["compute", "volume", "network", "load-balancer", "key-manager"]);
	expect(needs.zones).toEqual({ compute: ["az1"], volume: ["az2"] });
	expect([...needs.images]).toEqual([[IMAGE, 10]]);
	expect(needs.volumeTypes).toEqual(["luks"]);
	expect(needs.externalNetworks, "once, though two ask for it").toEqual(["public"]);
	expect(needs.containers).toEqual(["web"]);
	expect([...needs.flavors]).toEqual([["b3-8", 2]]);
	expect(Object.fromEntries(needs.amounts)).toEqual({
		instances: 2,
		volumes: 2,
		gigabytes: 30,
		network: 1,
		port: 4,
		load_balancer: 1,
		floatingip: 1,
	});
	expect(Object.fromEntries(needs.kubernetes.kinds)).toEqual({
		"v1/Namespace": new Set([""]),
		"gateway.networking.k8s.io/v1/Gateway": new Set(["passports"]),
		"apps/v1/Deployment": new Set(["passports"]),
	});
	expect(needs.kubernetes).toMatchObject({ gatewayClasses: ["envoy"], zones: true, secrets: ["passports/web-tls"] });
});

test("what was made already asks for no quota, and must still fit its cloud", () => {
	const needs = needsOf([PLAN], new Set(["s1", "v1", "v2", "n", "p", "i", "lb", "f"]));
	expect(Object.fromEntries(needs.amounts)).toEqual({ instances: 1 });
	expect([...needs.flavors]).toEqual([["b3-8", 1]]);
	expect(needs.zones.volume).toEqual(["az2"]);
});

const NEEDS = needsOf([PLAN], new Set());
const CLOUD: CloudOffer = {
	name: "town",
	services: new Set(NEEDS.services),
	zones: { compute: { value: ["az1", "az2"] }, volume: { value: ["az1", "az2"] } },
	flavors: { value: [{ id: "1", name: "b3-8", vcpus: 2, ram: 8192 }] },
	images: new Map([[IMAGE, { value: { status: "active", minDisk: 5 } }]]),
	volumeTypes: new Map([["luks", { exists: { value: true }, encrypted: { value: true } }]]),
	externalNetworks: new Map([["public", { value: true }]]),
	containers: new Map([["web", { value: 1 }]]),
	quotas: new Map([
		["instances", { value: { limit: 10, used: 8 } }],
		["cores", { value: { limit: -1, used: 100 } }],
		["ram", { value: { limit: 65536, used: 0 } }],
		["port", { value: { limit: 4, used: 0 } }],
		["gigabytes", { value: { limit: 30, used: 0 } }],
	]),
};
const cloud = (more: Partial<CloudOffer>, needs: Needs = NEEDS): string[] =>
	cloudChecks(needs, { ...CLOUD, ...more })
		.filter(({ status }) => status !== "ok")
		.map(({ id, status, message }) => `${status} ${id}: ${message}`);

test("a cloud that has all of it, to the last port", () => {
	expect(cloud({})).toEqual([]);
	expect(cloudChecks(NEEDS, CLOUD).find(({ id }) => id === "openstack-quota")?.message).toBe(
		"quota is left for 2 servers, 4 ports, 30 GiB of volumes, 4 cores, 16384 MiB of RAM",
	);
});

test.each<[string, Partial<CloudOffer>, string]>([
	[
		"a service",
		{ services: new Set(NEEDS.services.filter((service) => service !== "load-balancer")) },
		"missing openstack-services: Cloud town has no Octavia (load-balancer) in this region.",
	],
	[
		"a zone of one service only",
		{ zones: { compute: { value: ["az1"] }, volume: { value: ["nova"] } } },
		"missing openstack-zones: Cinder of cloud town has no zone az2; it has nova.",
	],
	["a flavor", { flavors: { value: [] } }, "missing openstack-flavor: Cloud town has no flavor b3-8."],
	[
		"an image",
		{ images: new Map([[IMAGE, { value: undefined }]]) },
		`missing openstack-image: Cloud town has no image ${IMAGE}, or does not share it with this project.`,
	],
	[
		"an image that is not ready",
		{ images: new Map([[IMAGE, { value: { status: "deactivated", minDisk: 0 } }]]) },
		`missing openstack-image: Image ${IMAGE} is deactivated, so that no server starts from it.`,
	],
	[
		"an image that is larger than the disk",
		{ images: new Map([[IMAGE, { value: { status: "active", minDisk: 15 } }]]) },
		`missing openstack-image: Image ${IMAGE} needs a disk of 15 GiB, and the smallest described is 10 GiB.`,
	],
	[
		"a volume type",
		{ volumeTypes: new Map([["luks", { exists: { value: false }, encrypted: { value: false } }]]) },
		"missing openstack-volume-type: Cloud town has no volume type luks.",
	],
	[
		"encryption",
		{ volumeTypes: new Map([["luks", { exists: { value: true }, encrypted: { value: false } }]]) },
		"missing openstack-volume-encryption: Volume type luks of cloud town is not encrypted.",
	],
	[
		"the right to see encryption: unknown, never ok",
		{ volumeTypes: new Map([["luks", { exists: { value: true }, encrypted: { why: "forbidden" } }]]) },
		"unknown openstack-volume-encryption: whether volume type luks is encrypted is shown to the cloud's operators only",
	],
	[
		"an external network",
		{ externalNetworks: new Map([["public", { value: false }]]) },
		"missing openstack-external-network: Cloud town has no external network public.",
	],
	[
		"a certificate",
		{ containers: new Map([["web", { value: 0 }]]) },
		"missing openstack-certificate: Barbican of cloud town has no container web, from which the balancer takes its certificate.",
	],
	[
		"one certificate of the name",
		{ containers: new Map([["web", { value: 2 }]]) },
		"missing openstack-certificate: Barbican of cloud town has 2 containers web, so that none can be chosen.",
	],
	[
		"quota, by one",
		{ quotas: new Map([["port", { value: { limit: 4, used: 1 } }]]) },
		"missing openstack-quota: 4 ports to be made in cloud town, and 3 of 4 left.",
	],
	[
		"quota that is overdrawn",
		{ quotas: new Map([["instances", { value: { limit: 1, used: 3 } }]]) },
		"missing openstack-quota: 2 servers to be made in cloud town, and 0 of 1 left.",
	],
	[
		"quota of cores, through flavors",
		{ quotas: new Map([["cores", { value: { limit: 3, used: 0 } }]]) },
		"missing openstack-quota: 4 cores to be made in cloud town, and 3 of 3 left.",
	],
	[
		"sight of quota",
		{
			quotas: new Map([
				["port", { why: "hidden" }],
				["network", { why: "hidden" }],
			]),
		},
		"unknown openstack-quota: whether quota is left for 1 network, 4 ports can't be seen: hidden",
	],
])("lacking: %s", (_name, lack, expected) => {
	expect(cloud(lack)).toEqual([expected]);
});

test("everything missing has a cure", () => {
	const nothing: CloudOffer = {
		...CLOUD,
		services: new Set(),
		zones: { compute: { value: [] }, volume: { value: [] } },
		flavors: { value: [] },
		images: new Map([[IMAGE, { value: undefined }]]),
		volumeTypes: new Map([["luks", { exists: { value: false }, encrypted: { value: false } }]]),
		externalNetworks: new Map([["public", { value: false }]]),
		containers: new Map([["web", { value: 0 }]]),
		quotas: new Map([["port", { value: { limit: 0, used: 0 } }]]),
	};
	const checks = [
		...cloudChecks(NEEDS, nothing),
		...clusterChecks(NEEDS, {
			...CLUSTER,
			served: new Set(),
			lacking: { value: ["get pods"] },
			nodes: { value: { zones: [], without: 3 } },
		}),
	];
	expect(checks.filter(({ status, cure }) => status === "missing" && cure === undefined)).toEqual([]);
	expect(checks.filter(({ status }) => status === "missing").length).toBeGreaterThan(15);
});

const CLUSTER: ClusterOffer = {
	context: "lab",
	version: "v1.36.3",
	served: new Set(NEEDS.kubernetes.kinds.keys()),
	lacking: { value: [] },
	gatewayClasses: new Map([["envoy", { value: true }]]),
	ingressClasses: new Map(),
	nodes: { value: { zones: ["a", "b"], without: 0 } },
	secrets: new Map([["passports/web-tls", { value: true }]]),
};
test.each<[string, Partial<ClusterOffer>, string[]]>([
	["nothing", {}, []],
	[
		"the Gateway API",
		{ served: new Set(["v1/Namespace", "apps/v1/Deployment"]) },
		["missing kubernetes-kinds: Cluster lab does not know gateway.networking.k8s.io/v1/Gateway."],
	],
	[
		"its class",
		{ gatewayClasses: new Map([["envoy", { value: false }]]) },
		["missing kubernetes-gateway-class: Cluster lab has no GatewayClass envoy, so that nobody would serve what is described."],
	],
	[
		"an ingress class that nobody may see",
		{ ingressClasses: new Map([["cilium", { why: "forbidden" }]]) },
		["unknown kubernetes-ingress-class: IngressClass cilium can't be seen: forbidden"],
	],
	[
		"rights",
		{ lacking: { value: ["a", "b", "c", "d", "e", "f", "g", "h"] } },
		["missing kubernetes-rights: In cluster lab this account may not a, b, c, d, e, f and 2 more."],
	],
	[
		"zones",
		{ nodes: { value: { zones: [], without: 2 } } },
		["missing kubernetes-zones: No node of cluster lab that takes pods carries a zone (2 without), so that none would take the pods."],
	],
	[
		"a second zone",
		{ nodes: { value: { zones: ["a"], without: 0 } } },
		["missing kubernetes-zones: All nodes of cluster lab are in zone a: its failure would take everything along."],
	],
	[
		"the certificate, which comes later",
		{ secrets: new Map([["passports/web-tls", { value: false }]]) },
		["unknown kubernetes-certificate: TLS Secret passports/web-tls is not there yet; until somebody puts it there, no page is served"],
	],
])("a cluster that lacks %s", (_name, lack, expected) => {
	const found = clusterChecks(NEEDS, { ...CLUSTER, ...lack }).filter(({ status }) => status !== "ok");
	expect(found.map(({ id, status, message }) => `${status} ${id}: ${message}`)).toEqual(expected);
});
