import fc from "fast-check";
import { expect, it } from "vitest";
import type { Range } from "./world.ts";
import { isPrivate, isWorld, rangeOf } from "./world.ts";

const ranges = (...texts: string[]): Range[] => texts.map((text) => rangeOf(text) as Range);

it.each([
	["0.0.0.0/0"],
	["::/0"],
	["0/0"],
	["0.0.0.0/0.0.0.0"],
	["203.0.113.7/0"],
	["0000:0000:0000:0000:0000:0000:0000:0000/0"],
	["0::0/0"],
	["0.0.0.0/1"],
	["128.0.0.0/1"],
	["::/1"],
	["2000::/3"],
	["8.0.0.0/7"],
	["2a00::/15"],
])("takes %s for the world", (text) => {
	expect(isWorld(ranges(text))).toBe(true);
});

it.each([
	["0.0.0.0"],
	["12.0.0.0/8"],
	["10.0.0.0/8"],
	["100.64.0.0/10"],
	["224.0.0.0/3"],
	["203.0.113.8/29"],
	["192.0.2.0/23"],
	["2001:db8::/32"],
	["2a00::/16"],
	["fc00::/7"],
	["::1/128"],
])("does not take %s for the world", (text) => {
	expect(isWorld(ranges(text))).toBe(false);
});

it("adds prefixes up", () => {
	expect(isWorld(ranges("12.0.0.0/8", "13.0.0.0/8"))).toBe(true);
	expect(isWorld(ranges("12.0.0.0/9", "12.128.0.0/9", "12.0.0.0/8"))).toBe(false);
	expect(isWorld(ranges("2a00::/16", "2a01::/16"))).toBe(true);
	expect(isWorld(ranges("12.0.0.0/8", "2a00::/16"))).toBe(false);
});

it("answers nothing for what is no address", () => {
	for (const text of ["", "any", "10.0.0.0/33", "::/129", "10.0.0.0/", "10.0.0.0/255.0.255.0", "a.example/0"])
		expect(rangeOf(text)).toBeUndefined();
});

it("tells private ranges", () => {
	expect(ranges("10.20.0.0/16", "192.168.1.1", "fd00::/8").every(isPrivate)).toBe(true);
	expect(ranges("10.0.0.0/7", "198.51.100.0/24", "2001:db8::/32", "0.0.0.0/0").some(isPrivate)).toBe(false);
});

it("never shrinks by one more prefix", () => {
	const prefix = fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, length]) => `${address}/${length}`);
	fc.assert(
		fc.property(fc.array(prefix, { minLength: 1, maxLength: 5 }), prefix, (texts, more) => {
			if (isWorld(ranges(...texts))) expect(isWorld(ranges(...texts, more))).toBe(true);
		}),
	);
});
