/** What Ctrl-C means while something runs: once, finish what is in flight; twice, stop now. */

export interface Interrupt {
	/** Aborted by the first SIGINT, SIGTERM or SIGHUP: start nothing new, finish what is in flight. */
	readonly stop: AbortSignal;
	/** Aborted by the second: stop now, whatever is in flight. */
	readonly now: AbortSignal;
}

/**
 * Runs `body` with Ctrl-C turned into two signals; outside of it Ctrl-C ends the process as usual.
 *
 * @param onStop Called with the number of the interrupt, 1 or 2, to tell the user what happens now.
 */
export async function withInterrupt<T>(onStop: (count: 1 | 2) => void, body: (interrupt: Interrupt) => Promise<T>): Promise<T> {
	const stop = new AbortController();
	const now = new AbortController();
	const handle = (): void => {
		if (!stop.signal.aborted) {
			onStop(1);
			stop.abort();
		} else if (!now.signal.aborted) {
			onStop(2);
			now.abort();
		}
	};
	const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
	for (const signal of signals) process.on(signal, handle);
	try {
		return await body({ stop: stop.signal, now: now.signal });
	} finally {
		for (const signal of signals) process.off(signal, handle);
	}
}
