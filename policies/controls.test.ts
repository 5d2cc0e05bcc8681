import { globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { hidingFaults, referenceFaults, shapeFaults, told, verdictFaults, wordFaults } from "./self-test.ts";

const files = globSync("controls/*/*.ts", { cwd: import.meta.dirname });

it("lists every file below controls/, and nothing else", () => {
	expect(catalogue.map(({ id, family }) => `controls/${family}/${id}.ts`).toSorted()).toEqual(files.toSorted());
});

describe.each(catalogue.map((control) => [control.id, control] as const))("%s", (_, control) => {
	const examples = told(control);

	it("has a name, words and references that a reader can use", () => {
		expect(wordFaults(control)).toEqual([]);
	});
	it.each(examples)("$title", (example) => {
		expect(verdictFaults(control, example)).toEqual([]);
	});
	it.each(examples)("never decides on what it can't read: $title", (example) => {
		expect(hidingFaults(control, example)).toEqual([]);
	});
	it.each(examples)("says the same of a reference that is only known later: $title", (example) => {
		expect(referenceFaults(control, example)).toEqual([]);
	});
	it("stumbles over nothing that is misshapen", () => {
		expect(shapeFaults(control)).toEqual([]);
	});
});
