import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { ENVIRONMENT, environmentOf } from "../../environment.ts";
import { town } from "../../examples/declared.ts";
import { c3a, csf, direct, gdpr, partial, secnumcloud } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgePlace } from "../../residency.ts";

/** Judges the sink that is declared: where a host stands can't be seen from its name. Who operates it, supplier-telemetry asks. */
const control: Control<Jurisdictions> = {
	id: "residency-logs",
	family: "residency",
	severity: "high",
	title: "Logs lie where the law allows the data to be",
	rationale: "Logs say who did what and when, with names and addresses. They are personal data that nobody thinks of.",
	remediation: "Send logs to a sink in an allowed country, and write it at logs.country.",
	references: [direct(csf["SOV-7.4"]), partial(csf["SOV-3.4"]), direct(secnumcloud["19.2"]), partial(gdpr["44"]), partial(c3a["SOV-3-04"])],
	appliesTo: [ENVIRONMENT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(_, context) {
		const { logs } = environmentOf(context.all) ?? {};
		if (logs?.sink === undefined) return context.notApplicable();
		judgePlace("What is logged", "/logs/country", { country: logs.country, called: logs.sink, read: true }, context);
	},
	examples: {
		pass: [
			{ title: "in the Union", resources: [town({ logs: { sink: "logs.town.example", country: "IE" } })] },
			{
				title: "in Norway, where the EEA is allowed",
				resources: [town({ logs: { sink: "logs.town.example", country: "NO" }, sovereignty: { jurisdictions: ["EEA"] } })],
			},
		],
		fail: [
			{ title: "outside", resources: [town({ logs: { sink: "logs.town.example", country: "US" } })] },
			{ title: "adequate is not allowed", resources: [town({ logs: { sink: "logs.town.example", country: "CH" } })] },
		],
		unknown: [
			{ title: "a sink that stands nowhere", resources: [town({ logs: { sink: "logs.town.example" } })] },
			{ title: "not known", resources: [town({ logs: { sink: "logs.town.example", country: new Unknown() } })] },
		],
		notApplicable: [{ title: "no sink", resources: [town()] }],
	},
};
export default control;
