import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { container, cronJob, custom, manifest, pod } from "./kubernetes.ts";
import { cilium, policy } from "./network-policies.ts";
import { LABELS, OWNED, running, withPod } from "./workloads.ts";

const spec = { containers: [container()] };
const all = policy({ podSelector: {} });

/** Examples of the control `netpol-covers-pod`. */
export const netpolCoversPodExamples: AnyControl["examples"] = {
	pass: [
		{ title: "by its label", resources: [running(), policy({})] },
		{ title: "with every pod of the namespace", resources: [cronJob(spec), all] },
		{
			title: "by an expression",
			resources: [running({}, "StatefulSet"), policy({ podSelector: { matchExpressions: [{ key: "app", operator: "Exists" }] } })],
		},
		{ title: "an old version of the API", resources: [running(), policy({}, {}, "extensions/v1beta1")] },
		{ title: "a bare pod", resources: [manifest("v1", "Pod", "web", { metadata: { labels: LABELS }, spec }, "town"), policy({})] },
	],
	fail: [
		{ title: "no policy", resources: [running()] },
		{ title: "a bare pod", resources: [pod(spec), policy({})] },
		{ title: "a job", resources: [cronJob(spec), policy({})] },
		{ title: "a custom kind that holds a template", resources: [custom(spec), policy({})] },
		{ title: "for other pods", resources: [running(), policy({ podSelector: { matchLabels: { app: "api" } } })] },
		{
			title: "in another namespace",
			resources: [running(), { ...all, namespace: "other", properties: { ...all.properties, metadata: { namespace: "other" } } }],
		},
		{
			title: "for all but these",
			resources: [running(), policy({ podSelector: { matchExpressions: [{ key: "app", operator: "NotIn", values: ["web"] }] } })],
		},
		{
			title: "another engine's in another namespace",
			resources: [running(), { ...cilium, namespace: "other", properties: { ...cilium.properties, metadata: { namespace: "other" } } }],
		},
	],
	unknown: [
		{ title: "policies may lie outside this part", partial: true, resources: [running()] },
		{ title: "whom a policy is for is not known", resources: [running(), policy({ podSelector: new Unknown() })] },
		{ title: "the namespace of a policy is not known", resources: [running(), policy({}, { namespace: new Unknown() })] },
		{ title: "another engine's policy, which is not judged", resources: [running(), cilium], says: "CiliumNetworkPolicy web" },
		...["crd.projectcalico.org/v1/GlobalNetworkPolicy", "policy.networking.k8s.io/v1alpha1/BaselineAdminNetworkPolicy"].map((type) => ({
			title: "a policy for the whole cluster",
			resources: [running(), { type, name: "all", properties: { spec: {} } }],
		})),
		{ title: "its labels are not known", resources: [running({ template: { metadata: { labels: new Unknown() }, spec } }), policy({})] },
	],
	notApplicable: [
		{ title: "on its node's network", resources: [withPod({ hostNetwork: true })] },
		{ title: "made by a Deployment", resources: [running({}, "ReplicaSet", "apps/v1", OWNED)] },
		{ title: "the cluster's own", resources: [manifest("v1", "Pod", "dns", { spec }, "kube-system")] },
	],
};
