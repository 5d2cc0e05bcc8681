import { readFileSync } from "node:fs";
import { canonicalAddress, expression, storageExpression } from "./patterns.ts";

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
	/** Registries, or parts of one, that are closed or get no new images. */
	endedRegistries(): readonly EndedRegistry[];
	/** Who runs a host or address of this kind. The first row wins. */
	operator(kind: SupplierKind, host: string): Operator | undefined;
	/** The provider and region behind the host of an object store. */
	store(host: string): { provider: Provider; region: Region } | undefined;
	/** The Commission's decision that a country's protection is adequate (GDPR Art. 45). */
	adequacy(country: string): Adequacy | undefined;
	/** The qualification that a country's rules ask for data of a classification. */
	qualificationRule(country: string, classification: string): QualificationRule | undefined;
	/** What should be gone after leaving another cloud. */
	leftovers(): readonly Leftover[];
	/** Until when its makers mend a release of a database: `postgresql`, `14.2` → the row of 14. */
	databaseRelease(engine: string, version: string): DatabaseRelease | undefined;
	/** What became of an API of Kubernetes, by `group/version/Kind`; `undefined`: nothing is known against it. */
	api(type: string): ApiChange | undefined;
	/** Whether an API took the place of another one. */
	isReplacement(type: string): boolean;
	/** The component of a cluster that an image is of and that is no longer maintained; `sure` is false where only some versions are, and the image names none. */
	retired(image: string): { row: RetiredComponent; sure: boolean } | undefined;
	/** The administrator's interface that an image serves, or that goes by one of the names that Services select by. */
	adminInterface(by: { image: string } | { label: string }): AdminInterface | undefined;
	/** A role that Kubernetes makes by itself when a cluster starts; a Role by its namespace too. */
	kubernetesRole(kind: string, name: string, namespace?: string): KubernetesRole | undefined;
	/** All of them. */
	kubernetesRoles(): readonly KubernetesRole[];
	/** How a provisioner of Kubernetes volumes is told to encrypt what it makes. */
	storageProvisioner(name: string): StorageProvisioner | undefined;
	/** Until when a minor release of Kubernetes is mended: `1.34.2` → the row of 1.34. Distributions follow it. */
	kubernetesRelease(version: string): KubernetesRelease | undefined;
	/** Where a row was read, for a message: `facts/providers.json, ovhcloud: https://… (2026)`. */
	cited(file: FactsFile, id: string, row: Basis): string;
}

export type FactsFile =
	| "providers"
	| "jurisdictions"
	| "registries"
	| "databases"
	| "kubernetes-apis"
	| "kubernetes-components"
	| "kubernetes-roles"
	| "kubernetes-versions"
	| "storage-provisioners";

/** Kinds of suppliers, as the tables of `registries.json` and the `kind` of its vendors say them. */
export type SupplierKind = "registry" | "dns" | "ntp" | "acme" | "idp" | "kms" | "cdn" | "observability" | "objectStorage";

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
	/** `1-AZ`: the region is one zone. */
	mode?: string;
	zones?: readonly string[];
	/** "no": the region has other zones too. */
	zonesComplete?: "no";
}
export interface Provider {
	id: string;
	name: string;
	hq?: Basis & { country?: string };
	parent?: Basis & { country?: string; entity?: string };
	extraEuLaw?: readonly (Basis & { country?: string; level: string; note?: string })[];
	qualifications?: readonly Qualification[];
	/** The product that an environment is on which names none. */
	usualProduct?: string;
	objectStorage?: readonly (Basis & { pattern: string; region?: string; regions?: readonly string[] })[];
	regions?: readonly Region[];
	regionAlias?: { pattern: string };
}
export interface Qualification extends Basis {
	scheme: string;
	version?: string;
	/** What it was granted for, in words; never to be applied to another product of the same provider. */
	scope: string;
	status: "qualified" | "certified" | "in-progress" | "claimed" | "not-in-scope" | "conflict";
	/** Ids of the products in the scope. Absent with `regions`: the provider's whole offer. */
	products?: readonly string[];
	regions?: readonly string[];
}
export interface Operator extends Basis {
	id: string;
	/** Globs on the whole host name; `*` is any characters, dots too. */
	hosts?: readonly string[];
	addresses?: readonly string[];
	operator: string;
	parent?: string;
	/** Jurisdiction of the operator: ISO 3166-1 alpha-2, `EU`, `mixed` or `unknown`. */
	country: string;
	/** Set where the service has ended. */
	status?: string;
}
/** A registry of images, or a part of one, at its end. */
export interface EndedRegistry extends Basis {
	id: string;
	/** Host, with or without the beginning of a path. */
	place: string;
	/** `frozen`: no image is mended there any more. `closed`: none is to be had. */
	state: "frozen" | "closed";
	/** First day, `YYYY-MM-DD`. */
	since: string;
	replaceWith: string;
}
export interface Adequacy extends Basis {
	country: string;
	decision: string;
	date: string;
	/** Last day, where there is one. */
	expires?: string;
	/** Whom or what it covers, where not all. */
	scope?: string;
}
export interface QualificationRule extends Basis {
	id: string;
	country: string;
	classifications: readonly string[];
	schemes: readonly string[];
	/** Kinds of organisations that the law itself binds. */
	bound: readonly string[];
	rule: string;
}
export interface Leftover extends Basis {
	id: string;
	cloud: string;
	kind: string;
	/** A regular expression. */
	match: string;
	example: string;
	/** fail: still depends on the cloud that was left. warn: has to be looked at. info: may be legitimate. */
	level: "fail" | "warn" | "info";
	replaceWith: string;
}

/** A release line of a database. */
export interface DatabaseRelease extends Basis {
	engine: string;
	release: string;
	/** Last day, `YYYY-MM-DD`. */
	end: string;
}

/** A version of an API of Kubernetes that is on its way out. Versions are `1.<minor>`. */
export interface ApiChange extends Basis {
	/** `group/version/Kind` */
	id: string;
	deprecated: string;
	/** The first release that does not serve it. Absent: no release is named yet. */
	removed?: string;
	/** `group/version/Kind`. Absent: nothing takes its place. */
	replacement?: string;
}
/** What is found by its image: names of repositories without the registry, matched at their end by whole segments. */
export interface Component extends Basis {
	id: string;
	name: string;
	images: readonly string[];
}
export interface RetiredComponent extends Component {
	/** Last day on which its makers mended it, `YYYY-MM-DD`. */
	end: string;
	/** Only versions below this one. */
	before?: string;
	replaceWith: string;
}
export interface AdminInterface extends Component {
	/** Values of the labels that its Services select by. */
	labels: readonly string[];
}
/** A role of Kubernetes' own, with what it grants. The rules of an aggregated one come from those that its selectors choose. */
export interface KubernetesRole extends Basis {
	kind: "Role" | "ClusterRole";
	name: string;
	namespace?: string;
	labels?: Readonly<Record<string, string>>;
	aggregationRule?: { clusterRoleSelectors: readonly { matchLabels: Readonly<Record<string, string>> }[] };
	rules: readonly {
		apiGroups?: readonly string[];
		resources?: readonly string[];
		resourceNames?: readonly string[];
		nonResourceURLs?: readonly string[];
		verbs: readonly string[];
	}[];
}

/** Of a provisioner: `parameter` of the class is `value`, or names an OpenStack volume type that is encrypted. */
export interface StorageProvisioner extends Basis {
	id: string;
	parameter: string;
	value?: string;
	volumeType?: true;
}

/** A minor release of Kubernetes. Days are `YYYY-MM-DD`. */
export interface KubernetesRelease extends Basis {
	id: string;
	released?: string;
	/** Last day. */
	end: string;
}

export interface Source {
	ref: string;
	/** Year, month or day. */
	asOf: string;
	kind: "primary" | "secondary" | "code" | "general";
}
interface Sourced {
	sources: Record<string, Source>;
}
interface JurisdictionsFile extends Sourced {
	eu: { members: string[] };
	eea: { extra: string[] };
	adequacy: Adequacy[];
	qualificationRules: QualificationRule[];
}
interface ProvidersFile extends Sourced {
	providers: Provider[];
}
interface DatabasesFile extends Sourced {
	releases: DatabaseRelease[];
}
interface ApisFile extends Sourced {
	apis: ApiChange[];
}
interface ComponentsFile extends Sourced {
	retired: RetiredComponent[];
	adminInterfaces: AdminInterface[];
}
interface KubernetesRolesFile extends Sourced {
	roles: KubernetesRole[];
}
interface KubernetesVersionsFile extends Sourced {
	releases: KubernetesRelease[];
}
interface StorageProvisionersFile extends Sourced {
	provisioners: StorageProvisioner[];
}
interface RegistriesFile extends Sourced {
	registries: Operator[];
	ended: EndedRegistry[];
	dns: Operator[];
	ntp: Operator[];
	acme: Operator[];
	vendors: (Operator & { kind: string })[];
	leftovers: Leftover[];
}

/** A file of facts as it stands, every table of it. */
export function factsFile(name: FactsFile): Sourced & Record<string, unknown> {
	return JSON.parse(readFileSync(new URL(`./${name}.json`, import.meta.url), "utf8"));
}

function lazy<T>(name: FactsFile): () => T {
	let data: T | undefined;
	return () => (data ??= factsFile(name) as T);
}

const jurisdictionsFile = lazy<JurisdictionsFile>("jurisdictions");
const providersFile = lazy<ProvidersFile>("providers");
const registriesFile = lazy<RegistriesFile>("registries");
const databasesFile = lazy<DatabasesFile>("databases");
const apisFile = lazy<ApisFile>("kubernetes-apis");
const componentsFile = lazy<ComponentsFile>("kubernetes-components");
const kubernetesRolesFile = lazy<KubernetesRolesFile>("kubernetes-roles");
const kubernetesVersionsFile = lazy<KubernetesVersionsFile>("kubernetes-versions");
const storageProvisionersFile = lazy<StorageProvisionersFile>("storage-provisioners");
const FILES: Readonly<Record<FactsFile, () => Sourced>> = {
	jurisdictions: jurisdictionsFile,
	providers: providersFile,
	registries: registriesFile,
	databases: databasesFile,
	"kubernetes-apis": apisFile,
	"kubernetes-components": componentsFile,
	"kubernetes-roles": kubernetesRolesFile,
	"kubernetes-versions": kubernetesVersionsFile,
	"storage-provisioners": storageProvisionersFile,
};

/** Rows of a kind, and how to find one: exact hosts and addresses first, then globs in their order. */
interface Table {
	exact: Map<string, Operator>;
	globs: { pattern: RegExp; row: Operator }[];
	answers: Map<string, Operator | undefined>;
}
const tables = new Map<SupplierKind, Table>();

function table(kind: SupplierKind): Table {
	let made = tables.get(kind);
	if (made === undefined) {
		made = { exact: new Map(), globs: [], answers: new Map() };
		for (const row of rowsOf(kind)) {
			for (const name of [...(row.hosts ?? []), ...(row.addresses ?? []).map(canonicalAddress)])
				if (name.includes("*")) made.globs.push({ pattern: expression(name), row });
				else if (!made.exact.has(name)) made.exact.set(name, row);
		}
		tables.set(kind, made);
	}
	return made;
}

function rowsOf(kind: SupplierKind): readonly Operator[] {
	const { registries, dns, ntp, acme, vendors } = registriesFile();
	const own: Partial<Record<SupplierKind, readonly Operator[]>> = { registry: registries, dns, ntp, acme };
	return own[kind] ?? vendors.filter((row) => row.kind === kind);
}

const reaches = new Map<string, ReadonlySet<string>>();
let stores: { pattern: RegExp; provider: Provider; region: string | undefined; regions: readonly string[] | undefined }[] | undefined;

let releases: Map<string, DatabaseRelease> | undefined;
let apis: Map<string, ApiChange> | undefined;
let successors: Set<string | undefined> | undefined;
let roles: Map<string, KubernetesRole> | undefined;

/** The facts that are shipped with Socle. */
export const facts: Facts = {
	countriesOf: (jurisdictions) => {
		const key = jurisdictions.join();
		const known = reaches.get(key);
		if (known !== undefined) return known;
		const { eu, eea } = jurisdictionsFile();
		const countries = new Set(jurisdictions);
		reaches.set(key, countries);
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
	registry: (host) => facts.operator("registry", host),
	endedRegistries: () => registriesFile().ended,
	operator: (kind, host) => {
		const { exact, globs, answers } = table(kind);
		const name = canonicalAddress(host.toLowerCase());
		if (!answers.has(name)) answers.set(name, exact.get(name) ?? globs.find(({ pattern }) => pattern.test(name))?.row);
		return answers.get(name);
	},
	store: (host) => {
		stores ??= providersFile().providers.flatMap((provider) =>
			(provider.objectStorage ?? [])
				.filter(({ pattern }) => pattern.startsWith("https://"))
				.map(({ pattern, region, regions }) => ({ pattern: storageExpression(pattern), provider, region, regions })),
		);
		for (const { pattern, provider, region, regions } of stores) {
			const found = pattern.exec(host.toLowerCase());
			if (found === null) continue;
			const only = provider.regions?.length === 1 ? provider.regions[0]?.id : undefined;
			const name = region ?? found.groups?.["region"] ?? only;
			const row = name === undefined || regions?.includes(name) === false ? undefined : facts.region(provider.id, name);
			if (row !== undefined) return { provider, region: row };
		}
		return undefined;
	},
	adequacy: (country) => jurisdictionsFile().adequacy.find((row) => row.country === country),
	qualificationRule: (country, classification) =>
		jurisdictionsFile().qualificationRules.find((row) => row.country === country && row.classifications.includes(classification)),
	leftovers: () => registriesFile().leftovers,
	databaseRelease: (engine, version) => {
		releases ??= new Map(databasesFile().releases.map((row) => [`${row.engine} ${row.release}`, row]));
		const [major = "", minor = ""] = version.split(".");
		return releases.get(`${engine} ${major}.${minor}`) ?? releases.get(`${engine} ${major}`);
	},
	api: (type) => {
		apis ??= new Map(apisFile().apis.map((row) => [row.id, row]));
		return apis.get(type);
	},
	isReplacement: (type) => {
		successors ??= new Set(apisFile().apis.map(({ replacement }) => replacement));
		return successors.has(type);
	},
	retired: (image) => {
		const { repository, version } = imageParts(image);
		const row = byRepository("retired", repository) as RetiredComponent | undefined;
		const before = Number(row?.before ?? Number.POSITIVE_INFINITY);
		if (row === undefined || (version !== undefined && version >= before)) return undefined;
		return { row, sure: version !== undefined || row.before === undefined };
	},
	adminInterface: (by) =>
		"image" in by
			? (byRepository("adminInterfaces", imageParts(by.image).repository) as AdminInterface | undefined)
			: componentsFile().adminInterfaces.find(({ labels }) => labels.includes(by.label)),
	kubernetesRole: (kind, name, namespace = "") => {
		roles ??= new Map(kubernetesRolesFile().roles.map((row) => [`${row.kind} ${row.namespace ?? ""} ${row.name}`, row]));
		return roles.get(`${kind} ${namespace} ${name}`);
	},
	kubernetesRoles: () => kubernetesRolesFile().roles,
	storageProvisioner: (name) => storageProvisionersFile().provisioners.find(({ id }) => id === name),
	kubernetesRelease: (version) => {
		const minor = /^v?(\d+\.\d+)(?!\d)/.exec(version)?.[1];
		return kubernetesVersionsFile().releases.find(({ id }) => id === minor);
	},
	cited: (file, id, { src }) => {
		const { sources } = FILES[file]();
		return `facts/${file}.json, ${id}: ${src.map((name) => `${sources[name]?.ref} (${sources[name]?.asOf})`).join("; ")}`;
	},
};

/** Availability zones that a provider's region is known to have, all of them; `undefined` where that is not known. */
export function knownZones(provider: string, region: string): readonly string[] | undefined {
	const found = facts.region(provider, region);
	return found?.zones === undefined || found.zones.length === 0 || found.zonesComplete === "no" ? undefined : found.zones;
}

/** Country that a provider's region is known to stand in. */
export function knownCountry(provider: string, region: string): string | undefined {
	return facts.region(provider, region)?.country;
}

/** An image's repository with its registry, in lower case, and the major version that its tag begins with. */
function imageParts(image: string): { repository: string; version: number | undefined } {
	const [name = ""] = image.toLowerCase().split("@");
	const tag = /:([^/:]+)$/.exec(name);
	const major = /^v?(\d+)/.exec(tag?.[1] ?? "")?.[1];
	return { repository: tag === null ? name : name.slice(0, tag.index), version: major === undefined ? undefined : Number(major) };
}

const components = new Map<"retired" | "adminInterfaces", Map<string, Component>>();

/** The component that one of whose names the repository ends with, by whole segments. */
function byRepository(table: "retired" | "adminInterfaces", repository: string): Component | undefined {
	let names = components.get(table);
	if (names === undefined) {
		names = new Map(componentsFile()[table].flatMap((row: Component) => row.images.map((name) => [name, row] as const)));
		components.set(table, names);
	}
	const segments = repository.split("/");
	for (let from = 0; from < segments.length; from++) {
		const found = names.get(segments.slice(from).join("/"));
		if (found !== undefined) return found;
	}
	return undefined;
}
