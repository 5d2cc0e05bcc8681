import { expect, it } from "vitest";
import { bytes } from "./quantity.ts";

it.each<[string | number, number]>([
	["256Mi", 256 * 2 ** 20],
	["1.5G", 1.5e9],
	["12.25Gi", 12.25 * 2 ** 30],
	[".5Ki", 512],
	[".25k", 250],
	["+10", 10],
	["-1", -1],
	["250m", 0.25],
	["1e9", 1e9],
	["1E+3", 1e3],
	["1e-3", 1e-3],
	["12e12", 12e12],
	["2E", 2e18],
	[268_435_456, 268_435_456],
])("reads %j as %d", (text, value) => {
	expect(bytes(text)).toBeCloseTo(value, 6);
});

it.each(["", "plenty", "Mi", "1 Gi", "1KiB", "1e", "--1", "1.5.5", "x1", "1m5", "."])("does not take %j for a quantity", (text) => {
	expect(bytes(text)).toBeUndefined();
});
