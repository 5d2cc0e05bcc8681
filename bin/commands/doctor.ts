import { styleText } from "node:util";
import type { Check } from "../../engine/doctor.ts";
import { EXIT } from "../../errors.ts";
import { counted, visible } from "../../reports/subject.ts";
import { examine } from "../examine.ts";
import type { LifeFlags } from "../life.ts";
import { planAt } from "../planned.ts";

/** `socle doctor`: says what is missing before work starts, each with its cure; exit 1 if `up` would fail for it. Changes nothing. */
export async function run(path: string | undefined, flags: LifeFlags & { format: "text" | "json" }): Promise<number> {
	const planned = await planAt(path, flags);
	const checks = await examine(planned, flags);
	const where = { environment: planned.title, stack: planned.stack };
	const color = flags.color !== false && process.stdout.isTTY && !process.env["NO_COLOR"];
	process.stdout.write(
		flags.format === "json" ? `${JSON.stringify({ version: 1, ...where, checks }, null, "\t")}\n` : asText(checks, where, color),
	);
	return checks.some(({ status }) => status === "missing") ? EXIT.findings : EXIT.ok;
}

const MARKS = { ok: ["✔", "green"], missing: ["✖", "red"], unknown: ["?", "yellow"] } as const;

/** A line each, in the order in which `up` would meet them; what is missing with its cure below. */
export function asText(checks: readonly Check[], { environment, stack }: { environment: string; stack: string }, color: boolean): string {
	const lines = [`${visible(environment)} (${visible(stack)})`];
	for (const { status, message, cure } of checks) {
		const [mark, style] = MARKS[status];
		lines.push(`  ${color ? styleText(style, mark, { validateStream: false }) : mark} ${visible(message)}`);
		if (cure !== undefined) lines.push(`      ${visible(cure)}`);
	}
	const count = (wanted: Check["status"]): number => checks.filter(({ status }) => status === wanted).length;
	const [missing, unknown] = [count("missing"), count("unknown")];
	const rest = unknown > 0 ? ` ${counted(unknown, "thing")} nobody here can see.` : "";
	lines.push(
		missing > 0
			? `${counted(missing, "thing")} missing; mend that before \`socle up\`.${rest}`
			: `Nothing is missing.${rest} Next: \`socle up\`.`,
	);
	return `${lines.join("\n")}\n`;
}
