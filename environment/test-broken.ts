/**
 * Broken environment files: what is done to the town hall's file, and what its author is told. `change` replaces the first occurrence of a
 * text, `text` and `bytes` replace the whole file. `told` holds every problem as it is printed, in order.
 */
export interface Broken {
	title: string;
	change?: readonly (readonly [from: string, to: string])[];
	text?: string;
	bytes?: () => Uint8Array;
	stack?: string;
	told: readonly string[];
}

const nested = (depth: number) => `a: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
const bomb = `a: &a [x, x, x, x, x, x, x, x, x, x]\n${[..."bcdefgh"].map((name, index) => `${name}: &${name} [${Array(10).fill(`*${"abcdefgh"[index]}`).join(", ")}]`).join("\n")}\n`;

const CLUSTER = `  context: town-hall
  own:
    apiHost: api.town.example
    flavor: b3-16
    image: 3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42
    pools: { control: { count: 3, flavor: b3-32 } }
    release: { version: v1.32.1+rke2r1, mirror: mirror.town.example, sha256: ${"a".repeat(64)} }
    registry: registry.saint-exemple.example
    token: join
    snapshots: { endpoint: s3.town.example }
    auditLog: 7d`;
const ZONE = `dns:
  saint-exemple.example:
    contact: hostmaster@saint-exemple.example
    records:
      - { name: registre, kind: CNAME, values: [elsewhere.example.] }
      - { name: "@", kind: MX, values: [10 mx.town.example.] }
      - { name: "@", kind: MX, values: [20 mx.town.example.] }
network:
`;

export const BROKEN: readonly Broken[] = [
	{
		title: "a slip in a key",
		change: [["costCentre", "costCenter"]],
		told: ['13:1  "costCenter" is not known here. Did you mean "costCentre"?'],
	},
	{
		title: "a slip in a nested key",
		change: [["      replicas: 3", "      replcias: 3"]],
		told: ['75:7  "replcias" is not known here. Did you mean "replicas"?'],
	},
	{
		title: "a key that nobody knows",
		change: [["costCentre:", "wallpaper:"]],
		told: [
			'13:1  "wallpaper" is not known here. Known: apiVersion, name, organisation, costCentre, sovereignty, suppliers, processors, keys, logs, copies, transfers, exit, budget, todo, offHours, cloud, cluster, network, bastion, dns, secrets, credentials, projects, services.',
		],
	},
	{
		title: "a slip in a word",
		change: [["kind: commune", "kind: comune"]],
		told: ['8:9  organisation.kind: "comune" is not known here. Did you mean "commune"?'],
	},
	{
		title: "a duration in prose",
		change: [["retention: 5y", "retention: 15 minutes"]],
		told: [
			'84:18  services.passports.files.retention: "15 minutes" is not a duration. Write 15m, 900s, PT15M or 5y (units s, m, h, d, w, y; no months).',
		],
	},
	{
		title: "months, which have no fixed length",
		change: [["retention: 5y", "retention: P1M"]],
		told: [
			'84:18  services.passports.files.retention: "P1M" is not a duration. Write 15m, 900s, PT15M or 5y (units s, m, h, d, w, y; no months).',
		],
	},
	{
		title: "the wrong unit of memory",
		change: [["memory: 512Mi", "memory: 512MB"]],
		told: [
			'77:15  services.passports.run.memory: "512MB" is not an amount of memory. Write a number with Ki, Mi, Gi or Ti, such as 512Mi.',
		],
	},
	{
		title: "processor as a number",
		change: [["cpu: 500m", "cpu: 1"]],
		told: [
			"76:12  services.passports.run.cpu: 1 is not an amount of processor. Write 250m (a quarter of a core) or 1 in quotes (a whole one).",
		],
	},
	{
		title: "a disk that is no whole gibibyte",
		change: [["disk: 20Gi", "disk: 1500Mi"]],
		told: ['113:15  services.registry-office.run.machines.disk: "1500Mi" is not the size of a disk. Write whole gibibytes, such as 20Gi.'],
	},
	{
		title: "administrators inside the environment",
		change: [["192.0.2.0/28", "10.20.30.0/24"]],
		told: [
			"36:15  network.adminFrom.0: 10.20.30.0/24 overlaps the environment's own 10.20.0.0/16, so that every server could administer every other. Name a range outside it.",
		],
	},
	{
		title: "administrators from the world",
		change: [["192.0.2.0/28", "0.0.0.0/0"]],
		told: ["36:14  network.adminFrom: 0.0.0.0/0 is the whole world, or nearly. Name the ranges that people really come from."],
	},
	{
		title: "administrators from two halves of the world",
		change: [["192.0.2.0/28", "0.0.0.0/1, 128.0.0.0/1"]],
		told: ["36:14  network.adminFrom: 0.0.0.0/1, 128.0.0.0/1 is the whole world, or nearly. Name the ranges that people really come from."],
	},
	{
		title: "bits behind the prefix",
		change: [["10.20.0.0/16", "10.20.30.0/16"]],
		told: [
			'35:9  network.cidr: "10.20.30.0/16" has bits set behind its prefix, so that it is unclear which range is meant. Write 10.20.0.0/16.',
		],
	},
	{
		title: "a public range",
		change: [["10.20.0.0/16", "203.0.113.0/24"]],
		told: [
			'35:9  network.cidr: "203.0.113.0/24" is not a range for an environment. Write a private one (RFC 1918) from /16 to /24, such as 10.20.0.0/16.',
		],
	},
	{
		title: "a range too small",
		change: [["10.20.0.0/16", "10.20.0.0/28"]],
		told: [
			'35:9  network.cidr: "10.20.0.0/28" is not a range for an environment. Write a private one (RFC 1918) from /16 to /24, such as 10.20.0.0/16.',
		],
	},
	{
		title: "octal addresses",
		change: [["10.20.0.0/16", "010.020.0.0/16"]],
		told: [
			'35:9  network.cidr: "010.020.0.0/16" is not a range of private addresses. Write an address and a prefix length, such as 10.20.0.0/16.',
		],
	},
	{
		title: "an unknown zone",
		change: [["eu-west-par-c", "eu-west-par-d"]],
		told: [
			'28:41  cloud.zones.2: "eu-west-par-d" is not a zone of ovhcloud EU-WEST-PAR. Did you mean "eu-west-par-a"? Known: eu-west-par-a, eu-west-par-b, eu-west-par-c.',
		],
	},
	{
		title: "a zone twice",
		change: [["eu-west-par-c", "eu-west-par-a"]],
		told: ['28:41  cloud.zones.2: "eu-west-par-a" stands here twice. Name each zone once.'],
	},
	{
		title: "no zone",
		change: [["[eu-west-par-a, eu-west-par-b, eu-west-par-c]", "[]"]],
		told: ["28:10  cloud.zones: the list is empty. Write at least one zone of the region."],
	},
	{
		title: "a country that is none",
		change: [["country: FR", "country: UK"]],
		told: [
			'9:12  organisation.country: "UK" is not a country. Write the two capital letters of ISO 3166-1, such as FR (the United Kingdom is GB, Greece is GR).',
		],
	},
	{
		title: "one's own cloud without a country",
		change: [["provider: ovhcloud", "provider: own"]],
		told: ["24:1  cloud: a cloud of your own stands in a country. Write country: and its two capital letters."],
	},
	{
		title: "a country for a known provider",
		change: [["provider: ovhcloud", "provider: ovhcloud\n  country: FR"]],
		told: ["26:12  cloud.country: where ovhcloud EU-WEST-PAR stands is known from the facts. Take this key away."],
	},
	{
		title: "a tab as indentation",
		change: [["  country: FR", "\tcountry: FR"]],
		told: ["9:1  a tab indents this line. Write two spaces for each level instead."],
	},
	{
		title: "a key twice",
		change: [["      port: 8080", "      port: 8080\n      port: 8081"]],
		told: ['75:7  "port" is written twice; the first is on line 74. Keep one.'],
	},
	{
		title: "a number as a key",
		change: [["  passports:", "  2024:"]],
		told: ['70:3  this key is not a text. Write it in quotes: "2024".'],
	},
	{
		title: "a list as a key",
		change: [["costCentre:", "[a, b]:"]],
		told: [
			"13:1  this is not YAML that can be read: Map comment with trailing content. Look at the indentation, quotes and colons of this line and the one above.",
		],
	},
	{
		title: "a list instead of a mapping",
		change: [
			[
				"  name: Ville de Saint-Exemple\n  kind: commune\n  country: FR",
				"  - name: Ville de Saint-Exemple\n  - kind: commune\n  - country: FR",
			],
			["  identifier: EXAMPLE-0001", "  - identifier: EXAMPLE-0001"],
			["  dpo:", "  - dpo:"],
		],
		told: ["7:3  organisation: a list is not a mapping of keys. Write who answers for the service: name, kind, country, identifier, dpo."],
	},
	{
		title: "a text instead of a mapping",
		change: [["suppliers:\n  registry.saint-exemple.example: own\n  logs.saint-exemple.example: own", "suppliers: own"]],
		told: ['20:12  suppliers: "own" is not a mapping of names. Write hosts of suppliers, such as registry.town.example: own.'],
	},
	{
		title: "nothing behind a key",
		change: [["  name: Ville de Saint-Exemple", "  name:"]],
		told: ["7:8  organisation.name: an empty value is not a name. Write the organisation's full name, at most 200 characters."],
	},
	{
		title: "a missing key",
		change: [["  dpo: dpo@saint-exemple.example\n", ""]],
		told: ["6:1  organisation.dpo: missing. Write where the data protection officer reads, such as dpo@town.example."],
	},
	{
		title: "a missing section",
		change: [["network:\n  cidr: 10.20.0.0/16\n  adminFrom: [192.0.2.0/28] # from where administrators reach the servers\n", ""]],
		told: ["3:1  network: missing. Write addresses: cidr, adminFrom, resolvers."],
	},
	{
		title: "a host with a scheme",
		change: [["host: passeports.saint-exemple.example", "host: https://passeports.saint-exemple.example/"]],
		told: [
			'79:13  services.passports.exposure.host: "https://passeports.saint-exemple.example/" is not a host name. Write a full name in small letters without scheme, port or star, such as service.town.example.',
		],
	},
	{
		title: "a star in a host",
		change: [["host: passeports.saint-exemple.example", 'host: "*.saint-exemple.example"']],
		told: [
			'79:13  services.passports.exposure.host: "*.saint-exemple.example" is not a host name. Write a full name in small letters without scheme, port or star, such as service.town.example.',
		],
	},
	{
		title: "one host for two services",
		change: [["host: registre.saint-exemple.example", "host: passeports.saint-exemple.example"]],
		told: [
			'116:13  services.registry-office.exposure.host: "passeports.saint-exemple.example" already leads to passports. Give each service its own host.',
		],
	},
	{
		title: "a service with a capital letter",
		change: [
			["  passports:", "  Passports:"],
			["      passports:\n        data:\n          origin: synthetic\n", ""],
		],
		told: [
			'70:3  "Passports" is not a name here. Write at most 40 small letters, digits and hyphens, beginning with a letter and not ending with a hyphen, such as town-hall.',
		],
	},
	{
		title: "a service with the name of a system's namespace",
		change: [
			["  passports:", "  kube-system:"],
			["      passports:\n        data:\n          origin: synthetic\n", ""],
		],
		told: ['70:3  services.kube-system: "kube-system" belongs to Kubernetes, whose namespace it would be. Write another name.'],
	},
	{
		title: "a container and machines at once",
		change: [["      machines:", "      image: registry.saint-exemple.example/office:1\n      machines:"]],
		told: [
			"110:7  services.registry-office.run.machines: a service runs either as a container (image) or on machines. Take one of them away, or make two services.",
		],
	},
	{
		title: "neither a container nor machines",
		change: [["      image:", "      picture:"]],
		told: [
			"72:5  services.passports.run: says neither image (a container on Kubernetes) nor machines (servers on OpenStack). Write one of them.",
		],
	},
	{
		title: "a container without a cluster",
		change: [["cluster:\n  context: town-hall # a name from your kubeconfig\n", ""]],
		told: [
			"71:14  services.passports.run.image: a container needs a cluster. Write cluster: and in it context:, a name from your kubeconfig.",
		],
	},
	{
		title: "machines without an administrator's key",
		change: [["  adminKey:", "  # adminKey:"]],
		told: [
			"109:7  services.registry-office.run.machines: servers need an administrator's key. Write cloud.adminKey: and the one line of your .pub file.",
		],
	},
	{
		title: "a private key",
		change: [["adminKey: ssh-ed25519", "adminKey: -----BEGIN OPENSSH PRIVATE KEY-----"]],
		told: [
			"29:13  cloud.adminKey: this is not an OpenSSH public key. Write the one line of a .pub file, such as ssh-ed25519 AAAA… admin@town.example.",
		],
	},
	{
		title: "a copy on a cloud of one's own that stands nowhere",
		change: [["    provider: ovhcloud\n    region: EU-SOUTH-MIL", "    provider: own\n    region: cellar"]],
		told: ["55:5  copies.0: a cloud of your own stands in a country. Write country: and its two capital letters."],
	},
	{
		title: "a country for a copy in a known region",
		change: [["    region: EU-SOUTH-MIL", "    region: EU-SOUTH-MIL\n    country: FR"]],
		told: ["58:14  copies.0.country: where ovhcloud EU-SOUTH-MIL stands is known from the facts. Take this key away."],
	},
	{
		title: "a processor that nobody describes",
		change: [["processors: [ovhcloud]", "processors: [ovhcloud, printer]"]],
		told: [
			'92:30  services.passports.data.processors.1: "printer" is not described. Write it below processors: with its country and the day of its contract.',
		],
	},
	{
		title: "a legal basis in words",
		change: [["legalBasis: e", "legalBasis: consent"]],
		told: ['89:19  services.passports.data.legalBasis: "consent" is not known here. Write one of a, b, c, d, e, f.'],
	},
	{
		title: "a day that no calendar has",
		change: [["on: 2026-03-12", "on: 2026-02-30"]],
		told: [
			'94:13  services.passports.data.dpia.on: "2026-02-30" is no day of the calendar. Write when it was last done, as year-month-day such as 2026-03-01.',
		],
	},
	{
		title: "an impact assessment that was done and is not needed",
		change: [["        on: 2026-03-12", "        on: 2026-03-12\n        unnecessary: no-high-risk"]],
		told: [
			"93:7  services.passports.data.dpia: an impact assessment was done or is not needed. Write on: and the day, or unnecessary: and the reason.",
		],
	},
	{
		title: "people in data that is about nobody",
		change: [
			[
				"      personal: true\n      categories: [identity, contact, civil-status, images]\n      people: [residents, children]\n      legalBasis: e # a task in the public interest\n",
				"      personal: false\n      people: [residents]\n",
			],
			["      dpia:\n        on: 2026-03-12\n", ""],
		],
		told: ["87:15  services.passports.data.people: this is said of personal data only. Write personal: true, or take this key away."],
	},
	{
		title: "a time of day without quotes",
		change: [['from: "19:00"', "from: 25:00"]],
		told: ['145:13  stacks.lab.offHours.from: "25:00" is not a time of day. Write when people stop, in quotes, such as "19:00".'],
	},
	{
		title: "an image by name",
		change: [["image: 3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42", "image: debian-12"]],
		told: [
			'112:16  services.registry-office.run.machines.image: "debian-12" is not the id of an image. Write the image\'s UUID (`openstack image list`); a name can change its meaning overnight.',
		],
	},
	{
		title: "an internal service open to anyone",
		change: [["audience: public", "audience: internal"]],
		told: [
			"80:17  services.passports.exposure.audience: an internal service says from where people come. Write from: and a list of ranges.",
		],
	},
	{
		title: "a public service with a list of guests",
		change: [["audience: public", "audience: public\n      from: [192.0.2.0/24]"]],
		told: ["81:13  services.passports.exposure.from: a public service is open to the world. Take from: away, or write audience: internal."],
	},
	{
		title: "a secret in a variable",
		change: [["memory: 512Mi", "memory: 512Mi\n      env: { DATABASE_PASSWORD: canary-5f1c }"]],
		told: [
			"78:33  services.passports.run.env.DATABASE_PASSWORD: this looks like a secret, and this file is read by many. Remove it here, change the secret, and mount it from a Kubernetes Secret.",
		],
	},
	{
		title: "the wrong version",
		change: [["socle/v1", "socle/v2"]],
		told: ['3:13  apiVersion: "socle/v2" is not a version that this Socle reads. Write socle/v1.'],
	},
	{
		title: "two problems of different kinds",
		change: [
			["kind: commune", "knid: commune"],
			["192.0.2.0/28", "10.20.0.0/24"],
		],
		told: [
			'8:3  "knid" is not known here. Did you mean "kind"?',
			"36:15  network.adminFrom.0: 10.20.0.0/24 overlaps the environment's own 10.20.0.0/16, so that every server could administer every other. Name a range outside it.",
		],
	},
	{
		title: "more servers than addresses",
		change: [
			["10.20.0.0/16", "10.20.0.0/24"],
			["count: 2", "count: 50"],
			[
				"  registry-office:\n    description",
				"  archive:\n    description: Archive\n    run: { machines: { count: 20, flavor: b3-8, image: 3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42 }, port: 8443 }\n    exposure: { host: archive.saint-exemple.example, audience: public, certificate: archive }\n  registry-office:\n    description",
			],
		],
		told: ["35:9  network.cidr: 10.20.0.0/24 leaves 55 addresses for servers, and 70 are described. Write a shorter prefix, such as /16."],
	},
	{
		title: "no service",
		text: "apiVersion: socle/v1\nname: town-hall\norganisation: { name: Ville, kind: commune, country: FR, identifier: EX-1, dpo: dpo@town.example }\ncloud: { provider: ovhcloud, cloud: c, region: EU-WEST-PAR, zones: [eu-west-par-a] }\nnetwork: { cidr: 10.0.0.0/24, adminFrom: [192.0.2.0/28] }\nservices: {}\n",
		told: ["6:1  services: no service is described. Write at least one, or projects: that you hand out, or cluster.own:."],
	},
	{ title: "an unknown stack", stack: "labs", told: ['141:1  there is no stack "labs" here. Did you mean "lab"? Known: production, lab.'] },
	{
		title: "a bad name of a stack",
		change: [["  lab:\n", "  Lab!:\n"]],
		told: ['142:3  stacks.Lab!: "Lab!" is not a name for a stack. Write at most 30 small letters, digits and hyphens, such as lab.'],
	},
	{
		title: "a slip in a stack's patch",
		change: [["      externalNetwork: public", "      externalNetwrok: public"]],
		told: ['154:7  "externalNetwrok" is not known here. Did you mean "externalNetwork"?'],
	},
	{
		title: "a stack that takes away what is needed",
		change: [["      zones: [az1, az2, az3]", "      zones: null"]],
		told: ["153:7  stacks.lab.cloud.zones: missing. Write at least one zone of the region."],
	},
	{
		title: "a stack that renames the environment",
		change: [["  lab:\n", "  lab:\n    name: other\n"]],
		told: ["143:5  stacks.lab.name: this is the same in every stack. Take this key away."],
	},
	{ title: "an empty file", text: "", told: ["1:1  the file is empty. Start from an example: `socle init`."] },
	{ title: "only comments", text: "# to be written\n\n", told: ["1:1  the file is empty. Start from an example: `socle init`."] },
	{
		title: "only a word",
		text: "hello\n",
		told: ["1:1  this is a single value. Write a mapping of keys that begins with apiVersion: socle/v1."],
	},
	{
		title: "several documents",
		text: "apiVersion: socle/v1\n---\napiVersion: socle/v1\n",
		told: ["2:1  a second document begins here. Keep one environment a file, and take the `---` away."],
	},
	{
		title: "an open quote",
		change: [["name: town-hall", 'name: "town-hall']],
		told: [
			'5:1  this is not YAML that can be read: Missing closing "quote. Look at the indentation, quotes and colons of this line and the one above.',
		],
	},
	{
		title: "a colon too few",
		change: [["  country: FR", "  country FR"]],
		told: [
			"9:3  this is not YAML that can be read: Implicit keys need to be on a single line. Look at the indentation, quotes and colons of this line and the one above.",
		],
	},
	{
		title: "a tag",
		change: [["name: town-hall", "name: !secret town-hall"]],
		told: ["4:7  tags (!name) are not read here. Write the plain value."],
	},
	{
		title: "an alias that points to nothing",
		change: [["name: town-hall", "name: *other"]],
		told: ['4:7  "*other" points to nothing. Write the value itself.'],
	},
	{
		title: "an alias that holds itself",
		text: "a: &a [*a]\n",
		told: ["1:7  values are nested deeper than 32 levels. An environment file needs six; take the inner ones away."],
	},
	{
		title: "an alias bomb",
		text: bomb,
		told: ["1:14  there are more than 20,000 values here, aliases (*name) counted each time. Write the values out without aliases."],
	},
	{
		title: "deep nesting",
		text: nested(100),
		told: ["1:36  values are nested deeper than 32 levels. An environment file needs six; take the inner ones away."],
	},
	{
		title: "nesting too deep for the parser",
		text: nested(100_000),
		told: ["1:36  values are nested deeper than 32 levels. An environment file needs six; take the inner ones away."],
	},
	{
		title: "a key that changes what objects are",
		change: [["costCentre:", "__proto__:"]],
		told: ['13:1  "__proto__" is not known here. Take it away.'],
	},
	{
		title: "a NUL byte",
		change: [["name: town-hall", "name: town\0hall"]],
		told: ["4:11  a byte that is no text stands here (0x00). Is this the file you mean? Save it as UTF-8 without byte order mark."],
	},
	{
		title: "a program",
		bytes: () => Buffer.from("7f454c4602010100000000000000000003003e00", "hex"),
		told: ["1:1  a byte that is no text stands here (0x7f). Is this the file you mean? Save it as UTF-8 without byte order mark."],
	},
	{
		title: "UTF-16",
		bytes: () => Buffer.from("\ufeffapiVersion: socle/v1\n", "utf16le"),
		told: ["1:1  the file is in UTF-16. Save it as UTF-8 without byte order mark."],
	},
	{
		title: "UTF-16 without a mark",
		bytes: () => Buffer.from("apiVersion: socle/v1\n", "utf16le"),
		told: ["1:1  the file is in UTF-16. Save it as UTF-8 without byte order mark."],
	},
	{
		title: "a byte order mark",
		bytes: () => Buffer.from("\ufeffapiVersion: socle/v1\n"),
		told: ["1:1  the file begins with a byte order mark. Save it as UTF-8 without byte order mark."],
	},
	{
		title: "ISO 8859-1",
		bytes: () => Buffer.from("apiVersion: socle/v1\nname: préfecture\n", "latin1"),
		told: ["2:9  this is not UTF-8, perhaps ISO 8859-1. Save it as UTF-8 without byte order mark."],
	},
	{
		title: "50 MB",
		bytes: () => Buffer.alloc(50_000_000, "a"),
		told: ["1:1  the file holds 48 MiB, and an environment file at most 1 MiB. Look whether it is the file you mean."],
	},
	{
		title: "a bastion without an administrator's key",
		change: [
			["  adminKey:", "  # adminKey:"],
			["network:\n", "bastion: { flavor: b3-8, image: 3f2b8c54-7d0a-4c1e-9b57-5a6e0c9d1f42 }\nnetwork:\n"],
		],
		told: [
			"34:1  bastion: a bastion needs an administrator's key. Write cloud.adminKey: and the one line of your .pub file.",
			"110:7  services.registry-office.run.machines: servers need an administrator's key. Write cloud.adminKey: and the one line of your .pub file.",
		],
	},
	{
		title: "a cluster of one's own that is too old, watches too short and names a pool wrongly",
		change: [["  context: town-hall # a name from your kubeconfig", CLUSTER]],
		told: [
			'37:14  cluster.own.pools.control: "control" are the nodes of the control plane, which come by themselves. Write another name.',
			"38:25  cluster.own.release.version: v1.32.1+rke2r1 can't choose how Secrets are encrypted. Write v1.33.4+rke2r1 or a later one.",
			"42:15  cluster.own.auditLog: 7d is too short to notice a break-in. Write 30d or more.",
		],
	},
	{
		title: "a cluster of one's own without what it needs",
		change: [
			["  context: town-hall # a name from your kubeconfig", "  context: town-hall\n  own: { apiHost: api.town.example, pools: {} }"],
		],
		told: [
			"33:3  cluster.own.flavor: missing. Write the name of a flavor of the cloud, such as b3-8.",
			"33:3  cluster.own.image: missing. Write the image's UUID (`openstack image list`); a name can change its meaning overnight.",
			"33:3  cluster.own.release: missing. Write the release that nodes install: version, mirror, sha256.",
			"33:3  cluster.own.registry: missing. Write a host without https://, such as registry.town.example.",
			"33:3  cluster.own.token: missing. Write its name, such as town-join-token.",
			"33:3  cluster.own.snapshots: missing. Write where snapshots of etcd go: endpoint, keep.",
			"33:37  cluster.own.pools: no pool is described. Write at least one.",
		],
	},
	{
		title: "a value where the name of a variable belongs, and a day that is none",
		change: [["network:\n", "secrets: { mail: { variable: winter-2026, expires: 2026-02-30 } }\nnetwork:\n"]],
		told: [
			"34:30  secrets.mail.variable: this is not the name of a variable. Write capital letters, digits and underscores, such as MAIL_PASSWORD.",
			'34:52  secrets.mail.expires: "2026-02-30" is no day of the calendar. Write the day on which it ends, at most a year ahead, as year-month-day such as 2026-03-01.',
		],
	},
	{
		title: "a credential that is admin and names no calls",
		change: [["network:\n", "credentials: { ci: { description: CI, roles: [admin], access: [], expires: 2027-06-01 } }\nnetwork:\n"]],
		told: [
			'34:47  credentials.ci.roles.0: "admin" is not a role here. Write a role of yours in the project, never admin.',
			"34:63  credentials.ci.access: the list is empty. Write kinds of calls, such as { service: object-store, method: PUT, path: /v1/*/scans/** }.",
		],
	},
	{
		title: "a zone with a record twice, and one that Socle writes",
		change: [["network:\n", ZONE]],
		told: [
			"38:17  dns.saint-exemple.example.records.0.name: registre gets its address from what it leads to. Take this record away.",
			"40:17  dns.saint-exemple.example.records.2.name: MX of @ stands here twice. Write one entry with all of its values.",
		],
	},
	{
		title: "a zone without somebody who reads, and with a kind that only Socle writes",
		change: [
			[
				"network:\n",
				"dns: { saint-exemple.example: { contact: hostmaster, records: [{ name: www, kind: A, values: [192.0.2.7] }] } }\nnetwork:\n",
			],
		],
		told: [
			'34:42  dns.saint-exemple.example.contact: "hostmaster" is not an e-mail address. Write one that is read, such as hostmaster@town.example.',
			'34:83  dns.saint-exemple.example.records.0.kind: "A" is not known here. Write one of MX, TXT, SRV, CNAME.',
		],
	},
	{
		title: "a mirror with a scheme",
		change: [
			[
				"  context: town-hall # a name from your kubeconfig",
				CLUSTER.replace("mirror: mirror", 'mirror: "https://mirror').replace("example, sha", 'example", sha'),
			],
		],
		told: [
			'38:49  cluster.own.release.mirror: "https://mirror.town.example" is not a host. Write a host without https://, such as mirror.town.example/rke2.',
		],
	},
	{
		title: "a project with a quota that is none",
		change: [["network:\n", "projects: { lab: { description: Trials, quota: { cores: many, memory: 4GB } } }\nnetwork:\n"]],
		told: [
			'34:57  projects.lab.quota.cores: "many" is not a whole number from 1 to 100000. Write how many, such as 20.',
			'34:71  projects.lab.quota.memory: "4GB" is not an amount of memory. Write a number with Ki, Mi, Gi or Ti, such as 512Mi.',
		],
	},
	{
		title: "a volume that shrinks to a fraction, and is backed up now and then",
		change: [["        disk: 20Gi", "        disk: 20Gi\n        data: { size: 512Mi, backup: often, removal: maybe }"]],
		told: [
			'114:23  services.registry-office.run.machines.data.size: "512Mi" is not the size of a disk. Write whole gibibytes, such as 20Gi.',
			'114:38  services.registry-office.run.machines.data.backup: "often" is not how often. Write 12h, 1d or 1w.',
			'114:54  services.registry-office.run.machines.data.removal: "maybe" is not known here. Write one of refuse, erase.',
		],
	},
];
