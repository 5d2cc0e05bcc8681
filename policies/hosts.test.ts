import { expect, it } from "vitest";
import { covers } from "./hosts.ts";

it.each([
	["town.example", "town.example", true],
	["Town.Example", "town.example", true],
	["*.town.example", "www.TOWN.example", true],
	["*.town.example", "*.town.example", true],
	["*.town.example", "town.example", false],
	["*.town.example", "a.b.town.example", false],
	["*.town.example", ".town.example", false],
	["*.example", "*.town.example", false],
	["*.town.example", "**.town.example", false],
	["w*.town.example", "www.town.example", false],
	["x.town.example", "www.town.example", false],
	["town.example", "town.example.evil.example", false],
	["*.town.example", "", false],
])("%s covers %s: %s", (pattern, host, covered) => {
	expect(covers(pattern, host)).toBe(covered);
});
