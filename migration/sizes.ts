import { sizeOf } from "../facts/mappings/mappings.ts";
import type { Value } from "../inventory/resource.ts";
import type { Item } from "./estate.ts";
import { firstText, numberAt, textAt, valueAt } from "./estate.ts";

/** What an item needs of the target, as far as its source says it. GiB everywhere. */
export interface Need {
	vcpus?: number;
	memoryGiB?: number;
	/** Of volumes at the target. */
	diskGiB?: number;
	/** Data to move; absent: not known. */
	dataGiB?: number;
	/** How many alike. */
	count: number;
	/** Where the size was read: a page, or the input. */
	sizeFrom?: string;
	/** The source's word for the size. */
	sizeName?: string;
	/** The word is there, and no row knows it. */
	sizeUnknown?: boolean;
}

const SIZE_WORDS = [
	"instance_type",
	"vm_size",
	"machine_type",
	"instance_class",
	"node_type",
	"size",
	"sku_name",
	"sku",
	"tier",
	"settings.tier",
	"flavor",
	"flavor_name",
	"commercial_type",
	"type",
	"instance_types",
	"node_config.machine_type",
	"default_node_pool.vm_size",
	"cluster_config.instance_type",
	"cluster_config.cluster_config.instance_type",
	"broker_node_group_info.instance_type",
	"bundle_id",
];
const COUNTS = [
	"desired_capacity",
	"min_size",
	"instances",
	"target_size",
	"node_count",
	"initial_node_count",
	"scaling_config.desired_size",
	"default_node_pool.node_count",
	"num_cache_nodes",
	"num_cache_clusters",
	"number_cache_clusters",
	"cluster_config.instance_count",
	"number_of_broker_nodes",
	"desired_nodes",
	"size",
	"replicas",
	"desired_count",
];
/** Where sizes of disks stand, and how many of the unit are a GiB. */
const DISKS: readonly (readonly [path: string, perGiB: number])[] = [
	["size", 1],
	["disk_size_gb", 1],
	["size_in_gb", 1],
	["volume_size_in_gb", 1],
	["disk_size", 1],
	["allocated_storage", 1],
	["storage_mb", 1024],
	["storage_gb", 1],
	["storage.size_gb", 1],
	["max_size_gb", 1],
	["storage_size_in_gb", 1],
	["settings.disk_size", 1],
	["quota", 1],
	["quota_in_gb", 1],
	["file_shares.capacity_gb", 1],
	["storage_capacity", 1],
	["ebs_options.volume_size", 1],
	["volume_size", 1],
	["memory_size_gb", 1],
	["broker_node_group_info.storage_info.ebs_storage_info.volume_size", 1],
	["size_in_gbs", 1],
];
const ROOTS: readonly string[] = [
	"root_block_device.volume_size",
	"os_disk.disk_size_gb",
	"storage_os_disk.disk_size_gb",
	"boot_disk.initialize_params.size",
	"root_volume.size_in_gb",
	"disk.disk_size_gb",
];
/** What a server's first disk is where nothing says so: the size of common images at the big three. */
const ROOT_DEFAULT = 20;
const PROVIDER: Readonly<Record<string, string>> = { azurerm: "azure" };
const COUNTED = /^(compute\.scaling-group|kubernetes\.|search\.cluster|messaging\.kafka$|cache\.|containers\.service)/;

export function needOf(item: Item): Need {
	const { properties } = item.resource;
	const capability = item.mapping?.capability ?? "";
	if (item.provider === "rvtools") return needOfMachine(item);
	if (item.provider === "compose") return { count: numberAt(properties, "replicas") ?? 1, ...composeSize(properties) };
	const count = COUNTED.test(capability) ? Math.max(1, first(properties, COUNTS) ?? 1) : 1;
	const runs =
		/^(compute\.(server|scaling-group|template)|database\.(postgresql|mysql|mssql|oracle|db2|replica)|cache\.|kubernetes\.(nodes|cluster)|search\.cluster|messaging\.(kafka|broker)$|nosql\.)/.test(
			capability,
		);
	const word = runs
		? firstText(
				properties,
				SIZE_WORDS.filter((path) => !/^\d+$/.test(textAt(properties, path) ?? "0")),
			)
		: undefined;
	const size = word === undefined ? undefined : sizeOf(PROVIDER[item.provider] ?? item.provider, word);
	const holds = item.mapping?.dataGravity === true || runs;
	const disk = holds && !/^compute\./.test(capability) ? diskOf(properties) : undefined;
	const server = /^compute\.(server|scaling-group)/.test(capability);
	const roots = server ? (first(properties, ROOTS) ?? ROOT_DEFAULT) + extraDisks(properties) : 0;
	const data = server ? roots : item.mapping?.dataGravity === true ? disk : undefined;
	return {
		count,
		...(word === undefined ? {} : { sizeName: word }),
		...(size === undefined ? {} : { vcpus: size.vcpu, memoryGiB: size.memoryGiB, sizeFrom: size.source }),
		...(runs && word !== undefined && size === undefined ? { sizeUnknown: true } : {}),
		...(server ? { diskGiB: roots } : disk === undefined ? {} : { diskGiB: disk }),
		...(data === undefined ? {} : { dataGiB: data * (server ? count : 1) }),
	};
}

function first(properties: Value, paths: readonly string[]): number | undefined {
	for (const path of paths) {
		const number = numberAt(properties, path);
		if (number !== undefined) return number;
	}
	return undefined;
}

function diskOf(properties: Value): number | undefined {
	for (const [path, perGiB] of DISKS) {
		const number = numberAt(properties, path);
		if (number !== undefined) return number / perGiB;
	}
	return undefined;
}

/** Disks that are written inside the server. */
function extraDisks(properties: Value): number {
	let sum = 0;
	for (const [block, size] of [
		["ebs_block_device", "volume_size"],
		["storage_data_disk", "disk_size_gb"],
	] as const) {
		const disks = valueAt({ disks: (properties as Record<string, Value>)[block] ?? null }, "disks");
		if (Array.isArray(disks)) for (const disk of disks) sum += numberAt(disk as Value, size) ?? 0;
	}
	return sum;
}

const MIB = 1024;
function needOfMachine({ type, resource: { properties } }: Item): Need {
	if (type !== "rvtools:vm" && type !== "rvtools:template") return { count: 1 };
	const { cpus, memoryMiB, diskMiB, provisionedMiB, usedMiB } = properties;
	const disks = Array.isArray(diskMiB)
		? (diskMiB as number[]).reduce((sum, one) => sum + one, 0)
		: typeof provisionedMiB === "number"
			? provisionedMiB
			: undefined;
	const data = typeof usedMiB === "number" && (disks === undefined || usedMiB <= disks) ? usedMiB : disks;
	const runs = type === "rvtools:vm";
	return {
		count: 1,
		...(runs && typeof cpus === "number" && { vcpus: cpus }),
		...(runs && typeof memoryMiB === "number" && { memoryGiB: memoryMiB / MIB }),
		...(runs && disks !== undefined && { diskGiB: Math.ceil(disks / MIB) }),
		...(data !== undefined && { dataGiB: data / MIB }),
		sizeFrom: "input",
	};
}

const UNIT: Readonly<Record<string, number>> = { b: 2 ** -30, k: 2 ** -20, m: 2 ** -10, g: 1 };
function composeSize(properties: Value): Pick<Need, "vcpus" | "memoryGiB"> {
	const cpus = Number(textAt(properties, "cpus") ?? Number.NaN);
	const [, amount, unit = "b"] = /^([\d.]+)\s*([bkmg])?/i.exec(textAt(properties, "memory") ?? "") ?? [];
	return {
		...(Number.isFinite(cpus) ? { vcpus: cpus } : {}),
		...(amount === undefined ? {} : { memoryGiB: Number(amount) * (UNIT[unit.toLowerCase()] ?? 1) }),
	};
}
