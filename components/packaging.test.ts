import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";

/**
 * Pulumi infers the schema of components for YAML, Python and Go from their TypeScript. What it can't express (unions, callbacks, type
 * aliases in place of interfaces) fails here, before somebody who writes another language meets it.
 */
test("Pulumi's analyzer can offer every component to other languages", async () => {
	const root = resolve(import.meta.dirname, "..");
	const exported = Object.entries(await import("./index.ts"));
	const components = exported.filter(([, value]) => typeof value === "function").map(([name]) => name);
	const { Analyzer } = createRequire(import.meta.url)("@pulumi/pulumi/provider/experimental/analyzer.js");
	const folder = mkdtempSync(join(tmpdir(), "socle-package-"));
	try {
		const types = join(root, "node_modules/@types");
		writeFileSync(
			join(folder, "tsconfig.json"),
			JSON.stringify({
				extends: join(root, "tsconfig.json"),
				compilerOptions: { typeRoots: [types], incremental: false },
				files: ["index.ts"],
			}),
		);
		writeFileSync(join(folder, "index.ts"), `export * from ${JSON.stringify(join(root, "components/index.ts"))};\n`);
		const analyzer = new Analyzer(folder, "socle", { name: "socle", main: "index.ts" }, new Set(components));
		const schema = analyzer.analyze();
		const shape = Object.fromEntries(
			Object.entries<{ inputs: Record<string, { optional?: boolean }>; outputs: object }>(schema.components).map(
				([name, { inputs, outputs }]) => [
					name,
					{
						inputs: Object.entries(inputs).map(([key, { optional }]) => (optional ? `${key}?` : key)),
						outputs: Object.keys(outputs),
					},
				],
			),
		);
		expect(shape).toMatchSnapshot();
		const undocumented = Object.entries<{ inputs: Record<string, { description?: string }> }>(schema.components).flatMap(
			([name, { inputs }]) => Object.entries(inputs).flatMap(([key, { description }]) => (description ? [] : [`${name}.${key}`])),
		);
		expect(undocumented).toEqual([]);
	} finally {
		rmSync(folder, { recursive: true });
	}
});
