import { EXIT } from "../../errors.ts";
import type { JudgeFlags } from "../judgement.ts";
import { deliver, judge } from "../judgement.ts";
import type { LifeFlags } from "../life.ts";
import { interruptible, requireEngine } from "../life.ts";
import { planAt } from "../planned.ts";
import { previewed } from "../previewed.ts";
import { Progress } from "../progress.ts";

/** `socle preview`: what `up` would change, judged on the engine's own events. Changes nothing. */
export async function run(path: string | undefined, flags: LifeFlags & JudgeFlags): Promise<number> {
	const progress = new Progress({ color: flags.color });
	const planned = await planAt(path, flags);
	const engine = await requireEngine(planned, { ...flags, acceptStandIn: true }, progress);
	return interruptible(progress, async (interrupt) => {
		const { changes, inventory } = await previewed(planned, { engine, interrupt, debug: flags.debug === true }, progress);
		const judgement = await judge(inventory, flags, planned, changes === 0 ? "nothing to do: clouds and description agree" : "socle up");
		const code = await deliver(judgement, flags);
		return code === EXIT.ok && judgement.report.errors.length > 0 ? EXIT.input : code;
	});
}
