import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { LABELS, OWNED, running } from "../../examples/workloads.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { DAEMON_SETS, REPLICATED } from "../../kinds.ts";
import { podSetsOf } from "../../pod-sets.ts";
import type { Labels, Selector } from "../../selectors.ts";
import { isEmpty, matches, ofLabels } from "../../selectors.ts";
import { isOwned } from "../../workloads.ts";

const controller = (selector: object | null) => running({ selector: selector as never }, "ReplicationController", "v1");

const control: Control = {
	id: "workload-selector-matches",
	family: "workload",
	severity: "high",
	title: "A workload's selector matches the pods of its template",
	rationale:
		"The API server refuses a workload whose selector does not match its own pods: the rollout never happens, and what ran before goes on.",
	remediation: "Give spec.template.metadata.labels every label that spec.selector asks for.",
	references: [partial(nis2["21.2(e)"]), supporting(secnumcloud["17.4"])],
	appliesTo: [...REPLICATED, ...DAEMON_SETS],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(workload, { all, report, unknown, notApplicable }) {
		if (isOwned(workload)) return notApplicable();
		const { selector } = (workload.properties["spec"] ?? {}) as { selector?: Selector | Labels | null };
		const [set] = podSetsOf(all, workload) ?? [];
		if (set === undefined) return unknown("/spec/template/metadata/labels");
		const isPlain = workload.type === "v1/ReplicationController";
		const asked = isPlain ? ofLabels(selector as Labels) : ((selector ?? {}) as Selector);
		if (isEmpty(asked)) {
			// Before apps/v1beta2 the template's labels were taken where there was no selector.
			if (isPlain || /v1beta1\//.test(workload.type)) return;
			return report({ path: "/spec/selector", message: "It has no selector, or an empty one, which the API server refuses." });
		}
		if (!matches(asked, set.labels))
			report({ path: "/spec/selector", message: "Its selector does not match the labels of its own template." });
	},
	examples: {
		pass: [
			{ title: "by a label", resources: [running()] },
			{
				title: "by expressions",
				resources: [running({ selector: { matchExpressions: [{ key: "app", operator: "Exists" }] } }, "DaemonSet")],
			},
			{ title: "an old API without a selector", resources: [running({ selector: null }, "Deployment", "extensions/v1beta1")] },
			{ title: "labels alone", resources: [controller(LABELS)] },
			{ title: "labels alone, not said", resources: [controller(null)] },
		],
		fail: [
			{ title: "another value", resources: [running({ selector: { matchLabels: { app: "api" } } })] },
			{ title: "one label too many", resources: [running({ selector: { matchLabels: { ...LABELS, tier: "front" } } }, "StatefulSet")] },
			{
				title: "an expression that excludes them",
				resources: [running({ selector: { matchLabels: LABELS, matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] } })],
			},
			{ title: "an old API", resources: [running({ selector: { matchLabels: { app: "api" } } }, "Deployment", "apps/v1beta1")] },
			{ title: "no selector", resources: [running({ selector: null })], says: "refuses" },
			{ title: "an empty selector", resources: [running({ selector: { matchLabels: {} } }, "DaemonSet", "apps/v1beta2")] },
			{ title: "a template without labels", resources: [running({ template: { spec: { containers: [] } } })] },
			{ title: "labels alone, another value", resources: [controller({ app: "api" })] },
		],
		unknown: [
			{ title: "the selector is not known", resources: [running({ selector: new Unknown() })] },
			{
				title: "a label is not known",
				resources: [running({ template: { metadata: { labels: { app: new Unknown() } }, spec: { containers: [] } } })],
			},
			{
				title: "no operator that there is",
				resources: [
					running({
						selector: {
							matchExpressions: [
								{ key: "app", operator: "Exists" },
								{ key: "app", operator: new Unknown() },
							],
						},
					}),
				],
			},
		],
		notApplicable: [
			{
				title: "made by a Deployment",
				resources: [
					manifest("apps/v1", "ReplicaSet", "web-0", { metadata: OWNED, spec: { template: { spec: { containers: [] } } } }, "town"),
				],
			},
		],
	},
};
export default control;
