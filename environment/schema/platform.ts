import { amount, day, foreign, HOST, host, label, line, list, record, section, text, whole, word } from "./words.ts";

/** What services stand on: a cluster of one's own, a bastion, names, secrets, credentials, projects for others. */

const image = text(
	/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
	"the id of an image",
	"the image's UUID (`openstack image list`); a name can change its meaning overnight",
);
const flavor = foreign("a flavor", "the name of a flavor of the cloud, such as b3-8");
const mail = text(
	/^[^\s@<>"]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}$/,
	"an e-mail address",
	"one that is read, such as hostmaster@town.example",
);
const sentence = text(line(200), "a description", "what it is for, in one line of at most 200 characters");
/** A registry or mirror as it is reached over https: host, perhaps a port and a path. */
const place = (example: string) =>
	text(/^([a-z0-9-]+\.)+[a-z0-9-]+(:[0-9]{1,5})?(\/[A-Za-z0-9._/-]{1,200})?$/, "a host", `a host without https://, such as ${example}`);
const name = (what: string, example: string) =>
	text(/^[A-Za-z0-9][A-Za-z0-9._-]{0,254}$/, `the name of ${what}`, `its name, such as ${example}`);
const userId = text(/^[0-9a-f]{32,64}$/, "the id of a user", "the id that `openstack user show` says, 32 to 64 hexadecimal digits");

export const bastion = section("the machine that administrators come in by", {
	flavor: flavor.describe("Name of the flavor; the smallest will do."),
	image: image.describe("Id of the image: a UUID."),
});

const pool = section("nodes that programs run on", {
	count: whole(1, 50, "how many nodes, such as 3").describe("How many nodes, over the zones."),
	flavor: flavor.describe("Name of the flavor."),
	disk: amount.disk.prefault("60Gi").describe("Size of each node's encrypted boot volume. Default: 60Gi."),
});

/** A cluster that Socle makes (RKE2), beside one that exists already and is only named by its context. */
export const ownCluster = section("a cluster of the environment's own", {
	apiHost: host.describe("Host that people and programs use for the API; `network.adminFrom` reaches it, nobody else."),
	flavor: flavor.describe("Name of the flavor of the three nodes of the control plane."),
	image: image.describe("Id of the image of every node: a UUID."),
	pools: record(label(20), pool, "at least one pool of nodes, such as general: { count: 3, flavor: b3-32 }")
		.refine((pools) => Object.keys(pools).length > 0, { error: () => "no pool is described. Write at least one." })
		.describe("Where programs run, by name of the pool, which nodes carry as the label `socle/pool`."),
	release: section("the release that nodes install", {
		version: text(/^v1\.[0-9]{1,3}\.[0-9]{1,3}\+rke2r[0-9]{1,2}$/, "a release of RKE2", "one such as v1.34.2+rke2r1").describe(
			"Version of RKE2, 1.33.4 at least.",
		),
		mirror: place("mirror.town.example/rke2").describe("Your mirror, which holds <version>/rke2.linux-amd64.tar.gz."),
		sha256: text(/^[0-9a-f]{64}$/, "a SHA-256", "64 hexadecimal digits, as `sha256sum` prints them").describe(
			"SHA-256 of that file; nodes refuse any other.",
		),
	}),
	registry: place("registry.town.example").describe("Registry that the cluster's own images come from."),
	mirrors: record(host, place("registry.town.example"), "registries that stand in for others, such as docker.io: registry.town.example")
		.default({})
		.describe("Registries that stand in for others. Default: none."),
	token: name("a secret in Barbican", "town-join-token").describe(
		"Name of the Barbican secret that holds what nodes join with: text, 32 characters at least, made once by you.",
	),
	snapshots: section("where snapshots of etcd go", {
		endpoint: place("s3.town.example").describe("Host of the object store's S3 interface."),
		keep: whole(1, 400, "how many are kept, such as 28").default(28).describe("How many are kept, one each six hours. Default: 28."),
	}),
	auditLog: amount.duration.prefault("90d").describe("How long nodes keep the audit log, 30d at least. Default: 90d."),
});

/** Values of texts of a zone's records; what leads to the environment itself is written by Socle. */
const RECORDS = ["MX", "TXT", "SRV", "CNAME"] as const;
const zoneRecord = section("records of one name and kind", {
	name: text(
		/^(@|[a-z0-9_*]([a-z0-9._-]{0,200}[a-z0-9])?)$/,
		"a name in the zone",
		"@ for the zone itself, or a name without the zone's",
	).describe("Name in the zone; @ is the zone itself."),
	kind: word(RECORDS).describe("Kind of the records. Addresses of services are written by Socle."),
	values: list(
		text(/^[ -~]{1,500}$/, "a record", "what stands behind the kind in a zone file"),
		"records, such as [10 mx.town.example.]",
	).describe("Their values, as they stand in a zone file."),
});
export const dnsZone = section("a zone of names", {
	contact: mail.describe("Who reads what is wrong with the zone (SOA)."),
	issuers: list(host, "authorities, such as [ca.example]", 0)
		.default([])
		.describe("Authorities that may issue certificates, by their CAA names. Default: nobody may."),
	records: list(zoneRecord, "records, such as { name: '@', kind: MX, values: [10 mx.town.example.] }", 0)
		.default([])
		.describe("Records beside those that lead to services on machines and to the cluster, which Socle writes. Default: none."),
});
export const dnsName = text(HOST, "a domain", "a domain in small letters without a dot at its end, such as town.example");

export const secret = section("a secret in the key manager", {
	variable: text(/^[A-Z][A-Z0-9_]{2,127}$/, "the name of a variable", "capital letters, digits and underscores, such as MAIL_PASSWORD", {
		found: false,
	}).describe("Environment variable that holds the value when `socle up` runs. Never the value itself."),
	expires: day("the day on which it ends, at most a year ahead").describe("Day on which it ends; renew it before."),
	readers: list(userId, "ids of users", 0)
		.default([])
		.describe("Ids of the users who may read it, besides whoever makes it. Default: none."),
});

export const credential = section("a program's own way into the cloud project", {
	description: sentence.describe("What it is for."),
	roles: list(
		text(/^(?!admin$)[A-Za-z][A-Za-z0-9_-]{0,63}$/, "a role here", "a role of yours in the project, never admin"),
		"roles, such as [member]",
	)
		.default(["member"])
		.describe("Roles that it may use. Default: [member]."),
	access: list(
		section("a kind of call", {
			service: text(/^[a-z][a-z0-9-]{1,62}$/, "the type of a service", "one of the cloud's catalogue, such as object-store").describe(
				"Type of the service, as the cloud's catalogue names it.",
			),
			method: word(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]).describe("HTTP method."),
			path: text(/^\/[ -~]{0,200}$/, "a path", "a path that begins with /; * is one part, ** any rest").describe("Path of the call."),
		}),
		"kinds of calls, such as { service: object-store, method: PUT, path: /v1/*/scans/** }",
	).describe("The calls that it may make, and no others."),
	expires: day("the day on which it ends, at most a year ahead").describe("Day on which it ends; renew it before."),
});

export const project = section("a project for somebody else", {
	description: sentence.describe("What it is for."),
	costCentre: text(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, "a cost centre", "letters, digits, dots and hyphens, at most 63")
		.optional()
		.describe("Who pays for it. Default: as the environment."),
	quota: section("the most that it may use", {
		cores: whole(1, 100_000, "how many, such as 20").default(20).describe("Processors. Default: 20."),
		memory: amount.memory.prefault("40Gi").describe("Memory. Default: 40Gi."),
		servers: whole(1, 10_000, "how many, such as 10").default(10).describe("Servers. Default: 10."),
		volumes: whole(1, 10_000, "how many, such as 20").default(20).describe("Volumes. Default: 20."),
		disk: amount.disk.prefault("500Gi").describe("All volumes together. Default: 500Gi."),
		networks: whole(1, 1000, "how many, such as 2").default(2).describe("Networks. Default: 2."),
		addresses: whole(1, 1000, "how many, such as 2").default(2).describe("Public addresses. Default: 2."),
		balancers: whole(1, 1000, "how many, such as 2").default(2).describe("Balancers. Default: 2."),
	}).prefault({}),
	operatorRole: name("a role", "member").default("member").describe("Role of those who run it. Default: member."),
	auditorRole: name("a role", "reader").default("reader").describe("Role of those who may only look. Default: reader."),
});
