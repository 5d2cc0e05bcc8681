import * as pulumi from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { Unknown } from "../../inventory/resource.ts";
import { countByType, inputs, logicalName, planServers } from "./test-data.ts";

const urn = (type: string, name: string) => `urn:pulumi:town-hall.production.foundation::socle::socle:index:Servers$${type}::${name}`;

test("what a pool consists of", async () => {
	expect(countByType(await planServers({ count: 3 }))).toMatchInlineSnapshot(`
		{
		  "openstack:blockstorage/volume:Volume": 3,
		  "openstack:compute/instance:Instance": 3,
		  "openstack:compute/keypair:Keypair": 1,
		  "openstack:compute/serverGroup:ServerGroup": 1,
		  "openstack:networking/port:Port": 3,
		}
	`);
});

test("a server has a port and an encrypted volume of its own, a key, and no password", async () => {
	const plan = await planServers();
	const server = inputs(plan, "registry-0");
	expect(server).toMatchObject({
		availabilityZone: "az1",
		blockDevices: [{ bootIndex: 0, sourceType: "volume", destinationType: "volume", deleteOnTermination: false }],
		configDrive: true,
		stopBeforeDestroy: true,
	});
	expect(server).not.toHaveProperty("adminPass");
	expect(server).toHaveProperty(
		"blockDevices.0.uuid",
		new Unknown(undefined, [urn("openstack:blockstorage/volume:Volume", "registry-0-boot")]),
	);
	expect(server).toHaveProperty("networks.0.port", new Unknown(undefined, [urn("openstack:networking/port:Port", "registry-0-port")]));
	expect(server).toHaveProperty(
		"schedulerHints.0.group",
		new Unknown(undefined, [urn("openstack:compute/serverGroup:ServerGroup", "registry-hosts")]),
	);
	expect(inputs(plan, "registry-0-boot")).toMatchObject({ volumeType: "luks", size: 20, availabilityZone: "az1" });
	expect(inputs(plan, "registry-0-port")).toMatchObject({ portSecurityEnabled: true, securityGroupIds: ["app"] });
	expect(inputs(plan, "registry-hosts")).toMatchObject({ policies: ["anti-affinity"] });
});

test("servers fill the zones in turn, their volumes beside them", async () => {
	const plan = await planServers({ count: 4, zones: ["a", "b", "c"] });
	const zones = (suffix: string) => [0, 1, 2, 3].map((index) => inputs(plan, `registry-${index}${suffix}`)["availabilityZone"]);
	expect(zones("")).toEqual(["a", "b", "c", "a"]);
	expect(zones("-boot")).toEqual(["a", "b", "c", "a"]);
});

test("each server waits for the one before, so that they are replaced one after the other", async () => {
	const { resources } = await planServers({ count: 3 });
	const waits = resources
		.filter(({ type }) => type === "openstack:compute/instance:Instance")
		.map(({ dependsOn }) => dependsOn.filter((id) => id.includes("Instance")).map((id) => id.slice(id.lastIndexOf("::") + 2)));
	expect(waits).toEqual([[], ["registry-0"], ["registry-1"]]);
});

test("another key has another name, and with it other servers", async () => {
	const name = async (key: string) => inputs(await planServers({ publicKey: `ssh-ed25519 ${key} a comment` }), "registry-key")["name"];
	expect(await name("AAAA1")).toMatch(/^registry-[0-9a-f]{8}$/);
	expect(await name("AAAA1")).not.toBe(await name("AAAA2"));
	const plan = await planServers();
	expect(inputs(plan, "registry-1")["keyPair"]).toBe(inputs(plan, "registry-key")["name"]);
});

test("sharing hosts where room is short is said by name", async () => {
	const plan = await planServers({ antiAffinity: "soft" });
	expect(inputs(plan, "registry-hosts")).toMatchObject({ policies: ["soft-anti-affinity"] });
	expect(plan.components[0]?.properties["antiAffinity"]).toBe("soft");
});

test.each([
	["count", { count: 0 }],
	["count", { count: 51 }],
	["count", { count: 1.5 }],
	["zones", { zones: [] }],
	["imageId", { imageId: "Debian 12" }],
	["imageId", { imageId: pulumi.output("Debian 12") }],
	["diskGiB", { diskGiB: 0 }],
	["publicKey", { publicKey: "" }],
	["publicKey", { publicKey: "-----BEGIN OPENSSH PRIVATE KEY-----" }],
])("refuses %s: %o", async (input, args) => {
	await expect(planServers(args)).rejects.toThrow(`registry: "${input}" must be`);
});

test("a refusal does not repeat what it refuses", async () => {
	const secret = "-----BEGIN OPENSSH PRIVATE KEY----- canary";
	const error = await planServers({ publicKey: secret }).catch(String);
	expect(error).toContain("publicKey");
	expect(error).not.toContain("canary");
});

test("names of servers count from 0", async () => {
	const { resources } = await planServers();
	expect(resources.filter(({ type }) => type.endsWith(":Instance")).map(logicalName)).toEqual(["registry-0", "registry-1"]);
});
