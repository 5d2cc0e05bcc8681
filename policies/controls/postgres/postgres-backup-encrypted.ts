import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { OBJECT_STORE, POSTGRES } from "../../copies.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { c5, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import type { Barman } from "../../postgres.ts";
import { postgres, specOf } from "../../postgres.ts";

const ENCRYPTED = { destinationPath: "s3://registry", data: { encryption: "AES256" }, wal: { encryption: "AES256" } };
const inline = (barmanObjectStore: Properties) => postgres({ backup: { barmanObjectStore } });
const store = (configuration: Properties) =>
	manifest("barmancloud.cnpg.io/v1", "ObjectStore", "registry", { spec: { configuration } }, "town");

const control: Control = {
	id: "postgres-backup-encrypted",
	family: "postgres",
	severity: "high",
	title: "Backups of the database are encrypted",
	rationale: "Who reads a backup reads every row, without an account of the database and without a trace in it.",
	remediation: "Set encryption: AES256 (or aws:kms) under data and wal of the object store's configuration.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.1"]), partial(c5["CRY-03"]), partial(nis2["21.2(h)"])],
	appliesTo: [POSTGRES, OBJECT_STORE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(database, context) {
		const isStore = database.type === OBJECT_STORE;
		const { configuration } = (database.properties["spec"] ?? {}) as { configuration?: Barman };
		const [store, at] = isStore
			? [configuration, "/spec/configuration"]
			: [specOf(database).backup?.barmanObjectStore, "/spec/backup/barmanObjectStore"];
		// A database that leaves its backups to the plug-in is judged by the object store; snapshots are as encrypted as their volumes.
		if (store === undefined || store === null) return context.notApplicable();
		if (present(store, "azureCredentials") || present(store, "googleCredentials"))
			return context.unknown(at, "this cloud's store is not told how to encrypt");
		context.each(["data", "wal"] as const, (part) => {
			if (!["AES256", "aws:kms"].includes(store[part]?.encryption ?? ""))
				context.report({
					path: `${at}/${part}/encryption`,
					message: `${part === "data" ? "Base backups" : "Write-ahead logs"} are stored without encryption being asked for.`,
				});
		});
	},
	examples: {
		pass: [
			{ title: "in the database", resources: [inline(ENCRYPTED)] },
			{ title: "in the object store", resources: [store(ENCRYPTED)] },
			{ title: "by a key of the store", resources: [store({ data: { encryption: "aws:kms" }, wal: { encryption: "aws:kms" } })] },
		],
		fail: [
			{ title: "nothing said", resources: [inline({ destinationPath: "s3://registry" })], says: "Base backups" },
			{ title: "only base backups", resources: [store({ data: { encryption: "AES256" }, wal: null })], says: "Write-ahead logs" },
			{ title: "only logs", resources: [store({ data: { compression: "gzip" }, wal: { encryption: "AES256" } })] },
			{ title: "no such form", resources: [store({ ...ENCRYPTED, data: { encryption: "none" } })] },
			{ title: "logs, beside what is not known", resources: [store({ data: new Unknown() })] },
		],
		unknown: [
			{ title: "not known", resources: [inline({ ...ENCRYPTED, data: { encryption: new Unknown() } })] },
			{ title: "another cloud's store", resources: [store({ ...ENCRYPTED, azureCredentials: { inheritFromAzureAD: true } })] },
			{ title: "and another's", resources: [store({ ...ENCRYPTED, googleCredentials: { gkeEnvironment: true } })] },
			{ title: "nothing is known", resources: [inline(new Unknown() as never)] },
		],
		notApplicable: [
			{ title: "by the plug-in", resources: [postgres({ plugins: [{ name: "barman-cloud.cloudnative-pg.io" }] })] },
			{ title: "none", resources: [postgres({ backup: { barmanObjectStore: null } })] },
		],
	},
};
export default control;
