#!/usr/bin/env node
/**
 * The shim: says what to do on a Node that is too old, then hands over to TypeScript in a checkout, JavaScript in the package. It is plain
 * JavaScript so that an old Node can read it, and so that Node loads its TypeScript compiler only for files that its cache doesn't hold.
 */
import { existsSync } from "node:fs";
import * as module from "node:module";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
	process.stderr.write(
		`socle needs Node 22.19 or newer; this is ${process.versions.node} (${process.execPath}).\n` +
			"In a clone of the repository the npm scripts bring their own: `npm start`, `npm run socle -- <verb>`. Elsewhere install Node 24.\n",
	);
	process.exit(2);
}
module.enableCompileCache();
const entry = ["./cli.ts", "./cli.js"].map((name) => new URL(name, import.meta.url)).find((url) => existsSync(url));
const { main } = await import(entry.href);
process.exitCode = await main(process.argv.slice(2));
