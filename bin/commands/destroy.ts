import { EXIT, UserError } from "../../errors.ts";
import { confirmed } from "../ask.ts";
import type { LifeFlags } from "../life.ts";
import { openedLayers } from "../life.ts";
import { planAt } from "../planned.ts";

/** `socle destroy`: removes what the description made, highest layer first, then the empty stacks. What it does not manage stays. */
export async function run(path: string | undefined, flags: LifeFlags & { yes?: boolean }): Promise<number> {
	const planned = await planAt(path, flags);
	return openedLayers(planned, flags, async (layers, progress) => {
		const counts: string[] = [];
		let total = 0;
		for (const { name, stack } of layers) {
			const { deployment } = await stack.exportState();
			const count = (deployment.resources ?? []).filter(
				(resource) => resource["custom"] === true && !resource.type.startsWith("pulumi:"),
			).length;
			counts.push(`  ${name.padEnd(12)} ${count} to remove`);
			total += count;
		}
		for (const line of counts) progress.say(line);
		const where = `${planned.title} (${planned.stack})`;
		if (!(await confirmed(`Remove ${total} resources of ${where}? What they hold is lost.`, flags.yes))) {
			throw new UserError("Nothing was removed.", { exit: EXIT.interrupted });
		}
		for (const { name, stack, follow } of layers.toReversed()) {
			follow(name, total);
			await stack.destroy();
			await stack.remove();
			progress.done(name, "removed");
		}
		progress.done("destroy", `${total} resources of ${where} are gone, in ${progress.clock()}`);
		return EXIT.ok;
	});
}
