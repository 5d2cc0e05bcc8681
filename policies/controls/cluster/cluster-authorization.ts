import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, kubeadm, kubelet, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control = {
	id: "cluster-authorization",
	family: "cluster",
	severity: "high",
	title: "Requests are authorised by roles, and kubelets ask",
	rationale: "AlwaysAllow gives whoever has any name every right; without Node one stolen kubelet reads every Secret.",
	remediation: "Set authorization-mode=Node,RBAC on the API server, and authorization.mode: Webhook in the kubelet's file.",
	references: [
		direct(cisKubernetes["1.2.6"]),
		direct(cisKubernetes["1.2.7"]),
		direct(cisKubernetes["1.2.8"]),
		direct(cisKubernetes["4.2.2"]),
		direct(secnumcloud["9.3"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver", "kubelet"], (component) => {
			if (component.name === "kubelet")
				expectFlag(
					component,
					context,
					"authorization-mode",
					(value) => value === "Webhook",
					"it doesn't ask the API server what is allowed",
				);
			else if (component.says("authorization-config") && !component.says("authorization-mode"))
				context.unknown(component.path("authorization-config"), "how requests are authorised is said in the file that it names");
			else {
				const modes = (value: string | undefined): string[] => (value ?? "").split(",").map((mode) => mode.trim());
				expectFlag(component, context, "authorization-mode", (value) => !modes(value).includes("AlwaysAllow"), "every request is allowed");
				for (const mode of ["Node", "RBAC"])
					expectFlag(
						component,
						context,
						"authorization-mode",
						(value) => modes(value).includes(mode),
						`requests are not authorised by ${mode}`,
					);
			}
		});
	},
	examples: {
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
	},
};
export default control;
