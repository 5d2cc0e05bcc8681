import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { ALLOWED } from "../ingresses.ts";
import { ingress, path, route, rule, to } from "./ingresses.ts";
import { container } from "./kubernetes.ts";
import { mystery, service, withPod } from "./workloads.ts";

const argo = withPod({ containers: [container({ image: "quay.io/argoproj/argocd:v3.1.0" })] });
const at = (type: string, spec: Properties = {}) => service({ type, ...spec });
const front = (annotations: Properties = {}) => ingress({ rules: [rule("argo.town.example", path("/", "Prefix", to()))] }, { annotations });

/** Examples of the control `service-no-exposed-admin-interface`. */
export const serviceNoExposedAdminInterfaceExamples: AnyControl["examples"] = {
	pass: [
		{ title: "inside the cluster", resources: [at("ClusterIP"), argo] },
		{
			title: "a balancer that admits administrators only",
			resources: [at("LoadBalancer", { loadBalancerSourceRanges: ["192.0.2.0/28"] }), argo],
		},
		{ title: "something else on every node", resources: [at("NodePort"), withPod({})] },
		{ title: "something else behind an Ingress", resources: [front(), at("ClusterIP"), withPod({})] },
		{
			title: "an Ingress that admits administrators only",
			resources: [front({ [ALLOWED[0] as string]: "192.0.2.0/28, 198.51.100.7" }), at("ClusterIP"), argo],
		},
		{ title: "a Service that is not in the list, by a name of nobody's", resources: [front()] },
		{ title: "something else behind an Ingress, in a part", partial: true, resources: [front(), at("ClusterIP"), withPod({})] },
		{ title: "no selector", resources: [at("NodePort", { selector: null })] },
	],
	fail: [
		{ title: "on every node", resources: [at("NodePort"), argo], says: "Argo CD" },
		{ title: "behind a balancer for everybody", resources: [at("LoadBalancer"), argo] },
		{ title: "behind an Ingress", resources: [front(), at("ClusterIP"), argo] },
		{
			title: "behind an Ingress that admits everybody",
			resources: [front({ [ALLOWED[1] as string]: "0.0.0.0/0" }), at("ClusterIP"), argo],
		},
		{
			title: "behind an Ingress that admits what is none",
			resources: [front({ [ALLOWED[0] as string]: "192.0.2.0/28,administrators" }), at("ClusterIP"), argo],
		},
		{
			title: "behind the second of two paths",
			resources: [
				ingress({ rules: [rule("argo.town.example", path("/x", "Prefix", { resource: { kind: "Bucket", name: "scans" } }), path())] }),
				at("ClusterIP"),
				argo,
			],
		},
		{ title: "behind a route", resources: [route([{ name: "web", port: 80 }]), at("ClusterIP"), argo] },
		{
			title: "by the name that it selects by",
			resources: [at("NodePort", { selector: { "k8s-app": "kubernetes-dashboard" } }), mystery],
			says: "Kubernetes Dashboard",
		},
		{
			title: "a Service that is not in the list, by its name",
			resources: [route([{ name: "argocd-server", port: 443 }], "TLSRoute", "v1alpha2")],
		},
		{
			title: "one container of two",
			resources: [at("NodePort"), withPod({ containers: [container(), container({ image: "weaveworks/scope:1.13.2" })] })],
			says: "Weave Scope",
		},
	],
	unknown: [
		{ title: "the image is not known", resources: [at("NodePort"), withPod({ containers: [container({ image: new Unknown() })] })] },
		{ title: "what stands behind an Ingress may lie outside this part", partial: true, resources: [front()] },
		{
			title: "the namespace of a Service is not known",
			resources: [front(), { ...at("ClusterIP"), properties: { ...at("ClusterIP").properties, metadata: { namespace: new Unknown() } } }],
		},
		{ title: "the type is not known", resources: [service({ type: new Unknown() }), argo] },
		{ title: "what an Ingress sends to is not known", resources: [ingress({ rules: new Unknown() }), at("ClusterIP"), argo] },
	],
};
