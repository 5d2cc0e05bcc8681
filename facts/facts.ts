import { readFileSync } from "node:fs";

/**
 * Data with its source and date in every row; code holds no country, provider or article. Fields and how they were verified: `README.md`.
 * Each file is read when it is first asked for.
 */
export interface Facts {
	/**
	 * Countries (ISO 3166-1 alpha-2) in which the law of one of `jurisdictions` holds: `EU`, `EEA` or countries. `EU` and `EEA` themselves
	 * are in the answer where they are asked for, since some operators are of the Union and of no one country.
	 */
	countriesOf(jurisdictions: readonly string[]): ReadonlySet<string>;
	/** Ids of cloud providers. */
	providers(): readonly string[];
	provider(id: string): Provider | undefined;
	/** A provider's region by its id in any case, or by one of the forms in which the provider writes it. */
	region(provider: string, region: string): Region | undefined;
	/** Who runs a container registry, by its host name without a port. */
	registry(host: string): Operator | undefined;
}

/** Where a row was read. `general`: common knowledge, no text read; fine for a warning, not for a refusal. */
export interface Basis {
	basis?: "lookup" | "general";
	/** Ids in the file's `sources`. */
	src: readonly string[];
}
export interface Region extends Basis {
	id: string;
	country?: string;
	city?: string;
	zones?: readonly string[];
	/** "no": the region has other zones too. */
	zonesComplete?: "no";
}
export interface Provider {
	id: string;
	name: string;
	regions?: readonly Region[];
	regionAlias?: { pattern: string };
}
export interface Operator extends Basis {
	id: string;
	/** Globs on the whole host name; `*` is any characters, dots too. */
	hosts?: readonly string[];
	operator: string;
	parent?: string;
	/** Jurisdiction of the operator: ISO 3166-1 alpha-2, `EU`, or `unknown`. */
	country: string;
}

interface JurisdictionsFile {
	eu: { members: string[] };
	eea: { extra: string[] };
}

function lazy<T>(name: string): () => T {
	let data: T | undefined;
	return () => (data ??= JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8")) as T);
}

const jurisdictionsFile = lazy<JurisdictionsFile>("jurisdictions");
const providersFile = lazy<{ providers: Provider[] }>("providers");
const registriesFile = lazy<{ registries: Operator[] }>("registries");

let patterns: { pattern: RegExp; row: Operator }[] | undefined;

/** The facts that are shipped with Socle. */
export const facts: Facts = {
	countriesOf: (jurisdictions) => {
		const { eu, eea } = jurisdictionsFile();
		const countries = new Set(jurisdictions);
		const union = jurisdictions.includes("EU") || jurisdictions.includes("EEA");
		if (union) for (const country of ["EU", ...eu.members]) countries.add(country);
		if (jurisdictions.includes("EEA")) for (const country of eea.extra) countries.add(country);
		return countries;
	},
	providers: () => providersFile().providers.map(({ id }) => id),
	provider: (id) => providersFile().providers.find((provider) => provider.id === id),
	region: (id, region) => {
		const provider = facts.provider(id);
		const name = region.toLowerCase();
		const base = provider?.regionAlias === undefined ? undefined : new RegExp(provider.regionAlias.pattern).exec(name)?.[1];
		const rows = provider?.regions ?? [];
		return rows.find((row) => row.id.toLowerCase() === name) ?? rows.find((row) => row.id.toLowerCase() === base);
	},
	registry: (host) => {
		patterns ??= registriesFile().registries.flatMap((row) => (row.hosts ?? []).map((glob) => ({ pattern: expression(glob), row })));
		return patterns.find(({ pattern }) => pattern.test(host.toLowerCase()))?.row;
	},
};

/** Availability zones that a provider's region is known to have, all of them; `undefined` where that is not known. */
export function knownZones(provider: string, region: string): readonly string[] | undefined {
	const found = facts.region(provider, region);
	return found?.zones === undefined || found.zones.length === 0 || found.zonesComplete === "no" ? undefined : found.zones;
}

function expression(glob: string): RegExp {
	return new RegExp(
		`^${glob
			.split("*")
			.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
			.join(".*")}$`,
	);
}
