import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { CIDR, canonical, cidr, isPrivate } from "./cidr.ts";
import { COUNTRIES } from "./countries.ts";
import { CPU, cpu, DURATION, duration, SIZE, size } from "./quantity.ts";

/**
 * The environment file. Descriptions show up in editors through the published JSON schema; `environment/environment.ts` names the types.
 * A key stands here only when something acts on it. Rules that look at more than one value live in `environment/coherence.ts`.
 */

/** A message for a person: what was found, what was expected, what to write. `found: false` keeps the value out of the message. */
function expected(what: string, write: string, { found = true } = {}) {
	return ({ input }: { input?: unknown }): string => {
		if (input === undefined) return `missing. Write ${write}.`;
		return `${found ? shown(input) : "this"} is not ${what}. Write ${write}.`;
	};
}

/** A value as a message quotes it: short, and a list or mapping only by its name. */
function shown(value: unknown): string {
	if (value === null) return "an empty value";
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a mapping";
	if (typeof value !== "string") return String(value);
	return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** Says that a key is not known, and which known one is near. One line a key. */
export function unknownKeys(keys: readonly string[], known: readonly string[]): string {
	return keys.map((key) => `"${key}" is not known here. ${nearest(key, known) ?? `Known: ${known.join(", ")}.`}`).join("\n");
}

/** `Did you mean "…"?` where one of `known` is near enough to be a slip of the fingers. */
export function nearest(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const near = closest(word.toLowerCase(), known as string[]);
	return distance(word.toLowerCase(), near.toLowerCase()) <= Math.max(2, Math.floor(word.length / 3))
		? `Did you mean "${near}"?`
		: undefined;
}

/** A mapping that knows its keys. */
function section<S extends z.ZodRawShape>(what: string, shape: S) {
	const keys = Object.keys(shape);
	return z.strictObject(shape, {
		error: (issue) =>
			issue.code === "unrecognized_keys"
				? unknownKeys(issue.keys, keys)
				: expected("a mapping of keys", `${what}: ${keys.join(", ")}`)(issue),
	});
}

/** A text with a pattern. */
function text(pattern: RegExp, what: string, write: string, options: { found?: boolean } = {}) {
	const error = expected(what, write, options);
	return z.string({ error }).regex(pattern, { error });
}

/** A text with a pattern that is parsed into a value, or refused by the parser. */
function parsed<T>(
	pattern: RegExp,
	parse: (text: string) => T | undefined,
	what: string,
	write: string,
	options: { found?: boolean } = {},
) {
	const error = expected(what, write, options);
	return text(pattern, what, write, options).transform((input, context): T => {
		const value = parse(input);
		if (value !== undefined) return value;
		context.issues.push({ code: "custom", input, message: error({ input }) });
		return z.NEVER;
	});
}

/** One word of a list. */
function word<const W extends readonly [string, ...string[]]>(words: W) {
	const write = `one of ${words.join(", ")}`;
	return z.enum(words, {
		error: ({ input }) =>
			input === undefined
				? `missing. Write ${write}.`
				: `${shown(input)} is not known here. ${(typeof input === "string" && nearest(input, words)) || `Write ${write}.`}`,
	});
}

/** One code of a list too long for a message. */
function code(codes: readonly string[], what: string, write: string) {
	return z.enum(codes as [string, ...string[]], { error: expected(what, write) });
}

function whole(minimum: number, maximum: number, write: string) {
	const error = expected(`a whole number from ${minimum} to ${maximum}`, write);
	return z.int({ error }).min(minimum, { error }).max(maximum, { error });
}

function list<T extends z.ZodType>(item: T, write: string, minimum = 1) {
	const error = expected("a list", write);
	return z.array(item, { error }).min(minimum, { error: () => `the list is empty. Write ${write}.` });
}

function record<K extends z.core.$ZodRecordKey, V extends z.ZodType>(key: K, value: V, write: string) {
	return z.record(key, value, { error: expected("a mapping of names", write) });
}

/** One line of text. No `\p{…}`: not every reader of the published schema knows it. */
const line = (maximum: number) => new RegExp(`^[!-~\\u00a1-\\uffff][ -~\\u00a0-\\uffff]{0,${maximum - 1}}$`);

/** RFC 1123 label, so that the same name fits Kubernetes, OpenStack and DNS. */
const label = (maximum: number) =>
	text(
		new RegExp(`^[a-z]([a-z0-9-]{0,${maximum - 2}}[a-z0-9])?$`),
		"a name here",
		`at most ${maximum} small letters, digits and hyphens, beginning with a letter and not ending with a hyphen, such as town-hall`,
	);

const HOST = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;
const host = text(HOST, "a host name", "a full name in small letters without scheme, port or star, such as service.town.example");
/** Names of things in a cloud or cluster that Socle does not make: any text without control characters, spaces at the ends or slashes. */
const foreign = (what: string, write: string) =>
	text(/^[!-.0-~\u00a1-\uffff]([ -.0-~\u00a0-\uffff]{0,253}[!-.0-~\u00a1-\uffff])?$/, what, write);

const country = code(
	COUNTRIES,
	"a country",
	"the two capital letters of ISO 3166-1, such as FR (the United Kingdom is GB, Greece is GR)",
).meta({ id: "country" });
const jurisdiction = code(["EU", "EEA", ...COUNTRIES], "a jurisdiction", "EU, EEA or the two capital letters of a country").meta({
	id: "jurisdiction",
});
const operator = code(["own", ...COUNTRIES], "a supplier's country", "own, or the two capital letters of its country").meta({
	id: "operator",
});

const range = (what: string, example: string) =>
	parsed(CIDR, cidr, what, `an address and a prefix length, such as ${example}`).superRefine((value, context) => {
		if (canonical(value) !== value.text && value.family === 4)
			context.addIssue(
				`${shown(value.text)} has bits set behind its prefix, so that it is unclear which range is meant. Write ${canonical(value)}.`,
			);
	});

const amount = {
	duration: parsed(DURATION, duration, "a duration", "15m, 900s, PT15M or 5y (units s, m, h, d, w, y; no months)"),
	cpu: parsed(CPU, cpu, "an amount of processor", "250m (a quarter of a core) or 1 in quotes (a whole one)"),
	memory: parsed(SIZE, size, "an amount of memory", "a number with Ki, Mi, Gi or Ti, such as 512Mi"),
	disk: parsed(SIZE, size, "the size of a disk", "whole gibibytes, such as 20Gi").refine((value) => value.bytes % 2 ** 30 === 0, {
		error: ({ input }) => `${shown((input as { text: string }).text)} is not the size of a disk. Write whole gibibytes, such as 20Gi.`,
	}),
};

/** A day of the calendar, `YYYY-MM-DD`. Whether it lies in the past is for controls to say, which know what day it is. */
const day = (what: string) =>
	text(/^20[0-9]{2}-[0-9]{2}-[0-9]{2}$/, "a day", `${what}, as year-month-day such as 2026-03-01`).refine(
		// A day that is none, such as 2026-02-30, either rolls over or is no time at all.
		(value) => new Date(`${value}T00:00:00Z`).toJSON()?.slice(0, 10) === value,
		{ error: ({ input }) => `${shown(input)} is no day of the calendar. Write ${what}, as year-month-day such as 2026-03-01.` },
	);

const port = whole(1, 65_535, "the port that the program listens on, such as 8080");

/** An OpenSSH public key whose text and content name the same algorithm. */
function publicKey(line: string): string | undefined {
	const [algorithm = "", base64 = ""] = line.trim().split(/\s+/);
	const bytes = Buffer.from(base64, "base64");
	return bytes.length > 32 && bytes.subarray(4, 4 + bytes.readUInt32BE(0)).toString("latin1") === algorithm ? line.trim() : undefined;
}
const ADMIN_KEY =
	/^\s*(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]{43,}={0,2}( [^\n]*)?\s*$/;

/** Words at the end of a variable's name that say that its value is a secret, and a user with a password inside an address. */
const SECRET_NAME = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i;
const SECRET_VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const variables = record(
	text(/^[A-Za-z_][A-Za-z0-9_]{0,127}$/, "the name of a variable", "letters, digits and underscores, such as LOG_LEVEL"),
	z
		.string({
			error: ({ input }) =>
				typeof input === "number" || typeof input === "boolean"
					? `${input} is not a text. Write "${input}" in quotes.`
					: expected("a text", "the value in quotes")({ input }),
		})
		.max(4096, { error: () => "this text is too long for a variable. Write at most 4,096 characters." }),
	"variables for the program, such as LOG_LEVEL: info",
).superRefine((values, context) => {
	for (const [name, value] of Object.entries(values))
		if (SECRET_NAME.test(name) || SECRET_VALUE.test(value))
			context.addIssue({
				code: "custom",
				path: [name],
				message:
					"this looks like a secret, and this file is read by many. Remove it here, change the secret, and mount it from a Kubernetes Secret.",
			});
});

const organisation = section("who answers for the service", {
	name: text(line(200), "a name", "the organisation's full name, at most 200 characters").describe(
		"The organisation that answers for the service.",
	),
	kind: word(["commune", "intercommunality", "department", "region", "ministry", "agency", "hospital", "school", "other"]).describe(
		"What kind of public body it is.",
	),
	country: country.describe("Where it is established: ISO 3166-1 alpha-2."),
	identifier: text(
		/^[A-Za-z0-9][A-Za-z0-9._-]{0,61}[A-Za-z0-9]$/,
		"an identifier",
		"letters, digits, dots and hyphens, such as a SIREN, at most 63",
	).describe("Its number in a public register, such as a SIREN; every resource carries it as `owner`."),
	dpo: text(
		/^[^\s@<>"]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
		"an e-mail address",
		"where the data protection officer reads, such as dpo@town.example",
	).describe("E-mail address of the data protection officer (GDPR Art. 37(7))."),
});

const sovereignty = section("how sensitive the data is and whose law may apply", {
	classification: word(["public", "internal", "sensitive", "restricted"])
		.default("internal")
		.describe("The most sensitive data that the environment holds. Default: internal."),
	jurisdictions: list(jurisdiction, "whose law may apply, such as [EU]")
		.default(["EU"])
		.describe("Whose law may apply to suppliers and places: EU, EEA or countries. Default: [EU]."),
});

const cloud = section("where the environment runs", {
	provider: label(40).describe("Id of the cloud provider in the facts, or `own` for a cloud of your own."),
	country: country.optional().describe("Only for `own`, and for regions that the facts don't know: the country that the cloud stands in."),
	cloud: foreign("the name of a cloud", "a name from your clouds.yaml").describe("Name of the cloud in clouds.yaml."),
	region: foreign("a region", "the region's name at the provider, such as EU-WEST-PAR").describe("Region, as the provider names it."),
	zones: list(foreign("a zone", "the zone's name at the provider, such as eu-west-par-a"), "at least one zone of the region").describe(
		"Availability zones to spread over.",
	),
	externalNetwork: foreign("the name of a network", "the provider's public network, such as Ext-Net")
		.default("Ext-Net")
		.describe("The provider's public network, from which the balancer's address comes. Default: Ext-Net."),
	volumeType: foreign("the name of a volume type", "an encrypted volume type of the cloud, such as luks")
		.default("luks")
		.describe("Name of an encrypted volume type. Default: luks."),
	product: label(40)
		.optional()
		.describe("Which product of the provider, where only one of several is qualified; ids stand in the facts. Default: its usual one."),
	adminKey: parsed(
		ADMIN_KEY,
		publicKey,
		"an OpenSSH public key",
		"the one line of a .pub file, such as ssh-ed25519 AAAA… admin@town.example",
		{ found: false },
	)
		.optional()
		.describe("OpenSSH public key that administrators reach the servers with."),
});

const keys = section("who holds the keys that data is encrypted with", {
	manager: text(
		/^(project|([a-z0-9-]+\.)+[a-z0-9-]+)$/,
		"a key manager",
		"project (the key manager of the environment's own cloud project) or the host name of another",
	).describe("Where keys are kept: `project`, the key manager of the environment's own cloud project, or the host name of another."),
	master: word(["provider", "own"]).describe("Who holds the key that wraps all others: the cloud's operator, or you outside the cloud."),
});

const logs = section("where logs go", {
	sink: host.describe("Host that logs are sent to, off the machines that write them."),
	country: country.describe("Where the sink stands: ISO 3166-1 alpha-2."),
	retention: amount.duration.describe("How long logs are kept there, such as 1y."),
});

const copy = section("a place where data also lies", {
	kind: word(["backup", "replica"]).describe("backup: taken from time to time. replica: kept in step."),
	provider: label(40).describe("Id of the cloud provider in the facts, or `own`."),
	region: foreign("a region", "the region's name at the provider, such as EU-SOUTH-MIL").describe("Region, as the provider names it."),
	country: country.optional().describe("Only where the facts don't know the region: the country that it stands in."),
	endpoint: host.optional().describe("Host name under which programs write there, so that what they write is known to lie here."),
});

const transfer = section("a transfer of personal data to a country outside the EEA", {
	to: country.describe("The country that personal data goes to."),
	tool: word(["adequacy", "standard-clauses", "binding-rules", "code-of-conduct", "certification", "treaty", "derogation"]).describe(
		"What allows it: a decision on adequacy (GDPR Art. 45), a safeguard (Art. 46, 47), or a derogation (Art. 49).",
	),
});

const processor = section("somebody who processes personal data for the organisation", {
	country: country.describe("Whose law it is under: ISO 3166-1 alpha-2."),
	contract: day("the day on which the contract was signed").optional().describe("Day of the contract that GDPR Art. 28(3) asks for."),
});

const exit = section("how the environment leaves its provider", {
	to: label(40).describe("Where it would go: id of another provider in the facts, or `own`."),
	notice: amount.duration.describe("Notice that the contract asks for, such as 60d (Data Act Art. 25: at most two months)."),
	retrieval: amount.duration.describe(
		"How long data can be fetched after the contract's end, such as 30d (Data Act Art. 25: at least that).",
	),
});

const budget = section("what the environment may cost", {
	monthly: whole(1, 100_000_000, "what it may cost a month, such as 450").describe(
		"What it may cost a month, in whole units of the country's currency.",
	),
	until: day("the last day that it was granted for").describe("Last day that it was granted for."),
});

const hour = (what: string) => text(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "a time of day", `${what}, in quotes, such as "19:00"`);
const offHours = section("when nobody needs the environment", {
	from: hour("when people stop").describe("When it may stop, local time."),
	until: hour("when people begin").describe("When it has to be there again, local time."),
	weekends: z
		.boolean({ error: expected("true or false", "true where nobody works on Saturdays and Sundays") })
		.default(false)
		.describe("Whether it may also stop on Saturdays and Sundays. Default: false."),
});

const cluster = section("which Kubernetes cluster serves containers", {
	context: foreign("the name of a context", "a context from your kubeconfig").describe("Context in the kubeconfig."),
	gatewayClass: label(63).default("envoy").describe("GatewayClass for services with `via: gateway`. Default: envoy."),
	ingressClass: label(63).default("traefik").describe("IngressClass for services with `via: ingress`. Default: traefik."),
	controllerNamespace: label(63)
		.default("envoy-gateway-system")
		.describe(
			"Namespace in which the pods of the gateway or ingress controller run, the only ones that reach services. Default: envoy-gateway-system. Not for Cilium, whose gateway is no pod.",
		),
});

const network = section("addresses", {
	cidr: range("a range of private addresses", "10.20.0.0/16")
		.superRefine((value, context) => {
			if (value.family === 6 || !isPrivate(value) || value.prefix < 16 || value.prefix > 24)
				context.addIssue(
					`${shown(value.text)} is not a range for an environment. Write a private one (RFC 1918) from /16 to /24, such as 10.20.0.0/16.`,
				);
		})
		.describe("Addresses of the environment: private (RFC 1918), /16 to /24. The tiers edge, app and data are cut from it."),
	adminFrom: list(range("a range of addresses", "192.0.2.0/28"), "from where administrators come, such as [192.0.2.0/28]").describe(
		"From where administrators reach servers by SSH.",
	),
	resolvers: list(
		parsed(
			/^[0-9a-fA-F:.]{2,45}$/,
			(address) => (cidr(`${address}/${address.includes(":") ? 128 : 32}`) ? address : undefined),
			"an address",
			"the address of a resolver, such as 86.54.11.100",
		),
		"the addresses of DNS resolvers",
	)
		.default(["86.54.11.100", "86.54.11.200"])
		.describe("DNS resolvers of the servers. Default: DNS4EU without filters, 86.54.11.100 and 86.54.11.200."),
});

const container = section("a container on Kubernetes", {
	image: text(
		/^(?=.{1,500}$)[a-z0-9]+([._:/-]+[a-zA-Z0-9]+)*(@sha256:[0-9a-f]{64})?$/,
		"the name of a container image",
		"registry/name@sha256: and the 64 hexadecimal digits of its digest",
	).describe("Container image, by digest: registry/name@sha256:…"),
	port: port.describe("Port that the program listens on, without TLS, inside the cluster."),
	replicas: whole(1, 100, "how many copies run, such as 2").default(2).describe("How many copies run. Default: 2."),
	cpu: amount.cpu.prefault("250m").describe("Processor that each copy gets. Default: 250m."),
	memory: amount.memory.prefault("256Mi").describe("Memory that each copy gets, and may not exceed. Default: 256Mi."),
	health: text(/^\/[A-Za-z0-9._~!$&'()*+,;=:@%/-]{0,200}$/, "a path", "the path that answers 200 when all is well, such as /healthz")
		.default("/healthz")
		.describe("Path that answers 200 when the program is well. Default: /healthz."),
	user: whole(1, 4_294_967_294, "the number of a user that is not root, such as 10001")
		.default(10_001)
		.describe("User id that the program runs as, never 0. Default: 10001."),
	env: variables.optional().describe("Environment variables of the program. No secrets."),
});

const machines = section("servers on OpenStack behind the balancer", {
	machines: section("which servers", {
		count: whole(1, 50, "how many servers, such as 2").describe("How many servers, spread over the zones."),
		flavor: foreign("a flavor", "the name of a flavor of the cloud, such as b3-8").describe("Name of the flavor."),
		image: text(
			/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
			"the id of an image",
			"the image's UUID (`openstack image list`); a name can change its meaning overnight",
		).describe("Id of the image: a UUID, because a name can change its meaning."),
		disk: amount.disk.prefault("20Gi").describe("Size of each server's encrypted boot volume. Default: 20Gi."),
	}),
	port: port.describe("Port that the program on the servers listens on."),
});

/** Which of the two a `run` means is read off the key that only one of them has. */
const run = z.union([container, machines], {
	error: expected("a way to run a service", "image and port (a container on Kubernetes), or machines and port (servers on OpenStack)"),
});

const exposure = section("how people reach the service", {
	host: host.describe("Host name under which people reach the service."),
	audience: word(["public", "internal"]).describe("public: the world. internal: only `from`."),
	from: list(range("a range of addresses", "192.0.2.0/24"), "who may come in, such as [192.0.2.0/24]")
		.optional()
		.describe("Only and always for `audience: internal`: from where people may come."),
	certificate: label(63).describe(
		"Certificate of the host: name of a Kubernetes TLS Secret, or of a Barbican container for services on machines.",
	),
	via: word(["gateway", "ingress"]).default("gateway").describe("For containers: Gateway API or Ingress. Default: gateway."),
});

const files = section("a bucket for files", {
	bucket: label(40).describe("Name of the bucket, without the environment's name."),
	retention: amount.duration.describe("How long files are kept, such as 5y."),
});

/** Kinds of personal data. Those after `criminal` are special ones (GDPR Art. 9); `criminal` is Art. 10. */
const CATEGORIES = [
	"identity",
	"contact",
	"civil-status",
	"family",
	"education",
	"employment",
	"financial",
	"location",
	"usage",
	"images",
	"criminal",
	"health",
	"genetic",
	"biometric",
	"ethnic-origin",
	"political",
	"religious",
	"trade-union",
	"sex-life",
] as const;
const PEOPLE = ["residents", "visitors", "professionals", "staff", "pupils", "children", "patients", "vulnerable"] as const;

const data = section("the record of what it does with personal data", {
	personal: z
		.boolean({ error: expected("true or false", "true where the service holds data about people, else false") })
		.describe("Whether it processes data about people. The service's description is the purpose."),
	categories: list(word(CATEGORIES), "kinds of data, such as [identity, contact]")
		.optional()
		.describe("Kinds of data (GDPR Art. 30(1)(c))."),
	people: list(word(PEOPLE), "whose data it is, such as [residents]").optional().describe("Whose data it is (GDPR Art. 30(1)(c))."),
	legalBasis: word(["a", "b", "c", "d", "e", "f"])
		.optional()
		.describe("Letter of GDPR Art. 6(1): a consent, b contract, c legal duty, d vital interests, e public task, f legitimate interests."),
	exemption: word(["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"])
		.optional()
		.describe("For special categories: letter of GDPR Art. 9(2) that allows them."),
	retention: amount.duration.optional().describe("How long data about a person is kept, such as 5y (GDPR Art. 5(1)(e))."),
	erasure: word(["expiry", "job", "lifecycle"])
		.optional()
		.describe("What ends retention: expiry (each object has its own), job (a CronJob of the service), lifecycle (a rule of the store)."),
	processors: z
		.array(label(40), { error: expected("a list", "names below processors, or [] where there is none") })
		.optional()
		.describe("Who processes it for the organisation: names below `processors`."),
	dpia: section("the data protection impact assessment: either on or unnecessary", {
		on: day("when it was last done").optional().describe("When the impact assessment was last done or reviewed (GDPR Art. 35)."),
		unnecessary: word(["no-high-risk", "authority-list", "assessed-by-law"])
			.optional()
			.describe("Why there is none: no high risk (Art. 35(1)), on the authority's list (35(5)), done with the law itself (35(10))."),
	}).optional(),
	origin: word(["real", "pseudonymised", "synthetic"])
		.default("real")
		.describe("Where the data comes from; what is not production should not hold real data. Default: real."),
});

const continuity = section("how soon the service is back", {
	rto: amount.duration.describe("How long it may be away, such as 4h."),
	rpo: amount.duration.describe("How much work may be lost, as a time, such as 1h."),
	lastRestoreDrill: section("the last time that a restore was tried", {
		on: day("when a restore was last tried").describe("When a restore was last tried."),
		took: amount.duration.describe("How long it took until the service was back."),
		lost: amount.duration.describe("How old the newest lost piece of work was."),
	}).optional(),
});

const export_ = section("how data leaves the service", {
	formats: list(
		word(["csv", "json", "xml", "ods", "odt", "sql", "parquet", "geojson", "ics", "vcard", "original", "pdf", "proprietary"]),
		"formats, such as [csv, json]",
	).describe("Formats in which data comes out; `original`: files as they were handed in."),
	by: word(["people", "organisation", "supplier"]).describe(
		"Who can do it: the people concerned themselves, the organisation, or only the supplier.",
	),
});

const service = section("a public service", {
	description: text(line(300), "a description", "what the service is for, in one line of at most 300 characters").describe(
		"What the service is for, for people.",
	),
	run: run.describe("How it runs: a container on Kubernetes (image, port) or servers on OpenStack (machines, port)."),
	exposure,
	files: files.optional(),
	data: data.optional(),
	continuity: continuity.optional(),
	export: export_.optional(),
});

export const environmentSchema = section("the environment", {
	apiVersion: z
		.literal("socle/v1", {
			error: ({ input }) =>
				input === undefined
					? "missing. Write apiVersion: socle/v1."
					: `${shown(input)} is not a version that this Socle reads. Write socle/v1.`,
		})
		.describe("Version of this file's form: socle/v1."),
	name: label(40).describe("Name of the environment; every resource's name begins with it."),
	organisation,
	costCentre: text(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, "a cost centre", "letters, digits, dots and hyphens, at most 63")
		.optional()
		.describe("Who pays; every resource carries it as `cost-centre`."),
	sovereignty: sovereignty.prefault({}),
	suppliers: record(
		text(
			/^(?=.{1,253}$)([a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})$/,
			"a supplier",
			"its host name, address, or id as a cloud provider, such as registry.town.example",
		),
		operator,
		"hosts of suppliers, such as registry.town.example: own",
	)
		.default({})
		.describe("Who runs a host, address or cloud that the facts do not know: `own`, or the country whose law applies to its operator."),
	processors: record(label(40), processor, "who processes personal data for the organisation, by name")
		.default({})
		.describe("Who processes personal data for the organisation; the cloud's operator under its provider id."),
	keys: keys.optional(),
	logs: logs.optional(),
	copies: list(copy, "places where data also lies", 0).default([]).describe("Where data also lies: backups and replicas."),
	transfers: list(transfer, "transfers of personal data outside the EEA", 0)
		.default([])
		.describe("Transfers of personal data to countries outside the EEA, and what allows them (GDPR chapter V)."),
	exit: exit.optional(),
	budget: budget.optional(),
	offHours: offHours.optional(),
	cloud,
	cluster: cluster.optional(),
	network,
	services: record(label(40), service, "at least one public service, by name")
		.refine((services) => Object.keys(services).length > 0, { error: () => "no service is described. Write at least one." })
		.meta({ description: "The public services, by name.", minProperties: 1 }),
});
