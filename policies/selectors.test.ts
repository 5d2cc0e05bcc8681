import { expect, it } from "vitest";
import { canonical, isEmpty, lookups, matches, ofLabels } from "./selectors.ts";

const labels = { app: "web", tier: "front", version: "2" };

it.each([
	[true, {}],
	[true, { matchLabels: null, matchExpressions: null }],
	[true, { matchLabels: { app: "web" } }],
	[true, { matchLabels: { app: "web", tier: "front" } }],
	[true, { matchLabels: { version: 2 } }],
	[false, { matchLabels: { app: "web", tier: "back" } }],
	[false, { matchLabels: { zone: "" } }],
	[true, { matchExpressions: [{ key: "app", operator: "In", values: ["api", "web"] }] }],
	[false, { matchExpressions: [{ key: "app", operator: "In", values: ["api"] }] }],
	[false, { matchExpressions: [{ key: "zone", operator: "In", values: ["a"] }] }],
	[false, { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] }],
	[true, { matchExpressions: [{ key: "app", operator: "NotIn", values: ["api"] }] }],
	[true, { matchExpressions: [{ key: "zone", operator: "NotIn", values: ["a"] }] }],
	[true, { matchExpressions: [{ key: "app", operator: "Exists" }] }],
	[false, { matchExpressions: [{ key: "zone", operator: "Exists" }] }],
	[true, { matchExpressions: [{ key: "zone", operator: "DoesNotExist" }] }],
	[false, { matchExpressions: [{ key: "app", operator: "DoesNotExist" }] }],
	[false, { matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] }],
])("%s of %j", (expected, selector) => {
	expect(matches(selector, labels)).toBe(expected);
});

it("takes a label of null for none", () => {
	expect(matches({ matchExpressions: [{ key: "app", operator: "Exists" }] }, { app: null })).toBe(false);
});

it("judges by no operator that Kubernetes does not have", () => {
	expect(() => matches({ matchExpressions: [{ key: "app", operator: "Gt", values: ["1"] }] }, labels)).toThrow("Gt");
});

it("is empty where it names nothing", () => {
	expect([{}, { matchLabels: {} }, { matchExpressions: [] }, ofLabels(null)].map(isEmpty)).toEqual([true, true, true, true]);
	expect([ofLabels({ app: "web" }), { matchExpressions: [{ key: "a", operator: "Exists" }] }].map(isEmpty)).toEqual([false, false]);
});

it("can be looked up by what it lists, and only by that", () => {
	expect(lookups({ matchLabels: { app: "web" }, matchExpressions: [{ key: "tier", operator: "In", values: ["a", "b"] }] })).toEqual([
		[["app", "web"]],
		[
			["tier", "a"],
			["tier", "b"],
		],
	]);
	expect(lookups({ matchExpressions: [{ key: "app", operator: "Exists" }] })).toEqual([]);
});

it("reads the same in any order", () => {
	const one = canonical({ matchLabels: { a: "1", b: "2" }, matchExpressions: [{ key: "c", operator: "NotIn", values: ["y", "x"] }] });
	expect(canonical({ matchLabels: { b: "2", a: "1" }, matchExpressions: [{ key: "c", operator: "NotIn", values: ["x", "y"] }] })).toBe(one);
	expect(canonical(ofLabels({ a: "1" }))).toBe(canonical({ matchExpressions: [{ key: "a", operator: "In", values: ["1"] }] }));
	expect(canonical(ofLabels({ a: "1" }))).not.toBe(canonical(ofLabels({ a: "2" })));
});
