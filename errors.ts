/** How a command ends; `socle --help` says what each number promises. */
export const EXIT = { ok: 0, findings: 1, input: 2, engine: 3, interrupted: 130 } as const;

/** One problem in what the user wrote or has, in the order: where, what, expected, what to do. */
export interface Problem {
	file?: string;
	line?: number;
	column?: number;
	/** Dotted path of the key, e.g. `services.passports.run.image`. */
	key?: string;
	message: string;
}

/** An error that a person can mend. It is printed without a stack trace. */
export class UserError extends Error {
	override readonly name = "UserError";
	readonly exit: number;
	readonly problems: readonly Problem[];
	/** What to type or do next. */
	readonly next: string | undefined;

	constructor(message: string, options: { exit?: number; problems?: readonly Problem[]; next?: string; cause?: unknown } = {}) {
		super(message, options.cause === undefined ? undefined : { cause: options.cause });
		this.exit = options.exit ?? EXIT.input;
		this.problems = options.problems ?? [];
		this.next = options.next;
	}
}
