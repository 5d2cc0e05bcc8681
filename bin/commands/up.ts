import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Step } from "../../engine/events.ts";
import { EXIT, UserError } from "../../errors.ts";
import { confirmed } from "../ask.ts";
import { foreignChildren } from "../foreign.ts";
import type { JudgeFlags } from "../judgement.ts";
import { judgingBy } from "../judgement.ts";
import type { LifeFlags, Opened } from "../life.ts";
import { interruptible, openAll, requireEngine } from "../life.ts";
import type { Planned } from "../planned.ts";
import { planAt } from "../planned.ts";
import type { Previewed } from "../previewed.ts";
import { previewed, tell } from "../previewed.ts";
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
		const halt = new AbortController();
		const stop = AbortSignal.any([interrupt.stop, halt.signal]);
		const layers = await openAll(planned, { engine, interrupt: { ...interrupt, stop }, debug: flags.debug === true }, progress);
		// Asked while the engine previews: what is missing explains a failed preview better than the preview does.
		const previewing = previewed(planned, layers);
		previewing.catch(() => {});
		if (!(await healthy(planned, layers, progress))) {
			halt.abort();
			await previewing.catch(() => {});
			return EXIT.findings;
		}
		const preview = await previewing;
		tell(preview, progress);
		const judged = judge(preview.inventory, planned, "socle up");
		if (judged.blocking > 0) return refused(await deliver(judged), "preview");
		const where = `${planned.title} (${planned.stack})`;
		if (preview.changes === 0) progress.done("up", `nothing to change in ${where}`);
		else if (!(await confirmed(`${asked(preview)} in ${where}?`, flags.yes)))
			throw new UserError("Nothing was changed.", { exit: EXIT.interrupted });
		return leftOver(await apply(planned, preview, flags, progress, interrupt.now), progress);
	});
}

/** What would fail half-way is said before anything is begun. */
async function healthy(planned: Planned, layers: readonly Opened[], progress: Progress): Promise<boolean> {
	const { examineClouds, urnsOf } = await import("../examine.ts");
	const checks = await examineClouds(planned, urnsOf(layers.map(({ stack }) => stack.found)));
	const missing = checks.filter(({ status }) => status === "missing");
	for (const { message, cure } of missing) progress.say([`✖ doctor       ${message}`, cure].filter(Boolean).join("\n               "));
	if (missing.length === 0) progress.done("doctor", "credentials, services, quota, flavors, images, zones, cluster");
	else progress.say("Nothing was created or changed. `socle doctor` shows everything that was looked at.");
	return missing.length === 0;
}

/** Brings up what has to change, lowest layer first; returns what stands beside it, looked for while the layers above are made. */
async function apply(planned: Planned, preview: Previewed, flags: Flags, progress: Progress, signal: AbortSignal): Promise<string[]> {
	const { packEnvironment, PACK } = await import("../../policies/pack/pack.ts");
	const { serializeResources } = await import("../../inventory/serialize.ts");
	const plan = join(planned.directory, ".socle", `plan-${process.pid}.json`);
	writeFileSync(plan, serializeResources(planned.inventory.resources), { mode: 0o600 });
	const { failOn, pack: packs, control: controls, parameters } = flags;
	const env = packEnvironment({ plan, partial: planned.inventory.partial, failOn, packs, controls, parameters });
	const beside: Promise<string[]>[] = [];
	const made: Opened[] = [];
	try {
		for (const [index, { opened, outcome, changes }] of preview.layers.entries()) {
			// What changes below may change what stands above, also where its preview saw nothing.
			if (preview.layers.slice(0, index + 1).some((layer) => layer.changes > 0)) {
				opened.follow(opened.name, changes);
				await opened.stack.up({ policyPacks: [PACK], env });
				progress.done(opened.name, counted(outcome.steps) || "unchanged");
			}
			made.push(opened);
			// The platform's nodes stand on the foundation's network: what is managed there is known when both are made.
			if (preview.layers[index + 1]?.opened.name === "platform") continue;
			const looking = foreignChildren(planned, made.splice(0), signal);
			looking.catch(() => {}); // told below, once what is being made above is made
			beside.push(looking);
		}
	} finally {
		rmSync(plan, { force: true });
	}
	if (preview.changes > 0) {
		const all = counted(preview.layers.flatMap(({ outcome }) => outcome.steps));
		progress.done("up", `in ${progress.clock()} · ${all}${hosts(planned)}`);
	}
	return (await Promise.all(beside)).flat();
}

function hosts({ reading }: Planned): string {
	const served = Object.values(reading?.environment.services ?? {}).map(({ exposure }) => exposure.host);
	return served.length === 0 ? "" : ` · ${served.join(", ")} ${served.length === 1 ? "is" : "are"} served`;
}

const OPERATIONS = { create: "created", update: "changed", replace: "replaced", delete: "removed" } as const;

/** How many resources each operation is about, components and providers left out. */
function counts(steps: readonly Step[]): [operation: keyof typeof OPERATIONS, count: number][] {
	const clouds = steps.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
	const operations = Object.keys(OPERATIONS) as (keyof typeof OPERATIONS)[];
	return operations
		.map((operation) => [operation, clouds.filter(({ op }) => op === operation).length] as const)
		.filter(([, count]) => count > 0) as never;
}

/** `51 created, 2 changed` */
function counted(steps: readonly Step[]): string {
	return counts(steps)
		.map(([operation, count]) => `${count} ${OPERATIONS[operation]}`)
		.join(", ");
}

/** `Create 70, change 2 resources`, the removing loud. */
function asked({ layers }: Previewed): string {
	const said = counts(layers.flatMap(({ outcome }) => outcome.steps)).map(
		([operation, count]) => `${operation === "delete" ? "REMOVE" : operation} ${count}`,
	);
	return `${said.join(", ").replace(/^./, (first) => first.toUpperCase())} resources`;
}

function refused(code: number, stage: string): number {
	process.stderr.write(`Refused at ${stage}: nothing was created or changed.\n`);
	return code === EXIT.ok ? EXIT.findings : code;
}

/** What stands on managed ground and is managed by nobody: `up` never removes it, and never hides it. */
function leftOver(found: readonly string[], progress: Progress): number {
	if (found.length === 0) return EXIT.ok;
	for (const line of found) progress.say(`  + ${line}`);
	progress.say(
		`${found.length} not managed by this description. \`socle drift\` judges them, \`socle drift --fix\` removes them after asking.`,
	);
	return EXIT.findings;
}
