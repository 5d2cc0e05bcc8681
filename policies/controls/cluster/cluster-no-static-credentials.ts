import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isSet } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const control: Control = {
	id: "cluster-no-static-credentials",
	family: "cluster",
	severity: "critical",
	title: "The API server takes no credentials from a fixed file",
	rationale: "Tokens and passwords in a file stand in clear on every control plane, never end, and change only with a restart.",
	remediation: "Remove token-auth-file and basic-auth-file; use client certificates, OIDC, or tokens of service accounts.",
	references: [
		direct(cisKubernetes["1.2.2"]),
		direct(secnumcloud["10.5"]),
		direct(secnumcloud["9.5"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(j)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			for (const flag of ["token-auth-file", "basic-auth-file"])
				expectFlag(component, context, flag, (value) => !isSet(value), "it takes credentials from a file");
		});
	},
	examples: {
		pass: [
			...everyForm("by OIDC", { "kube-apiserver": { "oidc-issuer-url": "https://id.town.example" } }),
			{ title: "nothing said", resources: [program("kube-apiserver")] },
			{ title: "an empty name", resources: [program("kube-apiserver", "--token-auth-file=")] },
		],
		fail: [
			...everyForm("tokens", { "kube-apiserver": { "token-auth-file": "/etc/tokens.csv" } }),
			{
				title: "passwords",
				resources: [program("kube-apiserver", "--basic-auth-file", "/etc/passwords.csv")],
				says: "is /etc/passwords.csv",
			},
			{
				title: "tokens, beside what is not known",
				resources: [program("kube-apiserver", new Unknown(), "--token-auth-file=/etc/tokens.csv")],
			},
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
		notApplicable: [{ title: "another part", resources: [program("etcd", "--v=2")] }],
	},
};
export default control;
