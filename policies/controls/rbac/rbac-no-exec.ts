import type { Control } from "../../control.ts";
import { aggregate, bootstrapped, clusterRole, rightExamples, rule } from "../../examples/access.ts";
import { c5, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Own } from "../../rbac.ts";
import { judgeRights, own, RIGHTS, ROLES } from "../../rbac.ts";

const shared = rightExamples({
	group: "",
	resources: ["pods/exec", "pods/attach", "pods/portforward"],
	verbs: ["create", "get"],
	harmless: ["delete", "list"],
});
const granted = rule("", ["pods/exec"], ["create"]);
const label = (to: string) => ({ [`rbac.authorization.k8s.io/aggregate-to-${to}`]: "true" });
const gatherer = aggregate("view");
const beside = { ...gatherer, properties: { ...gatherer.properties, rules: [granted] } };

const control: Control<Own> = {
	id: "rbac-no-exec",
	family: "rbac",
	severity: "high",
	title: "Roles don't run commands in others' pods",
	rationale: "A command in a pod runs with all that the pod may do and read, and leaves no trace in its image or its description.",
	remediation: "Take pods/exec, pods/attach and pods/portforward out of the role; grant them for the hours of a fault, or on named pods.",
	references: [
		direct(secnumcloud["9.3"]),
		partial(secnumcloud["9.6"]),
		partial(c5["IDM-01"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: ROLES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: own,
	check(role, context) {
		judgeRights(role, context, RIGHTS.exec, "who holds it acts as any pod there");
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
			{ title: "a star behind the resource grants nothing, in Kubernetes", resources: [clusterRole([rule("", ["pods/*"], ["create"])])] },
		],
		fail: [
			...shared.fail,
			{ title: "taken in from Kubernetes' own edit", resources: [aggregate("edit")], says: "system:aggregate-to-edit" },
			{
				title: "taken in from it as it stands in the cluster",
				resources: [aggregate("edit"), bootstrapped("system:aggregate-to-edit", [granted], label("edit"))],
			},
		],
	},
};
export default control;
