import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import type { JudgeFlags } from "../bin/judgement.ts";
import { judgingBy } from "../bin/judgement.ts";
import { planAt } from "../bin/planned.ts";
import { jsonSchema } from "../environment/schema-json.ts";
import { render } from "../reports/html.ts";

/**
 * Every leaf of the environment's schema does something: another value changes the plan, a verdict or the report. The leaves are read from
 * the schema, so a new key that nothing acts on fails here, and so does one that this file does not know how to change.
 */
type Json = { [key: string]: unknown };
/** What this file reads of a JSON schema. */
interface Schema {
	type?: string;
	enum?: readonly unknown[];
	const?: unknown;
	pattern?: string;
	minimum?: number;
	maximum?: number;
	items?: Schema;
	properties?: { [key: string]: Schema };
	additionalProperties?: Schema | boolean;
	anyOf?: readonly Schema[];
	allOf?: readonly Schema[];
	$ref?: string;
	definitions?: { [name: string]: Schema };
}
type Path = readonly string[];

const STACK = "lab";
const DIGEST = `sha256:${"0".repeat(64)}`;
const certificate = (host: string) => ({ host: `${host}.example`, certificate: host });
const container = (name: string) => ({
	image: `registry.town.example/${name}@${DIGEST}`,
	port: 8080,
	replicas: 3,
	cpu: "500m",
	memory: "512Mi",
	health: "/well",
	user: 20_001,
	env: { LOG_LEVEL: "info" },
});
const image = "3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42";
const volume = { size: "10Gi", backup: "1d", removal: "refuse" };
const machines = { machines: { count: 2, flavor: "small", image, disk: "20Gi", data: volume }, port: 8443 };
const files = (bucket: string) => ({ bucket, retention: "5y" });
/** What is declared of two services, each with what acts there. Judged on one day, since drills and contracts age. */
process.env["SOURCE_DATE_EPOCH"] = "1795392000";
const declared = {
	continuity: { rto: "8h", rpo: "24h", lastRestoreDrill: { on: "2026-10-06", took: "3h", lost: "11h" } },
	export: { formats: ["json"], by: "organisation" },
};
const record = { personal: true, legalBasis: "e", retention: "6y", erasure: "expiry", origin: "synthetic" };
const ovhcloud = { country: null, provider: "ovhcloud", region: "EU-WEST-PAR", zones: ["eu-west-par-a"] };

/** Says every key there is, in every situation in which it is read by other code: containers and machines, each entry, each audience. */
const ENVIRONMENT: Json & { services: { [service: string]: Json } } = {
	apiVersion: "socle/v1",
	name: "town",
	organisation: { name: "Ville", kind: "commune", country: "FR", identifier: "EXAMPLE-0001", dpo: "dpo@town.example" },
	costCentre: "3120",
	sovereignty: { classification: "internal", jurisdictions: ["EU"] },
	suppliers: { "registry.town.example": "own", "logs.town.example": "own" },
	processors: { hosting: { country: "FR", contract: "2025-12-01" }, printer: { country: "US" } },
	keys: { manager: "project", master: "own" },
	logs: { sink: "logs.town.example", country: "FR", retention: "1y" },
	copies: [{ kind: "backup", provider: "own", region: "cellar", country: "FR" }],
	transfers: [{ to: "US", tool: "adequacy" }],
	exit: { to: "pluscloud-open", notice: "30d", retrieval: "60d" },
	budget: { monthly: 450, until: "2027-12-31" },
	todo: { image: "Write the digest." },
	offHours: { from: "19:00", until: "07:00", weekends: false },
	cloud: {
		product: "public-cloud",
		provider: "own",
		country: "FR",
		cloud: "town",
		region: "RegionOne",
		zones: ["az1", "az2"],
		externalNetwork: "outside",
		volumeType: "luks",
		adminKey: adminKey(new Uint8Array(32)),
	},
	cluster: {
		context: "town",
		gatewayClass: "envoy",
		ingressClass: "traefik",
		controllerNamespace: "gateways",
		own: {
			apiHost: "api.town.example",
			flavor: "small",
			image,
			pools: { general: { count: 1, flavor: "small", disk: "60Gi" } },
			release: { version: "v1.34.2+rke2r1", mirror: "mirror.town.example", sha256: "0".repeat(64) },
			registry: "registry.town.example",
			mirrors: { "docker.io": "registry.town.example" },
			token: "join-token",
			snapshots: { endpoint: "s3.town.example", keep: 28 },
			auditLog: "90d",
		},
	},
	bastion: { flavor: "small", image },
	dns: { "town.example": { contact: "dns@town.example", issuers: ["ca.example"], records: [] } },
	secrets: { mail: { variable: "MAIL_PASSWORD", expires: "2027-06-01", readers: [] } },
	credentials: {
		uploads: {
			description: "Uploads",
			roles: ["member"],
			access: [{ service: "image", method: "GET", path: "/v2/images" }],
			expires: "2027-06-01",
		},
	},
	projects: {
		sandbox: {
			description: "Trials",
			costCentre: "3121",
			quota: { cores: 20, memory: "40Gi", servers: 10, volumes: 20, disk: "500Gi", networks: 2, addresses: 2, balancers: 2 },
			operatorRole: "member",
			auditorRole: "reader",
		},
	},
	network: { cidr: "10.20.0.0/16", adminFrom: ["192.0.2.0/28"], resolvers: ["192.0.2.53"] },
	services: {
		gateway: {
			description: "A container behind the gateway",
			run: container("gateway"),
			exposure: { ...certificate("gateway"), audience: "public", via: "gateway" },
			files: files("scans"),
			data: {
				...record,
				categories: ["health"],
				people: ["children"],
				exemption: "h",
				processors: ["hosting"],
				dpia: { unnecessary: "no-high-risk" },
			},
			...declared,
		},
		inside: {
			description: "A container for some",
			run: container("inside"),
			exposure: { ...certificate("inside"), audience: "internal", from: ["198.51.100.0/24"] },
		},
		ingress: {
			description: "A container behind an ingress",
			run: container("ingress"),
			exposure: { ...certificate("ingress"), audience: "public", via: "ingress" },
		},
		servers: {
			description: "Machines for the world",
			run: machines,
			exposure: { ...certificate("servers"), audience: "public" },
			files: files("registers"),
			data: { ...record, categories: ["identity"], processors: ["hosting", "printer"], dpia: { on: "2026-03-01" } },
		},
		archive: {
			description: "Machines for some",
			run: machines,
			exposure: { ...certificate("archive"), audience: "internal", from: ["198.51.100.0/24"] },
		},
	},
	stacks: { [STACK]: {} },
};

const line = fc.stringMatching(/^[A-Za-z0-9À-ÿ][ -~À-ÿ]{0,60}$/);
const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._-]{0,40}[A-Za-z0-9]$/);
const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}[a-z0-9]$/);
const byte = fc.nat(255);
const whole = (from: number, to: number, unit: string) => fc.integer({ min: from, max: to }).map((count) => `${count}${unit}`);

/** Values of leaves whose pattern says less than their meaning, or that a generator of texts can't follow. The others come from the schema. */
const VALUES: { [leaf: string]: fc.Arbitrary<unknown> } = {
	"organisation.name": line,
	"organisation.dpo": label.map((user) => `${user}@town.example`),
	// A supplier under allowed law is as good as another: only one outside it makes a difference.
	"suppliers.*": fc.constantFrom("US", "CN", "CH"),
	// So it is with what is declared: only what is wrong is told apart.
	"processors.*.country": fc.constantFrom("IN", "CN"),
	"processors.*.contract": fc.constant("2099-01-01"),
	"keys.manager": label.map((host) => `${host}.town.example`),
	"logs.sink": label.map((host) => `${host}.town.example`),
	"logs.country": fc.constantFrom("US", "CN"),
	"logs.retention": whole(1, 179, "d"),
	copies: fc.constantFrom<Json[][]>(
		[],
		[{ kind: "backup", provider: "own", region: "cellar", country: "US" }],
		[{ kind: "replica", provider: "own", region: "cellar", country: "FR" }],
	),
	transfers: fc.constantFrom<Json[][]>([], [{ to: "US", tool: "derogation" }]),
	"exit.to": fc.constant("ovhcloud"),
	"exit.notice": whole(63, 400, "d"),
	"exit.retrieval": whole(1, 29, "d"),
	"budget.monthly": fc.integer({ min: 100_001, max: 900_000 }),
	"budget.until": fc.constant("2020-01-01"),
	"offHours.from": fc.constantFrom("06:00", "05:30"),
	"offHours.until": fc.constantFrom("20:00", "20:30"),
	"offHours.weekends": fc.constant(true),
	"cloud.product": fc.constantFrom("vmware", "bare-metal-pod"),
	"services.*.data.personal": fc.constant(false),
	"services.*.data.categories": fc.constantFrom(["biometric"], ["genetic", "contact"]),
	"services.*.data.people": fc.constantFrom(["residents"], ["patients"]),
	"services.*.data.legalBasis": fc.constantFrom("a", "b", "f"),
	"services.*.data.exemption": fc.constant("d"),
	"services.*.data.retention": whole(1, 4, "y"),
	"services.*.data.erasure": fc.constant("job"),
	"services.*.data.processors": fc.constantFrom([], ["printer"]),
	"services.*.data.dpia.on": fc.constantFrom("2099-01-01", "2020-01-01"),
	"services.*.data.origin": fc.constant("real"),
	"services.*.continuity.rto": whole(1, 2, "h"),
	"services.*.continuity.rpo": whole(1, 10, "h"),
	"services.*.continuity.lastRestoreDrill.on": fc.constantFrom("2099-01-01", "2020-01-01"),
	"services.*.continuity.lastRestoreDrill.took": whole(9, 99, "h"),
	"services.*.continuity.lastRestoreDrill.lost": whole(25, 99, "h"),
	"services.*.export.formats": fc.constantFrom(["pdf"], ["proprietary"]),
	"services.*.export.by": fc.constant("supplier"),
	"cloud.country": fc.constantFrom("US", "CN", "CH"),
	"cloud.cloud": name,
	"cloud.region": name,
	"cloud.zones": fc.uniqueArray(name, { minLength: 1, maxLength: 3 }),
	"cloud.externalNetwork": name,
	"cloud.volumeType": name,
	"cloud.adminKey": fc.uint8Array({ minLength: 32, maxLength: 32 }).map(adminKey),
	"cluster.context": name,
	"cluster.own.apiHost": label.map((host) => `${host}.town.example`),
	"cluster.own.flavor": name,
	"cluster.own.pools.*.count": fc.integer({ min: 1, max: 4 }),
	"cluster.own.pools.*.flavor": name,
	"cluster.own.pools.*.disk": whole(1, 900, "Gi"),
	"cluster.own.release.version": fc.nat(9).map((patch) => `v1.34.${patch}+rke2r1`),
	"cluster.own.release.mirror": label.map((host) => `${host}.town.example/rke2`),
	"cluster.own.registry": label.map((host) => `${host}.town.example`),
	"cluster.own.mirrors.*": label.map((host) => `${host}.town.example`),
	"cluster.own.snapshots.endpoint": label.map((host) => `${host}.town.example`),
	"cluster.own.auditLog": whole(30, 400, "d"),
	"bastion.flavor": name,
	"dns.*.contact": label.map((user) => `${user}@town.example`),
	"dns.*.issuers": fc.constantFrom<string[][]>([], ["other.example"]),
	"dns.*.records": fc.constant([{ name: "@", kind: "TXT", values: ['"v=spf1 -all"'] }]),
	"secrets.*.expires": fc.constantFrom("2027-01-01", "2027-02-02"),
	"secrets.*.readers": fc.stringMatching(/^[0-9a-f]{32}$/).map((id) => [id]),
	"credentials.*.description": line,
	"credentials.*.roles": fc.constantFrom(["reader"], ["reader", "member"]),
	"credentials.*.access": fc.constantFrom(
		[{ service: "compute", method: "GET", path: "/v2.1/servers" }],
		[{ service: "image", method: "PUT", path: "/v2/images" }],
	),
	"credentials.*.expires": fc.constantFrom("2027-01-01", "2027-02-02"),
	"projects.*.description": line,
	"projects.*.quota.memory": whole(1, 900, "Gi"),
	"projects.*.quota.disk": whole(1, 900, "Gi"),
	"services.*.run.machines.data.size": whole(1, 900, "Gi"),
	"services.*.run.machines.data.backup": whole(2, 9, "d"),
	"network.cidr": fc.tuple(byte, byte).map(([a, b]) => `10.${a}.${b}.0/24`),
	"network.adminFrom": fc.uniqueArray(
		byte.map((last) => `203.0.113.${last}/32`),
		{ minLength: 1, maxLength: 3 },
	),
	"network.resolvers": fc.uniqueArray(fc.ipV4(), { minLength: 1, maxLength: 3 }),
	"services.*.description": line,
	"services.*.run.image": fc
		.tuple(label, fc.stringMatching(/^[0-9a-f]{64}$/))
		.map(([image, digest]) => `registry.town.example/${image}@sha256:${digest}`),
	"services.*.run.cpu": whole(1, 9000, "m"),
	"services.*.run.env.*": line,
	"services.*.run.machines.count": fc.integer({ min: 1, max: 6 }),
	"services.*.run.machines.flavor": name,
	"services.*.run.machines.disk": whole(1, 900, "Gi"),
	"services.*.exposure.host": label.map((host) => `${host}.town.example`),
	"services.*.exposure.from": fc.uniqueArray(
		byte.map((last) => `203.0.113.${last}/32`),
		{ minLength: 1, maxLength: 3 },
	),
	"services.*.files.retention": whole(1, 99, "y"),
};

/** What else has to be written so that a leaf may be said or can act. */
const GIVEN: { [leaf: string]: Json } = {
	"cloud.provider": { cloud: { country: null, provider: "somewhere" } },
	"cloud.product": { sovereignty: { classification: "sensitive" }, cloud: ovhcloud },
	"keys.master": { sovereignty: { classification: "restricted" }, cloud: ovhcloud },
	"exit.to": { cloud: ovhcloud },
	"exit.notice": { cloud: ovhcloud },
	"exit.retrieval": { cloud: ovhcloud },
	"offHours.weekends": { offHours: { from: "12:00", until: "13:00" } },
	"cluster.ingressClass": { services: { gateway: { exposure: { via: "ingress" } } } },
};

/** Public and internal services differ by their ranges too. */
const TOGETHER: { [leaf: string]: (value: unknown) => Json } = {
	// What is said of personal data is said of nothing else.
	"services.*.data.personal": (value) => ({
		personal: value,
		categories: null,
		people: null,
		legalBasis: null,
		exemption: null,
		dpia: null,
	}),
	"services.*.exposure.audience": (value) => ({ audience: value, from: value === "internal" ? ["198.51.100.0/24"] : null, via: null }),
};

/** Leaves that readers of the report need. Every other one changes what is built or how it is judged, everywhere that it may be written. */
const FOR_READERS = ["organisation.name", "organisation.kind", "organisation.country", "organisation.dpo", "services.*.description"];

function adminKey(bytes: Uint8Array): string {
	const word = (content: Uint8Array | string) => Buffer.concat([Buffer.from([0, 0, 0, content.length]), Buffer.from(content)]);
	return `ssh-ed25519 ${Buffer.concat([word("ssh-ed25519"), word(bytes)]).toString("base64")}`;
}

interface Leaf {
	path: string;
	schema: Schema;
}

const schema = jsonSchema() as Schema;

function resolved(at: Schema): Schema {
	const reference = at.$ref ?? at.allOf?.[0]?.$ref;
	return reference === undefined ? at : schema.definitions![reference.split("/").at(-1)!]!;
}

/** The leaves below a schema, `*` for a name that the user chooses. A list is one leaf. */
function* leaves(below: Schema, path: Path = []): Generator<Leaf> {
	const at = resolved(below);
	const { anyOf, properties, additionalProperties: named } = at;
	for (const branch of anyOf ?? []) if (branch.type !== "null") yield* leaves(branch, path);
	for (const [key, child] of Object.entries(properties ?? {})) yield* leaves(child, [...path, key]);
	if (typeof named === "object") yield* leaves(named, [...path, "*"]);
	if (!anyOf && !properties && typeof named !== "object") yield { path: path.join("."), schema: at };
}

/** Any value that the schema allows. */
function valuesOf({ path, schema: { type, enum: words, pattern, minimum, maximum, items } }: Leaf): fc.Arbitrary<unknown> {
	if (VALUES[path]) return VALUES[path];
	if (words) return fc.constantFrom(...words);
	if (type === "integer") return fc.integer({ min: minimum!, max: maximum! });
	if (items) return fc.uniqueArray(valuesOf({ path: `${path}.*`, schema: resolved(items) }), { minLength: 1, maxLength: 3 });
	if (type === "string" && pattern) return fc.stringMatching(new RegExp(pattern, "u"));
	throw new Error(`${path} has no other values here. Add them to VALUES.`);
}

/** Every place in the environment that a leaf's path stands for. */
function places(path: string, at: unknown = ENVIRONMENT, written: Path = []): Path[] {
	const [key, ...rest] = path === "" ? [] : path.split(".");
	if (key === undefined) return [written];
	if (typeof at !== "object" || at === null) return [];
	const keys = key === "*" ? Object.keys(at) : key in at ? [key] : [];
	return keys.flatMap((one) => places(rest.join("."), (at as Json)[one], [...written, one]));
}

/** RFC 7396. */
function merged(target: unknown, patch: unknown): unknown {
	if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
	const result: Json = typeof target === "object" && target !== null && !Array.isArray(target) ? { ...target } : {};
	for (const [key, value] of Object.entries(patch)) {
		if (value === null) delete result[key];
		else result[key] = merged(result[key], value);
	}
	return result;
}

function patchAt(path: Path, value: unknown): Json {
	return path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Json;
}

/** Sections that have nothing to do with the others. */
const APART = ["bastion", "dns", "secrets", "credentials", "projects"];

/** The environment that a leaf is tried in: no more services than it concerns, because fewer plan faster. */
function surroundings(leaf: string, [top, service = ""]: Path): Json {
	const concerned = top === "services" ? [service] : ["gateway", "servers"];
	const services = Object.fromEntries(concerned.map((one) => [one, ENVIRONMENT.services[one]]));
	const apart = Object.fromEntries(APART.filter((key) => key !== top).map((key) => [key, null]));
	const cluster = leaf.startsWith("cluster.own") ? {} : { cluster: { own: null } };
	return merged(merged({ ...ENVIRONMENT, services }, { ...apart, ...cluster }), GIVEN[leaf] ?? {}) as Json;
}

const folder = mkdtempSync(join(tmpdir(), "socle-leaves-"));
const file = join(folder, "environment.yaml");
afterAll(() => rmSync(folder, { recursive: true }));

interface Effect {
	plan: string;
	verdicts: string;
	report: string;
}
const known = new Map<string, Promise<Effect>>();
const flags: JudgeFlags = { pack: ["all"], control: [], failOn: "high", all: true, color: false, format: "html", output: [] };
const judging = judgingBy(flags);

/** What an environment brings about. What merely repeats the file is no effect: its declarations, digest, lines and columns stay out. */
function effectOf(text: string): Promise<Effect> {
	const effect = known.get(text) ?? computed(text);
	known.set(text, effect);
	return effect;
}

async function computed(text: string): Promise<Effect> {
	writeFileSync(file, text);
	const planned = await planAt(file, { stack: STACK });
	const { judge } = await judging;
	// Most leaves change the plan: judging and rendering wait until somebody asks.
	const told = once(() => {
		const { report, context } = judge(planned.inventory, planned, "");
		const results = report.results.map(({ cause: _, locations: __, ...result }) => {
			const { source: ___, ...resource } = result.resource;
			return { ...result, resource, locations: [] };
		});
		const inputs = report.inputs.map(({ sha256: _, ...input }) => input);
		return { results, page: () => render({ ...report, results, inputs, generatedAt: "2026-01-01T00:00:00Z" }, context) };
	});
	const verdicts = once(() => JSON.stringify(told().results));
	const report = once(() => told().page());
	return {
		plan: JSON.stringify(
			planned.layers.map(({ plan: { resources, providers, dataSources } }) => [
				...[...providers, ...resources].map(({ type, name, properties }) => ({ type, name, properties })),
				...dataSources,
			]),
		),
		get verdicts() {
			return verdicts();
		},
		get report() {
			return report();
		},
	};
}

function once<T>(make: () => T): () => T {
	let made: { value: T } | undefined;
	return () => {
		made ??= { value: make() };
		return made.value;
	};
}

const written = (environment: unknown): string => JSON.stringify(environment, undefined, "\t");

/** The same values each time: who changes something else should not be stopped by dice. */
const SEED = Number(process.env["SOCLE_SEED"] ?? 1);
const all = [...new Map([...leaves(schema)].map((leaf) => [leaf.path, leaf])).values()].filter((leaf) => leaf.schema.const === undefined);
const own = all.filter(({ path }) => !path.startsWith("stacks."));
const patches = all.filter(({ path }) => path.startsWith("stacks.")).map(({ path }) => path.replace("stacks.*.", ""));

/** One or two other values at one place, as patches. */
function changes(leaf: Leaf, place: Path): Json[] {
	const now = written(place.reduce<unknown>((at, key) => (at as Json)[key], surroundings(leaf.path, place)));
	const other = valuesOf(leaf).filter((value) => written(value) !== now);
	const distinct = new Map(fc.sample(other, { numRuns: 8, seed: SEED }).map((value) => [written(value), value]));
	const together = TOGETHER[leaf.path];
	return [...distinct.values()]
		.slice(0, 2)
		.map((value) => (together ? patchAt(place.slice(0, -1), together(value)) : patchAt(place, value)));
}

describe("a leaf of the environment acts", () => {
	test.each(own)("$path", async (leaf) => {
		const found = places(leaf.path);
		const what = FOR_READERS.includes(leaf.path) ? (["report"] as const) : (["plan", "verdicts"] as const);
		expect(found.length, "the environment above says this key nowhere").toBeGreaterThan(0);
		for (const [index, place] of found.entries()) {
			const before = surroundings(leaf.path, place);
			const base = await effectOf(written(before));
			for (const change of changes(leaf, place).slice(0, index === 0 ? 2 : 1)) {
				const changed = await effectOf(written(merged(before, change)));
				const differs = what.some((part) => changed[part] !== base[part]);
				expect(differs, `${place.join(".")}, changed by ${JSON.stringify(change)}, does not act on ${what.join(" or ")}`).toBe(true);
			}
		}
	});
});

describe("a leaf of a stack acts as it does in the file", () => {
	test("every leaf but the version and the name can differ", () => {
		expect(patches).toEqual(own.map(({ path }) => path).filter((path) => path !== "name"));
	});

	test.each(patches)("%s", async (path) => {
		const leaf = own.find((one) => one.path === path)!;
		const [place = []] = places(path);
		const before = surroundings(path, place);
		const [change] = changes(leaf, place);
		expect(await effectOf(written({ ...before, stacks: { [STACK]: change } }))).toEqual(await effectOf(written(merged(before, change))));
	});
});

test("what does not change the meaning of the file changes nothing", async () => {
	const text = written(ENVIRONMENT);
	expect(await effectOf(`# a comment\n\n${text.replaceAll("\t", "    ").replaceAll("{", "{ # here too\n")}`)).toEqual(await effectOf(text));
});
