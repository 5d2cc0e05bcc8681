import { globSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, it } from "vitest";
import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { Result } from "../reports/report.ts";
import { catalogue } from "./catalogue.ts";
import type { Example } from "./control.ts";
import { MISSHAPEN } from "./evaluate.ts";
import { inventoryOf, judge } from "./examples/judge.ts";

const files = globSync("controls/*/*.ts", { cwd: import.meta.dirname });

it("lists every file below controls/, and nothing else", () => {
	expect(catalogue.map(({ id, family }) => `controls/${family}/${id}.ts`).toSorted()).toEqual(files.toSorted());
});

describe.each(catalogue.map((control) => [control.id, control] as const))("%s", (id, control) => {
	const { examples } = control;
	const told = Object.entries({ "not-applicable": examples.notApplicable, ...examples, notApplicable: [] }).flatMap(([verdict, list]) =>
		(list ?? []).map((example) => ({ verdict, example, title: `${verdict}: ${example.title}` })),
	);

	it("has a name, words and references that a reader can use", () => {
		expect(id).toMatch(/^[a-z]+(-[a-z0-9]+)+$/);
		for (const text of [control.rationale, control.remediation]) expect(text).toMatch(/^[A-Z].*\.$/s);
		expect(control.title).toMatch(/^[A-Z].*[^.]$/);
		expect(control.references.length).toBeGreaterThan(0);
		expect(new Set(control.references.map(({ framework, clause }) => `${framework} ${clause}`)).size).toBe(control.references.length);
		for (const parameter of Object.values(control.parameters ?? {})) expect(parameter.description).toMatch(/\.$/);
		expect(Math.min(examples.pass.length, examples.fail.length)).toBeGreaterThanOrEqual(2);
	});

	it.each(told)("$title", ({ verdict, example }) => {
		const result = judge(control, inventoryOf(control, example), example) as Result;
		expect(`${result.verdict} (${result.message})`).toContain(`${verdict} (`);
		if (verdict === "fail") expect(result.paths.length).toBeGreaterThan(0);
		if (verdict === "fail" || verdict === "unknown") expect(result.message).toMatch(/\.$/);
	});

	// A definite verdict has to hold for whatever an unknown value turns out to be, what stood there before included.
	it.each(told)("never decides on what it can't read: $title", ({ verdict, example }) => {
		for (const hidden of [new Unknown(), new Secret()])
			for (const [changed, path] of variants(control, example, () => hidden)) {
				// Where a hidden branch may or may not hold pods, the type goes uncovered, which the report counts.
				const found = judge(control, changed, example)?.verdict ?? "unknown";
				expect([verdict, "unknown"], `${found} with ${path} hidden`).toContain(found);
			}
	});

	it.each(told)("says the same of a reference that is only known later: $title", ({ verdict, example }) => {
		const names = new Map(inventoryOf(control, example).resources.map(({ id, name, physicalId }) => [physicalId ?? name, id]));
		const later = (leaf: Value): Value | undefined => {
			const id = typeof leaf === "string" ? names.get(leaf) : undefined;
			return id === undefined ? undefined : new Unknown("known after `up`", [id]);
		};
		for (const [changed, path] of variants(control, example, later))
			if (/(Id|Ids\/\d+|group|uuid|volumeType)$/.test(path)) expect(judge(control, changed, example)?.verdict, path).toBe(verdict);
	});

	it("stumbles over nothing that is misshapen", () => {
		for (const { example } of told) expect(judge(control, inventoryOf(control, example), example)?.message).not.toContain(MISSHAPEN);
		for (const strange of ["strange", 7, [], [null], { strange: {} }, null] as Value[])
			for (const [changed] of variants(control, examples.pass[0] as Example, () => strange))
				judge(control, changed, examples.pass[0] as Example);
	});
});

/** The example's list with one value after the other, leaves and branches, put in place by `change`; with the pointer of what was changed. */
function* variants(control: (typeof catalogue)[number], example: Example, change: (value: Value) => Value | undefined) {
	const inventory = inventoryOf(control, example);
	for (const [index, resource] of inventory.resources.entries())
		for (const [properties, path] of changes(resource.properties, "", change)) {
			const changed = { ...resource, properties } as Resource;
			yield [
				{ ...inventory, resources: inventory.resources.with(index, changed) },
				`${dirname(resource.type)}/${basename(resource.type)}${path}`,
			] as const;
		}
}

function* changes(value: Value, path: string, change: (value: Value) => Value | undefined): Generator<[Value, string]> {
	if (typeof value !== "object" || value === null || value instanceof Unknown || value instanceof Secret) return;
	for (const [key, child] of Object.entries(value) as [string, Value][]) {
		const put = (other: Value): Value => (Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other });
		// What providers write for nothing is no value that could be unknown.
		if (child === "" || child === null) continue;
		const other = change(child);
		if (other !== undefined) yield [put(other), `${path}/${key}`];
		for (const [inner, at] of changes(child, `${path}/${key}`, change)) yield [put(inner), at];
	}
}
