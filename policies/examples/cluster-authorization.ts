import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, kubeadm, kubelet, program, rke2 } from "./clusters.ts";

export const examples: Control["examples"] = {
	pass: [
		...everyForm("by roles", { "kube-apiserver": { "authorization-mode": "Node,RBAC" }, kubelet: { "authorization-mode": "Webhook" } }),
		{ title: "kubeadm, by default", resources: [kubeadm()] },
		{ title: "RKE2, by default", resources: [rke2()] },
		{ title: "a kubelet's file, by default", resources: [kubelet()] },
		{ title: "one after the other", resources: [program("kube-apiserver", "--authorization-mode=Node", "--authorization-mode=RBAC")] },
		{ title: "a webhook besides", resources: [program("kube-apiserver", "--authorization-mode=Node, Webhook, RBAC")] },
	],
	fail: [
		...everyForm("all is allowed", { "kube-apiserver": { "authorization-mode": "Node,RBAC,AlwaysAllow" } }),
		{ title: "not said", resources: [program("kube-apiserver")], says: "every request is allowed" },
		{ title: "no roles", resources: [program("kube-apiserver", "--authorization-mode=Node,ABAC")], says: "by RBAC" },
		{ title: "no limits for kubelets", resources: [program("kube-apiserver", "--authorization-mode=RBAC")], says: "by Node" },
		{ title: "a kubelet's file", resources: [kubelet({ authorization: { mode: "AlwaysAllow" } })], says: "doesn't ask" },
		{ title: "a kubelet's command line", resources: [program("kubelet", "--authorization-mode=AlwaysAllow")] },
		{
			title: "beside a file",
			resources: [program("kube-apiserver", "--authorization-config=/etc/a.yaml", "--authorization-mode=AlwaysAllow")],
		},
	],
	unknown: [
		{ title: "said in another file", resources: [program("kube-apiserver", "--authorization-config=/etc/kubernetes/authz.yaml")] },
		{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
		{ title: "a field is not known", resources: [kubelet({ authorization: { mode: new Unknown() } })] },
	],
	notApplicable: [{ title: "another part", resources: [program("kube-scheduler", "--v=2")] }],
};
