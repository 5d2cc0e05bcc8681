#!/usr/bin/env node
/** The shim: says what to do on a Node that is too old, then hands over. Nothing else may stand here. */
import { enableCompileCache } from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
	process.stderr.write(
		`socle needs Node 22.18 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
			"In a clone of the repository the npm scripts bring their own: `npm start`, `npm run socle -- <command>`. Elsewhere install Node 24.\n",
	);
	process.exit(2);
}
enableCompileCache();
const { main } = await import("./cli.ts");
process.exitCode = await main(process.argv.slice(2));
