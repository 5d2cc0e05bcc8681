import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, nis2, partial, secnumcloud } from "../../frameworks.ts";

/** On by default. */
const DEFAULTS = ["ServiceAccount", "NamespaceLifecycle"];
const MORE = ["EventRateLimit", "AlwaysPullImages", "DenyServiceExternalIPs"];
const ALL = ["NodeRestriction", ...MORE];

const control: Control<{ plugins: readonly string[] }> = {
	id: "cluster-admission-plugins",
	family: "cluster",
	severity: "high",
	title: "What must be asked on admission is asked",
	rationale: "Without NodeRestriction one stolen kubelet changes any node; with AlwaysAdmit nothing is asked at all.",
	remediation:
		"Set enable-admission-plugins=NodeRestriction,EventRateLimit,AlwaysPullImages,DenyServiceExternalIPs, and disable none of the defaults.",
	references: [
		direct(cisKubernetes["1.2.3"]),
		direct(cisKubernetes["1.2.9"]),
		direct(cisKubernetes["1.2.10"]),
		direct(cisKubernetes["1.2.11"]),
		direct(cisKubernetes["1.2.12"]),
		direct(cisKubernetes["1.2.13"]),
		direct(cisKubernetes["1.2.14"]),
		partial(secnumcloud["9.7"]),
		partial(nis2["21.2(e)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		plugins: {
			description: "Admission plug-ins that are asked beside NodeRestriction and those that are on by default.",
			default: MORE,
			schema: { type: "array", items: { type: "string" } },
		},
	},
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			const listed = (value: string | undefined): string[] => (value ?? "").split(",").map((name) => name.trim());
			for (const plugin of ["NodeRestriction", ...context.parameters.plugins])
				expectFlag(
					component,
					context,
					"enable-admission-plugins",
					(value) => listed(value).includes(plugin),
					`${plugin} is not asked on admission`,
				);
			expectFlag(
				component,
				context,
				"enable-admission-plugins",
				(value) => !listed(value).includes("AlwaysAdmit"),
				"everything is admitted",
			);
			for (const plugin of [...DEFAULTS, "NodeRestriction", ...context.parameters.plugins])
				expectFlag(
					component,
					context,
					"disable-admission-plugins",
					(value) => !listed(value).includes(plugin),
					`${plugin} is switched off`,
				);
		});
	},
	examples: {
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
	},
};
export default control;
