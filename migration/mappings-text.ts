import type { MappingRow, Target } from "../facts/mappings/schema.ts";

/** Names that people know the providers by; the first word of a type where there is none. */
export const PROVIDER_NAMES: Readonly<Record<string, string>> = {
	aws: "AWS",
	azurerm: "Azure",
	azuread: "Microsoft Entra ID",
	google: "Google Cloud",
	scaleway: "Scaleway",
	ovh: "OVHcloud",
	vsphere: "VMware vSphere",
	compose: "Compose",
	rvtools: "RVTools",
};
export const providerName = (provider: string): string => PROVIDER_NAMES[provider] ?? provider;

/** A target in a few words: `Servers`, `networking/port`, `Cluster (postgresql.cnpg.io)`, `Harbor`, `–`. */
export function targetName(target: Target): string {
	switch (target.kind) {
		case "openstack":
		case "kubernetes":
			return target.kind === "openstack" ? target.token.split(":")[1]! : target.token.split(":")[2]!;
		case "custom-resource":
			return `${target.token.split("/")[2]} (${target.token.split("/")[0]})`;
		case "policy":
			return `pack ${target.component}`;
		case "none":
			return "–";
		default:
			return target.component;
	}
}

export const targetNames = (targets: readonly Target[]): string => targets.map(targetName).join(", ");

/** A line a type. */
export function asText(rows: readonly MappingRow[]): string {
	const cells = [
		["type", "becomes", "fidelity", "strategy", "effort", "lock-in"],
		...rows.map(({ source, target, fidelity, strategy, effort, lockIn }) => [
			source.type,
			targetNames(target),
			fidelity,
			strategy,
			String(effort),
			String(lockIn),
		]),
	];
	const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.min(60, Math.max(...cells.map((row) => row[column]!.length))));
	return cells
		.map((row) =>
			row
				.map((cell, column) => cell.padEnd(widths[column]!))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}

/** One section a capability: what it becomes, what is lost, and the types behind it. */
export function asMarkdown(rows: readonly MappingRow[]): string {
	const groups = Map.groupBy(rows, ({ capability }) => capability);
	const sections = [...groups.keys()].sort().map((capability) => section(capability, groups.get(capability)!));
	const counts = [...Map.groupBy(rows, ({ source }) => providerName(source.provider))].map(([name, { length }]) => `${name} ${length}`);
	return [
		"# From foreign clouds to OpenStack and Kubernetes",
		"",
		"Written by `socle migrate mappings --format markdown`; the data is `facts/mappings/` (CC-BY-4.0).",
		`${rows.length} types of ${groups.size} capabilities: ${counts.join(", ")}.`,
		"Effort 1 is an hour, 2 a day, 3 a week, 4 a month, 5 a project. Lock-in 0 is an open standard, 4 an interface that exists nowhere else.",
		"`--format json` has each type's documentation, attribute map and date.",
		"",
		...sections,
	].join("\n");
}

function section(capability: string, rows: readonly MappingRow[]): string {
	const usual = rows[0]!;
	const byProvider = Map.groupBy(rows, ({ source }) => providerName(source.provider));
	const differs = rows.filter((row) => row.fidelity !== usual.fidelity || targetNames(row.target) !== targetNames(usual.target));
	return [
		`## ${capability}`,
		"",
		`Becomes ${targetNames(usual.target)}: ${usual.fidelity}, ${usual.strategy}, effort ${usual.effort}, lock-in ${usual.lockIn}${usual.dataGravity ? ", holds data" : ""}.`,
		...usual.losses.map((loss) => `- ${loss}`),
		"",
		...[...byProvider].map(([name, of]) => `${name}: ${of.map(({ source }) => `\`${source.type}\``).join(", ")}.\n`),
		...differs.map(({ source, target, fidelity }) => `\`${source.type}\` differs: ${targetNames(target)}, ${fidelity}.\n`),
	].join("\n");
}
