import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { POSTGRES } from "../../copies.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { plainConnection, postgres, specOf } from "../../postgres.ts";

const REFUSED = "hostnossl all all all reject";
const least = (ssl_min_protocol_version: string) =>
	postgres({ postgresql: { parameters: { ssl_min_protocol_version }, pg_hba: [REFUSED] } });
const tls = (...pg_hba: string[]) => postgres({ postgresql: { pg_hba } });

const control: Control = {
	id: "postgres-tls",
	family: "postgres",
	severity: "high",
	title: "The database takes no connection in clear",
	rationale:
		"CloudNativePG serves TLS, and takes connections in clear beside it: a password and what it opens then cross the network readable.",
	remediation:
		"Add the line `hostnossl all all all reject` as the first of spec.postgresql.pg_hba, and leave ssl_min_protocol_version at TLSv1.2 or above.",
	references: [direct(secnumcloud["10.2"]), partial(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	appliesTo: [POSTGRES],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(database, context) {
		const { parameters, pg_hba } = specOf(database).postgresql ?? {};
		const least = parameters?.["ssl_min_protocol_version"];
		if (least !== undefined && least !== null && !/^TLSv1\.[23]$/.test(least))
			context.report({ path: "/spec/postgresql/parameters/ssl_min_protocol_version", message: `It still speaks ${least}.` });
		const plain = plainConnection(items(pg_hba, database, "/spec/postgresql/pg_hba"));
		if (plain !== undefined) context.report({ path: plain.path, message: `The rule ${plain.rule} takes connections in clear.` });
	},
	examples: {
		pass: [
			{ title: "refused", resources: [tls(REFUSED)] },
			{
				title: "refused to everybody, whatever follows",
				resources: [tls("hostssl town town all scram-sha-256", "hostnossl all all 0.0.0.0/0 reject", "host all all all md5")],
			},
			{
				title: "only TLS is let in",
				resources: [tls("hostssl all all all cert", "local all all peer", "host all all all reject # the rest")],
			},
			{ title: "on the host itself", resources: [tls("host all all 127.0.0.1/32 trust", REFUSED)] },
			{
				title: "TLS 1.3",
				resources: [least("TLSv1.3")],
			},
		],
		fail: [
			{ title: "nothing said", resources: [postgres({})], says: '"host all all all scram-sha-256", which CloudNativePG adds' },
			{ title: "no rules", resources: [postgres({ postgresql: { pg_hba: null } })] },
			{ title: "a rule for clear", resources: [tls("host all all 10.0.0.0/8 scram-sha-256", REFUSED)], says: "10.0.0.0/8" },
			{ title: "a rule for clear only", resources: [tls("hostnossl town town 10.0.0.0 255.0.0.0 md5")] },
			{ title: "TLS is let in, and the default rule stays", resources: [tls("hostssl all all all scram-sha-256")] },
			{ title: "refused to some", resources: [tls("hostnossl all town all reject")] },
			{ title: "refused from some", resources: [tls("hostnossl all all 192.0.2.0/24 reject")] },
			{ title: "refused in a form with a mask, from some", resources: [tls("hostnossl all all 192.0.2.0 255.255.255.0 reject")] },
			{ title: "a protocol that is none", resources: [least("xTLSv1.2")] },
			{ title: "a protocol with more behind it", resources: [least("TLSv1.25")] },
			{
				title: "an old protocol",
				resources: [least("TLSv1.1")],
				says: "TLSv1.1",
			},
		],
		unknown: [
			{ title: "rules are not known", resources: [postgres({ postgresql: { pg_hba: new Unknown() } })] },
			{ title: "the first rule is not known", resources: [tls(new Unknown() as never, REFUSED)] },
		],
	},
};
export default control;
