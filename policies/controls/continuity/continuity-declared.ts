import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { service } from "../../examples/declared.ts";
import { c5, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { declaredService, SERVICE } from "../../services.ts";

/** Judges that objectives are declared; whether they can be met, restore-tested asks. */
const control: Control = {
	id: "continuity-declared",
	family: "continuity",
	severity: "medium",
	title: "It is settled how soon the service is back, and how much may be lost",
	rationale: "How often to back up, and what to restore first, follows from two times that only those who answer for the service can name.",
	remediation: "Write continuity.rto (how long it may be away) and continuity.rpo (how much work may be lost) below the service.",
	references: [
		direct(gdpr["32(1)(b)"]),
		partial(gdpr["32(1)(c)"]),
		direct(nis2["21.2(c)"]),
		partial(secnumcloud["17.2"]),
		partial(c5["BCM-03"]),
	],
	appliesTo: [SERVICE],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report }) {
		const { continuity } = declaredService(subject);
		if (continuity?.rto === undefined) report({ path: "", message: `How long ${subject.name} may be away is not said (continuity.rto).` });
		if (continuity?.rpo === undefined)
			report({ path: "", message: `How much work of ${subject.name} may be lost is not said (continuity.rpo).` });
	},
	examples: {
		pass: [
			{ title: "both times", resources: [service({ continuity: { rto: "4h", rpo: "1h" } })] },
			{
				title: "with a drill",
				resources: [service({ continuity: { rto: "PT4H", rpo: "1d", lastRestoreDrill: { on: "2026-10-01", took: "3h", lost: "2h" } } })],
			},
		],
		fail: [
			{ title: "nothing", resources: [service({})], says: "(continuity.rpo)" },
			{ title: "only how long it may be away", resources: [service({ continuity: { rto: "4h" } })], says: "(continuity.rpo)" },
			{ title: "only how much may be lost", resources: [service({ continuity: { rpo: "1h" } })], says: "(continuity.rto)" },
		],
		unknown: [{ title: "not known", resources: [service({ continuity: new Unknown() })] }],
	},
};
export default control;
