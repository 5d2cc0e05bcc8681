import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isFalse } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, nis2, partial, secnumcloud } from "../../frameworks.ts";

const OFF = { profiling: "false" };

const control: Control = {
	id: "cluster-profiling-off",
	family: "cluster",
	severity: "low",
	title: "The control plane offers no profiles",
	rationale: "Profiles show memory, requests and timings of the control plane, and cost it time whenever somebody asks for one.",
	remediation: "Set profiling=false on kube-apiserver, kube-controller-manager and kube-scheduler.",
	references: [
		direct(cisKubernetes["1.2.15"]),
		direct(cisKubernetes["1.3.2"]),
		direct(cisKubernetes["1.4.1"]),
		partial(secnumcloud["12.11"]),
		partial(nis2["21.2(g)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver", "kube-controller-manager", "kube-scheduler"], (component) => {
			expectFlag(component, context, "profiling", isFalse, "it hands out profiles of itself");
		});
	},
	examples: {
		pass: [
			...everyForm("off", { "kube-apiserver": OFF, "kube-controller-manager": OFF, "kube-scheduler": OFF }),
			{ title: "RKE2, by default", resources: [rke2({ cni: "cilium" })] },
			{ title: "one part alone", resources: [program("kube-scheduler", "--profiling=false")] },
		],
		fail: [
			...everyForm("on in one", { "kube-apiserver": OFF, "kube-controller-manager": { profiling: "true" }, "kube-scheduler": OFF }),
			...["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((name) => ({
				title: `not said by ${name}`,
				resources: [program(name)],
				says: name,
			})),
			{ title: "kubeadm, by default", resources: [kubeadm()] },
		],
		unknown: [
			{ title: "an argument is not known", resources: [program("kube-scheduler", new Unknown())] },
			{
				title: "arguments are not known",
				resources: [
					kubeadm({
						apiServer: { extraArgs: new Unknown() },
						controllerManager: new Unknown(),
						scheduler: new Unknown(),
						etcd: { local: new Unknown() },
					}),
				],
			},
			{ title: "RKE2's arguments are not known", resources: [rke2({ "kube-scheduler-arg": new Unknown() })] },
		],
		notApplicable: [{ title: "another part", resources: [program("kubelet", "--v=2")] }],
	},
};
export default control;
