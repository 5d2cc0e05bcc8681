import fc from "fast-check";
import { expect, it } from "vitest";
import type { Prefix, Range } from "./world.ts";
import { covers, isPrivate, isShare, isWorld, prefixOf, rangeOf, without } from "./world.ts";

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

it("reads every spelling of a prefix", () => {
	expect(rangeOf(" 10.1.2.3/255.255.0.0 ")).toEqual(rangeOf("10.1.0.0/16"));
	expect(rangeOf("10.1.0.0/032")).toEqual(rangeOf("10.1.0.0"));
	expect(rangeOf("::/128")).toEqual(rangeOf("::1"));
	for (const text of ["::/255.0.0.0", "::/ffff::", "10.0.0.0/a", "10.0.0.0/1000"]) expect(rangeOf(text)).toBeUndefined();
});

it("counts a prefix as a share of the world from a /16 and a /24 on", () => {
	expect(ranges("12.0.0.0/16", "2a00::/24", "0.0.0.0/0").map(isShare)).toEqual([true, true, true]);
	expect(ranges("12.0.0.0/17", "2a00::/25", "10.0.0.0/8", "fd00::/8").map(isShare)).toEqual([false, false, false, false]);
});

it("does not count twice what prefixes share, in any order", () => {
	expect(isWorld(ranges("13.0.0.0/9", "12.0.0.0/8", "12.128.0.0/9"))).toBe(true);
	expect(isWorld(ranges("12.128.0.0/9", "12.0.0.0/8", "12.64.0.0/10"))).toBe(false);
	expect(isWorld(ranges("12.0.0.0/8", "12.255.0.0/16", "12.0.0.0/16"))).toBe(false);
});

it.each([
	["10.0.0.0/8", "10.20.0.0/16", true],
	["10.0.0.0/8", "10.0.0.0/8", true],
	["10.0.0.0/8", "10.0.0.0/7", false],
	["10.0.0.0/8", "11.0.0.0/16", false],
	["10.20.0.0/20", "10.20.15.255", true],
	["10.20.0.0/20", "10.20.16.0", false],
	["10.20.30.40", " 10.20.30.40/32", true],
	["10.20.30.40", "10.20.30.41", false],
	["0.0.0.0/0", "2001:db8::/32", false],
	["2001:db8::/33", "2001:db8:7fff::/48", true],
	["2001:db8::/33", "2001:db8:8000::/48", false],
	["2001:db8::1", "2001:db8::1/128", true],
])("%s covers %s: %s", (outer, inner, covered) => {
	expect(covers(prefixOf(outer) as Prefix, prefixOf(inner) as Prefix)).toBe(covered);
});

it("tells private ranges", () => {
	expect(ranges("10.20.0.0/16", "192.168.1.1", "fd00::/8").every(isPrivate)).toBe(true);
	expect(ranges("10.0.0.0/8", "172.16.0.0/12", "fc00::/7", "fdff:ffff::/32").every(isPrivate)).toBe(true);
	expect(isPrivate({ family: 6, start: 10 * 2 ** 24, end: 10 * 2 ** 24 + 1 })).toBe(false);
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

it.each([
	["10.0.0.0/8", ["10.0.0.0/9"], ["10.128.0.0/9"]],
	["10.0.0.0/8", ["10.64.0.0/10"], ["10.0.0.0/10", "10.128.0.0/9"]],
	["10.0.0.0/8", ["10.0.0.0/8"], []],
	["10.0.0.0/8", ["10.0.0.0/9", "10.128.0.0/9"], []],
	["10.0.0.0/8", ["11.0.0.0/8", "9.0.0.0/8", "::/0"], ["10.0.0.0/8"]],
	["10.0.0.0/9", ["10.0.0.0/8"], []],
])("%s without %j is %j", (range, others, left) => {
	const read = (text: string) => rangeOf(text)!;
	expect(without(read(range), others.map(read))).toEqual(left.map(read));
});
