import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { Namespace } from "@pulumi/kubernetes/core/v1/namespace.js";
import { Ingress } from "@pulumi/kubernetes/networking/v1/ingress.js";
import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy.js";
import { Provider as Kubernetes } from "@pulumi/kubernetes/provider.js";
import { Volume } from "@pulumi/openstack/blockstorage/volume.js";
import { Instance } from "@pulumi/openstack/compute/instance.js";
import { Keypair } from "@pulumi/openstack/compute/keypair.js";
import { Listener } from "@pulumi/openstack/loadbalancer/listener.js";
import { LoadBalancer } from "@pulumi/openstack/loadbalancer/loadBalancer.js";
import { Network } from "@pulumi/openstack/networking/network.js";
import { Port } from "@pulumi/openstack/networking/port.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import { Subnet } from "@pulumi/openstack/networking/subnet.js";
import { Container } from "@pulumi/openstack/objectstorage/container.js";
import { Provider as OpenStack } from "@pulumi/openstack/provider.js";
import * as pulumi from "@pulumi/pulumi";
import type { Environment } from "../../environment/environment.ts";

/** The controls that this town sins against, over both clouds and the declaration. */
export const sinnedAgainst: readonly string[] = [
	"net-no-world-ingress",
	"net-no-world-ssh",
	"net-no-world-database",
	"net-no-all-ports",
	"net-port-security-enabled",
	"net-default-group-unused",
	"compute-no-admin-password",
	"compute-keypair",
	"compute-encrypted-boot",
	"compute-anti-affinity",
	"volume-encrypted",
	"object-no-public-read",
	"lb-listener-encrypted",
	"lb-restricts-sources",
	"pod-privileged",
	"pod-run-as-non-root",
	"pod-privilege-escalation",
	"pod-image-digest",
	"pod-memory-limit",
	"namespace-pod-security",
	"namespace-default-deny",
	"ingress-tls",
	"gateway-tls",
	"residency-region",
	"supplier-registry",
];

/** What a plan says of a planted fault, and what is said once every value is known. */
export type Planted = "fail" | "unknown, then fail" | "unknown, then pass" | "unknown, then not-applicable";

/**
 * Which control finds what in which resource of the program, by the resource's name in it. What is not here must pass or not be applicable.
 * Every control fails somewhere; every one that a value can leave undecided is undecided somewhere.
 */
export const planted: Readonly<Record<string, Readonly<Record<string, Planted>>>> = {
	"bad-town": { "residency-region": "fail" },

	"network-open": { "net-port-security-enabled": "fail" },
	"network-later": { "net-port-security-enabled": "unknown, then fail" },
	"port-default": { "net-default-group-unused": "fail" },
	"port-later": { "net-default-group-unused": "unknown, then fail", "net-port-security-enabled": "unknown, then pass" },
	"rule-ssh": { "net-no-world-ssh": "fail", "net-no-world-ingress": "fail" },
	"rule-database": { "net-no-world-database": "fail", "net-no-world-ingress": "fail" },
	"rule-all-ports": { "net-no-all-ports": "fail" },
	"rule-ssh-later": { "net-no-world-ssh": "unknown, then fail", "net-no-world-ingress": "unknown, then fail" },
	"rule-database-later": { "net-no-world-database": "unknown, then pass", "net-no-world-ingress": "unknown, then pass" },
	// The address of a server lies inside a list that the program wrote; a plan must not take it for absent.
	"rule-server": { "net-no-world-ssh": "unknown, then pass", "net-no-world-ingress": "unknown, then pass" },
	"rule-ports-later": {
		"net-no-all-ports": "unknown, then fail",
		"net-no-world-ssh": "unknown, then pass",
		"net-no-world-database": "unknown, then pass",
		"net-no-world-ingress": "unknown, then pass",
	},

	"server-bare": {
		"compute-no-admin-password": "fail",
		"compute-keypair": "fail",
		"compute-encrypted-boot": "fail",
		"net-default-group-unused": "fail",
	},
	"replica-0": {
		"compute-keypair": "unknown, then pass",
		"compute-encrypted-boot": "unknown, then pass",
		"compute-anti-affinity": "unknown, then fail",
	},
	"replica-1": { "compute-anti-affinity": "fail" },
	"volume-plain": { "volume-encrypted": "fail", "residency-region": "fail" },
	"volume-later": { "volume-encrypted": "unknown, then pass", "residency-region": "unknown, then fail" },

	"container-public": { "object-no-public-read": "fail" },
	"container-later": { "object-no-public-read": "unknown, then fail" },
	"listener-plain": { "lb-listener-encrypted": "fail", "lb-restricts-sources": "fail" },
	"listener-later": { "lb-listener-encrypted": "unknown, then fail", "lb-restricts-sources": "unknown, then pass" },

	"namespace-open": { "namespace-pod-security": "fail", "namespace-default-deny": "fail" },
	"namespace-later": { "namespace-pod-security": "unknown, then fail", "namespace-default-deny": "unknown, then pass" },
	"web-open": {
		"pod-image-digest": "fail",
		"pod-memory-limit": "fail",
		"pod-privilege-escalation": "fail",
		"pod-privileged": "fail",
		"pod-run-as-non-root": "fail",
		"supplier-registry": "fail",
	},
	"web-later": {
		"namespace-default-deny": "unknown, then not-applicable",
		"pod-image-digest": "unknown, then fail",
		"pod-memory-limit": "unknown, then pass",
		"pod-privilege-escalation": "unknown, then pass",
		"pod-privileged": "unknown, then pass",
		"pod-run-as-non-root": "unknown, then fail",
		"supplier-registry": "unknown, then fail",
	},
	"ingress-open": { "ingress-tls": "fail" },
	"ingress-later": { "ingress-tls": "unknown, then fail" },
	"gateway-open": { "gateway-tls": "fail" },
	"gateway-later": { "gateway-tls": "unknown, then pass" },
};

const IMAGE = "11111111-1111-4111-8111-111111111111";

/** A program that obeys no rule, and that a cloud makes all the same. */
export async function program({ cloud, cluster }: Environment): Promise<Record<string, unknown>> {
	const openstack = new OpenStack("openstack", { cloud: cloud.cloud, useOctavia: true });
	const own = { provider: openstack };
	const prefix = "bad-town";

	const key = new Keypair("key", { name: prefix, publicKey: cloud.adminKey ?? "" }, own);
	/** A value that is known once the key exists. */
	const later = <T>(value: T): pulumi.Output<T> => key.fingerprint.apply(() => value);

	const network = new Network("network", { name: prefix }, own);
	const subnet = new Subnet("subnet", { name: prefix, networkId: network.id, cidr: "10.30.0.0/24" }, own);
	new Network("network-open", { name: `${prefix}-open`, portSecurityEnabled: false }, own);
	new Network("network-later", { name: `${prefix}-later`, portSecurityEnabled: later(false) }, own);

	// Read, not made: nothing here is judged by it.
	Network.get("network-read", network.id, {}, own);
	const group = new SecGroup("group", { name: prefix, deleteDefaultRules: true }, own);
	const port = { networkId: network.id, fixedIps: [{ subnetId: subnet.id }] };
	new Port("port-default", { name: `${prefix}-default`, ...port }, own);
	new Port("port-later", { name: `${prefix}-later`, ...port, securityGroupIds: later([]), portSecurityEnabled: later(true) }, own);

	const rule = { securityGroupId: group.id, direction: "ingress", ethertype: "IPv4", protocol: "tcp" };
	const inGroup = { ...own, deletedWith: group };
	const ports = (from: pulumi.Input<number>, to = from) => ({ portRangeMin: from, portRangeMax: to });
	new SecGroupRule("rule-ssh", { ...rule, ...ports(22), remoteIpPrefix: "0.0.0.0/0" }, inGroup);
	new SecGroupRule("rule-database", { ...rule, ...ports(5432), ethertype: "IPv6", remoteIpPrefix: "::/0" }, inGroup);
	new SecGroupRule("rule-all-ports", { ...rule, remoteIpPrefix: "192.0.2.0/24" }, inGroup);
	new SecGroupRule("rule-ssh-later", { ...rule, ...ports(20, 25), remoteIpPrefix: later("0.0.0.0/0") }, inGroup);
	new SecGroupRule("rule-database-later", { ...rule, ...ports(5432), remoteIpPrefix: later("192.0.2.0/24") }, inGroup);
	new SecGroupRule("rule-ports-later", { ...rule, ...ports(1, later(65_535)), remoteIpPrefix: "198.51.100.0/24" }, inGroup);

	const server = { flavorName: "m1.small", networks: [{ uuid: network.id }] };
	const ready = { ...own, dependsOn: subnet };
	const bare = new Instance(
		"server-bare",
		{ name: `${prefix}-bare`, ...server, imageId: IMAGE, adminPass: pulumi.secret("Example-1234") },
		ready,
	);
	const disk = { sourceType: "image", destinationType: "volume", bootIndex: 0, uuid: IMAGE, volumeSize: 1, deleteOnTermination: true };
	const address = bare.networks.apply(([first]) => `${first?.fixedIpV4}/32`);
	new SecGroupRule("rule-server", { ...rule, ...ports(22), remoteIpPrefix: address }, inGroup);
	// Replicas without a name of their own: the cloud knows them by names with random digits.
	const replica = { ...server, securityGroups: [group.name] };
	new Instance(
		"replica-0",
		{
			...replica,
			keyPair: later(prefix),
			blockDevices: [{ ...disk, volumeType: later("luks") }],
			schedulerHints: later([]),
		},
		ready,
	);
	new Instance("replica-1", { ...replica, keyPair: key.name, blockDevices: [{ ...disk, volumeType: "luks" }] }, ready);
	new Volume("volume-plain", { name: `${prefix}-plain`, size: 1, volumeType: "standard", region: "RegionOne" }, own);
	new Volume("volume-later", { name: `${prefix}-later`, size: 1, volumeType: later("luks"), region: later("RegionOne") }, own);

	new Container("container-public", { name: `${prefix}-public`, containerRead: ".r:*,.rlistings" }, own);
	new Container("container-later", { name: `${prefix}-later`, containerRead: later(".r:*") }, own);

	const balancer = new LoadBalancer("balancer", { name: prefix, vipSubnetId: subnet.id, securityGroupIds: [group.id] }, own);
	const listener = { loadbalancerId: balancer.id, protocol: "HTTP" };
	new Listener("listener-plain", { name: `${prefix}-plain`, ...listener, protocolPort: 8080 }, own);
	new Listener("listener-later", { name: `${prefix}-later`, ...listener, protocolPort: 80, allowedCidrs: later(["192.0.2.0/24"]) }, own);

	const kubernetes = { provider: kubernetesOf(cluster?.context ?? "") };
	const open = `${prefix}-open`;
	const enforce = "pod-security.kubernetes.io/enforce";
	const inOpen = { ...kubernetes, dependsOn: new Namespace("namespace-open", { metadata: { name: open } }, kubernetes) };
	// Without a name of its own: the provider makes one up.
	const namespace = new Namespace("namespace-later", { metadata: { labels: { [enforce]: later("baseline") } } }, kubernetes);
	const closed = namespace.metadata.name;
	new NetworkPolicy(
		"policy-open",
		{ metadata: { name: "open", namespace: open }, spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{}] } },
		inOpen,
	);
	new NetworkPolicy(
		"policy-later",
		{ metadata: { name: "deny", namespace: closed }, spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] } },
		kubernetes,
	);
	const labels = { app: "web" };
	const deployment = (namespace: pulumi.Input<string>, container: object) => ({
		metadata: { name: "web", namespace },
		spec: {
			selector: { matchLabels: labels },
			template: { metadata: { labels }, spec: { containers: [{ name: "web", ...container } as never] } },
		},
	});
	const image = "registry.overseas.example/web:1";
	new Deployment("web-open", deployment(open, { image, securityContext: { privileged: true } }), inOpen);
	const securityContext = {
		privileged: later(false),
		allowPrivilegeEscalation: later(false),
		runAsNonRoot: later(false),
	};
	const container = { image: later(image), securityContext, resources: { limits: { memory: later("64Mi") } } };
	new Deployment("web-later", deployment(closed, container), kubernetes);

	const rules = (host: pulumi.Input<string>) => {
		const backend = { service: { name: "web", port: { number: 80 } } };
		return [{ host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }];
	};
	new Ingress("ingress-open", { metadata: { name: "web", namespace: open }, spec: { rules: rules("web.example") } }, inOpen);
	const tls = [{ hosts: ["web.example"], secretName: "web" }];
	new Ingress(
		"ingress-later",
		{ metadata: { name: "web", namespace: closed }, spec: { tls, rules: rules(later("other.example")) } },
		kubernetes,
	);
	const gateway = (namespace: pulumi.Input<string>, ...listeners: object[]) => ({
		apiVersion: "gateway.networking.k8s.io/v1",
		kind: "Gateway",
		metadata: { name: "web", namespace },
		spec: { gatewayClassName: "none", listeners },
	});
	new CustomResource("gateway-open", gateway(open, { name: "http", protocol: "HTTP", port: 80 }), inOpen);
	const certificateRefs = [{ name: "web" }];
	new CustomResource(
		"gateway-later",
		gateway(closed, { name: "https", protocol: later("HTTPS"), port: 443, tls: { certificateRefs } }),
		kubernetes,
	);
	return {};
}

/** Without KUBECONFIG, which the SDK would write into the provider's inputs. */
function kubernetesOf(context: string): Kubernetes {
	const { KUBECONFIG: own } = process.env;
	delete process.env["KUBECONFIG"];
	try {
		return new Kubernetes("kubernetes", { context, enableServerSideApply: true });
	} finally {
		if (own !== undefined) process.env["KUBECONFIG"] = own;
	}
}
