import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { DATABASE, database } from "../../databases.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const NAMES: Readonly<Record<string, string>> = { postgres: "postgresql", postgresql: "postgresql", mongo: "mongodb" };

const control: Control = {
	id: "dbaas-supported-version",
	family: "dbaas",
	severity: "medium",
	title: "The database runs a release that its makers still mend",
	rationale: "A fault that is found after the end of a release is published and never mended: the database stays open to it.",
	remediation: "Choose a datastore version whose end lies ahead, such as postgresql 16 or mysql 8.4, and move the data to it.",
	references: [direct(secnumcloud["12.11"]), direct(nis2["21.2(e)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [DATABASE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(database, { facts, today, report, unknown }) {
		const { datastore } = database.properties as { datastore?: { type?: string; version?: string } };
		const type = String(datastore?.type).toLowerCase();
		const engine = NAMES[type] ?? type;
		const version = /\d+(\.\d+)*/.exec(String(datastore?.version))?.[0] ?? "";
		const row = facts.databaseRelease(engine, version);
		if (row === undefined) return unknown("/datastore/version", `until when ${type} ${version} is mended is not in the facts`);
		if (row.end >= today) return;
		const message = `${engine} ${row.release} is mended no more since ${row.end}`;
		if (row.basis === "general") return unknown("/datastore/version", `${message}, but that is common knowledge only`);
		report({ path: "/datastore/version", message: `${message} (${facts.cited("databases", `${engine} ${row.release}`, row)}).` });
	},
	examples: {
		pass: [
			{ title: "mended until 2028", resources: [running("postgresql", "16.3")] },
			{ title: "under another name", resources: [running("Postgres", "15")] },
			{ title: "a long-term release", resources: [running("mysql", "mysql-8.4")] },
			{ title: "on its last day", resources: [running("postgresql", "14")], today: "2026-11-12" },
		],
		fail: [
			{ title: "ended days ago", resources: [running("postgresql", "14.2")] },
			{ title: "ended long ago", resources: [running("mysql", "5.7.29")] },
			{ title: "a release between two long-term ones", resources: [running("mysql", "9.0")] },
			{ title: "the later half of a number counts", resources: [running("mariadb", "10.10")] },
		],
		unknown: [
			{ title: "the version is not known", resources: [running("postgresql", new Unknown())] },
			{ title: "an engine that the facts don't hold", resources: [running("couchbase", "7.6")] },
			{ title: "a version that doesn't say which release", resources: [running("mysql", "8")] },
			{ title: "ended, as far as common knowledge goes", resources: [running("postgresql", "17")], today: "2031-01-01" },
		],
	},
};
export default control;

function running(type: string, version: string | Unknown) {
	return database({ datastore: { type, version } });
}
