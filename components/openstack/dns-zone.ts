import { RecordSet } from "@pulumi/openstack/dns/recordSet.js";
import { Zone } from "@pulumi/openstack/dns/zone.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "./expected.ts";

/** Kinds of records that a zone takes from here; CAA is written by the zone itself. */
export const RecordKind = { A: "A", Aaaa: "AAAA", Cname: "CNAME", Mx: "MX", Txt: "TXT", Srv: "SRV" } as const;
export type RecordKind = (typeof RecordKind)[keyof typeof RecordKind];

/** Records of one name and kind. */
export interface ZoneRecord {
	/** Name inside the zone, without it; `@` is the zone itself. Plain: the resource is named after it. */
	name: string;
	/** Kind of the records. Plain, as `name`. */
	kind: RecordKind;
	/** Their values. Take addresses from the outputs of what they lead to, so that no record outlives its target. Plain list of inputs: the plan shows each. */
	values: pulumi.Input<string>[];
	/** Seconds that others may remember them. Default: the zone's. */
	ttlSeconds?: pulumi.Input<number>;
}

export interface DnsZoneArgs {
	/** Domain without a dot at its end, such as town.example. */
	domain: pulumi.Input<string>;
	/** Address that those write to who find something wrong (the SOA's contact). */
	contact: pulumi.Input<string>;
	/** Authorities that may issue certificates for the domain, by their CAA names, such as ca.example. None by default: then nobody may. */
	issuers?: pulumi.Input<pulumi.Input<string>[]>;
	/** Address that authorities report forbidden requests to. Default: `contact`. */
	reportTo?: pulumi.Input<string>;
	/** Records of the zone. None by default. Plain list: a resource each. */
	records?: ZoneRecord[];
	/** Seconds that others may remember an answer, 60-86400. Default: 3600. */
	ttlSeconds?: pulumi.Input<number>;
	/** What else the description says: `owner`, `environment`, `classification` at least. Designate has no tags. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
}

const NOBODY = "nobody.invalid";
const DOMAIN = /^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** A zone that says who may issue certificates for it and who answers for it, and whose records go with what they lead to. */
export class DnsZone extends pulumi.ComponentResource {
	/** Designate's id. */
	readonly zoneId: pulumi.Output<string>;
	/** Hosts that answer for the zone: the registry above has to name these. */
	readonly nameServers: pulumi.Output<string[]>;

	constructor(name: string, args: DnsZoneArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:DnsZone", name, args, opts);
		const { issuers = [], records = [] } = args;
		const domain = expected(name, "domain", args.domain, "a domain in small letters without a dot at its end", (text) => DOMAIN.test(text));
		const email = expected(name, "contact", args.contact, "an e-mail address", (text) => /^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(text));
		const ttl = expected(name, "ttlSeconds", args.ttlSeconds ?? 3600, "60-86400 seconds", (seconds) => seconds >= 60 && seconds <= 86_400);
		const described = pulumi.output(args.tags).apply((tags) =>
			Object.entries(tags)
				.map(([key, value]) => `${key}=${value}`)
				.sort()
				.join(" "),
		);
		const zone = new Zone(
			`${name}-zone`,
			{ name: pulumi.interpolate`${domain}.`, type: "PRIMARY", email, ttl, description: described },
			{ parent: this },
		);
		// With the zone go its records, and Designate refuses a second set of the same name and kind.
		const child = { parent: this, deletedWith: zone, deleteBeforeReplace: true };
		const authorities = pulumi.all([pulumi.output(issuers), pulumi.output(args.reportTo ?? args.contact)]).apply(([allowed, mail]) => [
			// Designate takes neither quotes nor the ";" of RFC 8659 that stands for nobody; no authority answers to a name below .invalid (RFC 6761).
			...(allowed.length > 0 ? allowed : [NOBODY]).map((issuer) => `0 issue ${issuer}`),
			`0 issuewild ${NOBODY}`,
			`0 iodef mailto:${mail}`,
		]);
		const caa = new RecordSet(
			`${name}-caa`,
			{ zoneId: zone.id, name: zone.name, type: "CAA", records: authorities, ttl, description: "Who may issue certificates" },
			child,
		);
		for (const { name: label, kind, values, ttlSeconds } of records)
			new RecordSet(
				`${name}-${kind.toLowerCase()}-${label === "@" ? "zone" : label.replaceAll(".", "-")}`,
				{
					zoneId: zone.id,
					name: label === "@" ? zone.name : pulumi.interpolate`${label}.${zone.name}`,
					type: kind,
					records: values,
					ttl: ttlSeconds ?? ttl,
					description: `${kind} of ${label === "@" ? "the zone" : label}`,
				},
				// Before anyone is led here, it is settled who may vouch for the name.
				{ ...child, dependsOn: caa },
			);
		this.zoneId = zone.id;
		this.nameServers = zone.masters.apply((masters) => masters ?? []);
		this.registerOutputs({ zoneId: this.zoneId, nameServers: this.nameServers });
	}
}
