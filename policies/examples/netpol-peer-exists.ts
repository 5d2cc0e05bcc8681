import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { namespace } from "./kubernetes.ts";
import { policy } from "./network-policies.ts";
import { LABELS, mystery, running } from "./workloads.ts";

const from = (...peers: object[]) => policy({ ingress: [{ from: peers as never }] });
const to = (...peers: object[]) => policy({ policyTypes: ["Egress"], egress: [{ to: peers as never }] });
const web = { podSelector: { matchLabels: LABELS } };
const named = (name: string) => ({ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } });
const labelled = { namespaceSelector: { matchLabels: { tier: "edge" } } };

/** Examples of the control `netpol-peer-exists`. */
export const netpolPeerExistsExamples: AnyControl["examples"] = {
	pass: [
		{ title: "pods of the namespace", resources: [from(web), running()] },
		{ title: "any pod of the namespace", resources: [to({ podSelector: {} }), running()] },
		{ title: "a range of addresses", resources: [to({ ipBlock: { cidr: "203.0.113.0/24" } })] },
		{
			title: "pods of another namespace",
			resources: [policy({ ingress: [{ from: [{ ...web, ...named("town") }] }] }, { namespace: "other" }), running()],
		},
		{
			title: "pods of a namespace by its labels",
			resources: [from({ ...web, ...labelled }), running(), namespace("town", { labels: { tier: "edge" } })],
		},
		{
			title: "the cluster's own, by name",
			resources: [to({ podSelector: { matchLabels: { "k8s-app": "kube-dns" } }, ...named("kube-system") })],
		},
		{
			title: "the cluster's own, by expression",
			resources: [
				to({
					namespaceSelector: { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["kube-system"] }] },
				}),
			],
		},
	],
	fail: [
		{ title: "no such pods", resources: [from({ podSelector: { matchLabels: { app: "api" } } }), running()] },
		{ title: "none at all", resources: [to({ podSelector: {} })] },
		{
			title: "not in the namespace that is meant",
			resources: [from({ podSelector: { matchLabels: { app: "api" } }, ...named("town") }), running()],
		},
		{
			title: "in no namespace of a cluster",
			source: "live",
			resources: [from({ podSelector: { matchLabels: { app: "api" } }, namespaceSelector: {} }), running()],
		},
		{ title: "a namespace that a cluster does not have", source: "live", resources: [from(named("edge")), running()] },
		{ title: "one of two", resources: [from(web, { podSelector: { matchLabels: { app: "api" } } }), running()] },
	],
	unknown: [
		{ title: "pods may lie outside this part", partial: true, resources: [from(web)] },
		{ title: "an operator may make pods", resources: [from(web), mystery] },
		{ title: "namespaces that are not in the list", resources: [from(named("edge")), running()] },
		{ title: "namespaces whose labels are not in the list", resources: [from(labelled), running()] },
		{ title: "any namespace", resources: [from({ podSelector: { matchLabels: { app: "api" } }, namespaceSelector: {} }), running()] },
		{ title: "the selector is not known", resources: [from({ podSelector: new Unknown() }), running()] },
		{ title: "the peers are not known", resources: [policy({ ingress: [{ from: new Unknown() }] })] },
	],
};
