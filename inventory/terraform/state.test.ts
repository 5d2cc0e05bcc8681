import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readArtefacts } from "../artefacts.ts";
import { isPlan, isPulumiPreview, isPulumiState, isState } from "../kinds.ts";
import { Secret } from "../resource.ts";
import { readState } from "./state.ts";
import { artefact, plan, state, stored } from "./test-artefact.ts";

const GROUP = "openstack_networking_secgroup_v2";

test("instances with keys, in modules, tainted and deposed; dependencies lead to instances", () => {
	const counted = {
		...stored(GROUP, "sg", {}),
		module: 'module.m["a.b"]',
		instances: [0, 1].map((index_key) => ({ index_key, attributes: { id: `g${index_key}`, name: "app" } })),
	};
	const rule = stored(
		"openstack_networking_secgroup_rule_v2",
		"ssh",
		{ id: "r", security_group_id: "g0" },
		{ dependencies: [`module.m["a.b"].${GROUP}.sg`] },
	);
	const old = { ...stored(GROUP, "old", { id: "o" }), instances: [{ deposed: "0123abcd", attributes: { id: "o" } }] };
	const data = { ...stored(GROUP, "read", { id: "d" }), mode: "data" };
	const { resources, errors } = readState(artefact(state([counted, rule, old, data])));
	expect(errors).toEqual([]);
	expect(resources.map(({ id }) => id)).toEqual([
		`module.m["a.b"].${GROUP}.sg[0]`,
		`module.m["a.b"].${GROUP}.sg[1]`,
		"openstack_networking_secgroup_rule_v2.ssh",
		`${GROUP}.old (deposed 0123abcd)`,
	]);
	expect(resources[2]).toMatchObject({
		source: "state",
		physicalId: "r",
		dependsOn: [`module.m["a.b"].${GROUP}.sg[0]`, `module.m["a.b"].${GROUP}.sg[1]`],
	});
});

test.each([
	["a key", [[{ type: "get_attr", value: "user_data" }]], { userData: new Secret(), metadata: { a: "1" } }],
	[
		"a key of a map",
		[
			[
				{ type: "get_attr", value: "metadata" },
				{ type: "index", value: { value: "a", type: "string" } },
			],
		],
		{ userData: "x", metadata: { a: new Secret() } },
	],
])("sensitive attributes: %s", (_, sensitive_attributes, expected) => {
	const { resources } = readState(
		artefact(state([stored("openstack_compute_instance_v2", "web", { user_data: "x", metadata: { a: "1" } }, { sensitive_attributes })])),
	);
	expect(resources[0]?.properties).toEqual(expected);
});

test("a state as `terraform show -json` writes it", () => {
	const entry = {
		address: `module.m.${GROUP}.sg`,
		mode: "managed",
		type: GROUP,
		name: "sg",
		provider_name: "registry.terraform.io/x/openstack",
		values: { id: "1", name: "sg", description: "d" },
		sensitive_values: { description: true },
	};
	const shown = {
		format_version: "1.0",
		terraform_version: "1.11.4",
		values: { root_module: { child_modules: [{ address: "module.m", resources: [entry] }] } },
	};
	expect(isState(shown)).toBe(true);
	expect(readState(artefact(shown)).resources).toMatchObject([
		{ id: `module.m.${GROUP}.sg`, physicalId: "1", properties: { name: "sg", description: new Secret() } },
	]);
});

test.each([
	["version 3", { version: 3, terraform_version: "0.11.14", serial: 1, lineage: "x", modules: [] }, /version 3.*terraform show -json/],
	["a version to come", { version: 5, serial: 1, lineage: "x" }, /version 5/],
	[
		"encrypted by OpenTofu",
		{ serial: 1, lineage: "x", meta: {}, encrypted_data: "eA==", encryption_version: "v0" },
		/OpenTofu encrypted.*tofu show -json/,
	],
])("%s is refused with what to do", (_, content, message) => {
	expect(isState(content)).toBe(true);
	expect(readState(artefact(content))).toMatchObject({
		resources: [],
		partial: true,
		errors: [{ path: "town.json", message: expect.stringMatching(message) }],
	});
});

test("attributes of Terraform 0.11 and entries without a name are errors", () => {
	const flat = { ...stored(GROUP, "sg", {}), instances: [{ attributes_flat: { id: "1" } }] };
	const { errors, partial } = readState(artefact(state([flat, { mode: "managed" }])));
	expect(errors.map(({ message }) => message)).toEqual([
		expect.stringContaining("/resources/0/instances/0"),
		expect.stringContaining("/resources/1"),
	]);
	expect(partial).toBe(true);
});

test("kinds are told by content", () => {
	expect([isPlan(plan([])), isState(plan([]))]).toEqual([true, true]); // a plan is asked first
	expect([isPlan(state([])), isState(state([]))]).toEqual([false, true]);
	expect([isPlan({ version: 3, deployment: {} }), isState({ version: 3, deployment: {} })]).toEqual([false, false]);
	expect([
		isPulumiState({ version: 3, deployment: {} }),
		isPulumiState(state([])),
		isPulumiPreview({ steps: [], changeSummary: {} }),
		isPulumiPreview(plan([])),
	]).toEqual([true, false, true, false]);
	expect([isPlan({ version: "3" }), isState({ version: "3", services: {} })]).toEqual([false, false]);
});

test("UTF-16 as PowerShell writes it", async () => {
	const directory = mkdtempSync(join(tmpdir(), "socle-"));
	onTestFinished(() => rmSync(directory, { recursive: true }));
	const file = join(directory, "plan.out");
	const change = {
		address: `${GROUP}.sg`,
		mode: "managed",
		type: GROUP,
		name: "sg",
		change: { actions: ["create"], after: { name: "Égalité" } },
	};
	writeFileSync(file, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(JSON.stringify(plan([change])), "utf16le")]));
	const { inputs, resources } = await readArtefacts([file], { environment: () => Promise.reject(new Error("none")) });
	expect(inputs).toMatchObject([{ kind: "terraform-plan", resources: 1 }]);
	expect(resources[0]?.name).toBe("Égalité");
});
