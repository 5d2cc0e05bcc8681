import { expect, it } from "vitest";
import { catalogue } from "./catalogue.ts";
import { matrix, texts } from "./matrix.ts";

it("has every clause that a control speaks for, and every control that speaks for one", () => {
	const shown = matrix(catalogue).flatMap(({ name, clauses }) =>
		clauses.flatMap(({ clause, controls }) => controls.map(({ id, strength }) => `${id}: ${name} ${clause} ${strength}`)),
	);
	const said = catalogue.flatMap(({ id, references }) =>
		references.map(({ framework, clause, strength }) => `${id}: ${framework} ${clause} ${strength}`),
	);
	expect(shown.toSorted()).toEqual(said.toSorted());
});

/** Clauses of each text as its table of contents counts them; a clause may be split in several of ours. */
it.each([
	["EU CSF", 48],
	["C5:2020", 121],
	["C3A", 30],
	["SecNumCloud 3.2", 92],
	["Cloud au centre", 15],
	["RGESN 2024", 78],
])("counts every clause of %s once: %d", (name, total) => {
	const { clauses, elsewhere } = texts.find((text) => text.name === name)!;
	expect(Object.keys(clauses).length + elsewhere.reduce((sum, part) => sum + part.clauses, 0)).toBe(total);
});

it("counts the 99 articles of the GDPR once", () => {
	const { clauses, elsewhere } = texts.find(({ name }) => name === "GDPR")!;
	const articles = new Set(Object.keys(clauses).map((clause) => clause.split("(")[0]));
	expect(articles.size + elsewhere.reduce((sum, part) => sum + part.clauses, 0)).toBe(99);
});
