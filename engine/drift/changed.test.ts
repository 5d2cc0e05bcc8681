import { expect, test } from "vitest";
import { changedFields } from "./changed.ts";
import { NOISE } from "./noise.ts";

const PORT = "openstack:networking/port:Port";
const DEPLOYMENT = "apps/v1/Deployment";
const container = (more: object) => ({
	spec: {
		template: {
			spec: {
				containers: [
					{ name: "web", image: "a" },
					{ name: "log", ...more },
				],
			},
		},
	},
});

test.each<[string, string, unknown, unknown, unknown[]]>([
	["the same", PORT, { name: "a", tags: ["x", "y"] }, { name: "a", tags: ["y", "x"] }, []],
	["nothing, in every spelling", PORT, { a: null, b: "", c: [], d: {}, e: undefined }, {}, []],
	[
		"a switch that was never described",
		PORT,
		{ portSecurityEnabled: true },
		{ portSecurityEnabled: false },
		[["portSecurityEnabled", true, false]],
	],
	[
		"a list that lost what it held",
		PORT,
		{ allSecurityGroupIds: ["g"] },
		{ allSecurityGroupIds: [] },
		[["allSecurityGroupIds", ["g"], undefined]],
	],
	[
		"a list that gained",
		PORT,
		{ allowedAddressPairs: [] },
		{ allowedAddressPairs: [{ ipAddress: "0.0.0.0/0" }] },
		[["allowedAddressPairs", undefined, [{ ipAddress: "0.0.0.0/0" }]]],
	],
	[
		"a label of any name",
		"v1/Namespace",
		{ metadata: { labels: { "x.y/enforce": "restricted" } } },
		{ metadata: { labels: { "x.y/enforce": "privileged" } } },
		[["metadata.labels.x.y/enforce", "restricted", "privileged"]],
	],
	[
		"an element by its name, wherever it stands",
		DEPLOYMENT,
		container({ image: "b" }),
		{
			spec: {
				template: {
					spec: {
						containers: [
							{ name: "log", image: "c" },
							{ name: "web", image: "a" },
						],
					},
				},
			},
		},
		[["spec.template.spec.containers.log.image", "b", "c"]],
	],
	[
		"an element that was added",
		DEPLOYMENT,
		{ spec: { list: [{ name: "a" }] } },
		{ spec: { list: [{ name: "a" }, { name: "b" }] } },
		[["spec.list.b", undefined, { name: "b" }]],
	],
	[
		"an order that means something",
		DEPLOYMENT,
		{ spec: { args: ["--deny", "--allow"] } },
		{ spec: { args: ["--allow", "--deny"] } },
		[["spec.args", ["--deny", "--allow"], ["--allow", "--deny"]]],
	],
	[
		"what a server observes",
		DEPLOYMENT,
		{ status: { replicas: 1 }, metadata: { generation: 1 } },
		{ status: { replicas: 2 }, metadata: { generation: 2 } },
		[],
	],
	[
		"an empty object in a list is not nothing: it lets all traffic in",
		"networking.k8s.io/v1/NetworkPolicy",
		{ spec: { ingress: [] } },
		{ spec: { ingress: [{}] } },
		[["spec.ingress", undefined, [{}]]],
	],
	[
		"zero and false are values",
		PORT,
		{},
		{ a: 0, b: false },
		[
			["a", undefined, 0],
			["b", undefined, false],
		],
	],
	["another kind of value", PORT, { a: { b: 1 } }, { a: [1] }, [["a", { b: 1 }, [1]]]],
])("%s", (_name, type, before, after, expected) => {
	expect(changedFields(type, before, after).map(({ path, described, found }) => [path.join("."), described, found])).toEqual(expected);
});

test("pointers lead to the element in what the cloud has now", () => {
	const before = {
		spec: {
			containers: [
				{ name: "a", image: "1" },
				{ name: "b", image: "1" },
			],
		},
	};
	const after = {
		spec: {
			containers: [
				{ name: "b", image: "2" },
				{ name: "a", image: "1" },
			],
		},
		metadata: { annotations: { "x/y~z": "1" } },
	};
	expect(changedFields("v1/Pod", before, after).map(({ pointer }) => pointer)).toEqual([
		"/spec/containers/0/image",
		"/metadata/annotations/x~1y~0z",
	]);
});

test("a port that is plugged in since is noise, one that is plugged in elsewhere is not", () => {
	expect(changedFields(PORT, { deviceId: "" }, { deviceId: "server-1" })).toEqual([]);
	expect(changedFields(PORT, { deviceId: "server-1" }, { deviceId: "server-2" })).toHaveLength(1);
});

/** Properties that decide who reaches what or who may do what. A row of noise that covers one of them hides an attack. */
const DECISIVE: [type: string, paths: string[]][] = [
	[
		PORT,
		["allSecurityGroupIds", "portSecurityEnabled", "allowedAddressPairs", "adminStateUp", "networkId", "fixedIps", "macAddress", "tags"],
	],
	[
		"openstack:networking/secGroupRule:SecGroupRule",
		["remoteIpPrefix", "remoteGroupId", "portRangeMin", "portRangeMax", "protocol", "direction"],
	],
	["openstack:networking/network:Network", ["shared", "portSecurityEnabled", "external"]],
	["openstack:networking/subnet:Subnet", ["dnsNameservers", "gatewayIp", "hostRoutes"]],
	["openstack:networking/router:Router", ["externalNetworkId", "enableSnat"]],
	[
		"openstack:compute/instance:Instance",
		["securityGroups", "networks", "keyPair", "metadata", "imageId", "flavorId", "powerState", "availabilityZone"],
	],
	["openstack:blockstorage/volume:Volume", ["volumeType", "multiattach", "metadata", "size"]],
	["openstack:loadbalancer/listener:Listener", ["allowedCidrs", "protocol", "defaultTlsContainerRef", "tlsVersions", "adminStateUp"]],
	["openstack:objectstorage/container:Container", ["containerRead", "containerWrite", "versioning", "containerSyncTo"]],
	["v1/Namespace", ["metadata.labels.pod-security.kubernetes.io/enforce", "metadata.annotations.socle/public-edge"]],
	[DEPLOYMENT, ["spec.template.spec.hostNetwork", "spec.template.spec.containers.web.image", "spec.replicas", "metadata.labels.owner"]],
	["networking.k8s.io/v1/NetworkPolicy", ["spec.ingress", "spec.egress", "spec.podSelector.matchLabels", "spec.policyTypes"]],
	["rbac.authorization.k8s.io/v1/RoleBinding", ["subjects", "roleRef.name"]],
	["rbac.authorization.k8s.io/v1/Role", ["rules"]],
	["v1/Service", ["spec.type", "spec.externalIPs", "spec.selector.app", "spec.loadBalancerSourceRanges"]],
];
test.each(DECISIVE)("no row of noise covers what decides about %s", (type, paths) => {
	for (const path of paths) {
		expect(
			NOISE.filter((row) => row.type.test(type) && row.path.test(path)).map(({ why }) => why),
			path,
		).toEqual([]);
	}
});

test("a balancer's member that got its defaults is noise, one that became a backup is not", () => {
	const members = (more: object) => ({ members: [{ name: "web-0", address: "192.0.2.1", ...more }] });
	const type = "openstack:loadbalancer/members:Members";
	expect(changedFields(type, members({}), members({ backup: false, monitorPort: 0 }))).toEqual([]);
	expect(changedFields(type, members({ backup: false }), members({ backup: true }))).toHaveLength(1);
	expect(changedFields(type, members({}), members({ weight: 0 }))).toHaveLength(1);
});

test("every row of noise says why", () => {
	expect(NOISE.filter(({ why }) => why.length < 15)).toEqual([]);
});
