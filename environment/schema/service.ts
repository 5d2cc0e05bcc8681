import { z } from "zod";
import { amount, day, expected, foreign, host, label, line, list, port, range, record, section, text, whole, word } from "./words.ts";

/** A public service: how it runs, how people reach it, what it keeps. */

/** Words at the end of a variable's name that say that its value is a secret, and a user with a password inside an address. */
export const SECRET_NAME = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i;
export const SECRET_VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----/;
export const variables = record(
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

export const container = section("a container on Kubernetes", {
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

export const machines = section("servers on OpenStack behind the balancer", {
	machines: section("which servers", {
		count: whole(1, 50, "how many servers, such as 2").describe("How many servers, spread over the zones."),
		flavor: foreign("a flavor", "the name of a flavor of the cloud, such as b3-8").describe("Name of the flavor."),
		image: text(
			/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
			"the id of an image",
			"the image's UUID (`openstack image list`); a name can change its meaning overnight",
		).describe("Id of the image: a UUID, because a name can change its meaning."),
		disk: amount.disk.prefault("20Gi").describe("Size of each server's encrypted boot volume. Default: 20Gi."),
		data: section("a volume for data beside each server", {
			size: amount.disk.describe("Size of each server's data volume, encrypted."),
			backup: text(/^[1-9][0-9]{0,3}[hdw]$/, "how often", "12h, 1d or 1w")
				.default("1d")
				.describe("How often it is backed up; the volume says so, for whoever makes backups. Default: 1d."),
			removal: word(["refuse", "erase"])
				.default("refuse")
				.describe("refuse: data can't be removed before this is changed. erase: it goes with the server. Default: refuse."),
		}).optional(),
	}),
	port: port.describe("Port that the program on the servers listens on."),
});

/** Which of the two a `run` means is read off the key that only one of them has. */
export const run = z.union([container, machines], {
	error: expected("a way to run a service", "image and port (a container on Kubernetes), or machines and port (servers on OpenStack)"),
});

export const exposure = section("how people reach the service", {
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

export const files = section("a bucket for files", {
	bucket: label(40).describe("Name of the bucket, without the environment's name."),
	retention: amount.duration.describe("How long files are kept, such as 5y."),
});

/** Kinds of personal data. Those after `criminal` are special ones (GDPR Art. 9); `criminal` is Art. 10. */
export const CATEGORIES = [
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
export const PEOPLE = ["residents", "visitors", "professionals", "staff", "pupils", "children", "patients", "vulnerable"] as const;

export const data = section("the record of what it does with personal data", {
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

export const continuity = section("how soon the service is back", {
	rto: amount.duration.describe("How long it may be away, such as 4h."),
	rpo: amount.duration.describe("How much work may be lost, as a time, such as 1h."),
	lastRestoreDrill: section("the last time that a restore was tried", {
		on: day("when a restore was last tried").describe("When a restore was last tried."),
		took: amount.duration.describe("How long it took until the service was back."),
		lost: amount.duration.describe("How old the newest lost piece of work was."),
	}).optional(),
});

export const export_ = section("how data leaves the service", {
	formats: list(
		word(["csv", "json", "xml", "ods", "odt", "sql", "parquet", "geojson", "ics", "vcard", "original", "pdf", "proprietary"]),
		"formats, such as [csv, json]",
	).describe("Formats in which data comes out; `original`: files as they were handed in."),
	by: word(["people", "organisation", "supplier"]).describe(
		"Who can do it: the people concerned themselves, the organisation, or only the supplier.",
	),
});

export const service = section("a public service", {
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
