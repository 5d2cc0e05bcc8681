import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "./clusters.ts";
import { manifest } from "./kubernetes.ts";
import { instance } from "./openstack.ts";

const security = (rest: Properties) => manifest("pod-security.admission.config.k8s.io/v1", "PodSecurityConfiguration", "pss", rest);
const admission = (configuration: Properties) =>
	manifest("apiserver.config.k8s.io/v1", "AdmissionConfiguration", "admission", { plugins: [{ name: "PodSecurity", configuration }] });

/** A server of RKE2 that names a file of its user data. */
const besides = (enforce: string) => {
	const plugins = [{ name: "PodSecurity", configuration: { defaults: { enforce } } }];
	const files = [
		["/etc/rancher/rke2/config.yaml", { "pod-security-admission-config-file": "/etc/rancher/rke2/admission.yaml" }],
		["/etc/rancher/rke2/admission.yaml", { apiVersion: "apiserver.config.k8s.io/v1", kind: "AdmissionConfiguration", plugins }],
	] as const;
	const written = files.map(([path, content]) => ({ path, content: JSON.stringify(content) }));
	return instance({ userData: `#cloud-config\n${JSON.stringify({ write_files: written })}` });
};

export const examples: Control["examples"] = {
	pass: [
		{ title: "a file that cloud-init writes beside it", resources: [besides("restricted")] },
		{ title: "restricted", resources: [admission({ defaults: { enforce: "restricted" } })] },
		{ title: "baseline", resources: [security({ defaults: { enforce: "baseline" } })] },
		{ title: "RKE2's profile", resources: [rke2({ profile: "cis" })] },
		...everyForm("a file that is judged itself", { "kube-apiserver": { "admission-control-config-file": "/etc/pss.yaml" } }).map(
			({ title, resources }) => ({ title, resources: [...resources, security({})] }),
		),
		{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "10.20.0.10" } })] },
	],
	fail: [
		{ title: "a file that cloud-init writes beside it, too weak", resources: [besides("privileged")], says: "enforce privileged" },
		{
			title: "privileged",
			resources: [admission({ defaults: { enforce: "privileged", warn: "restricted" } })],
			says: "enforce privileged",
		},
		{ title: "no level", resources: [admission({})], says: "enforce nothing" },
		{
			title: "another plug-in's file",
			resources: [manifest("apiserver.config.k8s.io/v1", "AdmissionConfiguration", "x", { plugins: [{ name: "EventRateLimit" }] })],
		},
		{ title: "no such level", resources: [security({ defaults: { enforce: "Restricted" } })] },
		{
			title: "baseline, where a pack asks for more",
			resources: [security({ defaults: { enforce: "baseline" } })],
			parameters: { level: "restricted" },
		},
		{ title: "not said", resources: [program("kube-apiserver")], says: "any pod run" },
		{ title: "kubeadm, by default", resources: [kubeadm()] },
		{ title: "RKE2, by default", resources: [rke2()] },
		...everyForm("switched off", {
			"kube-apiserver": { "admission-control-config-file": "/etc/pss.yaml", "disable-admission-plugins": "PodSecurity,Priority" },
		}),
	],
	unknown: [
		{ title: "the file is not in the input", resources: [rke2({ "pod-security-admission-config-file": "/etc/pss.yaml" })] },
		{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
		{ title: "the level is not known", resources: [admission({ defaults: new Unknown() })] },
		{ title: "RKE2's profile is not known", resources: [rke2({ profile: new Unknown() })] },
	],
	notApplicable: [
		{ title: "another part", resources: [program("etcd", "--v=2")] },
		{
			title: "its configuration is another file",
			resources: [
				manifest("apiserver.config.k8s.io/v1", "AdmissionConfiguration", "x", { plugins: [{ name: "PodSecurity", path: "pss.yaml" }] }),
			],
		},
	],
};
