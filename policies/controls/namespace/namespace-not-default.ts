import type { Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { container, cronJob, custom, deployment, manifest, pod } from "../../examples/kubernetes.ts";
import { OWNED } from "../../examples/workloads.ts";
import { cisKubernetes, direct, partial, secnumcloud } from "../../frameworks.ts";
import { INGRESSES, SERVICES } from "../../kinds.ts";
import { bearsPods, namespaceOf } from "../../pods.ts";
import { isOwned } from "../../workloads.ts";

const NAMESPACED = new Set([...SERVICES, ...INGRESSES, "v1/ConfigMap", "v1/Secret", "v1/PersistentVolumeClaim", "v1/ServiceAccount"]);
/** What Kubernetes puts into the namespace itself. */
const OWN = new Set(["v1/Service kubernetes", "v1/ConfigMap kube-root-ca.crt", "v1/ServiceAccount default"]);
const spec = { containers: [container()] };
const own = ({ type, name }: Resource): boolean => OWN.has(`${type} ${name}`);

const control: Control = {
	id: "namespace-not-default",
	family: "namespace",
	severity: "medium",
	title: "Nothing is in the namespace default",
	rationale:
		"Whatever is applied without a thought lands in default: there is no owner, no quota, no policy and no boundary between what is in it.",
	remediation: "Give the service a namespace of its own, and name it in metadata.namespace.",
	references: [direct(cisKubernetes["5.6.4"]), partial(secnumcloud["9.7"])],
	appliesTo: (resource) => NAMESPACED.has(resource.type) || bearsPods(resource),
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, notApplicable }) {
		if (namespaceOf(subject) !== "default") return;
		if (own(subject) || isOwned(subject)) return notApplicable();
		const isWritten = (subject.properties["metadata"] as { namespace?: string } | undefined)?.namespace !== undefined;
		report({
			path: "/metadata/namespace",
			message: isWritten ? "It is in the namespace default." : "It names no namespace, which is default.",
		});
	},
	examples: {
		pass: [
			{ title: "a namespace of its own", resources: [pod(spec)] },
			{ title: "a custom kind", resources: [custom(spec)] },
			{ title: "a job", resources: [cronJob(spec)] },
			{ title: "a Secret", resources: [manifest("v1", "Secret", "web", {}, "town")] },
		],
		fail: [
			{ title: "by name", resources: [deployment(spec, "default")], says: "in the namespace default" },
			{ title: "by saying nothing", resources: [manifest("v1", "Pod", "web", { spec })], says: "names no namespace" },
			{ title: "an empty name", resources: [manifest("v1", "ConfigMap", "web", { metadata: { namespace: "" } })] },
			...["Service", "Secret", "ConfigMap", "ServiceAccount", "PersistentVolumeClaim"].map((kind) => ({
				title: kind,
				resources: [manifest("v1", kind, "web", {}, "default")],
			})),
		],
		unknown: [{ title: "not known", resources: [manifest("v1", "Pod", "web", { metadata: { namespace: new Unknown() }, spec })] }],
		notApplicable: [
			...[
				["Service", "kubernetes"],
				["ConfigMap", "kube-root-ca.crt"],
				["ServiceAccount", "default"],
			].map(([kind = "", name = ""]) => ({
				title: "what Kubernetes puts there itself",
				resources: [manifest("v1", kind, name, {}, "default")],
			})),
			{
				title: "made by a Deployment",
				resources: [manifest("apps/v1", "ReplicaSet", "web-0", { metadata: OWNED, spec: { template: { spec } } }, "default")],
			},
		],
	},
};
export default control;
