/**
 * Runs before the npm scripts, on whatever Node the machine has: installs what package-lock.json names, unless that is done already, and
 * makes sure that the Node which the repository brings works here. Plain JavaScript, because Node 20 must be able to read it.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const installed = join(root, "node_modules/.package-lock.json");
const own = join(root, "node_modules/.bin/node");

if (!current()) {
	process.stderr.write("Installing what package-lock.json names …\n");
	const npm = process.env.npm_execpath;
	const [command, first] = npm ? [process.execPath, [npm]] : ["npm", []];
	// engine-strict stays off: the machine's Node only installs, the repository's own runs.
	const { status } = spawnSync(command, [...first, "ci", "--loglevel=error"], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
	if (status !== 0)
		stop("npm ci failed", "Look at its message above; behind a proxy set npm's `registry` and `proxy`, then run this again.");
}
const version = ownVersion();
if (version === undefined) {
	stop(
		"the Node that this repository brings (npm package `node`) did not install on this machine",
		"Install Node 24 yourself and put it first on PATH, or allow the package's install script: `npm rebuild node --foreground-scripts`.",
	);
}

/** Whether the installed tree is the one that package-lock.json describes. */
function current() {
	if (!existsSync(installed)) return false;
	const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
	const have = JSON.parse(readFileSync(installed, "utf8")).packages;
	return Object.entries(wanted).every(
		([path, entry]) => path === "" || entry.optional || entry.peer || have[path]?.version === entry.version,
	);
}

function ownVersion() {
	for (const node of [own, process.execPath]) {
		try {
			const found = execFileSync(node, ["--version"], { encoding: "utf8" }).trim();
			const [major, minor] = found.slice(1).split(".").map(Number);
			if (major > 22 || (major === 22 && minor >= 19)) return found;
		} catch {
			// not there, or not for this machine
		}
	}
	return undefined;
}

function stop(problem, cure) {
	process.stderr.write(`socle can't start: ${problem}.\n${cure}\n`);
	process.exit(1);
}
