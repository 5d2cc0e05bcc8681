import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, Example } from "../../control.ts";
import { BACKED_UP, backupsOf, REPLICATED, replicasOf } from "../../copies.ts";
import { ENVIRONMENT } from "../../environment.ts";
import { impersonal, RECORD, recorded, service, town } from "../../examples/declared.ts";
import { direct, gdpr, partial } from "../../frameworks.ts";
import { SERVICE } from "../../services.ts";
import { judgeTransfer, placesOf, processesPersonalData } from "../../transfers.ts";

/** Where personal data goes: region, copies, logs, processors, and what replicates or backs up to a host whose place is known. */
const control: Control = {
	id: "transfer-declared",
	family: "transfer",
	severity: "high",
	title: "Personal data leaves the EEA only by a tool that the law knows",
	rationale:
		"Outside the EEA the law that protects people ends at the border, unless a decision, a contract or an exception carries it on.",
	remediation: "Keep the data in the EEA, or write below transfers the country and the tool that your DPO has settled.",
	references: [direct(gdpr["44"]), direct(gdpr["45"]), direct(gdpr["46"]), partial(gdpr["49"]), partial(gdpr["30(1)"])],
	appliesTo: [ENVIRONMENT, SERVICE, ...new Set([...BACKED_UP, ...REPLICATED])],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		const { all, notApplicable } = context;
		if (subject.type === ENVIRONMENT && !processesPersonalData(all)) return notApplicable();
		const destinations = subject.type.startsWith("socle/") ? [] : [...backupsOf(subject), ...replicasOf(subject)];
		const places = placesOf(subject, destinations, context);
		if (places.length === 0) return notApplicable();
		context.each(places, (place) => judgeTransfer(place, context));
	},
	examples: {
		pass: [
			{ title: "everything in the EEA", resources: [town({ logs: { sink: "logs.town.example", country: "NO" } })] },
			abroad("an adequate country", "CH", { to: "CH", tool: "adequacy" }),
			recorded("a processor in the Union", {}, town({ processors: { ovhcloud: { country: "FR" } } })),
			abroad("the United States by clauses", "US", { to: "US", tool: "standard-clauses" }),
		],
		fail: [
			abroad("no tool", "CH"),
			abroad("a tool for another country", "IN", { to: "CH", tool: "adequacy" }),
			abroad("a decision that there is not", "IN", { to: "IN", tool: "adequacy" }),
			abroad("copies are no exception", "SG", { to: "SG", tool: "derogation" }),
			{ ...abroad("a decision that has expired", "GB", { to: "GB", tool: "adequacy" }), today: "2032-01-01" },
			recorded("a processor outside", { processors: ["mailer"] }, town({ processors: { mailer: { country: "US" } } })),
			{ title: "a region outside", resources: [town({ cloud: { provider: "ovhcloud", region: "BHS5" } })] },
			{ title: "logs outside", resources: [town({ logs: { sink: "logs.town.example", country: "US" } })] },
			{
				title: "a container kept in step outside",
				resources: [
					{
						type: "openstack:objectstorage/container:Container",
						name: "scans",
						properties: { containerSyncTo: "https://storage.uk.cloud.ovh.net/v1/A/scans" },
					},
					town(),
				],
			},
		],
		unknown: [
			abroad("a decision for some in the United States only", "US", { to: "US", tool: "adequacy" }),
			{ title: "a region whose country is not known", resources: [town({ cloud: { provider: "stackit", region: "eu01" } })] },
			recorded("a processor of no country", {}, town({ processors: { ovhcloud: {} } })),
			{ title: "not known", resources: [town({ logs: { sink: "logs.town.example", country: new Unknown() } })] },
		],
		notApplicable: [
			impersonal,
			{
				title: "no service has personal data",
				resources: [town({ cloud: { provider: "ovhcloud", region: "BHS5" } }), service({ data: { personal: false } })],
			},
		],
	},
};
export default control;

function abroad(title: string, country: string, ...transfers: Properties[]): Example {
	const copies = [{ kind: "backup", provider: "own", region: "cellar", country }];
	return { title, resources: [town({ copies, transfers }), service({ data: RECORD })] };
}
