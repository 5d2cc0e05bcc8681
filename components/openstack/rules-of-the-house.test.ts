import { describe, expect, test } from "vitest";
import type { Value } from "../../inventory/resource.ts";
import { Secret, Unknown } from "../../inventory/resource.ts";
import { blocks, planBlock } from "../test-readme.ts";
import shared from "./shared-inputs.json" with { type: "json" };
import { logicalName, shapes, tags } from "./test-data.ts";

const inputsOf: Record<string, readonly string[]> = shared.types;

/** `a`, and `a.b` for what a list or mapping with a schema of its own holds. */
function paths(type: string, properties: { readonly [key: string]: Value }): string[] {
	return Object.entries(properties).flatMap(([key, value]) => {
		const nested = inputsOf[type]?.some((known) => known.startsWith(`${key}.`));
		if (!nested || value instanceof Unknown || value instanceof Secret || typeof value !== "object") return [key];
		const items = (Array.isArray(value) ? value : [value]) as { [key: string]: Value }[];
		return [key, ...items.flatMap((item) => Object.keys(item).map((inner) => `${key}.${inner}`))];
	});
}

/** What only a README shows: its components are held to the same rules. */
const told = blocks().filter(({ folder }) => folder === "openstack");
const all = [...Object.entries(shapes), ...told.map((block) => [`the README's ${block.component}`, () => planBlock(block)] as const)];

describe.each(all)("%s", (_, make) => {
	test("uses only types and inputs that the provider's versions 3 and 5 share", async () => {
		const { resources } = await make();
		const strange = resources.flatMap(({ type, properties }) =>
			paths(type, properties)
				.filter((path) => !inputsOf[type]?.includes(path))
				.map((path) => `${type} ${path}`),
		);
		expect(strange).toEqual([]);
	});

	test("each child lies in the component and begins with its name", async () => {
		const { resources, components } = await make();
		const [component] = components;
		expect(component?.type).toMatch(/^socle:index:[A-Z]/);
		for (const child of [...resources, ...components.slice(1)]) {
			const parent = components.find(({ id }) => id === child.parent);
			expect(parent, logicalName(child)).toBeDefined();
			expect(logicalName(child)).toMatch(new RegExp(`^${parent?.name}-`));
			expect(logicalName(child)).toMatch(new RegExp(`^${component?.name}-`));
		}
		expect(new Set(resources.map(logicalName)).size).toBe(resources.length);
	});

	test("each name in the cloud is set, and begins with the physical name", async () => {
		const { resources, components } = await make();
		const physical = components[0]?.properties["physicalName"] ?? components[0]?.name;
		for (const { type, properties } of resources) {
			// A zone and its records bear the domain's name.
			if (inputsOf[type]?.includes("name") && !type.startsWith("openstack:dns/"))
				expect(properties["name"], type).toMatch(new RegExp(`^${physical}`));
		}
	});

	test("the tags reach whatever can carry them", async () => {
		const { resources } = await make();
		let carriers = 0;
		for (const child of resources) {
			if (inputsOf[child.type]?.includes("metadata")) expect(child.properties["metadata"], logicalName(child)).toMatchObject(tags);
			else if (inputsOf[child.type]?.includes("tags"))
				expect(child.properties["tags"], logicalName(child)).toEqual(
					expect.arrayContaining(Object.entries(tags).map(([key, value]) => `${key}=${value}`)),
				);
			else continue;
			carriers++;
		}
		const bare = resources.every(({ type }) => !inputsOf[type]?.some((input) => input === "tags" || input === "metadata"));
		expect(carriers > 0).toBe(!bare);
	});

	test("groups start empty, and groups and rules say what they are for", async () => {
		const { resources } = await make();
		for (const { type, properties } of resources) {
			if (type === "openstack:networking/secGroup:SecGroup") expect(properties["deleteDefaultRules"]).toBe(true);
			if (type.startsWith("openstack:networking/secGroup")) expect(properties["description"]).toMatch(/\w{3}/);
		}
	});
});
