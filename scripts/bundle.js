/**
 * Puts all controls of dist/ into one module: a file for each costs a fifth of a second at every start, one file a tenth of that. Each control
 * stays where it was for those who import it by name, and is the same object there. Everything that controls import stays a module of its own.
 */
import { globSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { rolldown } from "rolldown";

const BUNDLE = "controls.js";

export async function bundleControls(dist) {
	const policies = join(dist, "policies");
	const controls = globSync("controls/*/*.js", { cwd: policies }).map((file) => ({ file, name: camelCase(basename(file, ".js")) }));
	const lists = globSync("catalogue/*.js", { cwd: policies }).map((file) => ({ file, name: basename(file, ".js") }));
	const entry = [
		...controls.map(({ file, name }) => `export { default as ${name} } from "./${file}";`),
		...lists.map(({ file, name }) => `export { ${name} } from "./${file}";`),
	].join("\n");
	const inside = /^(controls|catalogue|examples)\//;
	const bundle = await rolldown({
		input: "entry",
		platform: "node",
		plugins: [
			{
				name: "controls",
				resolveId(source, importer) {
					if (source === "entry") return join(policies, BUNDLE);
					if (!source.startsWith(".")) return { id: source, external: true };
					const path = resolve(dirname(importer), source);
					if (inside.test(relative(policies, path))) return path;
					return { id: path, external: "relative" };
				},
				load: (id) => (id === join(policies, BUNDLE) ? entry : undefined),
			},
		],
	});
	await bundle.write({ file: join(policies, BUNDLE), format: "esm" });
	await bundle.close();
	for (const { file, name } of controls) writeFileSync(join(policies, file), `export { ${name} as default } from "../../${BUNDLE}";\n`);
	for (const { file, name } of lists) writeFileSync(join(policies, file), `export { ${name} } from "../${BUNDLE}";\n`);
}

function camelCase(id) {
	return id.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}
