import { EXIT, UserError } from "../../errors.ts";
import { confirmed } from "../ask.ts";
import type { LifeFlags, Opened } from "../life.ts";
import { openedLayers } from "../life.ts";
import { planAt } from "../planned.ts";
import type { Progress } from "../progress.ts";

/** `socle refresh`: brings the state up to what the clouds hold. Changes no cloud. */
export async function run(path: string | undefined, flags: LifeFlags & { yes?: boolean }): Promise<number> {
	const planned = await planAt(path, flags);
	return openedLayers(planned, flags, async (layers, progress) => {
		for (const layer of layers) {
			const clearPendingCreates = await leftUnfinished(layer, flags, progress);
			const { changes } = await layer.stack.refresh({ clearPendingCreates });
			const changed = Object.entries(changes).filter(([operation]) => operation !== "same");
			const counts = changed.map(([operation, count]) => `${count} ${operation === "delete" ? "gone" : `${operation}d`}`).join(", ");
			progress.done(layer.name, counts === "" ? "state and clouds agree" : `${counts}; the state now says what is there`);
		}
		progress.say("Next: `socle drift` shows how that differs from the description.");
		return EXIT.ok;
	});
}

/** A run that was killed leaves creations of which nobody knows whether they came to be: they are forgotten only when somebody says so. */
async function leftUnfinished({ name, stack }: Opened, flags: { yes?: boolean }, progress: Progress): Promise<boolean> {
	const { deployment } = await stack.exportState();
	const pending = deployment.pending_operations ?? [];
	if (pending.length === 0) return false;
	for (const { type, resource } of pending)
		progress.say(`  ${name}: unfinished ${type} of ${resource.urn.split("::").slice(-2).join(" ")}`);
	const question = `Forget these ${pending.length}? Look in the cloud first: what exists there by these names is not managed afterwards.`;
	if (!(await confirmed(question, flags.yes))) throw new UserError("Nothing was changed.", { exit: EXIT.interrupted });
	return true;
}
