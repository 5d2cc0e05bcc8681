import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { setting, town, using } from "../../examples/suppliers.ts";
import { csf, gdpr, nis2, partial, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeNamedHosts, namesHosts } from "../../named-hosts.ts";

/** Keys, variables and flags whose value is a host that people load from; beside them every host counts that the facts know as one. */
const SAYS = /^(\w*_)?(cdn|assets?|static)_?(host|ur[li]|domain|origin|base)?$/i;

const control: Control<Jurisdictions> = {
	id: "supplier-cdn",
	family: "supplier",
	severity: "medium",
	title: "What people load comes from hosts under allowed law",
	rationale: "Each page that loads a font or script from elsewhere tells that host who reads it, and lets it change what they see.",
	remediation: "Serve scripts, fonts and images from your own hosts; declare a host that the facts do not know under suppliers.",
	references: [
		partial(csf["SOV-3.2"]),
		partial(csf["SOV-5.6"]),
		partial(nis2["21.2(d)"]),
		supporting(gdpr["44"]),
		supporting(gdpr["25(2)"]),
	],
	appliesTo: namesHosts,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		judgeNamedHosts("cdn", SAYS, "What people load comes from", subject, context);
	},
	examples: {
		pass: [
			{ title: "one's own", resources: [using("CDN_HOST", "https://own.town.example/path"), town()] },
			{ title: "a partner's in the Union, by declaration", resources: [using("CDN_HOST", "https://union.partner.example"), town()] },
			{ title: "in the cluster", resources: [using("CDN_HOST", "https://own.town.example,http://it.town.svc:8080"), town()] },
		],
		fail: [
			{ title: "a declared country outside", resources: [using("CDN_HOST", "https://abroad.partner.example"), town()] },
			{
				title: "known and declared outside",
				resources: [using("ADDRESS", "https://cdn.jsdelivr.net/x"), town({ "cdn.jsdelivr.net": "US" })],
			},
			{
				title: "a name that leads away",
				resources: [
					{ ...setting("v1", "Service", { type: "ExternalName", externalName: "town.cloudfront.net" }) },
					town({ "town.cloudfront.net": "US" }),
				],
			},
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [using("CDN_HOST", "https://stranger.example"), town()] },
			{ title: "common knowledge is no refusal", resources: [using("ADDRESS", "see https://cdn.jsdelivr.net."), town()] },
			{ title: "not known", resources: [using("CDN_HOST", new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "it names none", resources: [using("LOG_LEVEL", "info"), town()] },
			{ title: "a host of something else", resources: [using("DATABASE", "db.partner.example"), town()] },
		],
	},
};
export default control;
