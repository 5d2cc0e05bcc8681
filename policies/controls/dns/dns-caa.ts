import type { Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { bare, domainsOf, RECORD_SET, recordSet, ZONE, zone, zonesCalled } from "../../names.ts";

/** Zones that no certificate authority issues for: reverse lookup, and names for private use (RFC 6761, 6762, 8375, 9476; ICANN .internal). */
const NOT_PUBLIC = /(^|\.)(in-addr\.arpa|ip6\.arpa|home\.arpa|internal|local|localhost|test|invalid|alt)$/;

const control: Control = {
	id: "dns-caa",
	family: "dns",
	severity: "low",
	title: "The zone says which authorities may issue certificates",
	rationale: "Without a CAA record every authority in the world may issue a certificate for the service's name, deceived or made to.",
	remediation: 'Add a record set of type CAA at the top of the zone, such as 0 issue "ca.example" with the authority that you use.',
	references: [partial(secnumcloud["10.2"]), supporting(nis2["21.2(h)"])],
	appliesTo: [ZONE],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(zone, { all, report, unknown, notApplicable }) {
		const { type, name } = zone.properties as { type?: string; name?: string };
		const own = bare(name ?? zone.name);
		if (String(type).toUpperCase() === "SECONDARY" || NOT_PUBLIC.test(own)) return notApplicable();
		let complete = true;
		// Authorities climb from the name to the domains above it (RFC 8659).
		for (const top of domainsOf(own))
			for (const above of zonesCalled(top, all)) {
				const records = all.referrers(above, RECORD_SET, "/zoneId");
				if (records.list.some((record) => restricts(record, top))) return;
				complete &&= records.complete;
			}
		if (!complete) unknown("", "not every record of the zone is known");
		else report({ path: "", message: `No CAA record says who may issue certificates for ${own}.` });
	},
	examples: {
		pass: [
			{ title: "one authority", resources: [zone(), recordSet("CAA", ['0 issue "ca.example"'])] },
			{ title: "none at all", resources: [zone(), recordSet("CAA", ['0 issue ";"', '0 iodef "mailto:dns@town.example"'])] },
			{
				title: "in the zone above",
				resources: [
					{ ...zone({ name: "forms.town.example." }), name: "forms", id: "forms" },
					zone(),
					recordSet("CAA", ['128 issuewild "ca.example"']),
				],
			},
		],
		fail: [
			{ title: "no record", resources: [zone(), recordSet("A", ["192.0.2.7"])] },
			{ title: "for another name", resources: [zone(), recordSet("CAA", ['0 issue "ca.example"'], { name: "www.town.example." })] },
			{ title: "where to report only", resources: [zone(), recordSet("CAA", ['0 iodef "mailto:dns@town.example"'])] },
			{ title: "in another zone", resources: [zone(), recordSet("CAA", ['0 issue "ca.example"'], { zoneId: "other" })] },
		],
		unknown: [
			{ title: "the records are not known", resources: [zone(), recordSet("CAA", new Unknown())] },
			{ title: "a record may lie outside this part", partial: true, resources: [zone()] },
		],
		notApplicable: [
			{ title: "reverse lookup, IPv4", resources: [zone({ name: "2.0.192.in-addr.arpa." })] },
			{ title: "reverse lookup, IPv6", resources: [zone({ name: "8.b.d.0.1.0.0.2.ip6.arpa." })] },
			{ title: "a private name", resources: [zone({ name: "town.internal." })] },
			{ title: "a secondary zone", resources: [zone({ type: "SECONDARY" })] },
		],
	},
};
export default control;

function restricts(record: Resource, top: string): boolean {
	const { type, name, records } = record.properties as { type?: string; name?: string; records?: readonly string[] };
	if (String(type).toUpperCase() !== "CAA" || bare(name) !== top) return false;
	return items(records, record, "/records").some((text) => /^\d+\s+issue(wild)?\s/i.test(String(text)));
}
