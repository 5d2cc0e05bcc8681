import type { JudgeFlags } from "../judgement.ts";
import { judgingBy } from "../judgement.ts";
import type { LifeFlags } from "../life.ts";
import { interruptible, openAll, requireEngine } from "../life.ts";
import { planAt } from "../planned.ts";
import { previewed, tell } from "../previewed.ts";
import { Progress } from "../progress.ts";

/** `socle preview`: what `up` would change, judged on the engine's own events. Changes nothing. */
export async function run(path: string | undefined, flags: LifeFlags & JudgeFlags): Promise<number> {
	const progress = new Progress({ color: flags.color });
	const { judge, deliver } = await judgingBy(flags);
	const planned = await planAt(path, flags);
	const engine = await requireEngine(planned, { ...flags, acceptStandIn: true }, progress);
	return interruptible(progress, async (interrupt) => {
		const layers = await openAll(planned, { engine, interrupt, debug: flags.debug === true }, progress);
		const preview = await previewed(planned, layers);
		tell(preview, progress);
		const { changes, inventory } = preview;
		if (changes === 0) progress.done("preview", "clouds and description agree; `up` has nothing to do");
		return deliver(judge(inventory, planned, changes === 0 ? "socle drift" : "socle up"));
	});
}
