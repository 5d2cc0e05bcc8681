import { Unknown } from "../../../inventory/resource.ts";
import { APP_CREDENTIAL, appCredential } from "../../app-credentials.ts";
import type { Control } from "../../control.ts";
import type { Lifetime } from "../../expiry.ts";
import { demandEnd, lifetime } from "../../expiry.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control<Lifetime> = {
	id: "identity-app-credential-expires",
	family: "identity",
	severity: "medium",
	title: "The application credential ends",
	rationale: "A credential without an end outlives the program and the person that it was made for, and is found in an old backup.",
	remediation: "Set expiresAt to a day within the next year, and renew the credential before it.",
	references: [direct(secnumcloud["10.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [APP_CREDENTIAL],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: { maximumDays: lifetime },
	check: (credential, context) => demandEnd(credential, "expiresAt", context),
	examples: {
		pass: [
			{ title: "in half a year", resources: [appCredential({ expiresAt: "2027-05-31T00:00:00Z" })] },
			{ title: "in a year, on the day, in Keystone's own words", resources: [appCredential({ expiresAt: "2027-11-23T00:00:00.000000" })] },
			{ title: "it has ended", resources: [appCredential({ expiresAt: "2026-01-01T00:00:00Z" })] },
			{
				title: "within what the pack allows",
				resources: [appCredential({ expiresAt: "2028-01-01T00:00:00Z" })],
				parameters: { maximumDays: 730 },
			},
		],
		fail: [
			{ title: "no end", resources: [appCredential({})] },
			{ title: "a state writes absence as an empty text", resources: [appCredential({ expiresAt: "" })] },
			{ title: "in a year and a day", resources: [appCredential({ expiresAt: "2027-11-24T00:00:00Z" })] },
			{ title: "in ten years", resources: [appCredential({ expiresAt: "2036-11-23T00:00:00+02:00" })] },
			{
				title: "later than the pack allows",
				resources: [appCredential({ expiresAt: "2027-05-31T00:00:00Z" })],
				parameters: { maximumDays: 90 },
			},
		],
		unknown: [
			{ title: "the end is not known", resources: [appCredential({ expiresAt: new Unknown() })] },
			{ title: "the end is no time", resources: [appCredential({ expiresAt: "next year" })] },
		],
	},
};
export default control;
