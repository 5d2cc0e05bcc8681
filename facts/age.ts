import type { Basis, FactsFile, Source } from "./facts.ts";
import { factsFile } from "./facts.ts";

/** A table of the facts: what it holds, where it was read, and how long its rows can be relied on. */
export interface DataSet {
	file: FactsFile;
	/** Dotted, below the file's root; a table inside each provider is `providers.qualifications`. */
	table: string;
	holds: string;
	rows: number;
	/** Rows that are common knowledge: they warn, and never refuse. */
	general: number;
	/** Days of the oldest and newest source, `YYYY-MM-DD`; a source that names its year or month only counts from its first day. */
	oldest: string;
	newest: string;
	/** Days after which a row has to be read again. */
	shelfLife: number;
	/** Rows whose newest source is older than that. */
	stale: readonly { id: string; asOf: string; age: number }[];
}

/** Owners and qualifications change within a year, hosts and laws within years. */
const TABLES: readonly { file: FactsFile; table: string; holds: string; shelfLife: number }[] = [
	{ file: "providers", table: "providers.regions", holds: "regions of clouds, with country and zones", shelfLife: 1095 },
	{ file: "providers", table: "providers.hq", holds: "who operates a cloud, and under whose law", shelfLife: 730 },
	{ file: "providers", table: "providers.parent", holds: "who owns its operator", shelfLife: 730 },
	{ file: "providers", table: "providers.extraEuLaw", holds: "law from outside the Union that reaches it", shelfLife: 730 },
	{ file: "providers", table: "providers.qualifications", holds: "qualifications and certificates, by product", shelfLife: 730 },
	{ file: "providers", table: "providers.objectStorage", holds: "hosts of object stores, by region", shelfLife: 1095 },
	{ file: "providers", table: "providers.energy", holds: "figures on energy and water", shelfLife: 1825 },
	{ file: "jurisdictions", table: "adequacy", holds: "decisions on adequacy (GDPR Art. 45)", shelfLife: 365 },
	{ file: "jurisdictions", table: "extraterritorialLaws", holds: "laws with reach abroad", shelfLife: 730 },
	{ file: "jurisdictions", table: "nationalRules", holds: "national rules on sovereign clouds", shelfLife: 730 },
	{ file: "jurisdictions", table: "qualificationRules", holds: "which data needs a qualified cloud", shelfLife: 730 },
	{ file: "registries", table: "registries", holds: "registries of images", shelfLife: 1095 },
	{ file: "registries", table: "ended", holds: "registries of images that are closed or frozen", shelfLife: 1825 },
	{ file: "registries", table: "chartRepos", holds: "repositories of charts", shelfLife: 1095 },
	{ file: "registries", table: "sourceForges", holds: "forges", shelfLife: 1095 },
	{ file: "registries", table: "packages", holds: "sources of packages", shelfLife: 1095 },
	{ file: "registries", table: "dns", holds: "resolvers", shelfLife: 1095 },
	{ file: "registries", table: "ntp", holds: "time servers", shelfLife: 1095 },
	{ file: "registries", table: "acme", holds: "issuers of certificates", shelfLife: 1095 },
	{ file: "registries", table: "vendors", holds: "identities, keys, contents, telemetry, mail, models", shelfLife: 1095 },
	{ file: "registries", table: "leftovers", holds: "patterns of clouds that were left", shelfLife: 1095 },
	{ file: "kubernetes-apis", table: "apis", holds: "APIs of Kubernetes that were deprecated and removed", shelfLife: 1095 },
	{ file: "kubernetes-components", table: "retired", holds: "components of clusters that nobody maintains", shelfLife: 3650 },
	{ file: "kubernetes-components", table: "adminInterfaces", holds: "interfaces of administrators, by image", shelfLife: 1095 },
	{ file: "kubernetes-versions", table: "releases", holds: "releases of Kubernetes, with their end", shelfLife: 365 },
	{ file: "storage-provisioners", table: "provisioners", holds: "how provisioners of volumes encrypt", shelfLife: 1095 },
	{ file: "kubernetes-roles", table: "roles", holds: "roles that Kubernetes makes by itself", shelfLife: 730 },
];

/** Every table with the age of its rows on a day (`YYYY-MM-DD`). A row is as old as its newest source, or as a `date` of its own. */
export function dataSets(today: string): DataSet[] {
	return TABLES.map(({ file, table, holds, shelfLife }) => {
		const content = factsFile(file);
		const rows = rowsOf(content, table).map(({ id, row }) => {
			const sources = row.src.map((name) => content.sources[name] as Source);
			const asOf =
				sources
					.map((source) => wholeDay(source.asOf))
					.sort()
					.at(-1) ?? "";
			// An end that was past when it was read stays as it is.
			const settled = row.end !== undefined && row.end <= asOf;
			return {
				id,
				asOf,
				age: days(asOf, today),
				settled,
				general: row.basis === "general" || sources.every(({ kind }) => kind === "general"),
			};
		});
		const read = rows.map(({ asOf }) => asOf).sort();
		const stale = rows.filter(({ age, settled }) => age > shelfLife && !settled).map(({ id, asOf, age }) => ({ id, asOf, age }));
		const general = rows.filter((row) => row.general).length;
		return { file, table, holds, rows: rows.length, general, oldest: read[0] ?? "", newest: read.at(-1) ?? "", shelfLife, stale };
	});
}

interface Row extends Basis {
	id?: string;
	name?: string;
	country?: string;
	scheme?: string;
	site?: string;
	pattern?: string;
	end?: string;
}

function rowsOf(content: Record<string, unknown>, table: string): { id: string; row: Row }[] {
	const [key = "", inner] = table.split(".");
	const list = content[key] as readonly (Row & Record<string, unknown>)[];
	if (inner === undefined) return list.map((row) => ({ id: named(row), row }));
	return list.flatMap((provider) =>
		[provider[inner] ?? []].flat().map((row) => ({ id: [provider.id, named(row as Row)].filter(Boolean).join(" "), row: row as Row })),
	);
}

const named = ({ id, name, scheme, site, pattern, country }: Row): string => id ?? name ?? scheme ?? site ?? pattern ?? country ?? "";

/** `2026` → `2026-01-01`, `2026-05` → `2026-05-01` */
function wholeDay(asOf: string): string {
	return asOf + "-01-01".slice(asOf.length === 4 ? 0 : asOf.length === 7 ? 3 : 6);
}

function days(from: string, to: string): number {
	return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
