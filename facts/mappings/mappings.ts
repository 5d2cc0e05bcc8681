import { readFileSync } from "node:fs";
import type { CapabilitiesFile, Capability, InstanceTypesFile, MappingRow, ProviderFile, Target } from "./schema.ts";

/** From types of foreign clouds to what stands in their place: the data beside this file, each file read when it is first asked for. */

const FILES = ["aws", "azure", "google", "scaleway", "ovh", "others"] as const;
type FileName = (typeof FILES)[number];
/** First words of types → the file that holds them; anything else is looked for in `others`. */
const FILE_OF: Readonly<Record<string, FileName>> = {
	aws: "aws",
	azurerm: "azure",
	azuread: "azure",
	google: "google",
	scaleway: "scaleway",
	ovh: "ovh",
};

const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8"));
let capabilitiesRead: CapabilitiesFile | undefined;
const capabilities = (): CapabilitiesFile => (capabilitiesRead ??= read("capabilities") as CapabilitiesFile);
const tables = new Map<FileName, { file: ProviderFile; rows: Map<string, ProviderFile["rows"][number]> }>();

function table(name: FileName) {
	let found = tables.get(name);
	if (found === undefined) {
		const file = read(name) as ProviderFile;
		found = { file, rows: new Map(file.rows.map((row) => [row.type, row])) };
		tables.set(name, found);
	}
	return found;
}

/** The provider that a type belongs to: `aws`, `azurerm`, `compose`. */
export const providerOf = (type: string): string => type.split(/[_:]/, 1)[0]!;

/** Whether any row of the provider is there, so that an unknown type can be told from an unknown provider. */
export function isKnownProvider(provider: string): boolean {
	return provider in FILE_OF || provider in table("others").file.providers;
}

/**
 * The row of a source type with everything that its capability says.
 * @param argument answers an argument of the resource as text, where it is known: some types are told apart by one, such as an engine
 */
export function mapping(type: string, argument: (name: string) => string | undefined = () => undefined): MappingRow | undefined {
	const { file, rows } = table(FILE_OF[providerOf(type)] ?? "others");
	const row = rows.get(type);
	return row && resolved(file, row, argument);
}

function resolved(file: ProviderFile, row: ProviderFile["rows"][number], argument: (name: string) => string | undefined): MappingRow {
	const variant = row.variants?.find(({ attribute, matches }) => {
		const value = argument(attribute);
		return value !== undefined && expression(matches).test(value);
	});
	const { type, variants = [], attributeMap = [], docs, capability: usual, ...own } = row;
	const capability = variant?.capability ?? usual;
	const { docs: pages, capabilities: all } = capabilities();
	const judged = { ...all[capability]!, ...(variant === undefined ? own : {}) } as Capability;
	const provider = providerOf(type);
	return {
		source: { provider, type },
		capability,
		...judged,
		// The map is for the usual reading; what another engine takes is another target's business.
		attributeMap: variant === undefined || variant.capability === usual ? attributeMap : [],
		variants,
		sources: [
			docs ?? file.providers[provider]!.replace("{name}", type.slice(provider.length + 1)),
			...judged.target.map((one) => page(one, pages)).filter((one) => one !== undefined),
		],
		date: file.date,
	};
}

/** Where a target is documented. */
function page(target: Target, { customResources, services }: CapabilitiesFile["docs"]): string | undefined {
	switch (target.kind) {
		case "openstack":
		case "kubernetes": {
			const [, provider, path, name] = /^(\w+):([^:]+):(\w+)$/.exec(target.token)!;
			const folder = provider === "openstack" ? path!.split("/")[0] : path;
			return `https://www.pulumi.com/registry/packages/${provider}/api-docs/${folder}/${name!.toLowerCase()}/`;
		}
		case "custom-resource":
			return customResources[target.token.split("/")[0]!];
		case "service":
			return services[target.component];
		case "component":
			return `components/index.ts#${target.component}`;
		case "policy":
			return `policies/packs/${target.component}.ts`;
		case "program":
			return `https://www.pulumi.com/registry/packages/${target.component}/`;
		case "none":
			return undefined;
	}
}

/** Every row, in the order of the files; those of one provider where one is named. */
export function mappings(provider?: string): MappingRow[] {
	return FILES.flatMap((name) => table(name).file.rows.map((row) => resolved(table(name).file, row, () => undefined))).filter(
		({ source }) => provider === undefined || source.provider === provider,
	);
}

/** First words of all types. */
export const knownProviders = (): string[] => FILES.flatMap((name) => Object.keys(table(name).file.providers));

/** The row whose type shares the most words with an unknown one: for a message, never for a judgement. */
export function nearestType(type: string): string | undefined {
	const words = type.split("_");
	let best: { type: string; shared: number } | undefined;
	for (const candidate of table(FILE_OF[words[0]!] ?? "others").rows.keys()) {
		const other = candidate.split("_");
		let shared = 0;
		while (shared < words.length && words[shared] === other[shared]) shared++;
		if (shared > 1 && (best === undefined || shared > best.shared)) best = { type: candidate, shared };
	}
	return best?.type;
}

export interface Size {
	vcpu: number;
	memoryGiB: number;
	/** Where the figures were read. */
	source: string;
}

let instanceTypes: { sizes: Record<string, number>; rows: { provider: string; pattern: RegExp; row: InstanceTypesFile["rows"][number] }[] };
/** Prefixes and suffixes with which managed services name the same sizes: `db.m5.large`, `cache.t3.micro`, `GP_Standard_D2s_v3`, `m5.large.search`. */
const DRESSING = /^(db|cache|kafka|mq|dax|dc2)\.(?=[a-z])|^(GP|MO|B|BC|HS)_(?=Standard)|\.(search|elasticsearch|kafka)$/g;

/** vCPUs and memory behind a provider's name for a size: `aws`, `azure`, `google`, `scaleway`, `ovh`; `undefined` where no row knows it. */
export function sizeOf(provider: string, name: string): Size | undefined {
	if (instanceTypes === undefined) {
		const { sizes, rows } = read("instance-types") as InstanceTypesFile;
		instanceTypes = { sizes, rows: rows.map((row) => ({ provider: row.provider, pattern: expression(`^(?:${row.match})$`, "i"), row })) };
	}
	const bare = name.replace(DRESSING, "");
	for (const { provider: of, pattern, row } of instanceTypes.rows) {
		if (of !== provider) continue;
		const groups = pattern.exec(bare)?.groups ?? (pattern.test(bare) ? {} : undefined);
		if (groups === undefined) continue;
		const vcpu =
			row.vcpu === "n" ? Number(groups["n"]) : row.vcpu === "size" ? (instanceTypes.sizes[groups["size"]!.toLowerCase()] ?? 0) : row.vcpu;
		const memory = row.memoryGiB;
		const memoryGiB =
			memory === "mib"
				? Number(groups["mib"]) / 1024
				: memory === "gib"
					? Number(groups["gib"])
					: typeof memory === "number"
						? memory
						: vcpu * memory.perVcpu;
		if (vcpu > 0) return { vcpu, memoryGiB, source: row.source };
	}
	return undefined;
}

const expressions = new Map<string, RegExp>();
function expression(text: string, flags = ""): RegExp {
	let made = expressions.get(text);
	if (made === undefined) {
		made = new RegExp(text.replace("(?i)", ""), text.includes("(?i)") ? "i" : flags);
		expressions.set(text, made);
	}
	return made;
}
