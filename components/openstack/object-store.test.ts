import { expect, test } from "vitest";
import { countByType, inputs, planStore, tags } from "./test-data.ts";

test("a private container that keeps versions, and its files when it is to go", async () => {
	const plan = await planStore();
	expect(countByType(plan)).toEqual({ "openstack:objectstorage/container:Container": 1 });
	expect(inputs(plan, "files-container")).toEqual({
		name: "files",
		versioning: true,
		forceDestroy: false,
		metadata: { ...tags, retention: "5y" },
	});
});

test.each([
	[{ versioning: "off" }, { versioning: false }],
	[{ onDestroy: "erase" }, { forceDestroy: true }],
] as const)("%o is a loosening that shows", async (args, expected) => {
	const plan = await planStore(args);
	expect(inputs(plan, "files-container")).toMatchObject(expected);
	expect(plan.components[0]?.properties).toMatchObject(args);
});

test.each(["", "a/b", "x".repeat(257)])("refuses the name %j", async (physicalName) => {
	await expect(planStore({ physicalName })).rejects.toThrow('files: "physicalName" must be');
});
