import { expect, test } from "vitest";
import { planOf } from "./plan.ts";
import { NO_EDITS, planText, readPlanFile } from "./plan-file.ts";
import { assessed, estate, portfolio, terraform } from "./test-estate.ts";

const server = (name: string, app: string) => terraform(`aws_instance.${name}`, { instance_type: "m5.large", tags: { app } });
const three = [
	server("a", "shop"),
	server("b", "blog"),
	server("c", "files"),
	terraform("aws_ebs_volume.d", { size: 100, tags: { app: "files" } }),
];
const said = portfolio("start: 2026-12-07\n");

function run(resources: typeof three, before?: string) {
	const read = before === undefined ? undefined : readPlanFile(before, "migration.yaml");
	const { plan, warnings } = planOf(assessed(estate(resources), said), read?.edits ?? NO_EDITS);
	return { plan, warnings, ...planText(plan, read) };
}

test("the same input gives the same bytes, also over its own plan", () => {
	const first = run(three).text;
	expect(run(three).text).toBe(first);
	expect(run(three, first).text).toBe(first);
});

test("a person's word stays and counts, with comments and keys of their own", () => {
	const edited = run(three)
		.text.replace(/( {2}files:\n {4}wave: )wave-\d/, "$1wave-1 # with the pilot")
		.replace(/( {2}shop:\n(?: {4}.*\n)*? {4}dataGiB: )[\d.]+/, "$1500")
		.replace("aws_instance.c: { becomes: ", "aws_instance.c: { note: the old one, becomes: ")
		.replace("cutOver: 2026-12-13", "cutOver: 2026-12-15");
	const again = run(three, edited);
	expect(again.plan.waves["wave-1"]!.applications).toContain("files");
	expect(again.plan.waves["wave-1"]!.cutOver).toBe("2026-12-15");
	expect(again.plan.applications["shop"]!.dataGiB).toBe(500);
	for (const kept of ["# with the pilot", "note: the old one", "dataGiB: 500", "cutOver: 2026-12-15"]) expect(again.text).toContain(kept);
	expect(run(three, again.text).text).toBe(again.text);
});

test("what left the input leaves the plan, and is named", () => {
	const { text, removed } = run(three.slice(1), run(three).text);
	expect(removed).toContain("application shop");
	expect(text).not.toContain("aws_instance.a");
	const less = run([three[0]!, three[1]!, three[2]!], run(three).text);
	expect(less.removed).toEqual(["aws_ebs_volume.d"]);
	expect(less.text).not.toContain("aws_ebs_volume.d");
});

test("what is new in the input comes into the plan beside what people wrote", () => {
	const edited = run(three).text.replace("rateMbps: 620", "rateMbps: 1000 # measured");
	const more = run([...three, server("e", "tax")], edited);
	expect(more.text).toContain("rateMbps: 1000 # measured");
	expect(more.plan.rateMbps).toBe(1000);
	expect(more.plan.applications["tax"]!.resources).toHaveProperty(["aws_instance.e"]);
});

test("who moves before what it needs is warned", () => {
	const needy = portfolio("applications:\n  shop: { dependsOn: [blog] }\n  blog: {}\n  files: {}\n");
	const of = assessed(estate(three), needy);
	const { plan } = planOf(of, NO_EDITS);
	const first = planText(plan).text;
	const edited = first.replace(/( {2}blog:\n {4}wave: )wave-\d/, "$1wave-4");
	const { warnings } = planOf(of, readPlanFile(edited, "migration.yaml").edits);
	expect(warnings.join()).toMatch(/shop moves in wave-3, before blog, which it needs, in wave-4/);
});

test.each([
	["cutOver: 2026-12-13", "cutOver: soon", /waves\.wave-1\.cutOver: "soon" is no day of this plan/],
	["strategy: rehost", "strategy: teleport", /strategy: "teleport" is not known here\. Write one of retire/],
	["rateMbps: 620", "rateMbps: fast", /rateMbps: this is not a number/],
])("%s changed to %s is refused with its line, not passed over", (from, to, reason) => {
	const text = run(three).text.replace(from, to);
	const line = text.slice(0, text.indexOf(to)).split("\n").length;
	const problem = (() => {
		try {
			planOf(assessed(estate(three), said), readPlanFile(text, "migration.yaml").edits);
		} catch (error) {
			return (error as { problems: { line: number; message: string }[] }).problems[0];
		}
		return undefined;
	})();
	expect(problem).toMatchObject({ line, message: expect.stringMatching(reason) });
});

test("a plan that can't be read is refused with its line", () => {
	expect(() => readPlanFile("apiVersion: socle-migration-plan/v1\nwaves: [\n", "migration.yaml")).toThrow("not read");
	expect(() => readPlanFile("services: {}\n", "migration.yaml")).toThrow("not read");
});
