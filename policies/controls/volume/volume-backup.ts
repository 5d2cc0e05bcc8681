import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { volume } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { BACKUP } from "../../live-types.ts";
import { VOLUME } from "../../volume-types.ts";

/** States in which a backup is whole. Source: Block Storage API v3, backups. */
const WHOLE = ["available", "restoring", "backing-up"];

const control: Control = {
	id: "volume-backup",
	family: "volume",
	severity: "medium",
	title: "The volume has a backup",
	rationale: "What lies on one volume only is gone with it: by a fault, by a mistake, by extortion.",
	remediation: "Back it up regularly (`openstack volume backup create`), and try to restore it.",
	references: [direct(secnumcloud["12.5"]), partial(gdpr["32(1)(c)"]), partial(nis2["21.2(c)"])],
	appliesTo: [VOLUME],
	scope: "stack",
	// Backups are made by running services: no provider's schema has them, and a plan can't show them.
	sources: ["live"],
	check(subject, { all, report, unknown }) {
		const { list, complete } = all.referrers(subject, BACKUP, "/volume_id");
		const states = list.map(({ properties }) => String(properties["status"]).toLowerCase());
		if (states.some((state) => WHOLE.includes(state))) return;
		if (!complete) return unknown("", "not every backup is known");
		if (list.length === 0) return report({ path: "", message: "It has no backup." });
		report({ path: "", message: `None of its ${list.length} backups is whole: ${[...new Set(states)].join(", ")}.` });
	},
	examples: {
		pass: [
			{ title: "a backup", resources: [volume("data", {}), backup("available")] },
			{ title: "a backup that is being restored", resources: [volume("data", {}), backup("restoring")] },
			{ title: "one whole one", resources: [volume("data", {}), backup("error"), { ...backup("available"), name: "older" }] },
		],
		fail: [
			{ title: "none", resources: [volume("data", {})] },
			{ title: "another volume's", resources: [volume("boot", {}), backup("available"), volume("data", {})] },
			{ title: "one that failed", resources: [volume("data", {}), backup("error")] },
			{ title: "one that is not ready", resources: [volume("data", {}), backup("creating")] },
		],
		unknown: [
			{ title: "its state is not known", resources: [volume("data", {}), backup(new Unknown())] },
			{ title: "backups may lie outside this part", partial: true, resources: [volume("data", {})] },
		],
		notApplicable: [{ title: "a plan can't show it", source: "plan", resources: [volume("data", {})] }],
	},
};
export default control;

function backup(status: string | Unknown): ExampleResource {
	return { type: BACKUP, name: "nightly", properties: { name: "nightly", volume_id: "data", status } };
}
