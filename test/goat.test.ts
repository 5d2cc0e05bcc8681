/** What the project that is vulnerable by design is for: whoever looks finds every fault that was planted, and nothing else. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planAt } from "../bin/planned.ts";
import { concerned, faults, found, GOAT, planted } from "./goat.ts";

describe.each([
	["index.ts", GOAT],
	["only-planned.ts", join(GOAT, "only-planned")],
] as const)("%s", (program, directory) => {
	test("every planted fault is found, and nothing else", { timeout: 120_000 }, async () => {
		const { inventory } = await planAt(directory);
		expect(found(program, inventory.resources, inventory.source)).toEqual(planted(program, "plan"));
	});
});

test("the declaration alone has its faults", () => {
	expect(found("declared", [], "plan")).toEqual(planted("declared", "plan"));
});

test("every control that a plan can decide has a fault", () => {
	const having = new Set(faults.filter(({ verdict }) => verdict === "fail").map(({ control }) => control));
	const decidable = concerned.filter(({ sources }) => sources.includes("plan"));
	expect(decidable.filter(({ id }) => !having.has(id)).map(({ id }) => id)).toEqual([]);
	expect(faults.filter(({ control }) => !concerned.some(({ id }) => id === control))).toEqual([]);
});

test("the list is in order, holds nothing twice, and says of each why", () => {
	const keys = faults.map((fault) => `${fault.in} ${fault.resource} ${fault.control}`);
	expect(new Set(keys).size).toBe(keys.length);
	expect(keys.toSorted()).toEqual(keys);
	expect(faults.filter(({ why }) => !/^[A-Z0-9].{15,}\.$/.test(why))).toEqual([]);
});
