import { expect, test } from "vitest";
import type { Resource } from "../inventory/resource.ts";
import type { Difference, DriftReport, Judge } from "./drift.ts";
import { judged, pendingChanges, targets, unrestored } from "./drift.ts";
import type { Step } from "./events.ts";

const resource = (id: string, properties: Resource["properties"] = {}): Resource => ({
	id,
	type: "v1/Thing",
	name: id,
	properties,
	dependsOn: [],
	locations: [],
});
const difference = (change: Difference["change"], of: Resource): Difference => ({
	change,
	place: "lab",
	subject: of.id,
	what: change,
	fields: [],
	resource: of,
	repairs: [],
	fails: [],
});
/** Each lock must be closed, the guard must be there, and two open doors together are a draught. */
const judge: Judge = (resources) => {
	const open = resources.filter(({ properties }) => properties["open"] === true);
	return [
		...open.map(({ id }) => ({ control: "lock-closed", severity: "high" as const, resource: id })),
		...(resources.some(({ id }) => id === "guard") ? [] : [{ control: "guard-present", severity: "critical" as const, resource: "house" }]),
		...(open.filter(({ id }) => id.startsWith("door")).length > 1
			? [{ control: "no-draught", severity: "low" as const, resource: "house" }]
			: []),
	];
};
const MANAGED = [resource("house"), resource("guard"), resource("door-1"), resource("window", { open: true })];

test("each difference gets what fails because of it alone, the worst first; what was wrong before is not its fault", () => {
	const { differences, alsoFails } = judged(
		MANAGED,
		[
			difference("changed", resource("house", { colour: "red" })),
			difference("unmanaged", resource("door-2", { open: true })),
			difference("gone", resource("guard")),
		],
		judge,
	);
	expect(differences.map(({ subject, fails }) => [subject, fails])).toEqual([
		["guard", [{ control: "guard-present", severity: "critical" }]],
		["door-2", [{ control: "lock-closed", severity: "high" }]],
		["house", []],
	]);
	expect(alsoFails).toEqual([]);
});

test("what fails only because of several has no single cause and is told all the same", () => {
	const found = [difference("changed", resource("door-1", { open: true })), difference("unmanaged", resource("door-2", { open: true }))];
	expect(judged(MANAGED, found, judge).alsoFails).toEqual([{ control: "no-draught", severity: "low", resource: "house" }]);
});

test("nothing found, nothing judged", () => {
	expect(judged(MANAGED, [], () => expect.unreachable())).toEqual({ differences: [], alsoFails: [] });
});

const step = (op: string, type: string, name: string, more: Partial<Step> = {}): Step => ({
	op,
	urn: `urn:pulumi:s::p::${type}::${name}`,
	type,
	custom: true,
	id: "",
	parent: "",
	provider: "",
	protect: false,
	inputs: {},
	outputs: {},
	differs: [],
	...more,
});
test("what up would do, without the engine's own steps", () => {
	const port = "openstack:networking/port:Port";
	const steps = [
		step("same", port, "a"),
		step("read", port, "b"),
		step("create", port, "new"),
		step("delete", port, "old"),
		step("update", port, "moved", {
			inputs: { __defaults: [], description: "b" },
			old: { id: "", inputs: { __defaults: ["x"], description: "a" }, outputs: {} },
		}),
		step("update", "pulumi:providers:openstack", "provider"),
		step("create", "socle:index:Network", "component", { custom: false }),
	];
	expect(pendingChanges("foundation", steps, new Map()).map(({ operation, subject, what }) => `${operation} ${subject}: ${what}`)).toEqual([
		"create Port new: described, not made yet",
		"delete Port old: made, no longer described",
		"update Port moved: description: a → b",
	]);
});

test("cloud, region and context are the providers'; variables stand in where the program says nothing", () => {
	const provider = (type: string, properties: Resource["properties"]) => ({
		...resource(type, properties),
		type: `pulumi:providers:${type}`,
	});
	const layer = (...providers: Resource[]) => ({ plan: { resources: [], providers } });
	expect(
		targets([layer(provider("openstack", { cloud: "a", region: "r" })), layer(provider("kubernetes", { context: "c" }))], {
			OS_CLOUD: "b",
		}),
	).toEqual({
		cloud: { name: "a", region: "r" },
		context: "c",
	});
	expect(targets([layer(provider("openstack", {}))], { OS_CLOUD: "b" })).toEqual({ cloud: { name: "b" } });
	expect(targets([layer()], {})).toEqual({});
});

test("what a refresh took over into the state is still told, because it is still as it was found", () => {
	const server = resource("server");
	const before = { differences: [{ ...difference("changed", server), fields: [{ path: ["powerState"] }, { path: ["metadata", "a"] }] }] };
	const recorded = { powerState: "active", metadata: { a: "1" }, other: 1 };
	const seen = (observed: object) => new Map([["server", { recorded, observed: { ...recorded, ...observed } }]]);
	const reports = (then: object, now: object) =>
		[
			{ ...before, seen: seen(then) },
			{ differences: [], seen: seen(now), names: new Map() },
		] as unknown as [DriftReport, DriftReport];
	const shut = { powerState: "shutoff", metadata: {} };
	expect(unrestored(...reports(shut, { ...shut, other: 2 }))).toMatchObject([
		{ what: "powerState: active → shutoff, metadata.a: 1 → nothing", repairs: [{ by: "hand" }] },
	]);
	expect(unrestored(...reports(shut, { powerState: "active", metadata: {} }))).toMatchObject([{ what: "metadata.a: 1 → nothing" }]);
	expect(unrestored(...reports(shut, {}))).toEqual([]);
});
