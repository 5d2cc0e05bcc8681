import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { POSTGRES } from "../../copies.ts";
import { c5, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { nightly, postgres, schedulesOf, specOf, storesOf } from "../../postgres.ts";

const STORE = { destinationPath: "s3://registry", endpointURL: "https://s3.town.example" };
const PLUGIN = { name: "barman-cloud.cloudnative-pg.io", parameters: { barmanObjectName: "registry" } };

const control: Control = {
	id: "postgres-backup",
	family: "postgres",
	severity: "high",
	title: "The database is backed up on a schedule",
	rationale: "A replica repeats every mistake within a second; only a copy that is kept apart brings back what was deleted.",
	remediation:
		"Name an object store (plug-in barman-cloud.cloudnative-pg.io, or spec.backup) or snapshots, and add a ScheduledBackup for the database.",
	references: [direct(secnumcloud["12.5"]), direct(gdpr["32(1)(c)"]), partial(c5["OPS-06"]), partial(nis2["21.2(c)"])],
	appliesTo: [POSTGRES],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(database, context) {
		const { backup } = specOf(database);
		if (storesOf(database).length === 0 && !present(backup, "volumeSnapshot"))
			context.report({ path: "/spec/backup", message: "It names nowhere for backups to go." });
		const { list, open } = schedulesOf(database, context.all);
		if (list.length > 0) return;
		if (open) context.unknown("", "which database another ScheduledBackup is for is not known");
		else context.absent({ path: "", message: "No ScheduledBackup is for it, so that backups are taken only by hand." });
	},
	examples: {
		pass: [
			{ title: "to an object store", resources: [postgres({ backup: { barmanObjectStore: STORE } }), nightly()] },
			{ title: "by the plug-in", resources: [postgres({ plugins: [PLUGIN] }), nightly({ method: "plugin" })] },
			{ title: "snapshots", resources: [postgres({ backup: { volumeSnapshot: { className: "vault" } } }), nightly({ suspend: false })] },
		],
		fail: [
			{ title: "nothing", resources: [postgres({})], says: "nowhere for backups to go" },
			{ title: "no schedule", resources: [postgres({ plugins: [PLUGIN] })], says: "only by hand" },
			{ title: "nowhere", resources: [postgres({ backup: null, plugins: [] }), nightly()] },
			{ title: "suspended", resources: [postgres({ plugins: [PLUGIN] }), nightly({ suspend: true })] },
			{
				title: "the schedule is another database's",
				resources: [postgres({ plugins: [PLUGIN] }), nightly({ cluster: { name: "other" } })],
			},
			{ title: "the schedule is in another namespace", resources: [postgres({ plugins: [PLUGIN] }), nightly({}, "other")] },
			{ title: "the plug-in is switched off", resources: [postgres({ plugins: [{ ...PLUGIN, enabled: false }] }), nightly()] },
			{ title: "another plug-in", resources: [postgres({ plugins: [{ name: "own.town.example" }] }), nightly()] },
		],
		unknown: [
			{ title: "the schedule may lie outside this part", resources: [postgres({ plugins: [PLUGIN] })], partial: true },
			{ title: "where to is not known", resources: [postgres({ backup: new Unknown() }), nightly()] },
			{ title: "whose schedule it is is not known", resources: [postgres({ plugins: [PLUGIN] }), nightly({ cluster: new Unknown() })] },
			{
				title: "where the schedule is is not known",
				resources: [postgres({ plugins: [PLUGIN] }), { ...nightly(), properties: { metadata: { namespace: new Unknown() } } }],
			},
		],
	},
};
export default control;
