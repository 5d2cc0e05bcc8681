/** Where the state lies, how its secrets are kept, and who holds its lock. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { EXIT, UserError } from "../errors.ts";

export interface Backend {
	/** Address of the state: file://, s3://, postgres://, https://…; undefined leaves it to the project's own Pulumi.yaml. */
	url: string | undefined;
	/** `.socle` beside the environment file: state, unless it is kept elsewhere, and the folder in which programs run. */
	folder: string;
}

/**
 * The state's place for an environment or project in `folder`: PULUMI_BACKEND_URL if set, else what the file says, else `.socle/state` there.
 * Makes `.socle` (0700, ignored by git).
 *
 * @param fromFile Address that the environment file or Pulumi.yaml names.
 * @throws UserError (exit 3) when the folder can't be written.
 */
export function backendFor(folder: string, options: { fromFile?: string | undefined; env?: NodeJS.ProcessEnv } = {}): Backend {
	const env = options.env ?? process.env;
	const own = join(resolve(folder), ".socle");
	const state = join(own, "state");
	const elsewhere = env["PULUMI_BACKEND_URL"] || options.fromFile;
	try {
		mkdirSync(own, { recursive: true, mode: 0o700 });
		chmodSync(own, 0o700);
		if (!existsSync(join(own, ".gitignore"))) writeFileSync(join(own, ".gitignore"), "*\n");
		if (!elsewhere) mkdirSync(state, { recursive: true, mode: 0o700 });
	} catch (cause) {
		const next = "Make the folder writable; to keep the state elsewhere, set PULUMI_BACKEND_URL";
		throw new UserError(`${own} can't be written: ${(cause as Error).message}.`, { exit: EXIT.engine, next, cause });
	}
	return { url: elsewhere || pathToFileURL(state).href, folder: own };
}

/**
 * Makes sure that secrets in the state can be encrypted.
 *
 * @throws UserError (exit 2) when neither PULUMI_CONFIG_PASSPHRASE nor a readable PULUMI_CONFIG_PASSPHRASE_FILE is set, or it is empty.
 */
export function requirePassphrase(env: NodeJS.ProcessEnv = process.env): void {
	const next =
		"Keep it in a file that only you can read, outside the repository: export PULUMI_CONFIG_PASSPHRASE_FILE=~/.config/socle/passphrase. " +
		"Whoever works on the environment needs the same one; without it the state's secrets are lost";
	const file = env["PULUMI_CONFIG_PASSPHRASE_FILE"];
	if (env["PULUMI_CONFIG_PASSPHRASE"]) return;
	if (!file) throw new UserError("The passphrase that protects the secrets in the state is not set.", { next });
	let content: string;
	try {
		content = readFileSync(file, "utf8");
	} catch (cause) {
		const message = `PULUMI_CONFIG_PASSPHRASE_FILE names ${file}, which can't be read: ${(cause as NodeJS.ErrnoException).code}.`;
		throw new UserError(message, { next, cause });
	}
	if (content.trim() === "") throw new UserError(`The passphrase file ${file} is empty.`, { next });
}

/** Who holds the lock of a stack, as the engine names it for every kind of self-managed state. */
export interface Lock {
	user: string;
	host: string;
	pid: number;
	/** RFC 3339. */
	since: string;
	/** True when the process ran on this host and is gone. A container that shares the host's name can deceive. */
	abandoned: boolean;
}

/** Reads the locks out of the engine's refusal. */
export function locksIn(
	message: string,
	here: { host: string; isAlive: (pid: number) => boolean } = { host: hostname(), isAlive },
): Lock[] {
	const pattern = /created by (.+)@(.+?) \(pid (\d+)\) at (\S+)/g;
	return [...message.matchAll(pattern)].map(([, user, host, pid, since]) => ({
		user: user!,
		host: host!,
		pid: Number(pid),
		since: since!,
		abandoned: host === here.host && !here.isAlive(Number(pid)),
	}));
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
