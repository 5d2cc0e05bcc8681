/**
 * The OpenStack goat: a project in which each control about OpenStack has something to find. Vulnerable by design: it goes to the lab's
 * cloud and to no other. `faults.json` lists what was planted; what is not listed there is meant to be right.
 */
import { join } from "node:path";
import { Volume } from "@pulumi/openstack/blockstorage/volume.js";
import { Instance } from "@pulumi/openstack/compute/instance.js";
import { Keypair } from "@pulumi/openstack/compute/keypair.js";
import { RecordSet } from "@pulumi/openstack/dns/recordSet.js";
import { Zone } from "@pulumi/openstack/dns/zone.js";
import { ApplicationCredential } from "@pulumi/openstack/identity/applicationCredential.js";
import { Image } from "@pulumi/openstack/images/image.js";
import { ImageAccess } from "@pulumi/openstack/images/imageAccess.js";
import { ContainerV1 } from "@pulumi/openstack/keymanager/containerV1.js";
import { SecretV1 } from "@pulumi/openstack/keymanager/secretV1.js";
import { Listener } from "@pulumi/openstack/loadbalancer/listener.js";
import { LoadBalancer } from "@pulumi/openstack/loadbalancer/loadBalancer.js";
import { Pool } from "@pulumi/openstack/loadbalancer/pool.js";
import { FloatingIp } from "@pulumi/openstack/networking/floatingIp.js";
import { getNetworkOutput } from "@pulumi/openstack/networking/getNetwork.js";
import { Network } from "@pulumi/openstack/networking/network.js";
import { Port } from "@pulumi/openstack/networking/port.js";
import { Router } from "@pulumi/openstack/networking/router.js";
import { RouterInterface } from "@pulumi/openstack/networking/routerInterface.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import { Subnet } from "@pulumi/openstack/networking/subnet.js";
import { Container } from "@pulumi/openstack/objectstorage/container.js";
import { Provider } from "@pulumi/openstack/provider.js";
import * as pulumi from "@pulumi/pulumi";

/** The lab's entry in clouds.yaml, and its only image. There is no setting for another cloud, so that no slip brings it there. */
const openstack = new Provider("lab", { cloud: "oslab-demo", useOctavia: true });
const own = { provider: openstack };
const DEBIAN = "11111111-1111-4111-8111-111111111111";

// What is right with each resource, unless it is what the resource is there to show.
const labels = { owner: "EXAMPLE-0001", environment: "goat.lab", classification: "internal" };
const tags = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
const resolvers = ["10.40.0.53"];

// Networks: one that is closed, reads as it should, and leads out through a router; and their bad neighbours.
const network = new Network("network", { name: "goat", tags }, own);
const subnet = new Subnet("subnet", { name: "goat", networkId: network.id, cidr: "10.40.0.0/24", dnsNameservers: resolvers, tags }, own);
const outside = getNetworkOutput({ name: "public" }, own);
const router = new Router("router", { name: "goat", externalNetworkId: outside.id, tags }, own);
const way = new RouterInterface("way", { routerId: router.id, subnetId: subnet.id }, own);
new Network("network-down", { name: "goat-down", adminStateUp: false, tags }, own);
const unfiltered = new Network("network-unfiltered", { name: "goat-unfiltered", portSecurityEnabled: false }, own);
new Subnet("subnet-silent", { name: "goat-silent", networkId: unfiltered.id, cidr: "10.41.0.0/24", tags }, own);
const exposed = new Network("network-exposed", { name: "goat-exposed", tags }, own);
const space = new Subnet(
	"subnet-exposed",
	{ name: "goat-exposed", networkId: exposed.id, cidr: "203.0.113.0/24", dnsNameservers: ["8.8.8.8"], tags },
	own,
);

// Groups and their rules.
const group = new SecGroup("group", { name: "goat", description: "Machines of the goat", deleteDefaultRules: true, tags }, own);
const forgotten = new SecGroup("group-forgotten", { name: "goat-forgotten" }, own);
const from = (remoteIpPrefix: string) => ({ remoteIpPrefix, ethertype: remoteIpPrefix.includes(":") ? "IPv6" : "IPv4" });
const [WORLD, WORLD6, PARTNER] = [from("0.0.0.0/0"), from("::/0"), from("192.0.2.0/28")];
const tcp = (first: number, last = first) => ({ protocol: "tcp", portRangeMin: first, portRangeMax: last });
const rule = (name: string, what: object, description = "Planted") =>
	new SecGroupRule(
		`rule-${name}`,
		{ securityGroupId: group.id, direction: "ingress", ethertype: "IPv4", description, ...what },
		{ ...own, deletedWith: group },
	);
rule("ssh", { ...tcp(22), ...WORLD });
rule("rdp", { ...tcp(3389), ...WORLD });
rule("winrm", { ...tcp(5985, 5986), ...WORLD6 });
rule("database", { ...tcp(5432), ...WORLD6 });
rule("management", { ...tcp(6443), ...WORLD });
rule("ping", { protocol: "icmp", ...WORLD });
rule("telnet", { ...tcp(23), ...PARTNER });
rule("all-ports", { protocol: "tcp", ...PARTNER });
rule("any-protocol", { ...from("192.0.2.16/28") });
rule("wide", { ...tcp(8000, 8200), ...PARTNER });
rule("mail", { ...tcp(25), ...WORLD, direction: "egress" });
rule("undescribed", { ...tcp(443), ...PARTNER }, "");
// Neither half is the world; together they are.
rule("lower-half", { ...tcp(8080), ...from("0.0.0.0/1") });
rule("upper-half", { ...tcp(8080), ...from("128.0.0.0/1") });

// Ports.
const plug = { networkId: network.id, fixedIps: [{ subnetId: subnet.id }], tags };
const named = { securityGroupIds: [group.id] };
new Port("port-default", { name: "goat-default", ...plug, tags: [] }, own);
new Port("port-unfiltered", { name: "goat-unfiltered", ...plug, noSecurityGroups: true, portSecurityEnabled: false }, own);
new Port("port-groupless", { name: "goat-groupless", ...plug, noSecurityGroups: true }, own);
new Port("port-spoofing", { name: "goat-spoofing", ...plug, ...named, allowedAddressPairs: [{ ipAddress: "10.0.0.0/8" }] }, own);
const reached = new Port("port-reached", { name: "goat-reached", ...plug, ...named }, own);

// Machines.
new Keypair(
	"key-weak",
	{
		name: "goat-weak",
		publicKey:
			"ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDKHG4MIZbz9zQG+uo0SVK9RiL53sqQFfjjwYK+ihf4//TPHqs9S7UDttWnPMP3JhE/XHv64j99W20VNDaykwW8RB+3kMuUIdVHHN+xEJtCL7FKZCSa2/dQxh4XlbUo4X2meswDiL96OVvwvnfxsCfzN+h27rEN+WqSnuefNxHphjBJFPbdm3d9ANP/do8nsco1BeX6raf4tzydsGT6QcQwcCswnc52FpXNpnQ/gVKh3q4EVgBUyWNsRYpzh0WVhsuNKmD4F6TMjO339yMgSJcGbTAuYnBSBFchrsK2yk/YIiEFugZV908zCafN/udZSDqpNZR10+0shKaiNSNNF/6v old@saint-exemple.example",
	},
	own,
);
const key = new Keypair(
	"key",
	{
		name: "goat",
		publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBi6OOthzPk8EHdWntI7n3gBRZ170hZLe+kcqPCj3/bO admin@saint-exemple.example",
	},
	own,
);
// An address that is known only once the cloud has answered: until then nobody can say how open the rule is.
const later = key.fingerprint.apply(() => "0.0.0.0/0");
rule("later", { ...tcp(22), ethertype: "IPv4", remoteIpPrefix: later, securityGroupId: forgotten.id });

// A local disk is right for data that is public anyway.
const machine = {
	flavorName: "m1.small",
	imageId: DEBIAN,
	keyPair: key.name,
	configDrive: true,
	networks: [{ uuid: network.id }],
	securityGroups: [group.name],
	metadata: { ...labels, classification: "public" },
};
const ready = { ...own, dependsOn: [subnet, space] };
new Instance(
	"server-careless",
	{
		name: "goat-careless",
		flavorName: "m1.small",
		imageName: "debian-12",
		networks: [{ uuid: exposed.id }],
		adminPass: pulumi.secret("Example-1234"),
		powerState: "shutoff",
	},
	ready,
);
const cloudInit = `#cloud-config
password: Example-1234
ntp: { enabled: true, servers: [ntp.abroad.example] }
runcmd: [echo https://sqs.eu-west-1.amazonaws.com/123 > /etc/queue]
`;
new Instance(
	"server-leaky",
	{ name: "goat-leaky", ...machine, metadata: { ...machine.metadata, "db-password": "Example-1234" }, userData: cloudInit },
	ready,
);
const abroad = {
	CDN_HOST: "https://cdn.abroad.example",
	ACME_SERVER: "https://acme.abroad.example",
	OIDC_ISSUER_URL: "https://login.abroad.example",
	VAULT_ADDR: "https://keys.abroad.example",
	OTEL_EXPORTER_OTLP_ENDPOINT: "https://telemetry.abroad.example",
};
new Instance("server-abroad", { name: "goat-abroad", ...machine, metadata: { ...machine.metadata, ...abroad } }, ready);
new Instance("web-0", { name: "goat-web-0", ...machine }, ready);
new Instance("web-1", { name: "goat-web-1", ...machine }, ready);
const { securityGroups: _, ...plain } = machine;
new Instance("server-reached", { name: "goat-reached", ...plain, networks: [{ port: reached.id }] }, ready);
new FloatingIp("address", { pool: "public", portId: reached.id, tags }, { ...own, dependsOn: way });

// Volumes. Most are kept on purpose, so that only one is left lying about.
const kept = { ...labels, "socle:kept-data": "true" };
const disk = { size: 1, volumeType: "luks", metadata: kept };
new Volume("volume-plain", { name: "goat-plain", size: 1, volumeType: "standard", region: "RegionOne", availabilityZone: "az1" }, own);
new Volume("volume-leaky", { name: "goat-leaky", ...disk, metadata: { ...kept, "db-password": "Example-1234" } }, own);
const records = new Volume("volume-records", { name: "goat-records", ...disk, metadata: { ...kept, environment: "goat.production" } }, own);
new Volume("volume-copy", { name: "goat-copy", ...disk, sourceVolId: records.id }, own);

// Images, of whatever bytes are at hand.
const image = { localFilePath: join(import.meta.dirname, "README.md"), containerFormat: "bare", diskFormat: "raw" };
new Image("image-open", { name: "goat-open", ...image, visibility: "community", verifyChecksum: false }, own);
const hardened = { hw_mem_encryption: "true", hw_firmware_type: "uefi", os_secure_boot: "required" };
const shared = new Image("image-shared", { name: "goat-shared", ...image, visibility: "shared", properties: hardened }, own);
for (const town of ["a", "b"]) new ImageAccess(`image-for-town-${town}`, { imageId: shared.id, memberId: town.repeat(32) }, own);

// Objects.
const bucket = { versioning: true, forceDestroy: true, metadata: labels };
new Container("container-public", { name: "goat-public", ...bucket, containerRead: ".r:*,.rlistings" }, own);
new Container("container-anyone", { name: "goat-anyone", ...bucket, containerRead: "*:*", containerWrite: "*:*" }, own);
new Container("container-leaky", { name: "goat-leaky", ...bucket, metadata: { ...labels, "db-password": "Example-1234" } }, own);
new Container("container-forgetful", { name: "goat-forgetful", ...bucket, versioning: false }, own);
// Swift takes no host but this one, unless its operator names more.
new Container("container-synced", { name: "goat-synced", ...bucket, containerSyncTo: "http://127.0.0.1/v1/AUTH_town/files" }, own);

// Secrets.
const word = { payload: "Example-1234", payloadContentType: "text/plain", secretType: "passphrase" };
const password = new SecretV1("secret-open", { name: "goat-open", ...word }, own);
const des = { secretType: "symmetric", algorithm: "des", bitLength: 56, payload: "ZXhhbXBsZTE=" };
const binary = { payloadContentType: "application/octet-stream", payloadContentEncoding: "base64" };
new SecretV1("secret-weak", { name: "goat-weak", ...des, ...binary, acl: { read: { projectAccess: false } } }, own);
const reference = password.id.apply((id) => `http://127.0.0.1:28311/v1/secrets/${id}`);
new ContainerV1("secrets-open", { name: "goat", type: "generic", secretRefs: [{ name: "password", secretRef: reference }] }, own);

// An application credential that may do all, for ever.
new ApplicationCredential("credential", { name: "goat", roles: ["member"], unrestricted: true }, own);

// Names.
const zone = new Zone("zone", { name: "goat.example.", email: "root@localhost" }, own);
new RecordSet("record", { name: "shop.goat.example.", zoneId: zone.id, type: "CNAME", records: ["shop.given-up.example."] }, own);

// A balancer in clear, in front of nobody knows what.
const balancer = new LoadBalancer("balancer", { name: "goat", vipSubnetId: subnet.id, securityGroupIds: [group.id] }, own);
const pool = new Pool("pool", { name: "goat", loadbalancerId: balancer.id, protocol: "HTTP", lbMethod: "ROUND_ROBIN" }, own);
new Listener("listener", { name: "goat", loadbalancerId: balancer.id, protocol: "HTTP", protocolPort: 80, defaultPoolId: pool.id }, own);
