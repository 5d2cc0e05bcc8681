import { EXIT } from "../../errors.ts";
import type { JudgeFlags } from "../judgement.ts";
import { judgingBy } from "../judgement.ts";
import type { PlanFlags } from "../planned.ts";
import { planAt } from "../planned.ts";

/** `socle check`: validates, plans in process, judges. Needs no engine, no credentials, no network; writes nothing but what `--output` names. */
export async function run(path: string | undefined, flags: PlanFlags & JudgeFlags & { explain?: boolean }): Promise<number> {
	const { judge, deliver } = await judgingBy(flags);
	const planned = await planAt(path, flags);
	if (flags.explain) {
		process.stdout.write(explanation(planned));
		return EXIT.ok;
	}
	const where = [
		planned.directory === "." ? "" : ` ${planned.directory}`,
		planned.stack === "production" ? "" : ` --stack ${planned.stack}`,
	];
	return deliver(judge(planned.inventory, planned, `socle preview${where.join("")}`));
}

/** Every value in effect and where it came from, a line each. */
function explanation({ reading }: Awaited<ReturnType<typeof planAt>>): string {
	if (reading === undefined) return "A Pulumi project of your own has no environment file to explain.\n";
	const rows = reading.values.map(({ key, value, from, line }) => [
		key,
		Array.isArray(value) ? `[${value.join(", ")}]` : String(value),
		from === "default" ? "default" : `${reading.file}:${line}${from === "stack" ? ` (stack ${reading.environment.stack})` : ""}`,
	]);
	const widths = [0, 1].map((column) => Math.max(...rows.map((row) => Math.min(60, row[column]?.length ?? 0))));
	return rows
		.map(([key = "", value = "", from = ""]) => `${key.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${from}\n`)
		.join("");
}
