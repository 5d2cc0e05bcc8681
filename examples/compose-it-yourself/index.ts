/**
 * A library's reading room, as somebody would write it who knows Pulumi and takes from Socle what is tedious to get right. Components and plain
 * resources stand side by side, and the controls judge both.
 */
import { getNetworkOutput } from "@pulumi/openstack/networking/getNetwork.js";
import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";
import * as pulumi from "@pulumi/pulumi";
// Inside a project of your own, after `npm install socle`: from "socle".
import { Bastion, Network, ObjectStore, Servers, Volume } from "../../components/index.ts";

const config = new pulumi.Config();
const zones = config.requireObject<string[]>("zones");
const tags = { owner: "EXAMPLE-0400", environment: `reading-room.${pulumi.getStack()}`, classification: "public" };
const physicalName = `reading-room-${pulumi.getStack()}`;
// A placeholder whose private half nobody has.
const publicKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBi6OOthzPk8EHdWntI7n3gBRZ170hZLe+kcqPCj3/bO admin@library.example";
const imageId = config.require("image");
const flavor = config.require("flavor");
const volumeType = config.get("volumeType") ?? "luks";
const timeServers = ["ptbtime1.ptb.de", "ntp.obspm.fr"];
const resolvers = ["86.54.11.100", "86.54.11.200"];
const externalNetwork = config.require("externalNetwork");

const network = new Network("network", {
	externalNetworkId: getNetworkOutput({ name: externalNetwork, external: true }).id,
	tiers: { edge: "10.50.0.0/20", app: "10.50.16.0/20", data: "10.50.32.0/20" },
	resolvers,
	tags,
	physicalName,
});
const placed = { networkId: network.networkId, subnetId: network.appSubnetId, volumeType, imageId, publicKey, timeServers, tags };
const options = { dependsOn: network };

const bastion = new Bastion(
	"bastion",
	{
		...placed,
		adminFrom: ["192.0.2.0/28"],
		leadsTo: [network.appGroupId],
		floatingIpPool: externalNetwork,
		zone: zones[0]!,
		flavor,
		resolvers,
		physicalName: `${physicalName}-bastion`,
	},
	options,
);

const catalogue = new Servers(
	"catalogue",
	{ ...placed, count: 1, zones, flavor, securityGroupIds: [network.appGroupId], physicalName: `${physicalName}-catalogue` },
	// The bastion adds rules to the group: every rule stands before the server does.
	{ dependsOn: [network, bastion] },
);
new Volume("scans", {
	sizeGiB: 10,
	volumeType,
	zone: zones[0]!,
	serverId: catalogue.serverIds.apply(([first]) => first!),
	onRemoval: config.get("keepScans") === "no" ? "erase" : "refuse",
	tags,
	physicalName: `${physicalName}-scans`,
});

// A plain resource beside them: the readers' room in the building reaches the catalogue.
new SecGroupRule("readers", {
	securityGroupId: network.appGroupId,
	description: "The reading room reaches the catalogue",
	direction: "ingress",
	ethertype: "IPv4",
	protocol: "tcp",
	portRangeMin: 8443,
	portRangeMax: 8443,
	remoteIpPrefix: "198.51.100.0/26",
});
const papers = new ObjectStore("papers", { retention: "10y", tags, physicalName: `${physicalName}-papers` });

export const bastionAddress = bastion.address;
export const bucket = papers.bucket;
