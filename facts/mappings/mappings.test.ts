import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { z } from "zod";
import environmentSchema from "../../environment/schema.json" with { type: "json" };
import { mapping, mappings, nearestType, sizeOf } from "./mappings.ts";
import { capabilitiesFile, instanceTypesFile, mappingRow, mappingsJsonSchema, providerFile } from "./schema.ts";

const here = import.meta.dirname;
const json = (name: string): unknown => JSON.parse(readFileSync(join(here, name), "utf8"));
const PROVIDERS = ["aws", "azure", "google", "scaleway", "ovh", "others"];
const rows = mappings();
const sdk = (name: string): string => dirname(createRequire(import.meta.url).resolve(`@pulumi/${name}/package.json`));

test("the published schema is the one in the code", () => {
	expect(json("schema.json")).toEqual(mappingsJsonSchema());
});

describe("the files", () => {
	it.each(PROVIDERS)("%s.json follows the schema", (name) => {
		providerFile.parse(json(`${name}.json`));
	});
	it("capabilities.json and instance-types.json follow the schema", () => {
		capabilitiesFile.parse(json("capabilities.json"));
		instanceTypesFile.parse(json("instance-types.json"));
	});
	it("hold no type twice", () => {
		const types = rows.map(({ source }) => source.type);
		expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([]);
	});
	it("name capabilities that are there, and no capability for nothing", () => {
		const { capabilities } = capabilitiesFile.parse(json("capabilities.json"));
		const named = PROVIDERS.flatMap((name) => providerFile.parse(json(`${name}.json`)).rows).flatMap(({ capability, variants = [] }) => [
			capability,
			...variants.map((variant) => variant.capability),
		]);
		expect(new Set(named)).toEqual(new Set(Object.keys(capabilities)));
	});
});

describe("the rows", () => {
	it("follow the schema, with the pages of the source and of every target, and a date", () => {
		z.array(mappingRow).parse(rows);
		for (const { source, sources, target } of rows)
			expect(sources.length, source.type).toBe(1 + target.filter(({ kind }) => kind !== "none").length);
	});
	it("say what is lost wherever something is", () => {
		const silent = rows.filter(({ fidelity, losses }) => (fidelity === "redesign" || fidelity === "none") && losses.length === 0);
		expect(new Set(silent.map(({ capability }) => capability))).toEqual(new Set());
	});
	it("cover the big three widely, with attribute maps for what is used most", () => {
		const of = (provider: string): number => rows.filter(({ source }) => source.provider === provider).length;
		expect(Math.min(of("aws"), of("azurerm"), of("google"))).toBeGreaterThan(1000);
		expect(rows.filter(({ attributeMap }) => attributeMap.length > 0).length).toBeGreaterThan(100);
	});
});

/** Token of a class of the Pulumi SDK → its file. */
function tokens(name: string): Map<string, string> {
	const root = sdk(name);
	const found = new Map<string, string>();
	for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) {
		if (!file.endsWith(".js") || file.includes("node_modules")) continue;
		const token = /__pulumiType = '([^']+)'/.exec(readFileSync(join(root, file), "utf8"))?.[1];
		if (token !== undefined) found.set(token, join(root, file));
	}
	return found;
}

describe("the targets", () => {
	const openstack = tokens("openstack");
	const kubernetes = tokens("kubernetes");
	const targets = rows.flatMap(({ target }) => target);
	it("are resources of the providers", () => {
		const named = (kind: string) => new Set(targets.flatMap((target) => (target.kind === kind && "token" in target ? [target.token] : [])));
		expect([...named("openstack")].filter((token) => !openstack.has(token))).toEqual([]);
		expect([...named("kubernetes")].filter((token) => !kubernetes.has(token))).toEqual([]);
	});
	it("are components and packs of Socle", () => {
		const components = readFileSync(join(here, "../../components/index.ts"), "utf8");
		for (const target of targets) {
			if (target.kind === "component") expect(components).toMatch(new RegExp(`\\b${target.component}\\b`));
			if (target.kind === "policy") expect(readdirSync(join(here, "../../policies/packs"))).toContain(`${target.component}.ts`);
		}
	});
	it("take the properties that attribute maps name", () => {
		const wrong: string[] = [];
		for (const { source, attributeMap } of rows)
			for (const { to } of attributeMap) {
				const [token = "", property = ""] = to.split("#");
				const file = openstack.get(token);
				if (file !== undefined && !readFileSync(file, "utf8").includes(`resourceInputs["${property}"]`))
					wrong.push(`${source.type}: ${to}`);
				if (token.startsWith("openstack:") && file === undefined) wrong.push(`${source.type}: ${to}`);
				if (token === "environment" && !isKey(property.split("."))) wrong.push(`${source.type}: ${to}`);
			}
		expect(wrong).toEqual([]);
	});
});

/** Whether the published schema of environment.yaml has the key; `*` stands for any name. */
function isKey(path: readonly string[], schema: unknown = environmentSchema): boolean {
	const node = schema as Record<string, unknown>;
	const branches = [...((node["anyOf"] ?? []) as unknown[]), ...((node["oneOf"] ?? []) as unknown[])];
	if (path.length === 0) return true;
	const [key = "", ...rest] = path;
	const child = key === "*" ? node["additionalProperties"] : (node["properties"] as Record<string, unknown> | undefined)?.[key];
	return (child !== undefined && isKey(rest, child)) || branches.some((branch) => isKey(path, branch));
}

it("tells engines apart", () => {
	const database = (type: string, values: Record<string, string>) => mapping(type, (name) => values[name])?.capability;
	expect(database("aws_db_instance", { engine: "postgres" })).toBe("database.postgresql");
	expect(database("aws_db_instance", { engine: "mariadb" })).toBe("database.mysql");
	expect(database("aws_rds_cluster", { engine: "aurora-postgresql" })).toBe("database.postgresql");
	expect(database("aws_rds_cluster", { engine: "aurora-mysql" })).toBe("database.mysql");
	expect(database("google_sql_database_instance", { database_version: "SQLSERVER_2019_STANDARD" })).toBe("database.mssql");
	expect(database("scaleway_rdb_instance", { engine: "MySQL-8" })).toBe("database.mysql");
	expect(database("aws_elasticache_cluster", { engine: "memcached" })).toBe("cache.memcached");
});

it("knows no more than its rows, and the nearest one to a type that it does not know", () => {
	expect(mapping("aws_time_machine")).toBeUndefined();
	expect(nearestType("aws_lambda_time_machine")).toMatch(/^aws_lambda_/);
	expect(nearestType("oci_core_instance")).toBeUndefined();
});

it.each([
	["aws", "m5.large", 2, 8],
	["aws", "t3.micro", 2, 1],
	["aws", "t2.medium", 2, 4],
	["aws", "c5.2xlarge", 8, 16],
	["aws", "c5n.large", 2, 5.25],
	["aws", "r6g.4xlarge", 16, 128],
	["aws", "m7i-flex.xlarge", 4, 16],
	["aws", "db.r5.large", 2, 16],
	["aws", "cache.t3.small", 2, 2],
	["aws", "m4.large.elasticsearch", 2, 8],
	["azure", "Standard_B2s", 2, 4],
	["azure", "Standard_DS1_v2", 1, 3.5],
	["azure", "Standard_D4s_v3", 4, 16],
	["azure", "Standard_E8ds_v5", 8, 64],
	["azure", "Standard_F4s_v2", 4, 8],
	["azure", "GP_Gen5_4", 4, 20],
	["azure", "B_Standard_B1ms", 1, 2],
	["google", "e2-medium", 2, 4],
	["google", "n1-standard-1", 1, 3.75],
	["google", "n2-highmem-4", 4, 32],
	["google", "c2-standard-8", 8, 32],
	["google", "custom-2-5120", 2, 5],
	["google", "db-custom-4-15360", 4, 15],
	["scaleway", "DEV1-M", 3, 4],
	["scaleway", "DB-DEV-S", 2, 2],
	["ovh", "b3-16", 4, 16],
])("knows the size of %s %s", (provider, name, vcpu, memoryGiB) => {
	expect(sizeOf(provider, name)).toMatchObject({ vcpu, memoryGiB });
});

it("does not guess a size", () => {
	expect(sizeOf("aws", "z99.huge")).toBeUndefined();
	expect(sizeOf("oci", "m5.large")).toBeUndefined();
});
