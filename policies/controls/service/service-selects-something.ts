import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, cronJob, manifest } from "../../examples/kubernetes.ts";
import { LABELS, mystery, running, service } from "../../examples/workloads.ts";
import { nis2, partial, secnumcloud, supporting } from "../../frameworks.ts";
import { SERVICES } from "../../kinds.ts";
import { podsBehind } from "../../kubernetes-services.ts";

const control: Control = {
	id: "service-selects-something",
	family: "service",
	severity: "medium",
	title: "A Service leads to pods that there are",
	rationale: "A Service that selects no pod answers nobody; and whoever may label a pod later takes over what is sent to it.",
	remediation: "Make spec.selector match the labels of the pods that the Service is for, or delete the Service.",
	references: [partial(secnumcloud["13.1"]), supporting(nis2["21.2(e)"])],
	appliesTo: SERVICES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, report, unknown, notApplicable }) {
		const behind = podsBehind(subject, all);
		// Without a selector somebody else says where it leads.
		if (behind === undefined) return notApplicable();
		if (behind.pods.length > 0) return;
		if (behind.open !== undefined) unknown("/spec/selector", behind.open);
		else report({ path: "/spec/selector", message: "It selects no pod." });
	},
	examples: {
		pass: [
			{ title: "pods of a Deployment", resources: [service(), running()] },
			{
				title: "a bare pod",
				resources: [service(), manifest("v1", "Pod", "web", { metadata: { labels: LABELS }, spec: { containers: [container()] } }, "town")],
			},
			{
				title: "one pod of a StatefulSet",
				resources: [service({ selector: { ...LABELS, "statefulset.kubernetes.io/pod-name": "web-0" } }), running({}, "StatefulSet")],
			},
			{ title: "one revision of a Deployment", resources: [service({ selector: { ...LABELS, "pod-template-hash": "5d4f" } }), running()] },
		],
		fail: [
			{ title: "no pods", resources: [service()] },
			{ title: "other pods", resources: [service({ selector: { ...LABELS, tier: "front" } }), running()] },
			{ title: "a job's pods without that label", resources: [service(), cronJob({ containers: [container()] })] },
			{ title: "in another namespace", resources: [service({}, "web", { namespace: "other" }), running()] },
			...["api-0", "web", "web-x", "web2-0"].map((name) => ({
				title: "a pod of no StatefulSet",
				resources: [service({ selector: { "statefulset.kubernetes.io/pod-name": name } }), running({}, "StatefulSet")],
			})),
			{ title: "what an operator makes, in a live cluster", source: "live" as const, resources: [service(), mystery] },
		],
		unknown: [
			{ title: "pods may lie outside this part", partial: true, resources: [service()] },
			{ title: "an operator may make pods", resources: [service(), mystery], says: "Crew crew may make pods" },
			{ title: "the selector is not known", resources: [service({ selector: new Unknown() }), running()] },
			{
				title: "a label is not known",
				resources: [service(), running({ template: { metadata: { labels: { app: new Unknown() } }, spec: { containers: [] } } })],
			},
		],
		notApplicable: [
			...[null, {}].map((selector) => ({ title: "no selector", resources: [service({ selector })] })),
			{ title: "a name elsewhere", resources: [service({ type: "ExternalName", externalName: "partner.example" })] },
		],
	},
};
export default control;
