import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isSet } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const POLICY = { "audit-policy-file": "/etc/audit.yaml" };

const control: Control = {
	id: "cluster-audit-log",
	family: "cluster",
	severity: "high",
	title: "The API server logs who did what",
	rationale: "Without an audit log nobody can say whose data an intruder saw, although a breach has to be notified within 72 hours.",
	remediation: "Set audit-policy-file and audit-log-path (or audit-webhook-config-file); for RKE2, audit-policy-file in config.yaml.",
	references: [
		direct(cisKubernetes["1.2.16"]),
		direct(cisKubernetes["3.2.1"]),
		direct(secnumcloud["12.6"]),
		direct(gdpr["33(1)"]),
		partial(c5["OPS-10"]),
		partial(nis2["21.2(b)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			expectFlag(component, context, "audit-policy-file", isSet, "no policy says what is logged");
			context.each([""], () => {
				if (component.get("audit-webhook-config-file") !== undefined) return;
				expectFlag(component, context, "audit-log-path", isSet, "no audit log is written");
			});
		});
	},
	examples: {
		pass: [
			...everyForm("a file", { "kube-apiserver": { ...POLICY, "audit-log-path": "/var/log/audit.log" } }),
			...everyForm("a sink", { "kube-apiserver": { ...POLICY, "audit-webhook-config-file": "/etc/audit-sink.yaml" } }),
			{ title: "RKE2's own key", resources: [rke2({ "audit-policy-file": "/etc/rancher/rke2/town.yaml" })] },
			{ title: "RKE2's profile with a policy", resources: [rke2({ profile: "cis", "audit-policy-file": "/etc/rancher/rke2/town.yaml" })] },
			{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "10.20.0.10" } })] },
		],
		fail: [
			...everyForm("no policy", { "kube-apiserver": { "audit-log-path": "/var/log/audit.log" } }),
			...everyForm("no log", { "kube-apiserver": POLICY }).slice(0, 3),
			{ title: "nothing", resources: [program("kube-apiserver")], says: "no audit log is written" },
			{ title: "RKE2, by default", resources: [rke2()] },
			{ title: "kubeadm, by default", resources: [kubeadm()] },
		],
		unknown: [
			{ title: "RKE2's profile, whose own policy logs nothing", resources: [rke2({ profile: "cis-1.23" })], says: "logs nothing" },
			{ title: "RKE2's profile is not known", resources: [rke2({ profile: new Unknown() })] },
			{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
			{
				title: "a policy is not known",
				resources: [kubeadm({ apiServer: { extraArgs: { "audit-policy-file": new Unknown(), "audit-log-path": "/a" } } })],
			},
		],
		notApplicable: [{ title: "another part", resources: [program("etcd", "--v=2")] }],
	},
};
export default control;
