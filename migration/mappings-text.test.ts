import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mappings } from "../facts/mappings/mappings.ts";
import { asMarkdown } from "./mappings-text.ts";

test("docs/mappings.md is what the data says", () => {
	expect(readFileSync(new URL("../docs/mappings.md", import.meta.url), "utf8")).toBe(`${asMarkdown(mappings()).trimEnd()}\n`);
});
