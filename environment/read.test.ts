import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { UserError } from "../errors.ts";
import { isContainer, tags } from "./environment.ts";
import { readEnvironment, readEnvironmentText } from "./read.ts";
import { BROKEN } from "./test-broken.ts";

const EXAMPLE = fileURLToPath(new URL("../examples/town-hall/environment.yaml", import.meta.url));
const example = readFileSync(EXAMPLE, "utf8");
const folder = mkdtempSync(join(tmpdir(), "socle-environment-"));
const file = join(folder, "environment.yaml");
afterAll(() => rmSync(folder, { recursive: true }));

const zones = ["eu-west-par-a", "eu-west-par-b", "eu-west-par-c"];
const knownCountry = (provider: string) => (provider === "ovhcloud" ? "FR" : undefined);
const knownZones = (provider: string, region: string) => (provider === "ovhcloud" && region === "EU-WEST-PAR" ? zones : undefined);

function refusal(path: string, stack?: string): UserError {
	try {
		readEnvironment(path, { knownCountry, knownZones, ...(stack ? { stack } : {}) });
	} catch (error) {
		if (error instanceof UserError) return error;
		throw error;
	}
	throw new Error("the file was accepted");
}

describe("a broken file says what is wrong, where, and what to write", () => {
	test.each(BROKEN)("$title", ({ change = [], text, bytes, stack, told }) => {
		for (const [from] of change) expect(example).toContain(from);
		writeFileSync(file, bytes?.() ?? change.reduce((result, [from, to]) => result.replace(from, () => to), text ?? example));
		const error = refusal(file, stack);
		expect(error.problems.map(({ line, column, key, message }) => `${line}:${column}  ${key ? `${key}: ` : ""}${message}`)).toEqual(told);
		expect(error.exit).toBe(2);
		expect(error.problems.every((problem) => problem.file === file)).toBe(true);
		expect(JSON.stringify([error.message, error.problems])).not.toContain("canary");
	});

	test("every row says where and what", () => {
		for (const { title, told } of BROKEN) {
			expect(told.length, title).toBeGreaterThan(0);
			for (const line of told) expect(line, title).toMatch(/^\d+:\d+ {2}.+\. .+[.!?`]$/);
		}
	});

	test("the closing line counts", () => {
		writeFileSync(file, example.replace("kind: commune", "kind: town").replace("FR\n", "XX\n"));
		expect(refusal(file).message).toBe("2 problems; nothing was planned.");
	});

	test("a file that is not there, a folder, a device", () => {
		expect(refusal(join(folder, "nowhere.yaml"))).toMatchObject({
			exit: 2,
			next: "socle init",
			message: "1 problem; nothing was planned.",
		});
		expect(refusal(folder).problems[0]?.message).toBe(`this is a folder. Name the file in it, such as ${folder}/environment.yaml.`);
		expect(refusal("/dev/zero").problems[0]?.message).toMatch(/^this is not a plain file\./);
	});
});

describe("the example", () => {
	test("is read, its defaults filled in and its quantities parsed", () => {
		const { environment, sha256, values } = readEnvironment(EXAMPLE, { knownZones });
		const { passports, "registry-office": office } = environment.services;
		expect(isContainer(passports!.run) && [passports!.run.cpu.millicores, passports!.run.memory.bytes, passports!.run.user]).toEqual([
			500,
			2 ** 29,
			10_001,
		]);
		expect(!isContainer(office!.run) && office!.run.machines.disk.bytes).toBe(20 * 2 ** 30);
		expect(passports!.files!.retention.seconds).toBe(5 * 365 * 86_400);
		expect(tags(environment)).toEqual({
			owner: "EXAMPLE-0001",
			environment: "town-hall.production",
			classification: "internal",
			"cost-centre": "3120",
		});
		expect(sha256).toMatch(/^[0-9a-f]{64}$/);
		expect(values.find(({ key }) => key === "services.passports.run.health")).toEqual({
			key: "services.passports.run.health",
			value: "/healthz",
			from: "default",
		});
		expect(values.some(({ key }) => key === "services.registry-office.exposure.via")).toBe(false);
	});

	test("every value that is said to be written on a line is written on it", () => {
		const lines = example.split("\n");
		for (const stack of ["production", "lab"])
			for (const { key, value, line, column, from } of readEnvironment(EXAMPLE, { stack }).values) {
				if (from === "default") continue;
				expect(lines[line! - 1]!.slice(column! - 1), key).toMatch(/^[\w.-]+: /);
				for (const item of [value].flat()) expect(lines[line! - 1], key).toContain(String(item));
				expect(line! > lines.indexOf("stacks:"), key).toBe(from === "stack");
			}
	});

	test("a value of a stack leads to the line of its patch, the rest to the file", () => {
		const lab = readEnvironment(EXAMPLE, { stack: "lab" });
		const line = (text: string, nth = 0) =>
			[...example.split("\n").entries()].filter(([, found]) => found.trim().startsWith(text))[nth]![0] + 1;
		expect(lab.environment.cloud).toMatchObject({ provider: "own", country: "FR", zones: ["az1", "az2", "az3"] });
		expect(lab.environment.stack).toBe("lab");
		expect(lab.positions("services.registry-office.run.machines.flavor")).toEqual({ line: line("flavor", 1), column: 13 });
		expect(lab.positions("services.registry-office.run.machines")).toEqual({ line: line("machines"), column: 7 });
		expect(lab.positions("services.passports.run.health.nothing")).toEqual({ line: line("run:"), column: 5 });
		expect(lab.positions("suppliers.registry.saint-exemple.example")).toEqual({ line: line("registry.saint-exemple.example"), column: 3 });
	});

	test("a planned value leads to the one key that it was written under", () => {
		const { environment, locate } = readEnvironment(EXAMPLE);
		const { run } = environment.services["passports"]!;
		expect(locate("services.passports", isContainer(run) && run.image)).toBe("services.passports.run.image");
		expect(locate("services.passports", 8080)).toBe("services.passports.run.port");
		expect(locate("services.passports", "eu-west-par-b")).toBe("services.passports");
		expect(locate("cloud", "eu-west-par-b")).toBe("cloud.zones");
		// The certificate and the service share a name, and so do two keys of the same value: no guess.
		expect(locate("services", "public")).toBe("services");
		expect(locate("services.passports", undefined)).toBe("services.passports");
	});
});

test("whatever happens to its bytes, the reader answers or refuses, and never breaks", () => {
	const bytes = Buffer.from(example);
	const edit = fc.record({
		at: fc.nat(bytes.length),
		take: fc.nat(40),
		put: fc.oneof(
			fc.uint8Array({ maxLength: 6 }),
			fc
				.constantFrom("\t", "- ", ": ", "{", "[", "&a ", "*a", "? ", "|\n", "null", "\n", "<<", "!!", "%", '"')
				.map((text) => Buffer.from(text)),
		),
	});
	fc.assert(
		fc.property(fc.array(edit, { minLength: 1, maxLength: 5 }), (edits) => {
			const changed = edits.reduce<Buffer>(
				(result, { at, take, put }) => Buffer.concat([result.subarray(0, at), put, result.subarray(at + take)]),
				bytes,
			);
			writeFileSync(file, changed);
			try {
				expect(readEnvironment(file).environment.apiVersion).toBe("socle/v1");
			} catch (error) {
				expect(error).toBeInstanceOf(UserError);
				expect((error as UserError).problems.every(({ line, column, message }) => line! > 0 && column! > 0 && message.length > 10)).toBe(
					true,
				);
			}
		}),
		{ numRuns: 300 },
	);
});

test("a merge patch takes away with null, merges mappings and replaces lists (RFC 7396)", () => {
	const text = `${example}    costCentre: null\n    suppliers: { registry.other.example: DE }\n    network: { adminFrom: [198.51.100.0/28] }\n`;
	const { environment, positions } = readEnvironmentText(text, { file: "environment.yaml", stack: "lab" });
	expect(environment.costCentre).toBeUndefined();
	expect(environment.suppliers).toEqual({
		"registry.saint-exemple.example": "own",
		"logs.saint-exemple.example": "own",
		"registry.other.example": "DE",
	});
	expect(environment.network.adminFrom.map((range) => range.text)).toEqual(["198.51.100.0/28"]);
	expect(environment.network.cidr.text).toBe("10.20.0.0/16");
	expect(positions("network.adminFrom").line).toBe(text.split("\n").length - 1);
});
