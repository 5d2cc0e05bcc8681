/** How many questions are under way at once. */
const AT_ONCE = 8;

/** Runs `ask` for each, a few at a time: a cloud is not to be flooded by whoever only looks. */
export async function eachOf<T>(list: readonly T[], ask: (item: T) => Promise<void>): Promise<void> {
	const waiting = list.values();
	const next = async (): Promise<void> => {
		for (const item of waiting) await ask(item);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** Asks; a refusal is told, with the types that stay hidden by it, and answers `undefined`. */
export type Look = <T>(what: string, types: readonly string[], ask: () => Promise<T>) => Promise<T | undefined>;
