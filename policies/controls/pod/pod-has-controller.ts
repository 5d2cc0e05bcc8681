import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, manifest } from "../../examples/kubernetes.ts";
import { gdpr, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { namespaceOf, overPods } from "../../pods.ts";

/** A hook's pod is there to end, and whoever runs the hook looks after it. */
const HOOKS = ["helm.sh/hook", "argocd.argoproj.io/hook"];
const bare = (metadata: Properties = {}, namespace = "town") =>
	manifest("v1", "Pod", "web", { metadata, spec: { containers: [container()] } }, namespace);
const owned = (...kinds: unknown[]) =>
	bare({ ownerReferences: kinds.map((kind) => ({ apiVersion: "apps/v1", kind: kind as string, name: "web-7f3" })) });

const control: Control<Exempt> = {
	...overPods,
	appliesTo: ["v1/Pod"],
	id: "pod-has-controller",
	severity: "medium",
	title: "Something looks after every pod",
	rationale: "A pod by itself is gone with its node, and nothing starts it again elsewhere.",
	remediation: "Put the pod into the template of a Deployment, StatefulSet, DaemonSet or Job.",
	references: [partial(secnumcloud["17.4"]), partial(gdpr["32(1)(b)"])],
	parameters: { exempt },
	check(subject, { report, notApplicable, parameters }) {
		const { metadata } = subject.properties as {
			metadata?: { ownerReferences?: readonly unknown[] | null; annotations?: { [key: string]: string } | null } | null;
		};
		if (items(metadata?.ownerReferences, subject, "/metadata/ownerReferences").length > 0) return;
		// Static pods are read from the node's disk by its kubelet, as those of the control plane are.
		if (parameters.exempt.includes(namespaceOf(subject)) || HOOKS.some((hook) => metadata?.annotations?.[hook] !== undefined))
			return notApplicable();
		report({ path: "", message: "No controller looks after the pod." });
	},
	examples: {
		pass: [
			{ title: "a ReplicaSet's", resources: [owned("ReplicaSet")] },
			{ title: "a node's own", resources: [owned("Node")] },
		],
		fail: [
			{ title: "bare", resources: [bare()] },
			{ title: "without metadata", resources: [{ type: "v1/Pod", name: "web", properties: { spec: { containers: [container()] } } }] },
			{ title: "nobody's", resources: [bare({ ownerReferences: [], annotations: null })] },
			{ title: "null is nobody", resources: [bare({ ownerReferences: null, annotations: { "town.example/hook": "test" } })] },
			{ title: "of the cluster, where that is not exempt", resources: [bare({}, "kube-system")], parameters: { exempt: [] } },
		],
		unknown: [
			{ title: "not known", resources: [bare({ ownerReferences: new Unknown() })] },
			{ title: "whether it is a hook's is not known", resources: [bare({ annotations: new Unknown() })] },
		],
		notApplicable: [
			{ title: "of the cluster itself", resources: [bare({}, "kube-system")] },
			...HOOKS.map((hook) => ({ title: hook, resources: [bare({ annotations: { [hook]: "test" } })] })),
		],
	},
};
export default control;
