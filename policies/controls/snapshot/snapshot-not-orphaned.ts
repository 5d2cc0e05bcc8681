import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { volume } from "../../examples/openstack.ts";
import { gdpr, nis2, partial, supporting } from "../../frameworks.ts";
import { SNAPSHOT } from "../../live-types.ts";
import { VOLUMES } from "../../volume-types.ts";

const control: Control = {
	id: "snapshot-not-orphaned",
	family: "snapshot",
	severity: "low",
	title: "The snapshot's volume still exists",
	rationale: "A snapshot that outlives its volume is a copy that erasure never reaches, and that nobody remembers.",
	remediation: "Delete the snapshot, or make a volume of it that is declared as kept data.",
	references: [partial(gdpr["5(1)(e)"]), partial(gdpr["17(1)"]), supporting(nis2["21.2(i)"])],
	appliesTo: [SNAPSHOT],
	scope: "stack",
	// No provider's schema has snapshots.
	sources: ["live"],
	check(subject, { all, absent }) {
		if (all.reference(subject, "/volume_id", VOLUMES) === undefined) absent({ path: "/volume_id", message: "Its volume is gone." });
	},
	examples: {
		pass: [
			{ title: "its volume is there", resources: [snapshot("data"), volume("data", {})] },
			{ title: "its volume is there, by id", resources: [snapshot("0f"), { ...volume("data", {}), physicalId: "0f" }] },
		],
		fail: [
			{ title: "its volume is gone", resources: [snapshot("data"), volume("boot", {})] },
			{ title: "there are no volumes", resources: [snapshot("0f")] },
		],
		unknown: [
			{ title: "its volume is not known", resources: [snapshot(new Unknown())] },
			{ title: "its volume may lie outside this part", partial: true, resources: [snapshot("data")] },
		],
		notApplicable: [{ title: "elsewhere than live", source: "state", resources: [snapshot("data")] }],
	},
};
export default control;

function snapshot(volumeId: string | Unknown): ExampleResource {
	return { type: SNAPSHOT, name: "before-upgrade", properties: { name: "before-upgrade", volume_id: volumeId, status: "available" } };
}
