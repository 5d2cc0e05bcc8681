const begin = performance.now();

/** Says on stderr what is being done, one line a step, with the seconds since the command began. */
export function step(text: string): void {
	process.stderr.write(`${((performance.now() - begin) / 1000).toFixed(1).padStart(7)} s  ${text}\n`);
}
