import { createInterface } from "node:readline/promises";
import { UserError } from "../errors.ts";

/** Asks yes or no on the terminal; no is the default. Where nobody can answer, `--yes` is asked for. */
export async function confirmed(question: string, yes: boolean | undefined): Promise<boolean> {
	if (yes) return true;
	if (!process.stdin.isTTY) throw new UserError(`${question} Nobody is here to answer.`, { next: "Say --yes where no terminal is." });
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	try {
		return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
	} finally {
		terminal.close();
	}
}
