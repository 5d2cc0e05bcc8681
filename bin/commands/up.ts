import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EXIT, UserError } from "../../errors.ts";
import { confirmed } from "../ask.ts";
import type { JudgeFlags } from "../judgement.ts";
import { judgingBy } from "../judgement.ts";
import type { LifeFlags } from "../life.ts";
import { interruptible, open, requireEngine } from "../life.ts";
import type { OpenOptions, Planned } from "../planned.ts";
import { planAt } from "../planned.ts";
import type { Previewed } from "../previewed.ts";
import { previewed } from "../previewed.ts";
import { Progress } from "../progress.ts";

type Flags = LifeFlags & JudgeFlags & { yes?: boolean };

/**
 * `socle up`: creates or changes what the description asks for. Judged three times: the plan, the engine's preview, and each resource as it is
 * registered, by a policy pack, so that a value that is known only then still can't break a rule.
 */
export async function run(path: string | undefined, flags: Flags): Promise<number> {
	const progress = new Progress({ color: flags.color });
	const { judge, deliver } = await judgingBy(flags);
	const planned = await planAt(path, flags);
	const check = judge(planned.inventory, planned, "socle up");
	if (check.blocking > 0) return refused(await deliver(check), "check");
	const { summary, rules } = check.report;
	progress.done("check", `${summary.resources} resources, ${rules.controls} controls, nothing at or above ${flags.failOn}`);
	const engine = await requireEngine(planned, flags, progress);
	return interruptible(progress, async (interrupt) => {
		const options: OpenOptions = { engine, interrupt, debug: flags.debug === true };
		const preview = await previewed(planned, options, progress);
		const judged = judge(preview.inventory, planned, "socle up");
		if (judged.blocking > 0) return refused(await deliver(judged), "preview");
		const where = `${planned.title} (${planned.stack})`;
		if (preview.changes === 0) progress.done("up", `nothing to change in ${where}`);
		else {
			if (!(await confirmed(`${asked(preview)} in ${where}?`, flags.yes))) {
				throw new UserError("Nothing was changed.", { exit: EXIT.interrupted });
			}
			await apply(planned, preview, options, flags, progress);
		}
		return leftOver(planned, options, progress);
	});
}

async function apply(planned: Planned, preview: Previewed, options: OpenOptions, flags: Flags, progress: Progress): Promise<void> {
	const { packEnvironment, PACK } = await import("../../policies/pack/pack.ts");
	const { serializeResources } = await import("../../inventory/serialize.ts");
	const plan = join(planned.directory, ".socle", `plan-${process.pid}.json`);
	writeFileSync(plan, serializeResources(planned.inventory.resources), { mode: 0o600 });
	try {
		for (const [index, layer] of planned.layers.entries()) {
			const changes = preview.layers[index]?.changes ?? 0;
			const env = packEnvironment({ plan, failOn: flags.failOn, packs: flags.pack, controls: flags.control, parameters: flags.parameters });
			const opened = await open(layer, { ...options, env }, progress);
			opened.follow(layer.name, changes);
			await opened.stack.up({ policyPacks: [PACK] });
			progress.done(layer.name, changes === 0 ? "unchanged" : `${changes} changed`);
		}
	} finally {
		rmSync(plan, { force: true });
	}
	progress.done("up", `in ${progress.clock()} · ${preview.changes} changed${hosts(planned)}`);
}

function hosts({ reading }: Planned): string {
	const served = Object.values(reading?.environment.services ?? {}).map(({ exposure }) => exposure.host);
	return served.length === 0 ? "" : ` · ${served.join(", ")} ${served.length === 1 ? "is" : "are"} served`;
}

/** `Create 85 resources`, or what it is. */
function asked({ layers }: Previewed): string {
	const counts = { create: 0, update: 0, replace: 0, delete: 0 };
	for (const { outcome } of layers) {
		for (const { op, custom, type } of outcome.steps)
			if (custom && !type.startsWith("pulumi:") && op in counts) counts[op as keyof typeof counts]++;
	}
	const parts = [
		["Create", counts.create],
		["change", counts.update],
		["replace", counts.replace],
		["REMOVE", counts.delete],
	] as const;
	const said = parts.filter(([, count]) => count > 0).map(([verb, count]) => `${verb} ${count}`);
	return `${said.join(", ").replace(/^./, (first) => first.toUpperCase())} resources`;
}

function refused(code: number, stage: string): number {
	process.stderr.write(`Refused at ${stage}: nothing was created or changed.\n`);
	return code === EXIT.ok ? EXIT.findings : code;
}

/** What stands on managed ground and is managed by nobody: `up` never removes it, and never hides it. */
async function leftOver(planned: Planned, options: OpenOptions, progress: Progress): Promise<number> {
	const { foreignChildren } = await import("../foreign.ts");
	const found = await foreignChildren(planned, options);
	if (found.length === 0) return EXIT.ok;
	for (const line of found) progress.say(`  + ${line}`);
	progress.say(
		`${found.length} not managed by this description. \`socle drift\` judges them, \`socle drift --fix\` removes them after asking.`,
	);
	return EXIT.findings;
}
