import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { interfaceBehind } from "../../admin-interfaces.ts";
import { isOpenToWorld } from "../../balancers.ts";
import type { Control } from "../../control.ts";
import { ingress, path, route, rule, to } from "../../examples/ingresses.ts";
import { container } from "../../examples/kubernetes.ts";
import { mystery, service, withPod } from "../../examples/workloads.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { annotationsOf, backendReaders } from "../../ingresses.ts";
import { INGRESSES, ROUTES, SERVICES } from "../../kinds.ts";
import { servicesByAddress, typeOf } from "../../kubernetes-services.ts";
import { isWorld, rangeOf } from "../../world.ts";

const ALLOWED = ["nginx.ingress.kubernetes.io/whitelist-source-range", "nginx.ingress.kubernetes.io/allowlist-source-range"];
const argo = withPod({ containers: [container({ image: "quay.io/argoproj/argocd:v3.1.0" })] });
const at = (type: string, spec: Properties = {}) => service({ type, ...spec });
const front = (annotations: Properties = {}) => ingress({ rules: [rule("argo.town.example", path("/", "Prefix", to()))] }, { annotations });

const control: Control = {
	id: "service-no-exposed-admin-interface",
	family: "service",
	severity: "high",
	title: "No administrator's interface is open to the outside",
	rationale:
		"Dashboards and consoles hold the rights of those who run the cluster; each hole in one, or a password that leaks, gives all of it away.",
	remediation:
		"Leave the Service at ClusterIP, without Ingress or route, and reach it with kubectl port-forward; or let a load balancer admit administrators' ranges only.",
	references: [direct(secnumcloud["9.6"]), direct(secnumcloud["12.12"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(i)"])],
	appliesTo: [...SERVICES, ...INGRESSES, ...ROUTES],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(subject, { all, facts, report, unknown, each }) {
		if (SERVICES.includes(subject.type)) {
			const type = typeOf(subject);
			if (type !== "NodePort" && !(type === "LoadBalancer" && isOpenToWorld(subject))) return;
			const found = interfaceBehind(subject, all, facts);
			if (found !== undefined) report({ path: "/spec/type", message: `It opens ${found.name} to the outside.` });
			return;
		}
		const annotations = annotationsOf(subject);
		const ranges = ALLOWED.flatMap((key) => (key in annotations ? String(annotations[key]).split(",") : [])).map((text) => rangeOf(text));
		if (ranges.length > 0 && ranges.every((range) => range !== undefined) && !isWorld(ranges)) return;
		const { found: services, open } = all.once(servicesByAddress);
		each(backendReaders(subject), (read) => {
			const backend = read();
			if (backend === undefined) return;
			const target = services.get(`${backend.namespace}/${backend.service}`);
			const found = target === undefined ? facts.adminInterface({ label: backend.service }) : interfaceBehind(target, all, facts);
			if (found === undefined && target === undefined && (open || all.partial)) unknown(backend.path, "the Service is not in the list");
			if (found !== undefined) report({ path: backend.path, message: `It opens ${found.name} to the outside.` });
		});
	},
	examples: {
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
			{ title: "the type is not known", resources: [service({ type: new Unknown() }), argo] },
			{ title: "what an Ingress sends to is not known", resources: [ingress({ rules: new Unknown() }), at("ClusterIP"), argo] },
		],
	},
};
export default control;
