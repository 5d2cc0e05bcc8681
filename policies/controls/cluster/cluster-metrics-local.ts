import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-metrics-local.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const FLAGS: Readonly<Record<string, string>> = { "kube-proxy": "metrics-bind-address", etcd: "listen-metrics-urls" };
const LOCAL = /^(https?:\/\/)?(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(:\d+)?\/?$/;

const control: Control = {
	id: "cluster-metrics-local",
	family: "cluster",
	severity: "high",
	title: "Measurements of the cluster's parts are served on the host itself only",
	rationale:
		"Metrics of the control plane and of kube-proxy name what runs where, and profiles come with them; nobody off the host needs that unasked.",
	remediation:
		"Set bind-address=127.0.0.1 on kube-controller-manager and kube-scheduler, metricsBindAddress: 127.0.0.1:10249 for kube-proxy, and listen-metrics-urls to 127.0.0.1 for etcd.",
	references: [
		direct(cisKubernetes["1.3.7"]),
		direct(cisKubernetes["1.4.2"]),
		direct(cisKubernetes["4.3.1"]),
		partial(secnumcloud["13.2"]),
		partial(gdpr["25(2)"]),
		partial(nis2["21.2(g)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-controller-manager", "kube-scheduler", "kube-proxy", "etcd"], (component) => {
			const flag = FLAGS[component.name] ?? "bind-address";
			const local = (value: string | undefined): boolean => (value ?? "").split(",").every((each) => LOCAL.test(each.trim()));
			expectFlag(
				component,
				context,
				flag,
				(value) => (value === undefined && component.name === "etcd") || local(value),
				"it is measured from anywhere",
			);
		});
	},
	examples,
};
export default control;
