import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, kubeadm, program, rke2 } from "./clusters.ts";

const ALL = ["NodeRestriction", "EventRateLimit", "AlwaysPullImages", "DenyServiceExternalIPs"];

export const examples: Control["examples"] = {
	pass: [
		...everyForm("all", { "kube-apiserver": { "enable-admission-plugins": ALL.join() } }),
		{
			title: "no more than the pack asks for",
			resources: [program("kube-apiserver", "--enable-admission-plugins=NodeRestriction")],
			parameters: { plugins: [] },
		},
		{ title: "kubeadm's own, where a pack asks for no more", resources: [kubeadm()], parameters: { plugins: [] } },
		{
			title: "one after the other",
			resources: [program("kube-apiserver", ...ALL.map((plugin) => `--enable-admission-plugins=${plugin}`))],
		},
		{
			title: "another one is switched off",
			resources: [
				program("kube-apiserver", `--enable-admission-plugins=${ALL.join(", ")}`, "--disable-admission-plugins=DefaultIngressClass"),
			],
		},
	],
	fail: [
		...ALL.flatMap((plugin) => ({
			title: `without ${plugin}`,
			resources: [program("kube-apiserver", `--enable-admission-plugins=${ALL.filter((each) => each !== plugin).join()}`)],
			says: `${plugin} is not asked`,
		})),
		...["ServiceAccount", "NamespaceLifecycle", "EventRateLimit", "NodeRestriction"].map((plugin) => ({
			title: `${plugin} is switched off`,
			resources: [program("kube-apiserver", `--enable-admission-plugins=${ALL.join()}`, `--disable-admission-plugins=${plugin}`)],
			says: `${plugin} is switched off`,
		})),
		{
			title: "everything is admitted",
			resources: [program("kube-apiserver", `--enable-admission-plugins=AlwaysAdmit,${ALL.join()}`)],
			says: "everything is admitted",
		},
		...everyForm("kubeadm's own are replaced", { "kube-apiserver": { "enable-admission-plugins": "EventRateLimit" } }),
		{ title: "not said", resources: [program("kube-apiserver")] },
	],
	unknown: [
		{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
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
		{ title: "RKE2's arguments are not known", resources: [rke2({ "kube-apiserver-arg": new Unknown() })] },
	],
	notApplicable: [{ title: "another part", resources: [program("kube-scheduler", "--v=2")] }],
};
