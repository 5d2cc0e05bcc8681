import { expect, test } from "vitest";
import { fromEngine } from "./engine-resources.ts";
import type { Resource } from "./resource.ts";
import { Secret, Unknown } from "./resource.ts";
import { UNKNOWN_STRING } from "./wire.ts";

const port = "urn:pulumi:t.lab.foundation::socle::openstack:networking/port:Port::p";
const entry = {
	urn: "urn:pulumi:t.lab.foundation::socle::openstack:compute/instance:Instance::server",
	type: "openstack:compute/instance:Instance",
	custom: true,
	id: "",
	inputs: {
		__defaults: ["powerState"],
		name: "server",
		networks: [{ __defaults: [], port: UNKNOWN_STRING }],
		adminPass: { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "…" },
	},
};

test("what providers note for themselves is left out, at every depth", () => {
	expect(fromEngine([entry])[0]?.properties).toEqual({
		name: "server",
		networks: [{ port: new Unknown() }],
		adminPass: new Secret("unknown"),
	});
});

test("an unknown leaf takes its references, and the resource its service and cause, from the plan of the same program", () => {
	const planned: Resource = {
		id: entry.urn,
		type: entry.type,
		name: "server",
		service: "registry-office",
		properties: { networks: [{ port: new Unknown(undefined, [port]) }] },
		dependsOn: [port],
		locations: [{ file: "environment.yaml", line: 3, key: "services.registry-office.run", role: "cause" }],
	};
	expect(fromEngine([entry], { planned: [planned], layer: "foundation" })[0]).toMatchObject({
		layer: "foundation",
		service: "registry-office",
		properties: { networks: [{ port: new Unknown(undefined, [port]) }] },
		dependsOn: [port],
		locations: planned.locations,
	});
});

test("an exported state's identifiers and property dependencies are kept; stacks, providers and components are no cloud resources", () => {
	const list = [
		{ urn: "urn:pulumi:t::socle::pulumi:pulumi:Stack::socle-t", type: "pulumi:pulumi:Stack", custom: false },
		{ urn: "urn:pulumi:t::socle::pulumi:providers:openstack::openstack", type: "pulumi:providers:openstack", custom: true },
		{ urn: "urn:pulumi:t::socle::socle:index:Network::network", type: "socle:index:Network", custom: false },
		{ ...entry, id: "6d2b…", propertyDependencies: { networks: [port] } },
	];
	expect(fromEngine(list)).toMatchObject([{ physicalId: "6d2b…", properties: { networks: [{ port: new Unknown(undefined, [port]) }] } }]);
});

test("what a program only reads is not what it makes", () => {
	expect(fromEngine([{ ...entry, external: true }])).toEqual([]);
	expect(fromEngine([{ ...entry, op: "read" }])).toEqual([]);
	expect(fromEngine([{ ...entry, op: "refresh", external: false }])).toHaveLength(1);
});

test("a resource whose name the bridge made up is called as the program calls it, as in a plan; by that name others still refer to it", () => {
	const inputs = { ...entry.inputs, __defaults: ["name", "powerState"], name: "server-1a2b3c4" };
	expect(fromEngine([{ ...entry, inputs }])).toMatchObject([{ name: "server", properties: { name: "server-1a2b3c4" } }]);
});

test("providers that the program makes are taken in where they are asked for, as the engine's own are not", () => {
	const provider = (name: string) => ({
		urn: `urn:pulumi:t::socle::pulumi:providers:openstack::${name}`,
		type: "pulumi:providers:openstack",
		inputs: { cloud: "town" },
	});
	const list = [provider("openstack"), provider("default"), provider("default_3_15_2")];
	expect(fromEngine(list)).toEqual([]);
	expect(fromEngine(list, { providers: true })).toMatchObject([{ name: "openstack", properties: { cloud: "town" } }]);
});

test("an identifier that the cloud gave, and others are written against, is taken from the outputs; the rest of them is not", () => {
	const balancer = {
		urn: "urn:pulumi:t::socle::openstack:loadbalancer/loadBalancer:LoadBalancer::edge",
		type: "openstack:loadbalancer/loadBalancer:LoadBalancer",
		inputs: { name: "edge" },
		outputs: { name: "edge", vipPortId: "a5e6…", vipAddress: "192.0.2.7" },
	};
	expect(fromEngine([balancer])[0]?.properties).toEqual({ name: "edge", vipPortId: "a5e6…" });
});
