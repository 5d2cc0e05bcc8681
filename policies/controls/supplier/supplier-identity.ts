import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { setting, town, using } from "../../examples/suppliers.ts";
import { c3a, csf, direct, gdpr, nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import type { Jurisdictions } from "../../jurisdiction.ts";
import { jurisdictions } from "../../jurisdiction.ts";
import { judgeNamedHosts, namesHosts } from "../../named-hosts.ts";

/** Keys, variables and flags whose value is an issuer of identities; beside them every host counts that the facts know as one. */
const SAYS = /^(issuer(_?ur[li])?|--oidc-issuer-url|(oidc|oauth2?|openid|sso)_?\w*(url|issuer|endpoint|authority))$/i;

const control: Control<Jurisdictions> = {
	id: "supplier-identity",
	family: "supplier",
	severity: "high",
	title: "People and programs are recognised by somebody under allowed law",
	rationale: "Who issues identities decides who may come in tomorrow, and sees who came today.",
	remediation: "Use an identity provider of your own or under allowed law; declare one that the facts do not know under suppliers.",
	references: [
		direct(c3a["SOV-3-03"]),
		partial(csf["SOV-5.6"]),
		partial(secnumcloud["15.1"]),
		partial(nis2["21.2(d)"]),
		partial(nis2["21.2(j)"]),
		supporting(gdpr["28(1)"]),
	],
	appliesTo: namesHosts,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { jurisdictions },
	check(subject, context) {
		judgeNamedHosts("idp", SAYS, "Identities are issued", subject, context);
	},
	examples: {
		pass: [
			{ title: "one's own", resources: [using("OIDC_ISSUER_URL", "https://own.town.example/path"), town()] },
			{ title: "a partner's in the Union, by declaration", resources: [using("OIDC_ISSUER_URL", "https://union.partner.example"), town()] },
			{ title: "in the cluster", resources: [using("OIDC_ISSUER_URL", "https://own.town.example,http://it.town.svc:8080"), town()] },
		],
		fail: [
			{ title: "a declared country outside", resources: [using("OIDC_ISSUER_URL", "https://abroad.partner.example"), town()] },
			{ title: "known and declared outside", resources: [using("ADDRESS", "https://town.okta.com/x"), town({ "town.okta.com": "US" })] },
			{
				title: "a source was read",
				resources: [using("OIDC_ISSUER_URL", "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc"), town()],
			},
			{
				title: "a gateway's issuer",
				resources: [
					setting("gateway.envoyproxy.io/v1alpha1", "SecurityPolicy", { oidc: { provider: { issuer: "https://abroad.partner.example" } } }),
					town(),
				],
			},
		],
		unknown: [
			{ title: "nobody says who runs it", resources: [using("OIDC_ISSUER_URL", "https://stranger.example"), town()] },
			{ title: "common knowledge is no refusal", resources: [using("ADDRESS", "see https://town.okta.com."), town()] },
			{ title: "not known", resources: [using("OIDC_ISSUER_URL", new Unknown()), town()] },
		],
		notApplicable: [
			{ title: "it names none", resources: [using("LOG_LEVEL", "info"), town()] },
			{ title: "a host of something else", resources: [using("DATABASE", "db.partner.example"), town()] },
		],
	},
};
export default control;
