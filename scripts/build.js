/** Compiles the published package into dist/: the same tree as the sources, JavaScript with types, the data files beside it, the controls in one. */
import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { bundleControls } from "./bundle.js";

const root = join(import.meta.dirname, "..");
const dist = join(root, "dist");
const NOT_PUBLISHED = new Set(["node_modules", "fixtures", "__snapshots__"]);
rmSync(dist, { recursive: true, force: true });
execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "-p", join(root, "tsconfig.build.json")], {
	stdio: "inherit",
});
for (const folder of ["environment", "inventory", "reports", "facts", "policies", "engine", "migration", "examples"])
	copyData(join(root, folder));
cpSync(join(root, "bin/socle.js"), join(dist, "bin/socle.js"));
await bundleControls(dist);
chmodSync(join(dist, "bin/socle.js"), 0o755);

/** Everything that is not TypeScript, tests or state. Of an example its program too: who clones it needs it as it is written. */
function copyData(folder) {
	const example = folder.startsWith(join(root, "examples"));
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.name.startsWith(".") || NOT_PUBLISHED.has(entry.name)) continue;
		if (entry.isDirectory()) copyData(path);
		else if (example ? !/\.test\.ts$/.test(entry.name) : !entry.name.endsWith(".ts")) {
			const target = join(dist, relative(root, path));
			mkdirSync(dirname(target), { recursive: true });
			cpSync(path, target);
		}
	}
}
