/** A foreign estate, from its files to the lab's clouds and away again: what was generated goes up as it stands, and nothing stays. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { INPUTS } from "../migration/test-inputs.ts";
import { everything, kubectl, openstack, socle } from "./clients.ts";
import { ROOT } from "./socle.ts";

const others = process.env["SOCLE_MIGRATION_INPUTS"] ?? "";
const plan = join(others, "terraform/aws-plan-55-resources.json");

/** What the organisation says of itself and of the lab's cloud; the certificate is the one that the lab seeds. */
const PORTFOLIO = `apiVersion: socle-migration/v1
organisation: { name: Ville de Saint-Exemple, kind: commune, country: FR, identifier: EXAMPLE-0001, dpo: dpo@saint-exemple.example }
target:
  cloud:
    provider: own
    country: FR
    cloud: oslab-demo
    region: RegionOne
    zones: [az1, az2, az3]
    externalNetwork: public
    volumeType: luks
    adminKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBi6OOthzPk8EHdWntI7n3gBRZ170hZLe+kcqPCj3/bO admin@saint-exemple.example
  cluster: { context: lab }
  domain: saint-exemple.example
  registry: registry.saint-exemple.example
  network: { cidr: 10.60.0.0/16, adminFrom: [192.0.2.0/28] }
  flavors: { m1.small: { vcpus: 8, memory: 32Gi } }
  images: { "*": 11111111-1111-4111-8111-111111111111 }
environment:
  keys: { manager: project, master: own }
  logs: { sink: logs.saint-exemple.example, country: FR, retention: 1y }
  suppliers: { registry.saint-exemple.example: own, logs.saint-exemple.example: own }
applications:
  estate:
    match: ["*"]
    rto: 8h
    rpo: 24h
    service: { exposure: { certificate: registry-office }, data: { personal: false }, continuity: { lastRestoreDrill: { on: 2026-10-06, took: 3h, lost: 11h } }, export: { formats: [json], by: organisation } }
`;
/** The operators of databases are not in the lab; their kinds are, so that the API takes what was generated. */
const KINDS = [
	["k8s.mariadb.com", "v1alpha1", "MariaDB", "mariadbs"],
	["postgresql.cnpg.io", "v1", "Cluster", "clusters"],
	["postgresql.cnpg.io", "v1", "ScheduledBackup", "scheduledbackups"],
] as const;
const crds = KINDS.map(([group, version, kind, plural]) => ({
	apiVersion: "apiextensions.k8s.io/v1",
	kind: "CustomResourceDefinition",
	metadata: { name: `${plural}.${group}` },
	spec: {
		group,
		scope: "Namespaced",
		names: { kind, plural, singular: kind.toLowerCase() },
		versions: [
			{
				name: version,
				served: true,
				storage: true,
				schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
			},
		],
	},
}));

/** Generated environments have no stack of the lab's: the lab says what it is. */
process.env["SOCLE_LAB"] = "1";

let place = "";
let before: Awaited<ReturnType<typeof everything>>;
beforeAll(async () => {
	// Below the repository, so that programs find the SDKs.
	mkdirSync(join(ROOT, ".lab"), { recursive: true });
	place = mkdtempSync(join(ROOT, ".lab/migration-"));
	writeFileSync(join(place, "crds.json"), JSON.stringify({ apiVersion: "v1", kind: "List", items: crds }));
	writeFileSync(join(place, "portfolio.yaml"), PORTFOLIO);
	writeFileSync(join(place, "compose.yaml"), INPUTS.find(({ file }) => file === "compose.yaml")!.content);
	before = await everything();
	await kubectl("apply", "-f", join(place, "crds.json"));
});
afterAll(async () => {
	await kubectl("delete", "--ignore-not-found", "-f", join(place, "crds.json"));
	rmSync(place, { recursive: true, force: true });
});

/** Generates into a folder, readies the program for a clone without an installed package, and answers where each resource went. */
async function generated(input: string, to: string): Promise<Record<string, { where: string; what: string }>> {
	const folder = join(place, to);
	const { code, stderr } = await socle([
		"migrate",
		"generate",
		join(place, "portfolio.yaml"),
		input,
		"--plan",
		join(place, `${to}.yaml`),
		"--to",
		folder,
	]);
	expect(code, stderr).toBe(0);
	const program = join(folder, "wave-1/program/index.ts");
	if (existsSync(program))
		writeFileSync(
			program,
			// What holds data can't be removed, as it should be; a test has to.
			readFileSync(program, "utf8")
				.replace('from "socle"', `from "${join(ROOT, "components/index.ts")}"`)
				.replaceAll("volumeType, zone,", 'volumeType, zone, onRemoval: "erase",'),
		);
	return JSON.parse(readFileSync(join(folder, "places.json"), "utf8"));
}

async function upAndDown(to: string, between: () => Promise<void>): Promise<void> {
	const wave = join(place, to, "wave-1");
	const parts = [wave, join(wave, "program")].filter(
		(part) => existsSync(join(part, "environment.yaml")) || existsSync(join(part, "Pulumi.yaml")),
	);
	try {
		for (const part of parts) {
			const { code, stderr } = await socle(["up", part, "--yes"]);
			expect(code, stderr).toBe(0);
		}
		await between();
	} finally {
		// Whatever happened above: what is left in the clouds is a failure of its own, and is named.
		for (const part of parts.toReversed()) {
			const { code, stderr } = await socle(["destroy", part, "--yes"]);
			expect(code, stderr).toBe(0);
		}
	}
}

describe.skipIf(!existsSync(plan))("the plan of 55 resources of AWS", () => {
	test("stands on OpenStack one by one, and goes", async () => {
		const places = await generated(plan, "aws");
		const made = (type: string): string[] =>
			Object.entries(places).flatMap(([id, { where, what }]) =>
				id.startsWith(`${type}.`) && (where === "program" || where === "environment") ? [what] : [],
			);
		await upAndDown("aws", async () => {
			const [groups, volumes, containers, servers, balancers] = await openstack([
				"security group list",
				"volume list",
				"container list",
				"server list",
				"loadbalancer list",
			]);
			const names = (list: Record<string, string>[]) =>
				list.map((item) => item["Name"] ?? item["name"] ?? "").filter((name) => name.startsWith("estate"));
			/** Source → what is there, a row each. */
			expect(names(groups)).toEqual(expect.arrayContaining(made("aws_security_group").map((name) => `estate-${name}`)));
			expect(names(volumes)).toEqual(expect.arrayContaining(made("aws_ebs_volume").map((name) => `estate-${name}`)));
			expect(names(containers).sort()).toEqual(
				made("aws_s3_bucket")
					.map((name) => `estate-${name}`)
					.sort(),
			);
			expect(names(servers)).toHaveLength(made("aws_instance").length);
			// aws_elb.weblb: a service has a balancer of its own.
			expect(names(balancers)).toHaveLength(made("aws_instance").length);
			const databases = JSON.parse(await kubectl("get", "mariadbs", "--all-namespaces", "-o", "json")).items;
			expect(databases.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(made("aws_db_instance"));
		});
		expect(await everything()).toEqual(before);
	}, 900_000);
});

describe("a compose application", () => {
	test("stands on Kubernetes, its database beside it, and goes", async () => {
		await generated(join(place, "compose.yaml"), "library");
		await kubectl("get", "namespaces");
		await upAndDown("library", async () => {
			const deployments = JSON.parse(await kubectl("get", "deployments", "--all-namespaces", "-o", "json")).items;
			expect(deployments.map((item: { metadata: { namespace: string } }) => item.metadata.namespace)).toContain("web");
			const clusters = JSON.parse(await kubectl("get", "clusters.postgresql.cnpg.io", "--all-namespaces", "-o", "json")).items;
			expect(clusters.map((item: { metadata: { name: string } }) => item.metadata.name)).toEqual(["db"]);
		});
		expect(await everything()).toEqual(before);
	}, 900_000);
});
