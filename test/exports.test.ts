import { existsSync, globSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import packageJson from "../package.json" with { type: "json" };

const root = join(import.meta.dirname, "..");
const targets = Object.entries(packageJson.exports).flatMap(([name, target]) =>
	Object.values(typeof target === "string" ? { file: target } : target).map((file) => [name, file] as const),
);

it.each(targets)("%s leads to %s, which the build makes from a source", (_, file) => {
	const source = file.replace("./dist/", "").replace(/(\.d\.ts|\.js)$/, ".ts");
	expect(globSync(source.replace("*", "*/*"), { cwd: root }).concat(existsSync(join(root, source)) ? [source] : [])).not.toEqual([]);
});
