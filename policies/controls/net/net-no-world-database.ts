import type { Control } from "../../control.ts";
import { namedSourcesOn, ports, rule, unknownSourcesOn, worldOn } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { forbidWorld, portSpans, RULE } from "../../security-groups.ts";

/** SQL Server, Oracle, MySQL, PostgreSQL, CouchDB, Redis, Cassandra, InfluxDB, Elasticsearch, Memcached, MongoDB, Db2. Source: IANA service names and the vendors' defaults. */
const PORTS = [
	"1433-1434",
	"1521",
	"3306",
	"5432",
	"5984",
	"6379",
	"7000-7001",
	"8086",
	"9042",
	"9200",
	"9300",
	"11211",
	"27017-27019",
	"50000",
];

const control: Control<{ ports: string[] }> = {
	id: "net-no-world-database",
	family: "net",
	severity: "critical",
	title: "Databases are not reachable from the world",
	rationale:
		"A database that anyone reaches is one weak password away from a breach of everything it holds, and several serve anyone by default.",
	remediation: "Set remoteGroupId to the group of the servers that use the database, or remoteIpPrefix to their range.",
	references: [direct(gdpr["25(2)"]), partial(gdpr["32(1)(b)"]), direct(secnumcloud["13.2"]), supporting(nis2["21.2(g)"])],
	appliesTo: [RULE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { ports: portSpans("Ports and ranges of databases.", PORTS) },
	check: (rule, context) => forbidWorld(rule, context, "A database", ["tcp", "udp"]),
	examples: {
		pass: [
			...namedSourcesOn(5432),
			{ title: "another port", resources: [rule({ remoteIpPrefix: "0.0.0.0/0", ...ports(443) })] },
			{ title: "just beside", resources: [rule({ remoteIpPrefix: "::/0", ethertype: "IPv6", ...ports(5433, 5983) })] },
		],
		fail: [
			...worldOn(5432),
			{ title: "Memcached over UDP", resources: [rule({ protocol: "udp", remoteIpPrefix: "0.0.0.0/0", ...ports(11_211) })] },
			{
				title: "protocol by number",
				resources: [rule({ protocol: "6", remoteIpPrefix: "::/0", ethertype: "IPv6", ...ports(27_000, 27_018) })],
			},
		],
		unknown: unknownSourcesOn(5432),
		notApplicable: [{ title: "the way out", resources: [rule({ direction: "egress", ...ports(5432) })] }],
	},
};
export default control;
