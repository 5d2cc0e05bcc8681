import { expect, it, vi } from "vitest";
import { sovereignty } from "../../policies/catalogue/sovereignty.ts";
import { catalogue } from "../../policies/catalogue.ts";
import { list, show } from "./controls.ts";

async function printed(run: () => Promise<number>): Promise<string> {
	const lines: string[] = [];
	const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
	try {
		expect(await run()).toBe(0);
	} finally {
		spy.mockRestore();
	}
	return lines.join("");
}

it("lists every control in each form", async () => {
	const text = await printed(() => list({ format: "text" }));
	expect(text.trim().split("\n")).toHaveLength(catalogue.length);
	expect(text).toMatch(/^critical {2}cluster-no-static-credentials /);
	const markdown = await printed(() => list({ format: "markdown" }));
	for (const { id } of catalogue) expect(markdown).toContain(`| \`${id}\` |`);
	const json = JSON.parse(await printed(() => list({ pack: "sovereignty", format: "json" })));
	const ids = json.map(({ id }: { id: string }) => id);
	expect(ids.slice(0, 2)).toEqual(["provider-jurisdiction", "residency-region"]);
	expect(ids).toHaveLength(sovereignty.length);
});

it("shows every control whole in each form", async () => {
	for (const { id, title, rationale, remediation, references } of catalogue) {
		for (const format of ["text", "markdown"] as const) {
			const text = await printed(() => show(id, { format }));
			for (const part of [title, rationale, remediation, references[0]?.framework]) expect(text, `${id} ${format}`).toContain(part);
			expect(text).not.toMatch(/undefined|\[object/);
		}
		expect(JSON.parse(await printed(() => show(id, { format: "json" })))).toMatchObject({
			id,
			types: expect.arrayContaining([expect.any(String)]),
		});
	}
});
