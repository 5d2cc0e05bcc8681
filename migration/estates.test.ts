import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import packageJson from "../package.json" with { type: "json" };
import { assess } from "./assess.ts";
import { generate } from "./generate/generate.ts";
import * as html from "./html.ts";
import { readInputs } from "./inputs/inputs.ts";
import { planOf } from "./plan.ts";
import { NO_EDITS, planText } from "./plan-file.ts";
import * as planHtml from "./plan-html.ts";
import { CANARY, INPUTS } from "./test-inputs.ts";
import * as text from "./text.ts";

/** Whole estates, from the file to the last page. */

let place = "";
beforeAll(() => {
	place = mkdtempSync(join(tmpdir(), "socle-estates-"));
	for (const { file, content } of INPUTS) writeFileSync(join(place, file), content);
});
afterAll(() => rmSync(place, { recursive: true }));

async function through(...paths: string[]) {
	const { estate, portfolio } = await readInputs(paths);
	const assessed = assess(estate, portfolio, ["sovereignty", "gdpr"]);
	const { plan, warnings } = planOf(assessed, NO_EDITS);
	const generated = generate(assessed, plan);
	const { assessment } = assessed;
	const forms = [
		JSON.stringify(assessment),
		text.render(assessment, { all: true }),
		html.render(assessment),
		planText(plan).text,
		planHtml.render(plan, warnings, packageJson.version),
		...generated.files.values(),
	];
	return { estate, assessment, plan, ...generated, forms };
}

const counted = (types: readonly string[]): Record<string, number> => {
	const counts: Record<string, number> = {};
	for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
	return counts;
};

describe.each(INPUTS.map((input) => [input.file, input] as const))("%s", (file, { types, refused }) => {
	it("is read whole: each resource mapped or refused by name, found again once, and no secret of it anywhere", async () => {
		const { assessment, places, forms } = await through(join(place, file));
		expect(counted(assessment.resources.map(({ type }) => type))).toEqual(types);
		expect(assessment.notUnderstood.map(({ type }) => type)).toEqual(refused);
		const { summary } = assessment;
		expect(summary.understood + summary.notUnderstood).toBe(summary.resources);
		expect([...places.keys()].sort()).toEqual(assessment.resources.map(({ id }) => id).sort());
		expect(assessment.errors).toEqual([]);
		for (const form of forms) expect(form).not.toContain(CANARY);
	});
});

test("all together are one portfolio, with the same answer twice", async () => {
	const once = await through(place);
	expect(once.assessment.summary.resources).toBe(
		INPUTS.flatMap(({ types }) => Object.values(types)).reduce((sum, count) => sum + count, 0),
	);
	expect((await through(place)).forms).toEqual(once.forms);
	expect(once.assessment.applications.map(({ name }) => name)).toEqual(expect.arrayContaining(["library", "portal", "shop"]));
});

test("what points to AWS in manifests is named, what does not is not", async () => {
	const { assessment } = await through(join(place, "manifests.yaml"));
	expect(Object.fromEntries(assessment.resources.map(({ type, fidelity }) => [type, fidelity]))).toEqual({
		"apps/v1/Deployment": "partial",
		"networking.k8s.io/v1/Ingress": "partial",
		"storage.k8s.io/v1/StorageClass": "partial",
		"v1/ConfigMap": "exact",
		"v1/Secret": "exact",
		"v1/ServiceAccount": "partial",
	});
});

describe("what can't be read", () => {
	const broken: [string, string, RegExp][] = [
		["v3.tfstate", '{"version": 3, "serial": 1, "modules": []}', /version 3|terraform state pull|0\.12/i],
		[
			"encrypted.tfstate",
			'{"serial": 1, "lineage": "x", "meta": {"key_provider.pbkdf2.k": "e30="}, "encrypted_data": "AAAA", "encryption_version": "v0"}',
			/encrypt/i,
		],
		["cut.tfstate", '{"version": 4, "resources": [{"mode": "managed", ', /.+/],
	];
	it.each(broken)("%s is refused, with a reason", async (file, content, reason) => {
		writeFileSync(join(place, file), content);
		const error = await readInputs([join(place, file)]).then(
			() => undefined,
			(error: { exit: number; problems: { message: string }[] }) => error,
		);
		rmSync(join(place, file));
		expect(error?.exit).toBe(2);
		expect(error?.problems.map(({ message }) => message).join(" ")).toMatch(reason);
	});
	it("an unknown provider is assessed as not understood, by type", async () => {
		const file = join(place, "oci.tfstate");
		writeFileSync(
			file,
			JSON.stringify({
				version: 4,
				terraform_version: "1.9.0",
				serial: 1,
				lineage: "x",
				outputs: {},
				resources: [
					{
						mode: "managed",
						type: "oci_core_instance",
						name: "a",
						provider: 'provider["registry.terraform.io/oracle/oci"]',
						instances: [{ schema_version: 0, attributes: { id: "o" } }],
					},
				],
			}),
		);
		const { assessment } = await through(file);
		rmSync(file);
		expect(assessment.notUnderstood).toMatchObject([
			{ type: "oci_core_instance", count: 1, next: expect.stringContaining("portfolio.yaml") },
		]);
	});
});

/** Estates of other projects, outside of this repository: named by the environment variable. */
const others = process.env["SOCLE_MIGRATION_INPUTS"] ?? "";
describe.skipIf(others === "" || !existsSync(others))("the estates below SOCLE_MIGRATION_INPUTS", () => {
	const files =
		others === "" || !existsSync(others)
			? []
			: readdirSync(others, { recursive: true, encoding: "utf8" })
					.filter((name) => /\.(json|tfstate|ya?ml|xlsx)$/.test(name))
					.sort();
	/** Resources that must be found; what is not in this table only has to add up. */
	const COUNTS: Record<string, number> = {
		"terraform/aws-plan-55-resources.json": 55,
		"terraform/azure-plan.json": 18,
		"terraform/azure-state.tfstate": 5,
		"terraform/google-plan.json": 2,
		"terraform/google-state.tfstate": 4,
		"terraform/scaleway-modules-state.tfstate": 3,
		"rvtools/example1.xlsx": 18,
		"compose/nextcloud-redis-mariadb.yaml": 7,
		"compose/nginx-golang-postgres.yaml": 5,
		"compose/react-express-mysql.yaml": 8,
	};
	it.each(files)("%s is understood, and each resource is found again", async (file) => {
		const { assessment, places } = await through(join(others, file));
		if (file in COUNTS) expect(assessment.summary.resources).toBe(COUNTS[file]);
		expect(assessment.notUnderstood).toEqual([]);
		expect([...places.keys()].sort()).toEqual(assessment.resources.map(({ id }) => id).sort());
	});
});
