import type { Plan } from "./plan.ts";
import { gib } from "./text.ts";

/** The plan for a terminal: a paragraph a wave. */
export function render(plan: Plan, notes: { warnings: readonly string[]; removed: readonly string[]; kept: readonly string[] }): string {
	const lines = [plan.summary, ""];
	for (const [name, wave] of Object.entries(plan.waves)) {
		const { applications, begins, cutOver, quota, transferHours, window, rto, why, entry, approvals } = wave;
		lines.push(
			`${name}  ${begins} to ${cutOver}${wave.pilot ? "  pilot" : ""}`,
			`  moves      ${applications.join(", ")}`,
			...why.map((one) => `  because    ${one}`),
			`  quota      ${quota.vcpus} vCPU, ${gib(quota.memoryGiB)} memory, ${gib(quota.diskGiB)} volumes at the target after it`,
			`  transfer   ${transferHours} h at ${plan.rateMbps} Mbit/s`,
			`  away for   ${window.totalHours} h: last changes ${window.deltaHours} h, start ${window.startHours} h, checks ${window.checkHours} h`,
			...Object.entries(rto).map(([application, what]) => `  may be     ${application} ${what}`),
			...entry.map((one) => `  before     ${one}`),
			...(approvals.length > 0 ? [`  approved   by ${approvals.join(", ")}`] : []),
			"",
		);
	}
	const stay = Object.entries(plan.applications).flatMap(([name, { wave }]) => (wave === "stays" ? [name] : []));
	if (stay.length > 0) lines.push(`Stays: ${stay.join(", ")}`, "");
	if (notes.removed.length > 0)
		lines.push("No longer in the inputs, and taken out of the plan:", ...notes.removed.map((one) => `  ${one}`), "");
	if (notes.kept.length > 0) lines.push("Kept as people wrote it:", ...notes.kept.map((one) => `  ${one}`), "");
	if (notes.warnings.length > 0) lines.push("To be decided:", ...notes.warnings.map((one) => `  ${one}`), "");
	return lines.join("\n");
}
