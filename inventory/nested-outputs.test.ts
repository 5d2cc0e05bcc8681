import type { Output } from "@pulumi/pulumi";
import { expect, test } from "vitest";
import { plan } from "./plan.ts";
import { loadSdk } from "./pulumi-sdk.ts";
import { Unknown } from "./resource.ts";

const { pulumi } = loadSdk();
const { Instance } = await import("@pulumi/openstack/compute/instance.js");
const { SecGroup } = await import("@pulumi/openstack/networking/secGroup.js");
const { ConfigMap } = await import("@pulumi/kubernetes/core/v1/configMap.js");
const { Namespace } = await import("@pulumi/kubernetes/core/v1/namespace.js");
const { Service } = await import("@pulumi/kubernetes/core/v1/service.js");

type Text = Output<string>;
const labels = { app: "web" };

/** What the last resource of a program holds, made from another one's output. */
async function read(program: () => Text) {
	const where = { project: "socle", stack: "test.production.foundation" };
	const { resources } = await plan(() => void new SecGroup("reader", { name: "reader", description: program() }), where);
	const { properties } = resources.find(({ id }) => id.endsWith("::reader")) ?? {};
	return properties?.["description"];
}

test.each<[string, () => Text]>([
	["an address in a list of networks", () => new Instance("s", { networks: [{ name: "app" }] }).networks[0]!.fixedIpV4],
	["the same within a text", () => pulumi.interpolate`${new Instance("s", { networks: [{ name: "app" }] }).networks[0]!.fixedIpV4}/32`],
	["the same through apply", () => new Instance("s", { networks: [{ name: "app" }] }).networks.apply(([first]) => first!.fixedIpV4)],
	["the name of an object that has none", () => new Namespace("n", { metadata: { labels } }).metadata.name],
	["the default namespace", () => new ConfigMap("c", { metadata: { name: "c" } }).metadata.namespace],
	["the address of a service", () => new Service("s", { spec: { ports: [{ port: 80 }] } }).spec.clusterIP],
])("%s is not known before it is there", async (_, program) => {
	expect(await read(program)).toBeInstanceOf(Unknown);
});

test.each<[string, () => Text, string | undefined]>([
	["a name that the program gives", () => new Namespace("n", { metadata: { name: "town" } }).metadata.name, "town"],
	["the same through apply", () => new Namespace("n", { metadata: { name: "town" } }).metadata.apply(({ name }) => name), "town"],
	["what stands beside it", () => new Instance("s", { networks: [{ name: "app" }] }).networks[0]!.name, "app"],
	["a label that is not there", () => new Namespace("n", { metadata: { labels } }).metadata.labels["tier"]!, undefined],
])("%s is known", async (_, program, value) => {
	expect(await read(program)).toBe(value);
});
