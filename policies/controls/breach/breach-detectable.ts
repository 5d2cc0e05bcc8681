import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { days, inDays, seconds } from "../../days.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { c3a, c5, csf, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const SINK = { sink: "logs.town.example", country: "FR", retention: "1y" };

/** Judges what is declared; that each machine and cluster writes there is judged where their configuration is seen. */
const control: Control<{ days: number }> = {
	id: "breach-detectable",
	family: "breach",
	severity: "medium",
	title: "Logs leave the machines and are kept long enough to notice a breach",
	rationale:
		"A breach has to be notified within 72 hours of being noticed, and is mostly noticed after months. Who breaks in erases the logs that lie there.",
	remediation: "Write logs: a sink off the machines, where it stands, and a retention of at least 180d.",
	references: [
		direct(gdpr["33(1)"]),
		partial(gdpr["33(5)"]),
		partial(nis2["21.2(b)"]),
		direct(secnumcloud["12.7"]),
		partial(secnumcloud["12.6"]),
		partial(c5["OPS-14"]),
		partial(c3a["SOV-3-04"]),
		partial(csf["SOV-7.4"]),
	],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { days: days("Shortest time that logs are kept, in days.", 180) },
	check(_, { all, report, parameters }) {
		const { logs } = environmentOf(all) ?? {};
		if (logs?.sink === undefined)
			return report({ path: "", message: "It is not said where logs go (logs.sink), so that they stay with those who break in." });
		if (logs.retention === undefined) return report({ path: "/logs", message: "It is not said how long logs are kept (logs.retention)." });
		if (seconds(logs.retention) >= inDays(parameters.days)) return;
		report({ path: "/logs/retention", message: `Logs are kept for ${logs.retention}, less than ${parameters.days} days.` });
	},
	examples: {
		pass: [
			{ title: "a year", resources: [town({ logs: SINK })] },
			{ title: "exactly 180 days", resources: [town({ logs: { ...SINK, retention: "P180D" } })] },
			{ title: "less, where a pack asks for less", parameters: { days: 30 }, resources: [town({ logs: { ...SINK, retention: "6w" } })] },
		],
		fail: [
			{ title: "no sink", resources: [town()] },
			{ title: "too short", resources: [town({ logs: { ...SINK, retention: "30d" } })] },
			{ title: "no end", resources: [town({ logs: { sink: "logs.town.example" } })] },
		],
		unknown: [{ title: "not known", resources: [town({ logs: new Unknown() })] }],
	},
};
export default control;
