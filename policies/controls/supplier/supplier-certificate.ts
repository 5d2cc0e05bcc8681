import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { setting, town, using } from "../../examples/suppliers.ts";
import { csf, gdpr, nis2, partial, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeNamedHosts, namesHosts } from "../../named-hosts.ts";

/** Keys, variables and flags whose value is an issuer of certificates; beside them every host counts that the facts know as one. */
const SAYS = /^(acme_?\w*(url|server|directory)|--acme-server)$/i;
/** Where a key `server` means one. */
const SERVER = /Issuer$/;

const control: Control<Jurisdictions> = {
	id: "supplier-certificate",
	family: "supplier",
	severity: "medium",
	title: "Certificates are issued by an authority under allowed law",
	rationale: "An authority that no longer issues, or withdraws, closes every door of the service within weeks.",
	remediation: "Use an authority under allowed law, or keep a second one ready; declare one that the facts do not know under suppliers.",
	references: [partial(csf["SOV-5.6"]), partial(csf["SOV-1.8"]), partial(nis2["21.2(d)"]), supporting(gdpr["32(1)(b)"])],
	appliesTo: namesHosts,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		judgeNamedHosts("acme", SERVER.test(subject.type) ? /^server$/ : SAYS, "Certificates are issued", subject, context);
	},
	examples: {
		pass: [
			{ title: "one's own", resources: [using("ACME_SERVER", "https://own.town.example/path"), town()] },
			{ title: "a partner's in the Union, by declaration", resources: [using("ACME_SERVER", "https://union.partner.example"), town()] },
			{ title: "in the cluster", resources: [using("ACME_SERVER", "https://own.town.example,http://it.town.svc:8080"), town()] },
		],
		fail: [
			{ title: "a declared country outside", resources: [using("ACME_SERVER", "https://abroad.partner.example"), town()] },
			{
				title: "known and declared outside",
				resources: [using("ADDRESS", "https://acme-v02.api.letsencrypt.org/x"), town({ "acme-v02.api.letsencrypt.org": "US" })],
			},
			{
				title: "an issuer of cert-manager",
				resources: [
					setting("cert-manager.io/v1", "ClusterIssuer", { acme: { server: "https://abroad.partner.example/directory" } }),
					town(),
				],
			},
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [using("ACME_SERVER", "https://stranger.example"), town()] },
			{ title: "common knowledge is no refusal", resources: [using("ADDRESS", "see https://acme-v02.api.letsencrypt.org."), town()] },
			{ title: "not known", resources: [using("ACME_SERVER", new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "it names none", resources: [using("LOG_LEVEL", "info"), town()] },
			{ title: "a host of something else", resources: [using("DATABASE", "db.partner.example"), town()] },
		],
	},
};
export default control;
