import { Unknown } from "../../../inventory/resource.ts";
import { APP_CREDENTIAL, appCredential } from "../../app-credentials.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control = {
	id: "identity-app-credential-restricted",
	family: "identity",
	severity: "high",
	title: "The application credential can't make further credentials",
	rationale: "Whoever steals an unrestricted credential makes new ones and trusts with it, which stay when it is revoked.",
	remediation: "Remove unrestricted, or set it to false.",
	references: [direct(secnumcloud["9.3"]), direct(nis2["21.2(i)"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [APP_CREDENTIAL],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report }) {
		const { unrestricted } = properties;
		if (unrestricted === true || unrestricted === "true")
			report({ path: "/unrestricted", message: "The credential may make and delete credentials and trusts." });
	},
	examples: {
		pass: [
			{ title: "Keystone restricts it", resources: [appCredential({})] },
			{ title: "said so", resources: [appCredential({ unrestricted: false })] },
		],
		fail: [
			{ title: "unrestricted", resources: [appCredential({ unrestricted: true })] },
			{ title: "unrestricted, though it ends", resources: [appCredential({ unrestricted: true, expiresAt: "2027-01-01T00:00:00Z" })] },
		],
		unknown: [{ title: "not known", resources: [appCredential({ unrestricted: new Unknown() })] }],
	},
};
export default control;
