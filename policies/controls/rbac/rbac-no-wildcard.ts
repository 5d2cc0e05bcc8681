import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { account, bootstrapped, clusterBinding, clusterRole, role, rule } from "../../examples/access.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import type { Own } from "../../rbac.ts";
import { isOwn, own, ROLES, rulesOf } from "../../rbac.ts";

const LISTS = ["apiGroups", "resources", "verbs", "nonResourceURLs"] as const;
const WORDS = { apiGroups: "every group", resources: "every resource", verbs: "every verb", nonResourceURLs: "every path" };
const named = rule("", ["pods"], ["get", "list"]);

const control: Control<Own> = {
	id: "rbac-no-wildcard",
	family: "rbac",
	severity: "high",
	title: "Roles name what they grant",
	rationale: "A star grants what exists today and what the next operator brings: nobody has decided that.",
	remediation: "List the groups, resources and verbs that are used; audit logs and `kubectl auth can-i --list` show them.",
	references: [
		direct(cisKubernetes["5.1.3"]),
		direct(secnumcloud["9.3"]),
		partial(c5["IDM-01"]),
		partial(gdpr["25(2)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: ROLES,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		if (isOwn(role, context.parameters.own)) return context.notApplicable();
		context.each(rulesOf(role), (rule, index) => {
			context.each(LISTS, (list) => {
				const path = `/rules/${index}/${list}`;
				const stars = items(rule[list], role, path).filter((entry) => entry === "*" || (list === "resources" && entry.startsWith("*/")));
				if (stars.length > 0) context.report({ path, message: `Rule ${index + 1} grants ${WORDS[list]} by ${stars.join(", ")}.` });
			});
		});
	},
	examples: {
		pass: [
			{ title: "named", resources: [role([named])] },
			{ title: "paths below one", resources: [clusterRole([{ nonResourceURLs: ["/healthz/*"], verbs: ["get"] }])] },
			{ title: "no rules", resources: [clusterRole(null)] },
			{ title: "a subresource", resources: [role([rule("apps", ["deployments/scale"], ["update"])])] },
			{
				title: "gathered: a controller overwrites what stands there",
				resources: [clusterRole([rule("*", ["*"], ["*"])], { aggregationRule: {} })],
			},
		],
		fail: [
			{ title: "everything", resources: [clusterRole([rule("*", ["*"], ["*"])])], says: "every group by *" },
			{ title: "every verb", resources: [role([named, rule("", ["pods"], ["*"])])], says: "Rule 2 grants every verb" },
			{ title: "every resource", resources: [role([rule("", ["*"], ["get"])])], says: "every resource" },
			{ title: "every group", resources: [clusterRole([rule("*", ["pods"], ["get"])])] },
			{ title: "one subresource of every resource", resources: [clusterRole([rule("", ["*/exec"], ["create"])])], says: "*/exec" },
			{ title: "every path", resources: [clusterRole([{ nonResourceURLs: ["*"], verbs: ["get"] }])], says: "every path" },
			{ title: "every resource by verbs that are not known", resources: [role([{ ...rule("", ["*"], []), verbs: new Unknown() }])] },
			{ title: "bound or not", resources: [clusterRole([rule("", ["pods"], ["*"])]), clusterBinding("worker", [account()])] },
		],
		unknown: [
			{ title: "rules are not known", resources: [role(new Unknown())] },
			{ title: "verbs are not known", resources: [role([{ ...named, verbs: new Unknown() }])] },
		],
		notApplicable: [{ title: "Kubernetes' own", resources: [bootstrapped("cluster-admin", [rule("*", ["*"], ["*"])])] }],
	},
};
export default control;
