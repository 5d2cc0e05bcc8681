import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { manifest } from "./kubernetes.ts";
import { LABELS, OWNED, running } from "./workloads.ts";

const controller = (selector: object | null) => running({ selector: selector as never }, "ReplicationController", "v1");

/** Examples of the control `workload-selector-matches`. */
export const workloadSelectorMatchesExamples: AnyControl["examples"] = {
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
};
