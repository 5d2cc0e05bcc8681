import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../processes.ts";
import { step } from "../steps.ts";

/** The packages named in packages.txt that dpkg does not know as installed. */
function missingPackages(): string[] {
	const wanted = readFileSync(join(import.meta.dirname, "packages.txt"), "utf8")
		.split("\n")
		.filter((line) => line !== "" && !line.startsWith("#"));
	const list = execFileSync("dpkg-query", ["--list"], { encoding: "utf8", maxBuffer: 1 << 24 });
	const installed = new Set(list.split("\n").map((line) => /^.i +([^ :]+)/.exec(line)?.[1]));
	return wanted.filter((name) => !installed.has(name));
}

/** Lets no maintainer script start a daemon: the lab starts its own, with its own configuration (Debian Policy 9.3.3.2). */
const policy = "/usr/sbin/policy-rc.d";

/** Installs what is missing of packages.txt. @throws UserError naming the log. */
export async function installPackages(log: string): Promise<void> {
	const missing = missingPackages();
	if (missing.length === 0) return;
	step(`OpenStack: installing ${missing.length} Debian packages and what they need (about 2 minutes)`);
	const options = ["confdef", "confold", "unsafe-io"].flatMap((name) => ["-o", `Dpkg::Options::=--force-${name}`]);
	const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
	const ours = !existsSync(policy);
	if (ours) writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
	try {
		await run("apt-get update", ["apt-get", "update", "-q"], { log, env });
		await run("apt-get install", ["apt-get", "install", "-y", "-q", "--no-install-recommends", ...options, ...missing], { log, env });
	} finally {
		if (ours) rmSync(policy);
	}
	step("OpenStack: packages installed");
}
