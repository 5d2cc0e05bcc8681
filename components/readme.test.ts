import { describe, expect, test } from "vitest";
import * as components from "./index.ts";
import { blocks, countKinds, planBlock } from "./test-readme.ts";

const all = blocks();

test("each component is told of once", () => {
	const classes = Object.entries(components).filter(([, value]) => typeof value === "function");
	expect(all.map(({ component }) => component).toSorted()).toEqual(classes.map(([name]) => name).toSorted());
});

describe.each(all)("the README's $component", (block) => {
	test("plans what it says", async () => {
		const planned = await planBlock(block);
		expect(planned.components.map(({ type }) => type)).toContain(`socle:index:${block.component}`);
		expect(countKinds(planned)).toEqual(block.counts);
		const names = planned.resources.map(({ id }) => id.slice(id.lastIndexOf("::") + 2));
		for (const [name, inputs] of Object.entries(block.inputs)) {
			expect(names).toContain(name);
			expect(planned.resources[names.indexOf(name)]?.properties, name).toMatchObject(inputs);
		}
	});

	test("pins something", () => expect(Object.keys(block.inputs).length).toBeGreaterThan(0));
});
