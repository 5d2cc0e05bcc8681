import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { USER, user } from "../../users.ts";

const control: Control = {
	id: "identity-user-mfa",
	family: "identity",
	severity: "high",
	title: "The user signs in with several factors",
	rationale: "A password that was phished or used elsewhere opens the project, unless a second factor is asked for.",
	remediation:
		"Set multiFactorAuthEnabled to true and multiFactorAuthRules to rules of two methods or more each, such as password and totp.",
	references: [direct(nis2["21.2(j)"]), direct(secnumcloud["9.5"]), partial(gdpr["32(1)(b)"])],
	appliesTo: [USER],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(user, { report, notApplicable }) {
		const { enabled, multiFactorAuthEnabled, multiFactorAuthRules } = user.properties as {
			enabled?: boolean;
			multiFactorAuthEnabled?: boolean;
			multiFactorAuthRules?: readonly { rules?: readonly string[] }[];
		};
		if (enabled === false) return notApplicable();
		if (multiFactorAuthEnabled !== true) return report({ path: "", message: "One factor is enough to sign in." });
		const rules = items(multiFactorAuthRules, user, "/multiFactorAuthRules");
		// Keystone asks for several factors only where a rule says which.
		if (rules.length === 0) report({ path: "", message: "Several factors are switched on, but no rule says which: one is enough." });
		for (const [index, rule] of rules.entries()) {
			const methods = new Set(items(rule?.rules, user, `/multiFactorAuthRules/${index}/rules`));
			if (methods.size < 2)
				report({ path: `/multiFactorAuthRules/${index}`, message: `A rule is met by ${[...methods].join("") || "nothing"} alone.` });
		}
	},
	examples: {
		pass: [
			{ title: "password and one-time code", resources: [user({ multiFactorAuthEnabled: true, ...rules(["password", "totp"]) })] },
			{
				title: "either of two pairs",
				resources: [user({ multiFactorAuthEnabled: true, ...rules(["password", "totp"], ["token", "totp"]) })],
			},
		],
		fail: [
			{ title: "not switched on", resources: [user({})] },
			{ title: "switched off", resources: [user({ multiFactorAuthEnabled: false, ...rules(["password", "totp"]) })] },
			{ title: "no rule, so that one factor is enough", resources: [user({ multiFactorAuthEnabled: true })] },
			{ title: "an empty list of rules", resources: [user({ multiFactorAuthEnabled: true, multiFactorAuthRules: [] })] },
			{
				title: "one of the rules is one factor",
				resources: [user({ multiFactorAuthEnabled: true, ...rules(["password", "totp"], ["password"]) })],
			},
			{ title: "the same factor twice", resources: [user({ multiFactorAuthEnabled: true, ...rules(["password", "password"]) })] },
		],
		unknown: [
			{
				title: "whether it is on is not known",
				resources: [user({ multiFactorAuthEnabled: new Unknown(), ...rules(["password", "totp"]) })],
			},
			{ title: "the rules are not known", resources: [user({ multiFactorAuthEnabled: true, multiFactorAuthRules: new Unknown() })] },
		],
		notApplicable: [{ title: "nobody can sign in as this user", resources: [user({ enabled: false })] }],
	},
};
export default control;

function rules(...lists: string[][]): Properties {
	return { multiFactorAuthRules: lists.map((methods) => ({ rules: methods })) };
}
