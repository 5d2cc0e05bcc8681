import type { Backend } from "./backend.ts";
import type { Engine } from "./installed.ts";
export async function explain(
	error: unknown,
	_c: { verb: string; stack: string; engine: Engine; backend: Backend; outcome?: unknown; pending: () => Promise<string[]> },
): Promise<never> {
	throw error;
}
