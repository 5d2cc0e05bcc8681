import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/** Everything the lab keeps: `SOCLE_LAB_HOME`, else `socle-lab` in the user's cache folder. */
export const home = process.env["SOCLE_LAB_HOME"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "socle-lab");

/** Programs built from source; `reset` leaves them, as they take minutes and hold no state. */
export const programsFolder = join(home, "programs");

/** First TCP ports. Below 32768, where Linux takes the ports of outgoing connections from: one of those may sit on a server's port. */
export const firstPort = { openstack: 28000, kubernetes: 29440 } as const;

/** A secret of this lab in hexadecimal digits, made on first use; the file can be read by its owner only. */
export function secret(file: string, bytes: number): string {
	if (!existsSync(file)) {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, randomBytes(bytes).toString("hex"), { mode: 0o600 });
	}
	return readFileSync(file, "utf8");
}

/** Encrypts the secrets of the Pulumi stacks that go up on the lab. It outlives `reset`, as those stacks' states do. */
export const passphraseFile = join(home, "passphrase");
