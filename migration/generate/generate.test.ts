import ts from "typescript";
import { describe, expect, it, test } from "vitest";
import { parse } from "yaml";
import { readEnvironmentText } from "../../environment/read.ts";
import type { Resource } from "../../inventory/resource.ts";
import { Secret } from "../../inventory/resource.ts";
import { planOf } from "../plan.ts";
import { NO_EDITS } from "../plan-file.ts";
import { assessed, compose, estate, portfolio, terraform } from "../test-estate.ts";
import { rulesOf } from "./firewall.ts";
import { generate } from "./generate.ts";
import { flavorFor } from "./services.ts";

const CANARY = "canary-5d1e";
const ESTATE = [
	terraform("aws_vpc.main", { id: "vpc-11112222", cidr_block: "172.16.0.0/16" }, { physicalId: "vpc-11112222" }),
	terraform(
		"aws_security_group.web",
		{
			id: "sg-11112222",
			name: "web",
			ingress: [
				{ protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"] },
				{ protocol: "tcp", from_port: 9100, to_port: 9100, cidr_blocks: ["192.0.2.0/28"], description: "metrics" },
			],
		},
		{ physicalId: "sg-11112222" },
	),
	terraform(
		"aws_security_group.db",
		{
			id: "sg-33334444",
			name: "db",
			ingress: [{ protocol: "tcp", from_port: 5432, to_port: 5432, security_groups: ["sg-11112222"] }],
			egress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }],
		},
		{ physicalId: "sg-33334444" },
	),
	terraform(
		"aws_instance.web",
		{
			id: "i-11112222",
			instance_type: "m5.large",
			ami: "ami-debian",
			vpc_security_group_ids: ["sg-11112222"],
			root_block_device: [{ volume_size: 40 }],
			user_data: new Secret(),
		},
		{ physicalId: "i-11112222" },
	),
	terraform("aws_lb.front", { id: "lb-1", arn: "arn:lb", internal: false, security_groups: ["sg-11112222"] }),
	terraform("aws_lb_target_group.web", { arn: "arn:tg", port: 8081, protocol: "HTTP" }),
	terraform("aws_lb_target_group_attachment.web", { target_group_arn: "arn:tg", target_id: "i-11112222" }),
	terraform("aws_lb_listener.front", { load_balancer_arn: "arn:lb", port: 443 }),
	terraform("aws_ebs_volume.data", { id: "vol-1", size: 100 }),
	terraform("aws_volume_attachment.data", { volume_id: "vol-1", instance_id: "i-11112222" }),
	terraform("aws_db_instance.db", {
		engine: "postgres",
		engine_version: "16.3",
		instance_class: "db.m5.large",
		allocated_storage: 200,
		db_name: "shop",
		password: new Secret(),
		vpc_security_group_ids: ["sg-33334444"],
	}),
	terraform("aws_s3_bucket.files", { bucket: "shop-files" }),
	terraform("aws_route53_zone.z", { name: "shop.example" }),
	terraform("aws_neptune_cluster.graph"),
	terraform("aws_iam_access_key.k", { user: "u", secret: new Secret() }),
	terraform("aws_time_machine.t"),
	terraform("null_resource.n"),
];

const FULL = portfolio(`
organisation: { name: Ville de Saint-Exemple, kind: commune, country: FR, identifier: EXAMPLE-0001, dpo: dpo@saint-exemple.example }
target:
  domain: services.saint-exemple.example
  registry: registry.saint-exemple.example
  images: { "*": 3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42 }
  network: { cidr: 10.20.0.0/16, adminFrom: [192.0.2.0/28] }
  cluster: { context: town-hall }
`);

const made = (resources: readonly Resource[], said = FULL) => {
	const of = assessed(estate(resources), said);
	return generate(of, planOf(of, NO_EDITS).plan);
};

test("every resource is found again, each in one place", () => {
	const { places } = made(ESTATE);
	const where = Object.fromEntries([...places].map(([id, { where }]) => [id, where]));
	expect(where).toEqual({
		"aws_vpc.main": "part",
		"aws_security_group.web": "program",
		"aws_security_group.db": "program",
		"aws_instance.web": "environment",
		"aws_lb.front": "part",
		"aws_lb_target_group.web": "part",
		"aws_lb_target_group_attachment.web": "part",
		"aws_lb_listener.front": "part",
		"aws_ebs_volume.data": "program",
		"aws_volume_attachment.data": "runbook",
		"aws_db_instance.db": "program",
		"aws_s3_bucket.files": "program",
		"aws_route53_zone.z": "program",
		"aws_neptune_cluster.graph": "todo",
		"aws_iam_access_key.k": "runbook",
		"aws_time_machine.t": "todo",
		"null_resource.n": "left",
	});
});

describe("the environment", () => {
	const { files } = made(ESTATE);
	const text = files.get("wave-1/environment.yaml")!;
	it("can be read, and says where each value comes from", () => {
		const { environment } = readEnvironmentText(text, { file: "environment.yaml" });
		expect(environment.services["web"]!.run).toMatchObject({ machines: { flavor: "SCS-2V-8", disk: { text: "40Gi" } }, port: 8081 });
		expect(environment.services["web"]!.exposure).toMatchObject({ audience: "public", host: "web.services.saint-exemple.example" });
		expect(text).toMatch(/flavor: SCS-2V-8 # m5\.large: 2 vCPU, 8 GiB/);
		expect(text).toMatch(/port: 8081 # aws_lb_target_group\.web/);
	});
	it("lists what has no target, by name", () => {
		const { todo } = parse(text) as { todo: Record<string, string> };
		expect(Object.values(todo).join("\n")).toMatch(/aws_neptune_cluster\.graph: Build it with/);
		expect(Object.values(todo).join("\n")).toMatch(/aws_time_machine\.t: aws_time_machine is not understood/);
	});
});

test("the program is TypeScript, and holds groups, volumes, stores, zones and databases one by one", () => {
	const text = made(ESTATE).files.get("wave-1/program/index.ts")!;
	const { diagnostics = [] } = ts.transpileModule(text, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2022 } });
	expect(diagnostics).toEqual([]);
	const count = (word: string): number => text.split(`new ${word}(`).length - 1;
	expect({
		SecGroup: count("SecGroup"),
		SecGroupRule: count("SecGroupRule"),
		Volume: count("Volume"),
		ObjectStore: count("ObjectStore"),
		DnsZone: count("DnsZone"),
		CustomResource: count("CustomResource"),
	}).toEqual({ SecGroup: 2, SecGroupRule: 2, Volume: 1, ObjectStore: 1, DnsZone: 1, CustomResource: 2 });
	expect(text).toMatch(/portRangeMin: 5432, portRangeMax: 5432,\s+remoteGroupId: group_web\.id/);
	expect(text).toContain("Not written, of aws_security_group.web: ingress tcp 443 from 0.0.0.0/0");
	expect(text).toContain('"registry.saint-exemple.example/postgresql:16.3"');
});

test("the runbook has the six parts, and the exit file names data, assets and deadlines", () => {
	const { files } = made(ESTATE);
	const runbook = files.get("wave-1/runbook.md")!;
	expect(runbook.match(/^## .*/gm)).toEqual([
		"## 1. Before",
		"## 2. Replicate",
		"## 3. Cut over",
		"## 4. Verify",
		"## 5. Roll back",
		"## 6. Clean up",
		"## What was not taken over",
	]);
	for (const command of ["socle check wave-1", "pg_dump", "rclone sync", "socle check wave-1 --pack migration"])
		expect(runbook).toContain(command);
	const exit = JSON.parse(files.get("exit.json")!);
	expect(exit).toMatchObject({ customer: "Ville de Saint-Exemple", providers: [{ provider: "aws" }] });
	expect(exit.providers[0].exportableData.map(({ id }: { id: string }) => id)).toContain("aws_db_instance.db");
	expect(exit.deadlines).toHaveLength(5);
	expect(files.get("exit.html")).toContain("Article 25(2)(e)");
});

test("retain and retire in the plan leave a resource behind", () => {
	const of = assessed(estate(ESTATE), FULL);
	const { plan } = planOf(of, NO_EDITS);
	const [application] = Object.values(plan.applications);
	application!.resources["aws_instance.web"]!.strategy = "retain";
	const { places, files } = generate(of, plan);
	expect(places.get("aws_instance.web")).toMatchObject({ where: "left" });
	expect(files.has("wave-1/environment.yaml")).toBe(false);
});

test("no secret of a compose file comes out, and names of what is left out do", () => {
	const of = assessed(
		compose(
			`services:\n  web: { image: "shop:1", ports: ["8080:8080"], environment: { API_TOKEN: ${CANARY}, MODE: fast } }\n  db: { image: "postgres:16", environment: { POSTGRES_PASSWORD: ${CANARY} }, volumes: ["data:/var/lib/postgresql/data"] }\nvolumes: { data: {} }\n`,
		),
		FULL,
	);
	const { files, places } = generate(of, planOf(of, NO_EDITS).plan);
	for (const text of files.values()) expect(text).not.toContain(CANARY);
	expect(files.get("wave-1/environment.yaml")).toContain("Set API_TOKEN from a Secret");
	expect(parse(files.get("wave-1/environment.yaml")!).services.web.run.env).toEqual({ MODE: "fast" });
	expect(places.get("shop/volumes/data")).toMatchObject({ where: "part" });
});

test("the same estate gives the same bytes", () => {
	expect([...made(ESTATE).files]).toEqual([...made(ESTATE).files]);
});

test("text of the source can't leave its comment or string", () => {
	const evil = 'aws_security_group.a["x\\n*/ evil(); //"]';
	const { files } = made([
		terraform("aws_security_group.b", {
			name: 'x"); evil(); //',
			ingress: [
				{ protocol: "tcp", from_port: 9100, to_port: 9100, cidr_blocks: ["192.0.2.0/28"], description: 'y"); evil(); //\nevil();' },
			],
		}),
		{ ...terraform("aws_ebs_volume.c"), id: evil },
	]);
	const text = files.get("wave-1/program/index.ts")!;
	const source = ts.createSourceFile("index.ts", text, ts.ScriptTarget.ES2022, true);
	const calls: string[] = [];
	const walk = (node: ts.Node): void => {
		if (ts.isCallExpression(node)) calls.push(node.expression.getText());
		node.forEachChild(walk);
	};
	walk(source);
	expect(calls.filter((call) => call.includes("evil"))).toEqual([]);
});

describe("rules", () => {
	const rules = (resource: Resource) => rulesOf(estate([resource]).items[0]!);
	it("of Azure become Neutron's, denies and tags a sentence", () => {
		expect(
			rules(
				terraform("azurerm_network_security_group.g", {
					security_rule: [
						{
							direction: "Inbound",
							access: "Allow",
							protocol: "Tcp",
							destination_port_range: "8080-8090",
							source_address_prefix: "192.0.2.0/28",
						},
						{ direction: "Inbound", access: "Deny", protocol: "*", destination_port_range: "*", source_address_prefix: "*" },
						{
							direction: "Inbound",
							access: "Allow",
							protocol: "Tcp",
							destination_port_range: "443",
							source_address_prefix: "VirtualNetwork",
						},
					],
				}),
			),
		).toEqual([
			{ rule: { direction: "ingress", protocol: "tcp", from: 8080, to: 8090, peer: { cidr: "192.0.2.0/28" } } },
			{ loss: expect.stringContaining("denied at the source") },
			{ loss: expect.stringContaining("VirtualNetwork: no range of addresses") },
		]);
	});
	it("of Google become Neutron's", () => {
		expect(
			rules(
				terraform("google_compute_firewall.f", {
					direction: "INGRESS",
					allow: [{ protocol: "tcp", ports: ["80", "8000-8010"] }, { protocol: "icmp" }],
					source_ranges: ["198.51.100.0/24"],
				}),
			),
		).toEqual([
			{ rule: { direction: "ingress", protocol: "tcp", from: 80, to: 80, peer: { cidr: "198.51.100.0/24" } } },
			{ rule: { direction: "ingress", protocol: "tcp", from: 8000, to: 8010, peer: { cidr: "198.51.100.0/24" } } },
			{ rule: { direction: "ingress", protocol: "icmp", from: 0, to: 0, peer: { cidr: "198.51.100.0/24" } } },
		]);
	});
});

test("names that belong to Kubernetes are not taken, and an application's host goes to its first service", () => {
	const said = portfolio('applications:\n  tax: { match: ["*"], host: tax.town.example }\n');
	const { files } = made(
		[terraform("aws_instance.default", { instance_type: "t3.small" }), terraform("aws_instance.kube-one", { instance_type: "t3.small" })],
		said,
	);
	const { environment } = readEnvironmentText(files.get("wave-1/environment.yaml")!, { file: "environment.yaml" });
	expect(Object.entries(environment.services).map(([name, { exposure }]) => [name, exposure.host])).toEqual([
		["app-default", "tax.town.example"],
		["app-kube-one", "app-kube-one.tax.town.example"],
	]);
});

test("a flavor is the smallest that holds the size", () => {
	expect(flavorFor(2, 8, undefined)).toBe("SCS-2V-8");
	expect(flavorFor(1, 0.5, undefined)).toBe("SCS-1V-2");
	expect(flavorFor(3, 10, undefined)).toBe("SCS-4V-16");
	expect(flavorFor(200, 1000, undefined)).toBe("SCS-200V-1000");
	expect(
		flavorFor(
			2,
			7,
			portfolio("target: { flavors: { b3-8: { vcpus: 2, memory: 8Gi }, b3-16: { vcpus: 4, memory: 16Gi } } }\n").target.flavors,
		),
	).toBe("b3-8");
});
