import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../errors.ts";
import type { Terminal } from "./deliver.ts";
import { deliver, destinationsOf } from "./deliver.ts";
import { CONTEXT, REPORT } from "./test-data.ts";

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), "socle-reports-"));
});
afterEach(async () => {
	await rm(folder, { recursive: true });
});

class Screen extends Writable {
	text = "";
	isTTY?: boolean;
	columns?: number;
	hasColors = () => true;
	constructor(terminal: { isTTY?: boolean; columns?: number } = {}) {
		super();
		Object.assign(this, terminal);
	}
	override _write(chunk: Buffer, _: string, done: () => void): void {
		this.text += chunk.toString();
		done();
	}
}
const terminal = (stdout: Terminal["stdout"], change: Partial<Terminal> = {}): Terminal => ({
	stdout,
	color: true,
	quiet: false,
	all: false,
	...change,
});

describe("what the flags say", () => {
	test("text to stdout where nothing is said", () => {
		expect(destinationsOf({})).toEqual({ format: "text", files: [] });
	});

	test("the extension tells the format, in any case, and a file is written once", () => {
		const outputs = ["a.json", "b.HTML", "c.txt", "d.sarif", "e.junit.xml", "a.json"].map((name) => join(folder, name));
		expect(destinationsOf({ format: "json", outputs }).files.map(({ format }) => format)).toEqual([
			"json",
			"html",
			"text",
			"sarif",
			"junit",
		]);
	});

	test.each([
		[{ format: "pdf" }, "Expected one of text, json, sarif, junit, html"],
		[{ format: "JSON" }, "Expected one of text, json, sarif, junit, html"],
		[{ format: "toString" }, "Expected one of text, json, sarif, junit, html"],
		[{ outputs: ["report.pdf"] }, "(.pdf). Expected a name that ends in .txt, .json, .sarif, .xml, .html"],
		[{ outputs: ["report"] }, "has no extension"],
		[{ outputs: [""] }, "has no extension"],
		[{ outputs: ["-"] }, "has no extension"],
		[{ outputs: ["nowhere/report.json"] }, "the folder nowhere does not exist"],
	])("%j is refused with exit code 2", (flags, expected) => {
		let error: unknown;
		try {
			destinationsOf(flags);
		} catch (caught) {
			error = caught;
		}
		expect(error).toBeInstanceOf(UserError);
		expect(error).toMatchObject({ exit: 2, message: expect.stringContaining(expected) });
	});

	test("a folder in the place of the file is refused", async () => {
		await mkdir(join(folder, "report.json"));
		expect(() => destinationsOf({ outputs: [join(folder, "report.json")] })).toThrow(/is a folder/);
	});
});

describe("delivery", () => {
	test("writes only what was asked for", async () => {
		const screen = new Screen();
		const html = join(folder, "report.html");
		expect(await deliver(REPORT, CONTEXT, destinationsOf({ format: "json", outputs: [html] }), terminal(screen))).toEqual([html]);
		expect(JSON.parse(screen.text)).toEqual(REPORT);
		expect(await readdir(folder)).toEqual(["report.html"]);
		expect(await readFile(html, "utf8")).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/);
	});

	test("a file replaces what was there, through a link too", async () => {
		const real = join(folder, "real.json");
		const link = join(folder, "link.json");
		await writeFile(real, "old");
		await symlink(real, link);
		await deliver(REPORT, CONTEXT, destinationsOf({ outputs: [link] }), terminal(new Screen()));
		expect(JSON.parse(await readFile(real, "utf8"))).toEqual(REPORT);
		expect((await readdir(folder)).sort()).toEqual(["link.json", "real.json"]);
	});

	test("a file that can't be written is the user's to mend and leaves nothing behind", async () => {
		const path = join(folder, `${"x".repeat(250)}.json`);
		const destinations = { format: "text" as const, files: [{ path, format: "json" as const }] };
		await expect(deliver(REPORT, CONTEXT, destinations, terminal(new Screen()))).rejects.toMatchObject({
			exit: 2,
			message: expect.stringContaining("the name is too long"),
		});
		expect(await readdir(folder)).toEqual([]);
	});

	test.each([
		["a terminal with colours", { isTTY: true, columns: 200 }, {}, true],
		["--no-color", { isTTY: true, columns: 200 }, { color: false }, false],
		["a pipe", {}, {}, false],
	] as const)("colour: %s", async (_, given, flags, expected) => {
		const screen = new Screen(given);
		await deliver(REPORT, CONTEXT, destinationsOf({}), terminal(screen, flags));
		expect(screen.text.includes("\u001b[")).toBe(expected);
	});

	test("the width of a terminal is used, 80 columns in a pipe and in a file", async () => {
		const [wide, pipe] = [new Screen({ isTTY: true, columns: 200 }), new Screen()];
		const file = join(folder, "report.txt");
		await deliver(REPORT, CONTEXT, destinationsOf({ outputs: [file] }), terminal(wide, { color: false }));
		await deliver(REPORT, CONTEXT, destinationsOf({}), terminal(pipe));
		const longest = (text: string) => Math.max(...text.split("\n").map((line) => line.length));
		expect(longest(wide.text)).toBeGreaterThan(100);
		expect(longest(pipe.text)).toBeLessThanOrEqual(80);
		expect(await readFile(file, "utf8")).toBe(pipe.text);
	});

	test("a reader that went away is not an error; a broken disk is", async () => {
		const failing = (code: string) => new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error(code), { code })) });
		await expect(deliver(REPORT, CONTEXT, destinationsOf({}), terminal(failing("EPIPE")))).resolves.toEqual([]);
		await expect(deliver(REPORT, CONTEXT, destinationsOf({}), terminal(failing("EIO")))).rejects.toThrow("EIO");
	});
});
