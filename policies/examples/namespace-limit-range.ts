import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { manifest, namespace } from "./kubernetes.ts";

function range(spec: Properties, at = "town") {
	return manifest("v1", "LimitRange", "limits", { spec }, at);
}

/** Examples of the control `namespace-limit-range`. */
export const namespaceLimitRangeExamples: AnyControl["examples"] = {
	pass: [
		{ title: "a default", resources: [namespace("town"), range({ limits: [{ type: "Container", default: { memory: "256Mi" } }] })] },
		{
			title: "a maximum, which is the default too",
			resources: [
				namespace("town"),
				range({
					limits: [
						{ type: "Pod", max: { cpu: "2" } },
						{ type: "Container", max: { cpu: "1" } },
					],
				}),
			],
		},
	],
	fail: [
		{ title: "none", resources: [namespace("town")] },
		{
			title: "of another namespace",
			resources: [namespace("town"), range({ limits: [{ type: "Container", default: { memory: "256Mi" } }] }, "other")],
		},
		{
			title: "only for claims",
			resources: [namespace("town"), range({ limits: [{ type: "PersistentVolumeClaim", max: { storage: "1Gi" } }] })],
			says: "neither a default",
		},
		{
			title: "only a least",
			resources: [namespace("town"), range({ limits: [{ type: "Container", min: { cpu: "10m" }, default: null }] })],
		},
		...[null, []].map((limits) => ({ title: "no limits", resources: [namespace("town"), range({ limits })] })),
	],
	unknown: [
		{ title: "ranges may lie outside this part", partial: true, resources: [namespace("town")] },
		{ title: "its limits are not known", resources: [namespace("town"), range({ limits: new Unknown() })] },
		{
			title: "its namespace is not known",
			resources: [
				namespace("town"),
				{ ...range({ limits: [] }), properties: { metadata: { namespace: new Unknown() }, spec: { limits: [] } } },
			],
		},
	],
	notApplicable: [{ title: "the cluster's own", resources: [namespace("kube-node-lease")] }],
};
