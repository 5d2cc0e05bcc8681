import { describe, expect, test } from "vitest";
import { plan } from "../inventory/plan.ts";
import { catalogue } from "../policies/catalogue.ts";
import { evaluate } from "../policies/evaluate.ts";
import { componentDocs } from "../scripts/component-docs.ts";
import * as kubernetes from "./kubernetes/test-loosenings.ts";
import * as openstack from "./openstack/test-loosenings.ts";
import type { Loosening } from "./test-loosening.ts";

const TABLE: readonly Loosening[] = [...openstack.loosenings, ...kubernetes.loosenings];

async function failing(program: () => unknown): Promise<Set<string>> {
	const { resources } = await plan(() => void program(), { project: "socle", stack: "town-hall.production.foundation" });
	const { results } = evaluate({ resources, source: "plan", partial: false }, { controls: catalogue, today: "2026-11-23" });
	return new Set(results.filter(({ verdict }) => verdict === "fail").map(({ control, resource }) => `${control} ${resource.id}`));
}

describe("each loosening is seen by exactly the controls that it concerns", () => {
	test.each(TABLE)("$of", async ({ closed, open, fails }) => {
		const before = await failing(closed);
		const after = [...(await failing(open))].filter((each) => !before.has(each));
		expect([...new Set(after.map((each) => each.split(" ")[0]))].sort()).toEqual([...fails].sort());
		expect(fails.length, "a loosening that no control sees").toBeGreaterThan(0);
	});
});

test("the table holds every property that loosens something", () => {
	const marked = componentDocs().flatMap(({ name, inputs, parts }) => [
		...inputs.filter(({ loosening }) => loosening).map((input) => `${name}.${input.name}`),
		...parts.flatMap((part) => part.fields.filter(({ loosening }) => loosening).map((input) => `${part.name}.${input.name}`)),
	]);
	expect(TABLE.map(({ of }) => of).toSorted()).toEqual([...new Set(marked)].sort());
});
