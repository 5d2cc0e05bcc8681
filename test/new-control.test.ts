import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { AnyControl } from "../policies/control.ts";
import { faultsOf } from "../policies/self-test.ts";

const root = join(import.meta.dirname, "..");
let place: string;
beforeAll(() => {
	place = mkdtempSync(join(tmpdir(), "socle-new-"));
	mkdirSync(join(place, "policies"));
	cpSync(join(root, "policies/catalogue"), join(place, "policies/catalogue"), { recursive: true });
});
afterAll(() => rmSync(place, { recursive: true }));

function make(...words: string[]) {
	const env = { ...process.env, SOCLE_ROOT: place };
	return spawnSync(process.execPath, [join(root, "scripts/new.js"), ...words], { encoding: "utf8", env });
}
const list = (name: string): string => readFileSync(join(place, `policies/catalogue/${name}.ts`), "utf8");

it("writes a control that says itself what it lacks, and lists it in its order", async () => {
	expect(make("control", "net-zzz-last").status).toBe(0);
	const { default: control } = (await import(pathToFileURL(join(place, "policies/controls/net/net-zzz-last.ts")).href)) as {
		default: AnyControl;
	};
	expect(faultsOf(control, "net-zzz-last.ts")).toEqual([
		"The title is not a line that begins with a capital letter and ends without a full stop.",
		"The rationale is not a sentence.",
		"The remediation is not a sentence.",
		"It refers to no clause of a law or standard.",
		"It applies to no type of resource.",
		"It has 0 examples that pass; two are the least.",
		"It has 0 examples that fail; two are the least.",
	]);
	const text = list("openstack");
	const imports = text.split("\n").filter((line) => line.includes("../controls/net/"));
	expect(imports.at(-1)).toBe('import netZzzLast from "../controls/net/net-zzz-last.ts";');
	expect(text).toMatch(/\tnet\w+,\n\tnetZzzLast,\n/);
});

it("asks for a list where the family is new", () => {
	expect(make("control", "ledger-kept").stderr).toContain("No list holds the family ledger yet");
	expect(make("control", "ledger-kept", "--list", "sovereignty").status).toBe(0);
	expect(list("sovereignty")).toContain("ledgerKept");
	expect(make("control", "ledger-kept").stderr).toContain("is there already");
});

it.each([[[]], [["control"]], [["control", "Ledger"]], [["pack", "ledger-kept"]], [["control", "a-b", "--colour"]]])(
	"refuses %j",
	(words) => {
		const { status, stderr } = make(...words);
		expect([status, stderr.trim().length > 0]).toEqual([2, true]);
	},
);
