import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { policy } from "../../examples/network-policies.ts";
import { mystery, running } from "../../examples/workloads.ts";
import { secnumcloud, supporting } from "../../frameworks.ts";
import { NETWORK_POLICIES } from "../../kinds.ts";
import { selectorOf, selectsAll } from "../../network-policies.ts";
import { podsChosen } from "../../pod-sets.ts";
import { namespaceOf } from "../../pods.ts";

const control: Control = {
	id: "netpol-selects-something",
	family: "netpol",
	severity: "low",
	title: "A network policy selects pods that there are",
	rationale: "A policy for no pod protects nothing and reads as if it did: most often a label was renamed, and the pods stand open.",
	remediation: "Make spec.podSelector match the labels of the pods that the policy is for, or delete the policy.",
	references: [supporting(secnumcloud["13.2"]), supporting(secnumcloud["13.1"])],
	appliesTo: NETWORK_POLICIES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown }) {
		// A policy for every pod is there for those that are yet to come.
		if (selectsAll(subject)) return;
		const { pods, open } = podsChosen(all, namespaceOf(subject), selectorOf(subject));
		if (pods.length > 0) return;
		if (open !== undefined) unknown("/spec/podSelector", open);
		else report({ path: "/spec/podSelector", message: "It selects no pod." });
	},
	examples: {
		pass: [
			{ title: "pods of a Deployment", resources: [policy({}), running()] },
			{ title: "every pod, of which there is none yet", resources: [policy({ podSelector: {} })] },
			{
				title: "by expression, an old version of the API",
				resources: [
					policy({ podSelector: { matchExpressions: [{ key: "app", operator: "In", values: ["web", "api"] }] } }, {}, "extensions/v1beta1"),
					running(),
				],
			},
		],
		fail: [
			{ title: "no pods", resources: [policy({})] },
			{
				title: "a label that was renamed",
				resources: [policy({ podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } } }), running()],
			},
			{ title: "in another namespace", resources: [policy({}, { namespace: "other" }), running()] },
		],
		unknown: [
			{ title: "pods may lie outside this part", partial: true, resources: [policy({})] },
			{ title: "an operator may make pods", resources: [policy({}), mystery] },
			{ title: "the selector is not known", resources: [policy({ podSelector: new Unknown() }), running()] },
			{
				title: "the labels of pods are not known",
				resources: [policy({}), running({ template: { metadata: { labels: new Unknown() }, spec: { containers: [] } } })],
			},
		],
	},
};
export default control;
