import type { Properties, Value } from "../../inventory/resource.ts";
import type { Example, ExampleResource } from "../control.ts";
import { manifest } from "./kubernetes.ts";
import { instance } from "./openstack.ts";

/** Short forms for the examples of controls about how a cluster is set up. */

type Flags = { readonly [flag: string]: string };
type Parts = { readonly [component: string]: Flags };

const words = (flags: Flags): string[] => Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`);

/** A static pod of the control plane with what stands on its command line. */
export const program = (component: string, ...args: Value[]): ExampleResource =>
	manifest("v1", "Pod", `${component}-one`, { spec: { containers: [{ name: component, command: [component, ...args] }] } }, "kube-system");

export const kubeadm = (rest: Properties = {}, version = "v1beta4"): ExampleResource =>
	manifest(`kubeadm.k8s.io/${version}`, "ClusterConfiguration", "cluster", rest);

export const joining = (kind: "Init" | "Join", rest: Properties = {}): ExampleResource =>
	manifest("kubeadm.k8s.io/v1beta3", `${kind}Configuration`, "node", rest);

export const rke2 = (properties: Properties = {}): ExampleResource => ({ type: "rke2/v1/Config", name: "config.yaml", properties });
export const k3s = (properties: Properties = {}): ExampleResource => ({ type: "k3s/v1/Config", name: "config.yaml", properties });

export const kubelet = (rest: Properties = {}): ExampleResource =>
	manifest("kubelet.config.k8s.io/v1beta1", "KubeletConfiguration", "kubelet", rest);

/** A machine whose cloud-init writes files: path → text. */
export const machine = (files: { readonly [path: string]: string }, encoding = ""): ExampleResource => {
	const entries = Object.entries(files).map(([path, text]) => {
		const content = encoding === "b64" ? Buffer.from(text).toString("base64") : text;
		return { path, content, ...(encoding === "" ? {} : { encoding }) };
	});
	return instance({ userData: `#cloud-config\n${JSON.stringify({ write_files: entries })}\n` });
};

const KUBEADM: Readonly<Record<string, string>> = {
	"kube-apiserver": "apiServer",
	"kube-controller-manager": "controllerManager",
	"kube-scheduler": "scheduler",
};

function inKubeadm(parts: Parts, form: (flags: Flags) => Value): Properties {
	const named = Object.entries(parts).filter(([component]) => component in KUBEADM);
	const etcd = parts["etcd"] === undefined ? {} : { etcd: { local: { extraArgs: form(parts["etcd"]) } } };
	return { ...Object.fromEntries(named.map(([component, flags]) => [KUBEADM[component], { extraArgs: form(flags) }])), ...etcd };
}

function inDistribution(parts: Parts): Properties {
	return Object.fromEntries(
		Object.entries(parts).map(([component, flags]) => [`${component}-arg`, words(flags).map((word) => word.slice(2))]),
	);
}

/** The same settings in every form in which they are written: static pods, kubeadm's two, RKE2's, and k3s' inside user data. */
export const everyForm = (title: string, parts: Parts): Example[] => {
	const containers = Object.entries(parts).map(([component, flags], index) => ({
		name: component,
		image: `registry.k8s.io/${component}:v1.36.1`,
		...(index === 0 ? { command: [`/usr/local/bin/${component}`, ...words(flags)] } : { args: words(flags) }),
	}));
	const list = (flags: Flags): Value => Object.entries(flags).map(([name, value]) => ({ name, value }));
	const forms: [string, ExampleResource][] = [
		["on a command line", manifest("v1", "Pod", "control-plane", { spec: { containers } }, "kube-system")],
		[
			"as kubeadm had it",
			kubeadm(
				inKubeadm(parts, (flags) => flags),
				"v1beta3",
			),
		],
		["as kubeadm has it", kubeadm(inKubeadm(parts, list))],
		["in RKE2's file", rke2(inDistribution(parts))],
		["in user data, for k3s", machine({ "/etc/rancher/k3s/config.yaml": JSON.stringify(inDistribution(parts)) }, "b64")],
	];
	return forms.map(([where, resource]) => ({ title: `${title}, ${where}`, resources: [resource] }));
};
