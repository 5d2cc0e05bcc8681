import { expect, test } from "vitest";
import { Secret, Unknown } from "../inventory/resource.ts";
import published from "./assessment.schema.json" with { type: "json" };
import { assessmentJsonSchema, assessmentSchema } from "./assessment.ts";
import * as html from "./html.ts";
import { assessed, estate, portfolio, terraform } from "./test-estate.ts";
import * as text from "./text.ts";

const CANARY = "canary-91c2";
const resources = [
	terraform("aws_vpc.main", { id: "vpc-0123456789", cidr_block: "10.0.0.0/16" }, { physicalId: "vpc-0123456789" }),
	terraform("aws_instance.web", {
		instance_type: "m5.large",
		availability_zone: "eu-west-3a",
		root_block_device: [{ volume_size: 50 }],
		user_data: new Secret(),
		subnet_id: "vpc-0123456789",
	}),
	terraform('aws_instance.odd["x"]', { instance_type: "z99.huge" }),
	terraform(
		"module.shop.aws_db_instance.db",
		{
			engine: "mysql",
			instance_class: "db.t3.medium",
			allocated_storage: 100,
			kms_key_id: "arn:aws:kms:eu-west-3:1:key/2",
			password: new Secret(),
		},
		{ dependsOn: ["aws_vpc.main"] },
	),
	terraform("aws_dynamodb_table.t", { name: "carts", hash_key: new Unknown() }),
	terraform("aws_time_machine.t"),
	terraform("oci_core_instance.t"),
	terraform("null_resource.n"),
];

test("every resource is mapped or refused by name, and totals add up", () => {
	const { assessment } = assessed(estate(resources));
	const { summary } = assessment;
	assessmentSchema.parse(assessment);
	expect(summary).toMatchObject({ resources: 8, understood: 6, notUnderstood: 2 });
	expect(assessment.notUnderstood.map(({ type, count }) => [type, count])).toEqual([
		["aws_time_machine", 1],
		["oci_core_instance", 1],
	]);
	const add = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, one) => sum + one, 0);
	expect(add(summary.fidelity)).toBe(8);
	expect(add(summary.strategy)).toBe(8);
	expect(assessment.applications.reduce((sum, { resources }) => sum + resources, 0)).toBe(8);
});

test("sizes, data and places come from the source", () => {
	const { assessment } = assessed(estate(resources));
	const of = (id: string) => assessment.resources.find((one) => one.id === id)!;
	expect(of("aws_instance.web")).toMatchObject({
		size: { name: "m5.large", vcpus: 2, memoryGiB: 8 },
		dataGiB: 50,
		place: { provider: "aws", region: "eu-west-3", country: "FR" },
	});
	expect(of('aws_instance.odd["x"]').losses.at(-1)).toMatch(/z99.huge is not known/);
	expect(of("module.shop.aws_db_instance.db")).toMatchObject({
		capability: "database.mysql",
		dataGiB: 100,
		size: { vcpus: 2, memoryGiB: 4 },
		risks: ["keys not held"],
	});
	expect(of("aws_dynamodb_table.t").dataGiB).toBeUndefined();
	expect(assessment.summary.dataUnknown).toBe(1);
});

test("the provider's law is a reason to move, and what makes leaving hard is named", () => {
	const { assessment } = assessed(estate(resources));
	expect(assessment.reasons).toContainEqual(
		expect.objectContaining({ control: "provider-jurisdiction", verdict: "fail", severity: "critical", subject: "aws eu-west-3" }),
	);
	expect(assessment.risks.map(({ kind }) => kind)).toEqual(
		expect.arrayContaining(["proprietary data format", "keys not held", "foreign law"]),
	);
	expect(assessment.resources.find(({ id }) => id === "aws_vpc.main")!.controls).toContain("provider-jurisdiction");
});

test("modules that do something are applications, and what they need is known", () => {
	const { assessment } = assessed(estate(resources));
	expect(assessment.applications.map(({ name, dependsOn }) => [name, dependsOn])).toEqual([
		["estate", []],
		["shop", ["estate"]],
	]);
});

test("the portfolio groups, decides and explains", () => {
	const said = portfolio(
		'applications:\n  tax: { match: ["aws_*"], owner: Treasury, data: 5Gi, rto: 4h }\ntypes:\n  aws_time_machine: { like: aws_instance }\n  oci_core_instance: { leave: switched off in March }\nstrategyOf: { "aws_dynamodb_table.*": retain }\n',
	);
	const { assessment } = assessed(estate(resources), said);
	expect(assessment.summary.notUnderstood).toBe(0);
	expect(assessment.applications.find(({ name }) => name === "tax")).toMatchObject({
		owner: "Treasury",
		dataGiB: 5,
		rto: "4h",
		dataUnknown: 0,
	});
	expect(assessment.resources.find(({ type }) => type === "oci_core_instance")).toMatchObject({
		fidelity: "none",
		strategy: "retire",
		losses: ["switched off in March"],
	});
	expect(assessment.resources.find(({ type }) => type === "aws_dynamodb_table")).toMatchObject({ strategy: "retain" });
});

test("no secret comes out, in any form", () => {
	const hidden = [
		...resources,
		terraform("aws_ssm_parameter.p", { name: "/db", value: new Secret() }),
		terraform("aws_ssm_parameter.q", { name: "/q", description: CANARY }),
	];
	const { assessment } = assessed(estate(hidden));
	for (const form of [JSON.stringify(assessment), text.render(assessment, { all: true }), html.render(assessment)])
		expect(form).not.toContain(CANARY);
});

test("the page is closed to scripts and to the network, and escapes what it shows", () => {
	const page = html.render(assessed(estate([terraform('aws_instance.web["<script>alert(1)</script>"]')])).assessment);
	expect(page).toContain("default-src 'none'");
	expect(page).not.toContain("<script>");
});

test("the same estate gives the same bytes", () => {
	const once = JSON.stringify(assessed(estate(resources)).assessment);
	expect(JSON.stringify(assessed(estate(resources)).assessment)).toBe(once);
});

test("the published schema is the one in the code", () => {
	expect(published).toEqual(assessmentJsonSchema());
});
