import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { JudgeFlags } from "../bin/judgement.ts";
import { judgingBy } from "../bin/judgement.ts";
import { planAt } from "../bin/planned.ts";
import { countKinds } from "../components/test-readme.ts";
import { ROOT } from "./socle.ts";

/** Every example but the one that is vulnerable by design: its README's inventory is what is planned, and the default pack finds nothing. */
const EXAMPLES = readdirSync(join(ROOT, "examples")).filter(
	(name) => name !== "vulnerable-by-design" && existsSync(join(ROOT, "examples", name, "README.md")),
);

/** What no plan can know, and why. Anything else that is unknown fails. */
const NOT_KNOWN: { [example: string]: { [control: string]: string } } = {
	"landing-zone": {
		"identity-no-admin-grant": "Keystone gives roles their ids",
		"secret-marked": "Keystone makes the credential's secret",
	},
	"kubernetes-platform": { "compute-no-secret-in-user-data": "no control reads into a secret, and nodes join with one" },
	"compose-it-yourself": { "residency-zone": "a program of one's own declares no provider" },
};

const flags: JudgeFlags = { failOn: "low", color: false, format: "json" };
let epoch: string | undefined;
beforeAll(() => {
	epoch = process.env["SOURCE_DATE_EPOCH"];
	process.env["SOURCE_DATE_EPOCH"] = "1795392000";
});
afterAll(() => {
	if (epoch === undefined) delete process.env["SOURCE_DATE_EPOCH"];
	else process.env["SOURCE_DATE_EPOCH"] = epoch;
});

describe.each(EXAMPLES)("examples/%s", (example) => {
	const folder = join(ROOT, "examples", example);
	const readme = readFileSync(join(folder, "README.md"), "utf8");

	test("the README's inventory is what is planned", async () => {
		const written = /^```yaml inventory\n(.*?)^```$/ms.exec(readme)?.[1] ?? "";
		const { layers } = await planAt(folder, { stack: "production" });
		expect(Object.fromEntries(layers.map(({ name, plan }) => [name, countKinds(plan)]))).toEqual(parse(written));
	});

	test("the README draws it", () => expect(readme).toContain("```mermaid\n"));

	test.each(["production", "lab"])("the default pack finds nothing in %s", async (stack) => {
		const planned = await planAt(folder, { stack });
		const { judge } = await judgingBy(flags);
		const { results } = judge(planned.inventory, planned, "").report;
		const named = (verdict: string) => results.filter((each) => each.verdict === verdict).map(({ control }) => control);
		expect(named("fail")).toEqual([]);
		expect([...new Set(named("unknown"))].sort()).toEqual(Object.keys(NOT_KNOWN[example] ?? {}).sort());
	});
});
