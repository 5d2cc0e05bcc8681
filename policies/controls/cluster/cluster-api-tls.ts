import { configuresCluster, eachComponent, expectFlag, expectStrongTls, isSet } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-api-tls.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const FILES = {
	"tls-cert-file": "it makes up its own certificate",
	"tls-private-key-file": "it makes up its own certificate",
	"client-ca-file": "it checks no client certificates",
	"kubelet-certificate-authority": "it believes whatever answers in a kubelet's name",
	"kubelet-client-certificate": "it shows kubelets no certificate",
	"kubelet-client-key": "it shows kubelets no certificate",
};

const control: Control = {
	id: "cluster-api-tls",
	family: "cluster",
	severity: "high",
	title: "The API server proves itself, and checks who talks to it",
	rationale:
		"Without these files the API server answers with a certificate nobody knows, and believes whatever answers in a kubelet's name.",
	remediation:
		"Set the certificates, kubelet-certificate-authority among them, and tls-cipher-suites to ECDHE with AES-GCM or ChaCha20 (or tls-min-version=VersionTLS13).",
	references: [
		direct(cisKubernetes["1.2.4"]),
		direct(cisKubernetes["1.2.5"]),
		direct(cisKubernetes["1.2.24"]),
		direct(cisKubernetes["1.2.25"]),
		direct(cisKubernetes["1.2.29"]),
		direct(secnumcloud["10.2"]),
		partial(gdpr["32(1)(a)"]),
		partial(nis2["21.2(h)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			for (const [flag, otherwise] of Object.entries(FILES)) expectFlag(component, context, flag, isSet, otherwise);
			expectStrongTls(component, context);
		});
	},
	examples,
};
export default control;
