import { expect, test } from "vitest";
import { plan } from "./plan.ts";
import { loadSdk } from "./pulumi-sdk.ts";
import { Secret, Unknown } from "./resource.ts";

const { pulumi } = loadSdk();
const { SecGroup } = await import("@pulumi/openstack/networking/secGroup.js");
const { SecGroupRule } = await import("@pulumi/openstack/networking/secGroupRule.js");
const { ConfigMap } = await import("@pulumi/kubernetes/core/v1/configMap.js");
const { getNetwork, getNetworkOutput } = await import("@pulumi/openstack/networking/getNetwork.js");

class Group extends pulumi.ComponentResource {
	readonly id: ReturnType<typeof pulumi.output<string>>;
	constructor(name: string, args: { cidr: string }, opts?: object) {
		super("test:index:Group", name, args, opts);
		const group = new SecGroup(`${name}-group`, { name, description: "a group" }, { parent: this });
		new SecGroupRule(
			`${name}-rule`,
			{ securityGroupId: group.id, direction: "ingress", ethertype: "IPv4", remoteIpPrefix: args.cidr },
			{ parent: this },
		);
		this.id = group.id;
		this.registerOutputs({});
	}
}
const where = { project: "socle", stack: "test.production.foundation" };

test("parents, dependencies and what an unknown value comes from are kept", async () => {
	const { resources, components } = await plan(() => void new Group("app", { cidr: "192.0.2.0/24" }), where);
	const [group, rule] = resources;
	expect(components).toMatchObject([{ type: "test:index:Group", name: "app", properties: { cidr: "192.0.2.0/24" } }]);
	expect(group).toMatchObject({
		id: "urn:pulumi:test.production.foundation::socle::test:index:Group$openstack:networking/secGroup:SecGroup::app-group",
		parent: components[0]?.id,
	});
	expect(rule?.dependsOn).toEqual([group?.id]);
	expect(rule?.properties["securityGroupId"]).toEqual(new Unknown(undefined, [group?.id ?? ""]));
});

test("secrets are there, but not to read", async () => {
	const { resources } = await plan(() => void new SecGroup("s", { name: pulumi.secret("canary-in-plan"), tags: ["a"] }), where);
	expect(resources[0]?.properties["name"]).toEqual(new Secret("string"));
	expect(JSON.stringify(resources)).not.toContain("canary-in-plan");
});

test("Kubernetes resources are the manifest object", async () => {
	const { resources } = await plan(
		() => void new ConfigMap("c", { metadata: { name: "settings", namespace: "app" }, data: { a: "b" } }),
		where,
	);
	expect(resources[0]).toMatchObject({
		type: "v1/ConfigMap",
		name: "settings",
		namespace: "app",
		properties: { apiVersion: "v1", kind: "ConfigMap", data: { a: "b" } },
	});
});

test.each([
	["answers with that stack's planned outputs", () => ({ cidr: "10.20.1.0/24" }), "10.20.1.0/24"],
	// The SDK holds all outputs in one value: one unknown in it makes every one unknown, as in an engine's preview.
	["is unknown where one of them is", () => ({ cidr: "10.20.1.0/24", group: new SecGroup("g", { name: "g" }).id }), new Unknown()],
])("a reference to another stack %s", async (_, program, expected) => {
	const below = await plan(program, where);
	const name = "organization/socle/test.production.foundation";
	const above = await plan(
		() => {
			const reference = new pulumi.StackReference(name);
			new ConfigMap("c", { metadata: { name: "c" }, data: { cidr: reference.getOutput("cidr") } });
		},
		{ ...where, references: new Map([[name, below.wireOutputs]]) },
	);
	expect(above.resources[0]?.properties["data"]).toMatchObject({ cidr: expected });
});

test("data sources answer unknown and are listed", async () => {
	const { resources, dataSources } = await plan(async () => {
		new SecGroup("output", { name: getNetworkOutput({ name: "public" }).id });
		new SecGroup("promise", { name: (await getNetwork({ name: "public" })).region });
	}, where);
	expect(resources.map(({ properties }) => properties["name"])).toEqual([new Unknown(), new Unknown()]);
	const asked = { token: "openstack:networking/getNetwork:getNetwork", properties: { name: "public" } };
	expect(dataSources).toEqual([asked, asked]);
});

test("two plans run side by side without mixing", async () => {
	const program = (name: string) => async () => {
		for (let i = 0; i < 20; i++) {
			new Group(`${name}-${i}`, { cidr: "192.0.2.0/24" });
			await new Promise((resolve) => setTimeout(resolve, 1));
		}
		return { name: pulumi.getStack() };
	};
	const plans = await Promise.all(["a", "b", "c"].map((stack) => plan(program(stack), { project: "socle", stack })));
	plans.forEach(({ resources, outputs }, index) => {
		const stack = "abc"[index] ?? "";
		expect(resources).toHaveLength(40);
		expect(resources.every(({ id }) => id.startsWith(`urn:pulumi:${stack}::`) && id.includes(`::${stack}-`))).toBe(true);
		expect(outputs["name"]).toBe(stack);
	});
});

test.each<[string, () => unknown, string]>([
	["throws", () => Promise.reject(new Error("the program says no")), "the program says no"],
	["throws in apply", () => void pulumi.output(1).apply(() => Promise.reject(new Error("late no"))), "late no"],
	["names a resource twice", () => [new SecGroup("twice", {}), new SecGroup("twice", {})], "two resources are named"],
])("a program that %s fails the plan with its own words", async (_, program, message) => {
	await expect(plan(program, where)).rejects.toThrow(message);
});

test("the stack of a program's frame is offered, library code left out", async () => {
	const { resources } = await plan(() => void new Group("here", { cidr: "192.0.2.0/24" }), {
		...where,
		position: (file, line) => (file.includes("node_modules") ? undefined : { file, line }),
	});
	expect(resources[0]?.locations[0]).toMatchObject({ file: expect.stringMatching(/plan\.test\.ts$/), line: expect.any(Number) });
});
