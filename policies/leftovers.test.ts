import { expect, it } from "vitest";
import { facts } from "../facts/facts.ts";
import { isHinted } from "./leftovers.ts";

it.each(facts.leftovers().map((row) => [row.id, row] as const))(
	"%s matches its example, and the example gets that far",
	(_, { match, example }) => {
		expect(new RegExp(match).test(example)).toBe(true);
		expect(isHinted(example)).toBe(true);
	},
);
