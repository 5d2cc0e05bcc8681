import { expect, test } from "vitest";
import type { Resource } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import { readPlan } from "./plan.ts";
import { artefact, plan, planned } from "./test-artefact.ts";

const GROUP = "openstack_networking_secgroup_v2";
const RULE = "openstack_networking_secgroup_rule_v2";
const rule = { direction: "ingress", ethertype: "IPv4", protocol: "tcp", port_range_min: 22, port_range_max: 22 };
const unknownGroup = { after_unknown: { id: true, security_group_id: true, remote_ip_prefix: true, region: true }, after_sensitive: {} };

function read(json: object): Record<string, Resource> {
	const part = readPlan(artefact(json));
	expect(part.errors).toEqual([]);
	return Object.fromEntries(part.resources.map((resource) => [resource.id, resource]));
}

/** What the rule's group will come from. */
function origin(resource: Resource | undefined): readonly string[] {
	const leaf = resource?.properties["securityGroupId"];
	if (!(leaf instanceof Unknown)) throw new Error("the group is known");
	return leaf.references;
}

function configured(expressions: object, more: object = {}): object {
	return { type: RULE, name: "ssh", mode: "managed", expressions: { direction: { constant_value: "ingress" }, ...expressions }, ...more };
}

test("an unknown value keeps the resource that it will come from; what nobody wrote is absent", () => {
	const resources = configured({ security_group_id: { references: [`${GROUP}.sg.id`, `${GROUP}.sg`] } });
	const found = read(
		plan([planned(`${GROUP}.sg`, { name: "app" }), planned(`${RULE}.ssh`, rule, unknownGroup)], {
			configuration: { root_module: { resources: [resources] } },
		}),
	);
	expect(found[`${RULE}.ssh`]).toMatchObject({
		type: "openstack:networking/secGroupRule:SecGroupRule",
		dependsOn: [`${GROUP}.sg`],
		source: "plan",
	});
	expect(origin(found[`${RULE}.ssh`])).toEqual([`${GROUP}.sg`]);
	expect(Object.keys(found[`${RULE}.ssh`]?.properties ?? {}).toSorted()).toEqual([
		"direction",
		"ethertype",
		"portRangeMax",
		"portRangeMin",
		"protocol",
		"securityGroupId",
	]);
});

test("without a configuration an unknown value stays unknown, whoever wrote it", () => {
	const found = read(plan([planned(`${RULE}.ssh`, rule, unknownGroup)]));
	expect(found[`${RULE}.ssh`]?.properties["remoteIpPrefix"]).toBeInstanceOf(Unknown);
});

const groups = ["a", "b"].map((key) => ({ ...planned(`${GROUP}.sg["${key}"]`, { name: key }), index: key }));
const rules = ["a", "b"].map((key) => ({ ...planned(`${RULE}.ssh["${key}"]`, rule, unknownGroup), index: key }));
test.each([
	["each.key", [`${GROUP}.sg`, "each.key"], [`${GROUP}.sg["b"]`]],
	["a key", [`${GROUP}.sg["a"].id`, `${GROUP}.sg["a"]`, `${GROUP}.sg`], [`${GROUP}.sg["a"]`]],
	["the whole", ["each.value.id", "each.value"], [`${GROUP}.sg["b"]`]],
	["something of a map", [`${GROUP}.sg`, "each.value.group", "each.value"], [`${GROUP}.sg["a"]`, `${GROUP}.sg["b"]`]],
	["a local, which no plan shows", ["local.group"], []],
])("for_each, by %s", (_, references, expected) => {
	const resource = configured({ security_group_id: { references } }, { for_each_expression: { references: [`${GROUP}.sg`] } });
	const found = read(plan([...groups, ...rules], { configuration: { root_module: { resources: [resource] } } }));
	expect([...origin(found[`${RULE}.ssh["b"]`])].toSorted()).toEqual(expected);
});

test("references lead through variables and outputs of modules", () => {
	const inner = configured({ security_group_id: { references: ["var.group"] } });
	const groupModule = {
		resources: [{ type: GROUP, name: "sg", mode: "managed", expressions: {} }],
		outputs: { id: { expression: { references: [`${GROUP}.sg.id`, `${GROUP}.sg`] } } },
	};
	const root = {
		module_calls: {
			group: { module: groupModule, count_expression: { constant_value: 2 } },
			rules: {
				expressions: { group: { references: ["module.group[1].id", "module.group[1]", "module.group"] } },
				module: { resources: [inner] },
			},
		},
	};
	const found = read(
		plan(
			[
				{ ...planned(`module.group[0].${GROUP}.sg`, {}), module_address: "module.group[0]" },
				{ ...planned(`module.group[1].${GROUP}.sg`, {}), module_address: "module.group[1]" },
				{ ...planned(`module.rules.${RULE}.ssh`, rule, unknownGroup), module_address: "module.rules" },
			],
			{ configuration: { root_module: root } },
		),
	);
	expect(origin(found[`module.rules.${RULE}.ssh`])).toEqual([`module.group[1].${GROUP}.sg`]);
});

test("blocks keep their own references; those of a set with several can't be told apart", () => {
	const networks = [
		{ uuid: { references: ["openstack_networking_network_v2.a.id", "openstack_networking_network_v2.a"] } },
		{ uuid: { references: ["openstack_networking_network_v2.b.id", "openstack_networking_network_v2.b"] } },
	];
	const machine = { type: "openstack_compute_instance_v2", name: "web", mode: "managed", expressions: { network: networks } };
	const found = read(
		plan(
			[
				planned("openstack_networking_network_v2.a", { name: "a" }),
				planned("openstack_networking_network_v2.b", { name: "b" }),
				planned(
					"openstack_compute_instance_v2.web",
					{ name: "web", network: [{ port: null }, { port: null }] },
					{ after_unknown: { network: [{ uuid: true, mac: true }, { uuid: true }] } },
				),
			],
			{ configuration: { root_module: { resources: [machine] } } },
		),
	);
	const unknown = (name: string): object => ({ uuid: new Unknown("known after apply", [`openstack_networking_network_v2.${name}`]) });
	expect(found["openstack_compute_instance_v2.web"]?.properties["networks"]).toEqual([unknown("a"), unknown("b")]);
});

test("sensitive is secret, at any depth, known or not", () => {
	const found = read(
		plan([
			planned(
				"openstack_compute_instance_v2.web",
				{ name: "web", user_data: "x", metadata: { a: "1", b: "2" } },
				{
					after_unknown: { personality: true },
					after_sensitive: { user_data: true, metadata: { b: true }, personality: true },
				},
			),
		]),
	);
	expect(found["openstack_compute_instance_v2.web"]?.properties).toEqual({
		name: "web",
		userData: new Secret(),
		metadata: { a: "1", b: new Secret() },
		personalities: new Secret("unknown"),
	});
});

test("what is deleted, forgotten or a data source is not judged, and deletions are counted", () => {
	const gone = { ...planned(`${GROUP}.old`, {}), change: { actions: ["delete"], before: {}, after: null } };
	const forgotten = { ...planned(`${GROUP}.other`, {}), change: { actions: ["forget"], before: {}, after: null } };
	const replaced = planned(`${GROUP}.sg`, { name: "new" }, { actions: ["delete", "create"] });
	const data = { ...planned(`data.${GROUP}.default`, {}), mode: "data" };
	const part = readPlan(artefact(plan([gone, forgotten, replaced, data])));
	expect(part.resources.map(({ id }) => id)).toEqual([`${GROUP}.sg`]);
	expect(part.notVisible).toEqual([{ what: "2 resources in town.json", why: expect.stringContaining("deletes or forgets") }]);
	expect(part.errors).toEqual([]);
});

test.each([
	["errored", { errored: true }],
	["incomplete", { complete: false }],
	["with changes put off", { deferred_changes: [{ reason: "unknown", resource_change: planned(`${GROUP}.later`, {}) }] }],
])("a plan that is %s is a part", (_, more) => {
	expect(readPlan(artefact(plan([], more)))).toMatchObject({ partial: true, errors: [] });
});

test("what a plan made with -target leaves as it is stands in its planned values", () => {
	const kept = {
		address: `module.m.${GROUP}.kept`,
		mode: "managed",
		type: GROUP,
		name: "kept",
		values: { id: "1", name: "kept" },
		sensitive_values: {},
	};
	const part = readPlan(
		artefact(
			plan([planned(`${GROUP}.sg`, { name: "sg" })], {
				planned_values: { root_module: { child_modules: [{ address: "module.m", resources: [kept] }] } },
			}),
		),
	);
	expect(part.resources.map(({ id, name }) => [id, name])).toEqual([
		[`${GROUP}.sg`, "sg"],
		[`module.m.${GROUP}.kept`, "kept"],
	]);
});

test("providers are judged by what the configuration writes out", () => {
	const provider_config = {
		openstack: {
			name: "openstack",
			expressions: {
				auth_url: { constant_value: "http://203.0.113.1:5000/v3" },
				insecure: { constant_value: true },
				password: { references: ["var.password"] },
			},
		},
		aws: { name: "aws", expressions: {} },
	};
	const found = read(plan([], { configuration: { provider_config, root_module: {} } }));
	expect(Object.values(found)).toMatchObject([
		{
			type: "pulumi:providers:openstack",
			properties: { authUrl: "http://203.0.113.1:5000/v3", insecure: true, password: new Secret("unknown") },
		},
	]);
});

test("other clouds are kept under their own type, with secrets that older plans do not mark", () => {
	const database = {
		...planned("aws_db_instance.db", { username: "admin", password: "Example-1234", tags: { Name: "db" } }),
		provider_name: "registry.terraform.io/hashicorp/aws",
	};
	const found = read(plan([database], { format_version: "0.1" }));
	expect(found["aws_db_instance.db"]).toMatchObject({
		type: "terraform:aws:aws_db_instance",
		properties: { username: "admin", password: new Secret(), tags: { Name: "db" } },
	});
});

test("each entry says where it stands, and so does each path", () => {
	const part = readPlan(artefact(plan([planned(`${GROUP}.sg`, { name: "sg" }), planned(`${RULE}.ssh`, rule)])));
	const resource = part.resources[1];
	const text = JSON.stringify(plan([planned(`${GROUP}.sg`, { name: "sg" }), planned(`${RULE}.ssh`, rule)]), null, 2).split("\n");
	expect(text[resource?.locations[0]?.line ?? 0]).toContain(`"address": "${RULE}.ssh"`);
	const pointer = resource?.written?.pointer("/portRangeMin") ?? "";
	const line = resource?.written?.text.locate(new Set([pointer])).get(pointer)?.line ?? 0;
	expect(text[line - 1]).toContain('"port_range_min": 22');
});

test("entries that say nothing are errors, not skipped, and make the plan a part", () => {
	const part = readPlan(
		artefact(plan([{ mode: "managed" }, 7 as never, { ...planned(`${GROUP}.sg`, {}), change: { actions: ["create"] } }])),
	);
	expect(part.errors).toHaveLength(3);
	expect(part.partial).toBe(true);
	expect(readPlan(artefact({ format_version: "2.0", resource_changes: [] })).errors).toEqual([
		{ path: "town.json", message: expect.stringContaining("format_version") },
	]);
});

test("what is absent by way of a variable is absent; what leads to a local may be anything", () => {
	const after_unknown = { protocol: true, port_range_min: true, port_range_max: true };
	const resource = (references: string[]): object =>
		configured({ protocol: { references } }, { for_each_expression: { references: ["var.rules"] } });
	const found = (references: string[]): object | undefined =>
		read(
			plan([{ ...planned(`${RULE}.ssh["a"]`, { direction: "ingress" }, { after_unknown }), index: "a" }], {
				configuration: { root_module: { resources: [resource(references)] } },
			}),
		)[`${RULE}.ssh["a"]`]?.properties;
	expect(found(["each.value.protocol", "each.value"])).toEqual({ direction: "ingress" });
	expect(found(["local.protocol"])).toEqual({ direction: "ingress", protocol: new Unknown("known after apply") });
});

test("a list made of ids alone is as long as they are many; any other may be empty", () => {
	const port = (references: string[]): object => ({
		type: "openstack_networking_port_v2",
		name: "p",
		mode: "managed",
		expressions: { security_group_ids: { references } },
	});
	const found = (references: string[]): unknown =>
		read(
			plan(
				[
					planned(`${GROUP}.a`, {}),
					planned(`${GROUP}.b`, {}),
					planned("openstack_networking_port_v2.p", {}, { after_unknown: { security_group_ids: true } }),
				],
				{ configuration: { root_module: { resources: [port(references)] } } },
			),
		)["openstack_networking_port_v2.p"]?.properties["securityGroupIds"];
	const later = (...names: string[]): Unknown =>
		new Unknown(
			"known after apply",
			names.map((name) => `${GROUP}.${name}`),
		);
	expect(found([`${GROUP}.a.id`, `${GROUP}.a`, `${GROUP}.b.id`, `${GROUP}.b`])).toEqual([later("a"), later("b")]);
	expect(found([`${GROUP}.a.id`, `${GROUP}.a`, "local.more"])).toEqual(later("a"));
});

test("user data, of which Terraform keeps a hash, is read where the configuration writes it out", () => {
	const hash = "0123456789abcdef0123456789abcdef01234567";
	const machine = (user_data: object): object => ({
		type: "openstack_compute_instance_v2",
		name: "web",
		mode: "managed",
		expressions: { user_data },
	});
	const found = (user_data: object): unknown =>
		read(
			plan([planned("openstack_compute_instance_v2.web", { user_data: hash })], {
				configuration: { root_module: { resources: [machine(user_data)] } },
			}),
		)["openstack_compute_instance_v2.web"]?.properties["userData"];
	expect(found({ constant_value: "#cloud-config" })).toBe("#cloud-config");
	expect(found({ references: ["path.module"] })).toEqual(new Unknown("Terraform keeps only a hash of it"));
});
