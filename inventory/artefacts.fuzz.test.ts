/** Broken plans, states and previews: no crash, no hang, and nothing that was in the file is left out without a word. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { openstack } from "../policies/catalogue/openstack.ts";
import { evaluate } from "../policies/evaluate.ts";
import type { Artefact, Part } from "./artefacts.ts";
import { readArtefacts } from "./artefacts.ts";
import { readPulumiPreview } from "./pulumi-preview.ts";
import { readPulumiState } from "./pulumi-state.ts";
import { serializeResources } from "./serialize.ts";
import { readPlan } from "./terraform/plan.ts";
import { readState } from "./terraform/state.ts";
import { artefact, plan, planned, state, stored } from "./terraform/test-artefact.ts";

const RULE = "openstack_networking_secgroup_rule_v2";
const attributes = {
	id: "1",
	name: "web",
	network: [{ uuid: "2", port: "" }],
	metadata: { a: "1" },
	block_device: [{ boot_index: 0 }],
	security_groups: ["a"],
};
const pod = {
	metadata: [{ name: "web" }],
	spec: [{ container: [{ name: "web", port: [{ container_port: 80 }], security_context: [{ run_as_user: "0" }] }] }],
};
const configuration = {
	provider_config: { openstack: { name: "openstack", expressions: { insecure: { constant_value: true } } } },
	root_module: {
		resources: [
			{
				type: RULE,
				name: "ssh",
				mode: "managed",
				expressions: { security_group_id: { references: ["module.m.id", "each.key"] } },
				for_each_expression: { references: ["var.x"] },
			},
		],
		module_calls: {
			m: { expressions: { x: { references: ["module.m.id"] } }, module: { outputs: { id: { expression: { references: ["var.x"] } } } } },
		},
	},
};
const kinds: { [name: string]: { base: object; read: (artefact: Artefact) => Part; entries: (json: never) => unknown } } = {
	"a plan": {
		base: plan(
			[
				{
					...planned(`${RULE}.ssh["a"]`, { direction: "ingress" }, { after_unknown: { security_group_id: true }, after_sensitive: {} }),
					index: "a",
				},
				planned("openstack_compute_instance_v2.web", attributes, {
					after_unknown: { network: [{ mac: true }] },
					after_sensitive: { metadata: { a: true } },
				}),
				planned("kubernetes_pod_v1.web", pod),
				planned("kubectl_manifest.web", { yaml_body: "apiVersion: v1\nkind: Namespace\nmetadata: { name: a }" }),
			],
			{ configuration, planned_values: { root_module: { child_modules: [{ address: "module.m", resources: [] }] } } },
		),
		read: readPlan,
		entries: ({ resource_changes }: { resource_changes: unknown }) => resource_changes,
	},
	"a state": {
		base: state([
			stored("openstack_compute_instance_v2", "web", attributes, {
				sensitive_attributes: [[{ type: "get_attr", value: "metadata" }]],
				dependencies: ["a.b"],
			}),
			stored("kubernetes_pod", "web", pod),
		]),
		read: readState,
		entries: ({ resources }: { resources: unknown }) => resources,
	},
	"a state as shown": {
		base: {
			format_version: "1.0",
			values: {
				root_module: {
					resources: [{ address: "a_b.c", mode: "managed", type: "a_b", name: "c", values: { password: "x" }, sensitive_values: {} }],
				},
			},
		},
		read: readState,
		entries: () => [],
	},
	"a state of Pulumi": {
		base: {
			version: 3,
			deployment: {
				resources: [
					{
						urn: "urn:pulumi:a::b::openstack:networking/port:Port::c",
						type: "openstack:networking/port:Port",
						custom: true,
						id: "1",
						inputs: { name: "c", fixedIps: [{ subnetId: { "4dabf18193072939515e22adb298388d": "d0e6a833031e9bbcd3f4e8bde6ca49a4" } }] },
						dependencies: ["x"],
						propertyDependencies: { name: ["x"] },
					},
				],
			},
		},
		read: readPulumiState,
		entries: ({ deployment }: { deployment?: { resources?: unknown } }) => deployment?.resources,
	},
	"a preview of Pulumi": {
		base: {
			steps: [
				{
					op: "create",
					urn: "urn:pulumi:a::b::openstack:networking/port:Port::c",
					newState: {
						urn: "urn:pulumi:a::b::openstack:networking/port:Port::c",
						type: "openstack:networking/port:Port",
						inputs: { name: "[secret]" },
					},
				},
			],
			changeSummary: { create: 1 },
		},
		read: readPulumiPreview,
		entries: ({ steps }: { steps: unknown }) => steps,
	},
};

const DEEP = "[".repeat(5000) + "]".repeat(5000);
const POISON = '{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "toString": 1, "": ""}';
/** As texts, so that each use is an object of its own. Nothing: what stood there is taken away. */
const junk = fc.oneof(
	fc.constantFrom(
		"null",
		"true",
		"false",
		"0",
		"-1",
		"1e308",
		'""',
		'"x"',
		'"[secret]"',
		'"04da6b54-80e4-46f7-96ec-b56ff0331ba9"',
		"[]",
		"{}",
		"[null]",
		"[[]]",
		"[{}]",
		POISON,
		DEEP,
	),
	fc.json({ maxDepth: 3 }),
	fc.constant(undefined),
);
const change = fc.record({
	at: fc.array(fc.nat(), { minLength: 1, maxLength: 12 }),
	what: junk,
	key: fc.option(fc.constantFrom("__proto__", "toString", "references", "unknown", "after"), { nil: undefined }),
});

/** Follows numbers down the tree and puts junk where they end; `undefined` takes away. */
function mutate(root: object, { at, what, key }: { at: number[]; what: string | undefined; key: string | undefined }): void {
	let node = root as Record<string, unknown>;
	for (const [depth, number] of at.entries()) {
		const keys = Object.keys(node);
		const chosen = keys[number % Math.max(1, keys.length)];
		const next = chosen === undefined ? undefined : node[chosen];
		if (depth < at.length - 1 && typeof next === "object" && next !== null && Object.getPrototypeOf(next) !== null) {
			node = next as Record<string, unknown>;
			continue;
		}
		const name = key ?? chosen ?? "x";
		if (what === undefined && Array.isArray(node)) node.splice(number % Math.max(1, node.length), 1);
		else if (what === undefined) Reflect.deleteProperty(node, name);
		else Object.defineProperty(node, name, { value: JSON.parse(what), enumerable: true, configurable: true, writable: true });
		return;
	}
}

let judged = 0;
test.each(Object.entries(kinds))(
	"%s, changed at random",
	(_, { base, read, entries }) => {
		const runs = fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
			const json = structuredClone(base);
			for (const each of changes) mutate(json, each);
			const part = read(artefact(json, "{}"));
			const written = entries(json as never);
			const count = Array.isArray(written) ? written.length : 0;
			const said = part.resources.length + part.errors.length + part.notVisible.length;
			// What is a data source, external or no resource of a cloud may be left out; anything else is a resource, an error or counted.
			if (part.inputs.length > 0 && count > said) {
				const text = JSON.stringify(written, (_key, value) => (typeof value === "number" ? null : value));
				if (!/"mode":"data"|"external":true|"instances":\[\]|"pulumi:|"op":"(delete|read|discard)/.test(text))
					expect(duplicates(written as unknown[])).toBe(true);
			}
			for (const { id, type, name } of part.resources)
				expect([typeof id, typeof type, typeof name]).toEqual(["string", "string", "string"]);
			if (part.errors.length > 0) expect(part.partial).toBe(true);
			serializeResources(part.resources);
			// Judging is slower than reading: one in 50.
			if (judged++ % 50 === 0) evaluate({ resources: part.resources, source: "plan", partial: true }, { controls: openstack });
			expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
		});
		fc.assert(runs, { numRuns: 2200 });
	},
	60_000,
);

/** Two entries of one address or URN are one resource. */
function duplicates(entries: readonly unknown[]): boolean {
	const names = entries.map((entry) => {
		const { address, urn, custom, type } = (entry ?? {}) as { [key: string]: unknown };
		return custom === false || type === "" ? undefined : String(address ?? urn);
	});
	return new Set(names).size < names.length || names.includes(undefined);
}

test("cut off anywhere, a file is an error", async () => {
	for (const { base } of Object.values(kinds)) {
		const bytes = Buffer.from(JSON.stringify(base));
		for (let length = 1; length < bytes.length; length += Math.ceil(bytes.length / 40)) {
			const stdin = (): Promise<Buffer> => Promise.resolve(bytes.subarray(0, length));
			const { errors, resources } = await readArtefacts(["-"], { stdin, environment: () => Promise.reject(new Error("none")) });
			expect([errors.length > 0, resources.length]).toEqual([true, 0]);
		}
	}
});

test("thousands of instances that refer to thousands take seconds, not hours", () => {
	const changes = Array.from({ length: 3000 }, (_, index) => ({
		...planned(`${RULE}.ssh[${index}]`, {}, { after_unknown: { security_group_id: true } }),
		index,
	}));
	const root_module = {
		resources: [{ type: RULE, name: "ssh", mode: "managed", expressions: { security_group_id: { references: [`${RULE}.ssh`] } } }],
	};
	expect(readPlan(artefact(plan(changes, { configuration: { root_module } }), "{}")).resources).toHaveLength(3000);
});
