import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { days, daysUntil, seconds } from "../../days.ts";
import { service } from "../../examples/declared.ts";
import { c5, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { declaredService, SERVICE } from "../../services.ts";

const DRILL = "/continuity/lastRestoreDrill";

/** Judges the drill that the environment declares; no plan and no cloud shows that one took place. */
const control: Control<{ days: number }> = {
	id: "restore-tested",
	family: "restore",
	severity: "high",
	title: "A restore was tried lately, and met its objectives",
	rationale: "A backup that was never restored is a hope. Half of what can go wrong shows only when somebody tries.",
	remediation:
		"Restore the service in a place of its own, and write its day, how long it took and what was lost at continuity.lastRestoreDrill.",
	references: [
		direct(gdpr["32(1)(d)"]),
		direct(gdpr["32(1)(c)"]),
		partial(nis2["21.2(c)"]),
		partial(nis2["21.2(f)"]),
		partial(secnumcloud["17.3"]),
		partial(secnumcloud["12.5"]),
		direct(c5["OPS-08"]),
	],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { days: days("Longest time since the last drill, in days.", 365) },
	check(subject, { report, today, parameters }) {
		const { rto, rpo, lastRestoreDrill: drill } = declaredService(subject).continuity ?? {};
		if (drill?.on === undefined)
			return report({ path: "", message: `No restore of ${subject.name} is on record (continuity.lastRestoreDrill).` });
		const age = -daysUntil(drill.on, today);
		if (!(age >= 0)) report({ path: `${DRILL}/on`, message: `The drill is dated ${drill.on}, which is still to come.` });
		else if (age > parameters.days)
			report({ path: `${DRILL}/on`, message: `The last drill, on ${drill.on}, was ${age} days ago, more than ${parameters.days}.` });
		if (!(seconds(drill.took) <= seconds(rto)))
			report({
				path: `${DRILL}/took`,
				message: `The restore took ${drill.took ?? "an unsaid time"}, and ${rto ?? "no time"} is the objective (rto).`,
			});
		if (!(seconds(drill.lost) <= seconds(rpo)))
			report({
				path: `${DRILL}/lost`,
				message: `Work of ${drill.lost ?? "an unsaid time"} was lost, and ${rpo ?? "none"} is the objective (rpo).`,
			});
	},
	examples: {
		pass: [
			{ title: "within the objectives", resources: [tried({})] },
			{ title: "exactly a year ago, exactly in time", resources: [tried({ on: "2025-11-23", took: "4h", lost: "PT60M" })] },
		],
		fail: [
			{ title: "none", resources: [service({ continuity: { rto: "4h", rpo: "1h" } })] },
			{ title: "nothing said at all", resources: [service({})] },
			{ title: "a day more than a year ago", resources: [tried({ on: "2025-11-22" })] },
			{ title: "still to come", resources: [tried({ on: "2026-11-24" })] },
			{ title: "too slow", resources: [tried({ took: "300m" })] },
			{ title: "too much lost", resources: [tried({ lost: "2h" })] },
		],
		unknown: [{ title: "not known", resources: [tried({ on: new Unknown() })] }],
	},
};
export default control;

function tried(drill: Properties): ExampleResource {
	return service({ continuity: { rto: "4h", rpo: "1h", lastRestoreDrill: { on: "2026-10-06", took: "3h", lost: "30m", ...drill } } });
}
