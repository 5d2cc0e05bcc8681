import type { Control } from "../../control.ts";
import { aggregate, bootstrapped, clusterRole, rightExamples, rule } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["secrets"],
	verbs: ["get", "list", "watch"],
	harmless: ["create", "update", "delete"],
});
const granted = rule("", ["secrets"], ["get"]);
const label = (to: string) => ({ [`rbac.authorization.k8s.io/aggregate-to-${to}`]: "true" });
const gatherer = aggregate("view");
const beside = { ...gatherer, properties: { ...gatherer.properties, rules: [granted] } };

const control: Control<Own> = {
	id: "rbac-no-secret-read",
	family: "rbac",
	severity: "high",
	title: "Roles don't read secrets at large",
	rationale: "Whoever reads all secrets of a namespace holds every password and token in it, those of stronger accounts included.",
	remediation: "Grant get on the secrets that are needed, by resourceNames, or mount them and grant nothing.",
	references: [
		direct(cisKubernetes["5.1.2"]),
		direct(secnumcloud["10.5"]),
		partial(secnumcloud["9.3"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.secretRead, "who holds it reads every password and token there");
	},
	examples: {
		...shared,
		pass: [
			...shared.pass,
			{
				title: "taken in from a role that is judged itself",
				resources: [aggregate("town"), clusterRole([granted], { metadata: { labels: label("town") } })],
			},
			{ title: "taken in from Kubernetes' own view", resources: [aggregate("view")] },
			{ title: "what stands beside an aggregation is overwritten", resources: [beside] },
		],
		fail: [
			...shared.fail,
			{ title: "taken in from Kubernetes' own edit", resources: [aggregate("edit")], says: "system:aggregate-to-edit" },
			{
				title: "taken in from it as it stands in the cluster",
				resources: [aggregate("edit"), bootstrapped("system:aggregate-to-edit", [granted], label("edit"))],
			},
			{ title: "a label that anybody may write does not make it Kubernetes' own", resources: [bootstrapped("reader", [granted])] },
			{ title: "nor does a name", resources: [clusterRole([granted], {}, "system:reader")] },
			{
				title: "Kubernetes' own, where a pack passes nothing over",
				resources: [bootstrapped("system:reader", [granted])],
				parameters: { own: [] },
			},
		],
	},
};
export default control;
