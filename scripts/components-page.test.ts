import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { componentDocs } from "./component-docs.ts";
import { componentsPage, PAGE } from "./components-page.ts";

test("docs/components.md is what the sources say (else: npm run generate)", async () => {
	expect(readFileSync(PAGE, "utf8")).toBe(await componentsPage());
});

test("each input and each output that names a part says what it is", () => {
	const silent = componentDocs().flatMap(({ name, doc, inputs, parts }) => [
		...(doc === "" ? [name] : []),
		...[...inputs, ...parts.flatMap(({ fields }) => fields)].filter((field) => field.doc === "").map((field) => `${name}.${field.name}`),
	]);
	expect(silent).toEqual([]);
});
