import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, cronJob, custom, manifest, pod } from "../../examples/kubernetes.ts";
import { cilium, policy } from "../../examples/network-policies.ts";
import { LABELS, OWNED, running, withPod } from "../../examples/workloads.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { otherEngine, policiesByPods } from "../../network-policies.ts";
import { podSetsOf } from "../../pod-sets.ts";
import { bearsPods, namespaceOf, podSpecAt } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const spec = { containers: [container()] };
const all = policy({ podSelector: {} });

const control: Control<Exempt> = {
	id: "netpol-covers-pod",
	family: "netpol",
	severity: "high",
	title: "A network policy is for every pod",
	rationale: "A pod that no policy selects talks to everything and is talked to by everything, whatever the other policies say.",
	remediation: "Add a NetworkPolicy whose podSelector matches the pods, best one with podSelector: {} that denies by default.",
	references: [direct(cisKubernetes["5.3.2"]), direct(secnumcloud["13.2"]), partial(gdpr["25(2)"]), partial(nis2["21.2(g)"])],
	appliesTo: bearsPods,
	scope: "stack",
	sources: ["plan", "state", "live"],
	parameters: { exempt },
	check(subject, { all, parameters, absent, unknown, notApplicable, each }) {
		const namespace = namespaceOf(subject);
		if (parameters.exempt.includes(namespace) || isOwned(subject)) return notApplicable();
		const sets = podSetsOf(all, subject);
		if (sets === undefined) return unknown("", "the labels of its pods are not known");
		const policies = all.once(policiesByPods);
		// What shares its node's network is out of every policy's reach.
		const inReach = sets.filter(({ path }) => (podSpecAt(subject, path) as { hostNetwork?: boolean }).hostNetwork !== true);
		if (inReach.length === 0) return notApplicable();
		each(inReach, (set) => {
			if (policies.of(set).length > 0) return;
			const other = policies.isOpen(namespace) ? "whom a NetworkPolicy is for is not known" : otherEngine(all, namespace);
			if (other === undefined) absent({ path: set.path === "/spec" ? "" : set.path, message: "No NetworkPolicy selects its pods." });
			else unknown("", other);
		});
	},
	examples: {
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
	},
};
export default control;
