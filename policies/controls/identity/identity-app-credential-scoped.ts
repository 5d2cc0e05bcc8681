import type { Value } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { APP_CREDENTIAL, appCredential } from "../../app-credentials.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items, present } from "../../guard.ts";

const control: Control = {
	id: "identity-app-credential-scoped",
	family: "identity",
	severity: "medium",
	title: "The application credential names the calls that it is for",
	rationale: "Without access rules a program that uploads files can delete the network: the credential may call whatever its roles may.",
	remediation: "List accessRules with service, method and path, one for each kind of call that the program makes.",
	references: [direct(secnumcloud["9.3"]), partial(nis2["21.2(i)"]), partial(gdpr["25(2)"])],
	appliesTo: [APP_CREDENTIAL],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(credential, { each, report }) {
		const rules = items(credential.properties["accessRules"] as unknown as readonly object[] | undefined, credential, "/accessRules");
		if (rules.length === 0) return report({ path: "", message: "It names no calls, and may make every call that its roles allow." });
		each(rules, (rule, index) => {
			// A rule that comes by the id of one that Keystone holds names its calls there.
			const lacking = present(rule, "id") ? [] : ["service", "method", "path"].filter((key) => !present(rule, key));
			if (lacking.length > 0) report({ path: `/accessRules/${index}`, message: `A rule names no ${lacking.join(" and no ")}.` });
		});
	},
	examples: {
		pass: [
			{ title: "upload of objects", resources: [withRules({ service: "object-store", method: "PUT", path: "/v1/*/scans/**" })] },
			{ title: "a rule that Keystone holds", resources: [withRules({ id: "07d719df00f349ef8de77d542edf010c" })] },
			{
				title: "two kinds of calls",
				resources: [
					withRules(
						{ service: "compute", method: "GET", path: "/v2.1/servers" },
						{ service: "image", method: "GET", path: "/v2/images/*" },
					),
				],
			},
		],
		fail: [
			{ title: "no rules", resources: [appCredential({})] },
			{ title: "an empty list", resources: [withRules()] },
			{ title: "a rule that names no path", resources: [withRules({ service: "compute", method: "GET" })] },
		],
		unknown: [{ title: "the rules are not known", resources: [appCredential({ accessRules: new Unknown() })] }],
	},
};
export default control;

function withRules(...accessRules: Value[]) {
	return appCredential({ accessRules });
}
