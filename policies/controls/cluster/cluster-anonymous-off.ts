import { Secret, Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isFalse } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, kubeadm, kubelet, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const OFF = { "anonymous-auth": "false" };

const control: Control = {
	id: "cluster-anonymous-off",
	family: "cluster",
	severity: "high",
	title: "The cluster answers nobody without a name",
	rationale:
		"Whoever reaches the API server or a kubelet without a name may read what is bound to the anonymous, and uses every hole before a login.",
	remediation:
		"Set anonymous-auth=false on the API server (or limit it to the health paths in an AuthenticationConfiguration) and authentication.anonymous.enabled: false in the kubelet's file.",
	references: [
		direct(cisKubernetes["1.2.1"]),
		direct(cisKubernetes["4.2.1"]),
		direct(secnumcloud["9.5"]),
		partial(gdpr["32(1)(b)"]),
		partial(nis2["21.2(j)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver", "kubelet"], (component) => {
			if (component.name === "kube-apiserver" && component.says("authentication-config") && !component.says("anonymous-auth"))
				context.unknown(component.path("authentication-config"), "who may come without a name is said in the file that it names");
			else expectFlag(component, context, "anonymous-auth", isFalse, "requests without a name are answered");
		});
	},
	examples: {
		pass: [
			...everyForm("off", { "kube-apiserver": OFF }),
			...everyForm("off in both", { "kube-apiserver": OFF, kubelet: OFF }),
			{ title: "a kubelet's file, by default", resources: [kubelet()] },
			{ title: "a kubelet's file", resources: [kubelet({ authentication: { anonymous: { enabled: false } } })] },
			{ title: "RKE2, by default", resources: [rke2({ profile: "cis" })] },
			{ title: "RKE2's agent", resources: [rke2({ server: "https://town.example:9345", token: new Secret() })] },
			{
				title: "kubeadm's node, which says nothing of it",
				resources: [joining("Init", { nodeRegistration: { kubeletExtraArgs: { "node-labels": "zone=az1" } } })],
			},
		],
		fail: [
			...everyForm("on", { "kube-apiserver": { "anonymous-auth": "true" } }),
			{
				title: "not said",
				resources: [program("kube-apiserver")],
				says: "kube-apiserver: requests without a name are answered (anonymous-auth is true)",
			},
			{ title: "kubeadm, by default", resources: [kubeadm({ networking: { podSubnet: "10.244.0.0/16" } })] },
			{ title: "a kubelet's command line", resources: [program("kubelet", "--v=2")], says: "kubelet" },
			{ title: "a kubelet's file", resources: [kubelet({ authentication: { anonymous: { enabled: true } } })] },
			{ title: "RKE2's kubelet", resources: [rke2({ "kubelet-arg": "anonymous-auth=true" })] },
			{ title: "kubeadm's node", resources: [joining("Join", { nodeRegistration: { kubeletExtraArgs: { "anonymous-auth": "true" } } })] },
			{ title: "a flag by itself", resources: [program("kube-apiserver", "--anonymous-auth")] },
			{ title: "the last one counts", resources: [program("kube-apiserver", "--anonymous-auth=false", "--anonymous-auth=true")] },
			{
				title: "beside an AuthenticationConfiguration",
				resources: [program("kube-apiserver", "--authentication-config=/etc/a.yaml", "--anonymous-auth=true")],
			},
		],
		unknown: [
			{ title: "said in another file", resources: [program("kube-apiserver", "--authentication-config=/etc/kubernetes/authn.yaml")] },
			{ title: "a kubelet whose file is not seen", resources: [program("kubelet", "--config=/var/lib/kubelet/config.yaml")] },
			{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
			{ title: "a field is not known", resources: [kubelet({ authentication: new Unknown() })] },
			{ title: "RKE2's arguments are not known", resources: [rke2({ "kube-apiserver-arg": new Unknown() })] },
			{ title: "kubeadm's are not known", resources: [kubeadm({ apiServer: new Unknown() })] },
			{ title: "one of kubeadm's is not known", resources: [kubeadm({ apiServer: { extraArgs: [new Unknown()] } })] },
			{ title: "one of RKE2's is not known", resources: [rke2({ "kube-apiserver-arg": [new Unknown()] })] },
		],
		notApplicable: [{ title: "another part", resources: [program("kube-scheduler")] }],
	},
};
export default control;
