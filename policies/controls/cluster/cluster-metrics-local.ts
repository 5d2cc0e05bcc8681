import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const FLAGS: Readonly<Record<string, string>> = { "kube-proxy": "metrics-bind-address", etcd: "listen-metrics-urls" };
const LOCAL = /^(https?:\/\/)?(127\.\d+\.\d+\.\d+|localhost|\[?::1\]?)(:\d+)?\/?$/;
const KIND = ["kubeproxy.config.k8s.io/v1alpha1", "KubeProxyConfiguration"] as const;
const proxy = (rest: Properties) => manifest(...KIND, "kube-proxy", rest);
const proxyMap = (line: string) =>
	manifest(
		"v1",
		"ConfigMap",
		"kube-proxy",
		{ data: { "config.conf": `apiVersion: ${KIND[0]}\nkind: ${KIND[1]}\n${line}\n`, "kubeconfig.conf": "kind: Config" } },
		"kube-system",
	);

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
	examples: {
		pass: [
			...everyForm("local", {
				"kube-controller-manager": { "bind-address": "127.0.0.1" },
				"kube-scheduler": { "bind-address": "::1" },
				etcd: { "listen-metrics-urls": "http://127.0.0.1:2381,http://localhost:2382" },
			}),
			{ title: "kubeadm, by default", resources: [kubeadm()] },
			{ title: "RKE2, by default", resources: [rke2({ "etcd-expose-metrics": false })] },
			{ title: "etcd, which says nothing", resources: [program("etcd", "--name=one")] },
			{ title: "kube-proxy, by default", resources: [proxy({ metricsBindAddress: "" })] },
			{ title: "kube-proxy", resources: [proxy({ metricsBindAddress: "[::1]:10249" })] },
			{ title: "kube-proxy's ConfigMap", resources: [proxyMap("metricsBindAddress: 127.0.0.1:10249")] },
		],
		fail: [
			...everyForm("the controller manager from anywhere", {
				"kube-controller-manager": { "bind-address": "0.0.0.0" },
				"kube-scheduler": { "bind-address": "127.0.0.1" },
			}),
			...everyForm("the scheduler from anywhere", { "kube-scheduler": { "bind-address": "::" } }),
			...everyForm("etcd from anywhere", { etcd: { "listen-metrics-urls": "http://127.0.0.1:2381,http://0.0.0.0:2381" } }),
			{ title: "not said", resources: [program("kube-scheduler")], says: "bind-address is 0.0.0.0" },
			{ title: "kube-proxy", resources: [proxy({ metricsBindAddress: "0.0.0.0:10249" })], says: "kube-proxy" },
			{ title: "kube-proxy's command line", resources: [program("kube-proxy", "--metrics-bind-address=0.0.0.0")] },
			{ title: "kube-proxy's ConfigMap", resources: [proxyMap('metricsBindAddress: "0.0.0.0:10249"')] },
			{ title: "RKE2's etcd", resources: [rke2({ "etcd-expose-metrics": true })], says: "etcd" },
			{ title: "a name that begins alike", resources: [proxy({ metricsBindAddress: "127.0.0.1.town.example:10249" })] },
		],
		unknown: [
			{ title: "an argument is not known", resources: [program("kube-scheduler", new Unknown())] },
			{ title: "a field is not known", resources: [proxy({ metricsBindAddress: new Unknown() })] },
		],
		notApplicable: [{ title: "another part", resources: [program("kube-apiserver", "--v=2")] }],
	},
};
export default control;
