import type { Resource, Value } from "../../inventory/resource.ts";
import type { Sheet } from "./spreadsheet.ts";

/** What RVTools exports of a vCenter: machines with their disks, templates, networks, hosts. Column names changed over its versions. */

type Row = Readonly<Record<string, string>>;

/** Whether a table is one of RVTools': it has machines by name and one of the columns that only it writes. */
export function isRvtools(sheets: readonly Sheet[]): boolean {
	return sheets.some(
		({ rows }) =>
			rows.length > 0 &&
			"VM" in rows[0]! &&
			["Powerstate", "Capacity MiB", "Capacity MB", "Provisioned MiB", "Provisioned MB"].some((name) => name in rows[0]!),
	);
}

/** Thousands of RVTools are written with the separator of whoever exported it. */
function number(row: Row, ...names: string[]): number | undefined {
	for (const name of names) {
		const text = row[name]?.replace(/[\s'’]/g, "");
		if (text === undefined || text === "") continue;
		const grouped = /^-?\d{1,3}([.,]\d{3})+$/.test(text) ? text.replace(/[.,]/g, "") : text.replace(",", ".");
		const value = Number(grouped);
		if (Number.isFinite(value)) return value;
	}
	return undefined;
}
const text = (row: Row, ...names: string[]): string | undefined =>
	names.map((name) => row[name]?.trim()).find((value) => value !== undefined && value !== "");

/** Machines are told apart by their id where the export has it: names repeat. */
const keyOf = (row: Row): string => text(row, "VM ID", "VM UUID") ?? row["VM"] ?? "";

export function rvtoolsResources(sheets: readonly Sheet[], file: string): Resource[] {
	const sheet = (name: string): readonly Row[] => sheets.find((one) => one.name.toLowerCase() === name.toLowerCase())?.rows ?? [];
	const info = sheet("vInfo");
	const cpus = new Map(sheet("vCPU").map((row) => [keyOf(row) || row["VM"]!, row]));
	const memory = new Map(sheet("vMemory").map((row) => [keyOf(row), row]));
	const disks = Map.groupBy(sheet("vDisk"), keyOf);
	const partitions = Map.groupBy(sheet("vPartition"), (row) => row["VM"] ?? "");
	const machines = info.length > 0 ? info : sheet("vCPU");
	const seen = new Map<string, number>();
	const resources: Resource[] = [];
	const networks = new Set<string>();
	const add = (type: string, name: string, properties: Record<string, Value | undefined>): void => {
		const again = seen.get(`${type} ${name}`) ?? 0;
		seen.set(`${type} ${name}`, again + 1);
		resources.push({
			id: `${type.split(":")[1]}/${name}${again === 0 ? "" : `#${again + 1}`}`,
			type,
			name,
			properties: Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined)) as Record<string, Value>,
			dependsOn: [],
			locations: [{ file, line: 1 }],
		});
	};
	for (const row of machines) {
		const name = row["VM"] ?? "";
		if (name === "") continue;
		const key = keyOf(row);
		const own = disks.get(key) ?? disks.get(name) ?? [];
		const lans = Object.keys(row)
			.filter((column) => /^Network #\d+$/.test(column))
			.flatMap((column) => text(row, column) ?? []);
		for (const lan of lans) networks.add(lan);
		const used = (partitions.get(name) ?? []).map((partition) => number(partition, "Consumed MiB", "Consumed MB") ?? 0);
		add(/^(true|1|yes)$/i.test(row["Template"] ?? "") ? "rvtools:template" : "rvtools:vm", name, {
			cpus: number(row, "CPUs") ?? number(cpus.get(key) ?? {}, "CPUs"),
			memoryMiB: number(memory.get(key) ?? {}, "Size MiB", "Size MB") ?? number(row, "Memory"),
			diskMiB: own.length > 0 ? own.map((disk) => number(disk, "Capacity MiB", "Capacity MB") ?? 0) : undefined,
			provisionedMiB: number(row, "Total disk capacity MiB", "Provisioned MiB", "Provisioned MB"),
			usedMiB: number(row, "In Use MiB", "In Use MB") ?? (used.length > 0 ? used.reduce((sum, one) => sum + one, 0) : undefined),
			os: text(row, "OS according to the VMware Tools", "OS according to the configuration file", "OS"),
			powerState: text(row, "Powerstate"),
			networks: lans.length > 0 ? lans.map((lan) => `network/${lan}`) : undefined,
			address: text(row, "Primary IP Address"),
			datacenter: text(row, "Datacenter"),
			cluster: text(row, "Cluster"),
			folder: text(row, "Folder"),
			firmware: text(row, "Firmware"),
			vapp: text(row, "vApp"),
			sharedDisk: own.some((disk) => /multi/i.test(disk["Sharing mode"] ?? "")) ? true : undefined,
			rawDisk: own.some((disk) => /^true$/i.test(disk["Raw"] ?? "")) ? true : undefined,
		});
	}
	for (const lan of [...networks].sort()) add("rvtools:network", lan, {});
	for (const row of sheet("vHost")) {
		const name = text(row, "Host");
		if (name !== undefined)
			add("rvtools:host", name, { cores: number(row, "# Cores"), memoryMiB: number(row, "# Memory"), cluster: text(row, "Cluster") });
	}
	return resources;
}
