import { createInterface } from "node:readline/promises";
import { EXIT, UserError } from "../errors.ts";

/** One question on the terminal. The end of the input and Ctrl-C end the command before anything is written. */
export async function askOnTerminal(question: string): Promise<string> {
	if (!process.stdin.isTTY)
		throw new UserError("Nobody is here to answer questions.", { next: "Say --yes, or answer by flags: socle init --help" });
	const terminal = createInterface({ input: process.stdin, output: process.stderr });
	const ended = new AbortController();
	terminal.once("SIGINT", () => ended.abort()).once("close", () => ended.abort());
	try {
		return await terminal.question(question, { signal: ended.signal });
	} catch (cause) {
		throw new UserError("Interrupted; nothing was written.", { exit: EXIT.interrupted, cause });
	} finally {
		terminal.close();
	}
}
