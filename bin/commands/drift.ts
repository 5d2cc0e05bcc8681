import { styleText } from "node:util";
import type { Difference, DriftReport } from "../../engine/drift.ts";
import { EXIT, UserError } from "../../errors.ts";
import { counted, visible } from "../../reports/subject.ts";
import { confirmed } from "../ask.ts";
import { driftLayer, driftOptions, words } from "../foreign.ts";
import type { LifeFlags } from "../life.ts";
import { openedLayers } from "../life.ts";
import type { Planned } from "../planned.ts";
import { planAt } from "../planned.ts";

type Flags = LifeFlags & { fix?: boolean; yes?: boolean; format: "text" | "json" };

/**
 * `socle drift`: what differs between description, state and clouds, children that nobody described included; exit 1 if anything does.
 * With `--fix`: lists, asks, takes away what nobody described and brings the description back.
 */
export async function run(path: string | undefined, flags: Flags): Promise<number> {
	const planned = await planAt(path, flags);
	const { findDrift, fixDrift } = await import("../../engine/drift.ts");
	return openedLayers(planned, flags, async (opened, progress) => {
		const layers = opened.map(driftLayer);
		const options = { ...(await driftOptions(planned)), onStep: (step: string) => progress.say(`  ${step}`) };
		const report = await findDrift(layers, options);
		progress.wipe();
		print(report, planned, flags, !flags.fix);
		if (isClear(report)) return EXIT.ok;
		if (!flags.fix) return EXIT.findings;

		process.stderr.write(todo(report));
		const where = `${planned.title} (${planned.stack})`;
		if (!(await confirmed(`Do this in ${where}?`, flags.yes))) throw new UserError("Nothing was changed.", { exit: EXIT.interrupted });
		const up = async (): Promise<void> => {
			const command = await import("./up.ts");
			const gate = { failOn: "high", format: "text", quiet: true } as const;
			await command.run(path, { ...flags, ...gate, color: flags.color !== false, yes: true });
		};
		const left = await fixDrift(layers, report, {
			...options,
			up,
			onRepair: ({ subject, what }) => progress.done("repaired", `${subject} ${what}`),
		});
		print(left, planned, flags, true);
		return isClear(left) ? EXIT.ok : EXIT.findings;
	});
}

const isClear = ({ differences, pending, notVisible }: DriftReport): boolean =>
	differences.length + pending.length + notVisible.length === 0;

function print(report: DriftReport, planned: Planned, flags: Flags, last: boolean): void {
	if (flags.format === "json") {
		if (last) process.stdout.write(`${JSON.stringify(asJson(report, planned), null, "\t")}\n`);
	} else {
		const color = flags.color !== false && process.stdout.isTTY && !process.env["NO_COLOR"];
		process.stdout.write(asText(report, planned, color));
	}
}

const MARKS = { unmanaged: "+", changed: "~", gone: "-" } as const;

/** A line each, the worst first; then what follows from them, what could not be seen, and what to type next. */
export function asText(report: DriftReport, planned: Pick<Planned, "title" | "stack">, color: boolean): string {
	const { differences, pending, alsoFails, notVisible, stateAt, readAt } = report;
	const paint = (style: Parameters<typeof styleText>[0], text: string) =>
		color ? styleText(style, text, { validateStream: false }) : text;
	const state = stateAt === undefined ? "no state yet" : `state ${minute(stateAt)}`;
	const lines = [`${paint("bold", visible(`${planned.title} (${planned.stack})`))} · ${state} · clouds read ${minute(readAt)} UTC`];
	const rows = differences.map((each) => ({ each, mark: MARKS[each.change], text: visible(words(each)), story: story(each) }));
	for (const { each, mark, text, story } of rows) {
		lines.push(`  ${mark} ${text}${story === "" ? "" : `   ${visible(story)}`}`);
		for (const { control, severity } of each.fails)
			lines.push(`      ${paint(severity === "low" ? "cyan" : "red", severity.padEnd(8))} ${control}`);
	}
	for (const { control, severity, resource } of alsoFails)
		lines.push(`      ${paint("red", severity.padEnd(8))} ${control}   ${visible(resource)}`);
	for (const { operation, subject, what } of pending)
		lines.push(`  » ${visible(`${subject} ${what}`)}   described, \`up\` would ${operation} it`);
	for (const { what, why } of notVisible) lines.push(`  ? ${visible(what)} could not be looked at: ${visible(why)}`);
	lines.push(conclusion(report));
	return `${lines.join("\n")}\n`;
}

function conclusion({ differences, pending, alsoFails, notVisible }: DriftReport): string {
	if (differences.length + pending.length + notVisible.length === 0) return "Description, state and clouds agree.";
	const weaker = differences.filter(({ fails }) => fails.length > 0).length;
	const parts = [
		differences.length > 0 &&
			`${counted(differences.length, "difference")}, ${weaker === 0 && alsoFails.length === 0 ? "none weakens" : `${weaker} weaken${weaker === 1 ? "s" : ""}`} security`,
		pending.length > 0 && `${counted(pending.length, "change")} described and not applied`,
		notVisible.length > 0 && `${counted(notVisible.length, "place")} not seen`,
	].filter((part) => part !== false);
	const next =
		differences.length > 0
			? "`socle drift --fix` lists what it would change, asks, and restores the description."
			: pending.length > 0
				? "`socle up` applies them."
				: "Give the account the right to read there, and look again.";
	return `${parts.join("; ")}. ${next}`;
}

function story({ change, at, by }: Difference): string {
	const when = at === undefined ? "" : ` ${minute(at)}`;
	const who = by === undefined ? "" : ` by ${by}`;
	if (change === "unmanaged") return `not managed${when || who ? `, added${when}${who}` : ""}`;
	return when || who ? `changed${when}${who}` : "";
}

/** What `--fix` would do, a line each, before it asks. */
function todo({ differences, pending }: DriftReport): string {
	const lines = differences.flatMap((each) =>
		each.repairs.map((repair) => {
			if (repair.by === "hand") return `  by hand   ${words(each)}: ${repair.advice}`;
			if (repair.by === "up") return `  restore   ${words(each)}`;
			return `  ${each.change === "unmanaged" ? "REMOVE  " : "set back"}  ${words(each)}`;
		}),
	);
	for (const { subject, what } of pending) lines.push(`  apply     ${subject} ${what}`);
	return `${lines.map(visible).join("\n")}\n`;
}

function asJson({ differences, seen: _contents, names: _names, ...report }: DriftReport, { title, stack }: Planned) {
	const shown = differences.map(({ resource: { id, type, name, namespace }, repairs, ...rest }) => ({
		...rest,
		resource: { id, type, name, ...(namespace !== undefined && { namespace }) },
		repair: [...new Set(repairs.map(({ by }) => (by === "up" || by === "hand" ? by : "direct")))],
	}));
	return { version: 1, environment: title, stack, differences: shown, ...report };
}

const minute = (time: string): string => time.replace("T", " ").slice(0, 16);
