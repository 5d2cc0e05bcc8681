import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { canonical, cidr, isPrivate, isWorld, overlaps, tiers } from "./cidr.ts";
import { COUNTRIES } from "./countries.ts";
import { cpu, duration, size } from "./quantity.ts";
import { jsonSchema, SCHEMA_FILE } from "./schema-json.ts";

test.each([
	["15m", 900],
	["900s", 900],
	["PT15M", 900],
	["2h", 7200],
	["P1DT12H", 129_600],
	["1w", 604_800],
	["P2W", 1_209_600],
	["5y", 157_680_000],
	["P5Y", 157_680_000],
])("%s lasts %d seconds", (text, seconds) => expect(duration(text)).toEqual({ text, seconds }));

test.each(["", "15", "15 minutes", "0s", "PT0S", "P", "PT", "P1M", "-1s", "1.5h", "1M", "1H", "１m", "1e3s"])(
	"%j is no duration",
	(text) => {
		expect(duration(text)).toBeUndefined();
	},
);

test("sizes and shares of a processor", () => {
	expect(size("512Mi")?.bytes).toBe(536_870_912);
	expect(size("20Gi")?.bytes).toBe(21_474_836_480);
	expect(["512", "512M", "0Gi", "1.5Gi", "gi"].map(size)).toEqual(Array(5).fill(undefined));
	expect([cpu("250m"), cpu("1"), cpu("1.5")].map((one) => one?.millicores)).toEqual([250, 1000, 1500]);
	expect(["0", "0.0", "0m", "1 core", ".5"].map(cpu)).toEqual(Array(5).fill(undefined));
});

test.each([
	["10.20.0.0/16", "10.20.30.0/24", true],
	["10.20.30.0/24", "10.20.0.0/16", true],
	["10.20.0.0/16", "10.21.0.0/16", false],
	["0.0.0.0/0", "10.20.0.0/16", true],
	["2001:db8::/32", "2001:db8:1::/48", true],
	["::/0", "10.20.0.0/16", false],
])("%s and %s overlap: %s", (a, b, expected) => expect(overlaps(cidr(a)!, cidr(b)!)).toBe(expected));

test.each(["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "010.0.0.0/8", "0x0a.0.0.0/8", "::/129", "::1", "10.0.0.0/-1", "a/8"])(
	"%s is no range",
	(text) => {
		expect(cidr(text)).toBeUndefined();
	},
);

test("the world, in one piece or in several", () => {
	const world = (...texts: string[]) => isWorld(texts.map((text) => cidr(text)!));
	expect([
		world("0.0.0.0/0"),
		world("::/0"),
		world("0.0.0.0/1", "128.0.0.0/1"),
		world("5.0.0.0/8", "6.0.0.0/32"),
		world("2000::/3"),
	]).toEqual(Array(5).fill(true));
	expect([
		world("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
		world("192.0.2.0/28"),
		world("2001:db8::/32"),
		world("fc00::/7"),
		world(),
	]).toEqual(Array(5).fill(false));
	expect([isPrivate(cidr("10.0.0.0/8")!), isPrivate(cidr("10.0.0.0/7")!), isPrivate(cidr("172.32.0.0/16")!)]).toEqual([true, false, false]);
});

test("tiers lie side by side inside their network, whatever it is", () => {
	expect(Object.values(tiers(cidr("10.20.0.0/16")!)).map((tier) => tier.text)).toEqual(["10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18"]);
	fc.assert(
		fc.property(fc.nat(255), fc.nat(255), fc.integer({ min: 16, max: 24 }), (b, c, prefix) => {
			const network = cidr(canonical(cidr(`10.${b}.${c}.0/${prefix}`)!))!;
			const { edge, app, data } = tiers(network);
			for (const tier of [edge, app, data]) {
				expect(cidr(tier.text)).toEqual(tier);
				expect(canonical(tier)).toBe(tier.text);
				expect(overlaps(tier, network) && tier.prefix === prefix + 2).toBe(true);
			}
			expect([overlaps(edge, app), overlaps(app, data), overlaps(edge, data)]).toEqual([false, false, false]);
		}),
	);
});

test("every country is one that the CLDR inside Node knows", () => {
	const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
	expect(COUNTRIES.filter((code) => names.of(code) === undefined || new Intl.Locale(`und-${code}`).region !== code)).toEqual([]);
	expect(COUNTRIES.length).toBe(new Set(COUNTRIES).size);
});

test("the published JSON schema is the one that Socle reads with (else: node environment/schema-json.ts)", () => {
	expect(JSON.parse(readFileSync(SCHEMA_FILE, "utf8"))).toEqual(JSON.parse(JSON.stringify(jsonSchema())));
});

test("every key of the published schema is explained", () => {
	const mute: string[] = [];
	const walk = (schema: { [key: string]: unknown }, path: string): void => {
		for (const [key, inner] of Object.entries((schema["properties"] ?? {}) as Record<string, { [key: string]: unknown }>)) {
			if (inner["description"] === undefined && !inner["properties"]) mute.push(`${path}${key}`);
			walk(inner, `${path}${key}.`);
		}
		for (const inner of [schema["additionalProperties"], ...((schema["anyOf"] as unknown[]) ?? [])])
			if (typeof inner === "object") walk(inner as { [key: string]: unknown }, path);
	};
	walk(jsonSchema(), "");
	expect(mute).toEqual([]);
});

test("the published schema accepts the example with its stacks, and refuses a slip in either", () => {
	const published = z.fromJSONSchema(JSON.parse(readFileSync(SCHEMA_FILE, "utf8")));
	const example = parse(readFileSync(new URL("../examples/town-hall/environment.yaml", import.meta.url), "utf8"));
	expect(published.safeParse(example).error).toBeUndefined();
	expect(published.safeParse({ ...example, stacks: { lab: { cluster: null } } }).error).toBeUndefined();
	expect(published.safeParse({ ...example, stacks: { lab: { clutser: {} } } }).success).toBe(false);
	expect(published.safeParse({ ...example, cloud: { ...example.cloud, country: "UK" } }).success).toBe(false);
});
