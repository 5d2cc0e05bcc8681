import type { Interface } from "node:readline";
import { createInterface } from "node:readline";
import { EXIT, UserError } from "../errors.ts";

/** Questions on the terminal, one after the other. Lines that are typed or pasted ahead answer the questions that follow. */
export class Questions {
	private terminal: Interface | undefined;
	private readonly ahead: string[] = [];
	private waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;

	/** The end of the input and Ctrl-C end the command: exit code 130. */
	async ask(question: string): Promise<string> {
		this.terminal ??= this.open();
		this.terminal.setPrompt(question);
		this.terminal.prompt();
		const line = this.ahead.shift();
		if (line !== undefined) return line;
		return new Promise((resolve, reject) => {
			this.waiting = { resolve, reject };
		});
	}

	close(): void {
		this.waiting = undefined;
		this.terminal?.close();
	}

	private open(): Interface {
		if (!process.stdin.isTTY)
			throw new UserError("Nobody is here to answer questions.", { next: "Say --yes, or answer by flags: socle init --help" });
		const terminal = createInterface({ input: process.stdin, output: process.stderr });
		terminal.on("line", (line) => {
			if (this.waiting) this.waiting.resolve(line);
			else this.ahead.push(line);
			this.waiting = undefined;
		});
		const end = (): void => this.waiting?.reject(new UserError("Interrupted; nothing was written.", { exit: EXIT.interrupted }));
		terminal.on("SIGINT", end).on("close", end);
		return terminal;
	}
}
