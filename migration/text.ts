import type { Assessment } from "./assessment.ts";
import { targetNames } from "./mappings-text.ts";

/** The assessment for a terminal: a page for whoever decides; `--all` adds a line a resource. */
export function render(assessment: Assessment, { all = false }: { all?: boolean } = {}): string {
	const { summary, reasons, risks, applications, resources, notUnderstood, errors, notVisible, inputs } = assessment;
	const lines = [
		summary.sentence,
		"",
		...summary.providers.map(({ provider, regions, resources: count }) =>
			`  ${provider.padEnd(18)} ${String(count).padStart(6)} resources  ${regions.join(", ")}`.trimEnd(),
		),
		"",
		`  ${"fidelity".padEnd(18)} ${pairs(summary.fidelity)}`,
		`  ${"strategy".padEnd(18)} ${pairs(summary.strategy)}`,
		`  ${"data to move".padEnd(18)} ${gib(summary.dataGiB)}${summary.dataUnknown > 0 ? `, and ${summary.dataUnknown} resources whose size nothing says` : ""}`,
		"",
		...block(
			"Why it should move",
			topReasons(reasons).map(
				({ severity, control, subject, message, verdict, times }) =>
					`${verdict === "fail" ? "✖" : "?"} ${severity.padEnd(8)} ${control}  ${subject}${times > 1 ? ` and ${times - 1} more` : ""}\n      ${message}`,
			),
		),
		...block(
			"What makes leaving hard",
			risks.map(({ kind, what }) => `${kind.padEnd(24)} ${what}`),
		),
		...block(
			"Applications",
			applications.map(
				({ name, resources: count, effortDays, dataGiB, dependsOn, fidelity }) =>
					`${name.padEnd(24)} ${String(count).padStart(5)} resources  ${String(effortDays).padStart(8)} days  ${gib(dataGiB).padStart(9)}  ${pairs(fidelity)}${dependsOn.length > 0 ? `  needs ${dependsOn.join(", ")}` : ""}`,
			),
		),
		...block(
			"Not understood",
			notUnderstood.map(({ type, count, next }) => `${type} (${count})  ${next}`),
		),
		...block(
			"Not looked at",
			notVisible.map(({ what, why }) => `${what}: ${why}`),
		),
		...block(
			"Could not be read",
			errors.map(({ path, line, message }) => `${path}${line === undefined ? "" : `:${line}`}  ${message}`),
		),
		...(all ? block("Resources", resources.map(line)) : []),
		`Read: ${inputs.map(({ path, kind, resources: count }) => `${path} (${kind}, ${count})`).join("; ") || "nothing"}`,
		`Next: ${notUnderstood.length > 0 ? "say in portfolio.yaml what the types above become, then " : ""}socle migrate plan${all ? "" : "; --all lists every resource"}`,
	];
	return lines.join("\n");
}

function line({ id, target, fidelity, strategy, effort, losses, size, dataGiB, controls, risks }: Assessment["resources"][number]): string {
	if (target === undefined) return `${id}\n      not understood`;
	const facts = [
		size?.name,
		size?.vcpus === undefined ? undefined : `${size.vcpus} vCPU ${size.memoryGiB ?? "?"} GiB`,
		dataGiB === undefined ? undefined : gib(dataGiB),
	];
	return [
		`${id} → ${targetNames(target)}  ${fidelity}, ${strategy}, effort ${effort}${facts.filter(Boolean).length > 0 ? `  (${facts.filter(Boolean).join(", ")})` : ""}`,
		...losses.map((loss) => `      ${loss}`),
		...(controls.length > 0 || risks.length > 0 ? [`      today: ${[...controls, ...risks].join(", ")}`] : []),
	].join("\n");
}

const block = (title: string, rows: readonly string[]): string[] =>
	rows.length === 0 ? [] : [title, ...rows.map((row) => `  ${row}`), ""];
const pairs = (counts: Record<string, number>): string =>
	Object.entries(counts)
		.map(([name, count]) => `${count} ${name}`)
		.join(", ");

export function gib(value: number): string {
	return value >= 1024 ? `${Math.round((value / 1024) * 10) / 10} TiB` : `${Math.round(value * 10) / 10} GiB`;
}

/** One row a control and message: what is said of many resources is said once. */
export function topReasons(reasons: Assessment["reasons"]): (Assessment["reasons"][number] & { times: number })[] {
	const seen = new Map<string, Assessment["reasons"][number] & { times: number }>();
	for (const reason of reasons) {
		// What is said of a provider and region stands for itself; what is said of single objects is counted.
		const single = reason.resources.length === 1 && reason.resources[0] === reason.subject;
		const key = `${reason.control} ${reason.verdict} ${single ? "" : `${reason.subject} ${reason.message}`}`;
		const before = seen.get(key);
		if (before === undefined) seen.set(key, { ...reason, times: 1 });
		else before.times++;
	}
	return [...seen.values()];
}
