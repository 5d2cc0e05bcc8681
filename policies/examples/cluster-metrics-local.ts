import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, kubeadm, program, rke2 } from "./clusters.ts";
import { manifest } from "./kubernetes.ts";

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

export const examples: Control["examples"] = {
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
		{ title: "said in a file that is not in the input", resources: [program("kube-proxy", "--config=/var/lib/kube-proxy/config.conf")] },
		{ title: "etcd's file", resources: [program("etcd", "--config-file=/var/lib/rancher/rke2/server/db/etcd/config")] },
		{ title: "an argument is not known", resources: [program("kube-scheduler", new Unknown())] },
		{ title: "a field is not known", resources: [proxy({ metricsBindAddress: new Unknown() })] },
	],
	notApplicable: [
		{
			title: "said in a file that is judged itself",
			resources: [program("kube-proxy", "--config=/var/lib/kube-proxy/config.conf"), proxyMap("metricsBindAddress: 127.0.0.1:10249")],
		},
		{ title: "another part", resources: [program("kube-apiserver", "--v=2")] },
	],
};
