import { EXIT } from "../../errors.ts";
import type { LifeFlags } from "../life.ts";
import { openedLayers } from "../life.ts";
import { planAt } from "../planned.ts";

/** `socle refresh`: brings the state up to what the clouds hold. Changes no cloud. */
export async function run(path: string | undefined, flags: LifeFlags): Promise<number> {
	const planned = await planAt(path, flags);
	return openedLayers(planned, flags, async (layers, progress) => {
		for (const { name, stack } of layers) {
			const { changes } = await stack.refresh();
			const changed = Object.entries(changes).filter(([operation]) => operation !== "same");
			const counts = changed.map(([operation, count]) => `${count} ${operation === "delete" ? "gone" : `${operation}d`}`).join(", ");
			progress.done(name, counts === "" ? "state and clouds agree" : `${counts}; the state now says what is there`);
		}
		progress.say("Next: `socle drift` shows how that differs from the description.");
		return EXIT.ok;
	});
}
