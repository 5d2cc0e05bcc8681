import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { ROOT, socle } from "./socle.ts";

/**
 * What a verb must not load, so that cheap verbs stay quick: packages whose files the process would read. Loaded lazily means not loaded
 * where it is not needed; a library that is only resolved costs nothing.
 */
const HEAVY = ["@pulumi/pulumi", "@pulumi/openstack", "@pulumi/kubernetes", "@grpc/grpc-js", "google-protobuf"];
const NEVER_OFFLINE = ["@kubernetes/client-node", "typescript", "@npmcli/arborist", "tar"];
const READERS = ["zod", "yaml", "ipaddr.js", "fastest-levenshtein"];

const VERBS: { typed: string; not: readonly string[]; but?: readonly string[] }[] = [
	{ typed: "--help", not: [...HEAVY, ...NEVER_OFFLINE, ...READERS] },
	{ typed: "check --help", not: [...HEAVY, ...NEVER_OFFLINE, ...READERS] },
	{ typed: "--version", not: [...HEAVY, ...NEVER_OFFLINE, ...READERS] },
	{ typed: "chekc", not: [...HEAVY, ...NEVER_OFFLINE, ...READERS] },
	{ typed: "engine which", not: [...HEAVY, ...NEVER_OFFLINE, ...READERS] },
	{ typed: "controls list", not: [...HEAVY, ...NEVER_OFFLINE, "zod", "yaml"] },
	{ typed: "init --yes --to new", not: [...HEAVY, ...NEVER_OFFLINE], but: ["zod", "yaml"] },
	{ typed: "check broken", not: [...HEAVY, ...NEVER_OFFLINE], but: ["zod", "yaml"] },
	{ typed: "check desk", not: NEVER_OFFLINE, but: [...HEAVY, "zod", "yaml"] },
];

const folder = mkdtempSync(join(tmpdir(), "socle-imports-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes down the files of every module that the process loads, of both kinds. */
const WATCH = `
import { registerHooks } from "node:module";
import { appendFileSync } from "node:fs";
registerHooks({
	load(url, context, next) {
		appendFileSync(process.env.HOME + "/loaded", url + "\\n");
		return next(url, context);
	},
});
`;

describe("what is loaded", () => {
	test.each(VERBS)("socle $typed", async ({ typed, not, but = [] }) => {
		const place = mkdtempSync(join(folder, "place-"));
		writeFileSync(join(place, "watch.mjs"), WATCH);
		const environment = readFileSync(join(ROOT, "test/scenarios/desk/environment.yaml"), "utf8");
		for (const [name, text] of Object.entries({ desk: environment, broken: environment.replace("name: desk", "nmae: desk") }))
			writeFileSync(join(place, `${name}.yaml`), text);
		const { stderr } = await socle(
			typed.split(" ").map((word) => (["desk", "broken"].includes(word) ? `${word}.yaml` : word)),
			place,
			["--import", join(place, "watch.mjs")],
		);
		const loaded = readFileSync(join(place, "loaded"), "utf8").split("\n");
		const packages = new Set(loaded.flatMap((url) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? []));
		expect(packages, stderr).toContain("commander");
		expect([...packages].filter((name) => not.includes(name))).toEqual([]);
		for (const name of but) expect(packages, "the watch sees nothing").toContain(name);
	});
});
