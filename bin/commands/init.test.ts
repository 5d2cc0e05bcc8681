import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readEnvironment } from "../../environment/read.ts";
import { knownZones } from "../../facts/facts.ts";
import { run } from "./init.ts";

const example = readFileSync(fileURLToPath(new URL("../../examples/town-hall/environment.yaml", import.meta.url)), "utf8");
let to: string;
let said: string;
beforeEach(() => {
	to = mkdtempSync(join(tmpdir(), "socle-init-"));
	said = "";
	vi.spyOn(process.stderr, "write").mockImplementation((text) => {
		said += text;
		return true;
	});
});
afterEach(() => {
	vi.restoreAllMocks();
	rmSync(to, { recursive: true });
});

const body = (text: string) => text.replace(/^# yaml-language-server: .*\n/, "");
const written = () => readFileSync(join(to, "environment.yaml"), "utf8");
const nobody = async (): Promise<string> => {
	throw new Error("asked although every answer was given");
};

test("--yes writes the example as it is, into a folder that may not exist yet, and says what comes next", async () => {
	to = join(to, "new/town");
	expect(await run(undefined, { to, yes: true }, nobody)).toBe(0);
	expect(body(written())).toBe(body(example));
	expect(said).toContain(`Next: \`socle check ${to}\``);
	to = join(to, "../..");
});

test("answers go into the file, and everything else stays byte for byte", async () => {
	const questions: string[] = [];
	const answers = ["library", "Médiathèque: « La Ruche »", "", "", "12", "data@library.example"];
	await run("town-hall", { to, classification: "public" }, async (question) => {
		questions.push(question);
		return answers[questions.length - 1] ?? "";
	});
	expect(questions).toHaveLength(10);
	expect(questions[0]).toBe("1/11 Name of the environment, which every resource's name begins with [town-hall]: ");
	const expected = example
		.replace("name: town-hall", "name: library")
		.replace("name: Ville de Saint-Exemple", 'name: "Médiathèque: « La Ruche »"')
		.replace("identifier: EXAMPLE-0001", 'identifier: "12"')
		.replace("dpo@saint-exemple.example", "data@library.example")
		.replace("classification: internal #", "classification: public #");
	expect(body(written())).toBe(body(expected));
	expect(readEnvironment(join(to, "environment.yaml"), { knownZones }).environment.organisation.name).toBe("Médiathèque: « La Ruche »");
});

test("another provider brings its own region and zones; one's own cloud its country", async () => {
	await run(undefined, { to, yes: true, provider: "open-telekom-cloud" }, nobody);
	expect(readEnvironment(join(to, "environment.yaml"), { knownZones }).environment.cloud).toMatchObject({
		region: "eu-de",
		zones: ["eu-de-01", "eu-de-02", "eu-de-03"],
	});
	rmSync(join(to, "environment.yaml"));
	await run(undefined, { to, yes: true, provider: "own", country: "BE" }, nobody);
	expect(readEnvironment(join(to, "environment.yaml"), { knownZones }).environment.cloud).toMatchObject({
		country: "BE",
		region: "RegionOne",
		zones: ["nova"],
	});
});

test("a wrong answer is asked for again, a wrong flag refused, and then nothing is written", async () => {
	let asked = 0;
	await run(undefined, { to, name: "library" }, async (question) => (question.includes("Its country") && asked++ === 0 ? "France" : ""));
	expect(asked).toBe(2);
	expect(said).toContain('  "France" is not a country. Write the two capital letters');
	rmSync(join(to, "environment.yaml"));
	await expect(run(undefined, { to, yes: true, zones: "eu-west-par-a, eu-west-par-x" }, nobody)).rejects.toThrow(
		'--zones "eu-west-par-a, eu-west-par-x": "eu-west-par-x" is not a zone of ovhcloud EU-WEST-PAR.',
	);
	await expect(run("town-house", { to, yes: true }, nobody)).rejects.toMatchObject({ exit: 2, next: "socle init town-hall" });
	expect(written).toThrow();
});

test("an existing file is never overwritten", async () => {
	writeFileSync(join(to, "environment.yaml"), "mine\n");
	await expect(run(undefined, { to, yes: true }, nobody)).rejects.toMatchObject({
		exit: 2,
		message: `${join(to, "environment.yaml")} exists and stays as it is.`,
	});
	expect(written()).toBe("mine\n");
});

test("without a terminal and without --yes nothing is asked and nothing written", async () => {
	const { isTTY } = process.stdin;
	process.stdin.isTTY = false;
	try {
		await expect(run(undefined, { to })).rejects.toMatchObject({ exit: 2, message: "Nobody is here to answer questions." });
	} finally {
		process.stdin.isTTY = isTTY;
	}
	expect(written).toThrow();
});
