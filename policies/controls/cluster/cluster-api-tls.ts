import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, expectStrongTls, isSet } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const FILES = {
	"tls-cert-file": "it makes up its own certificate",
	"tls-private-key-file": "it makes up its own certificate",
	"client-ca-file": "it checks no client certificates",
	"kubelet-certificate-authority": "it believes whatever answers in a kubelet's name",
	"kubelet-client-certificate": "it shows kubelets no certificate",
	"kubelet-client-key": "it shows kubelets no certificate",
};
const STRONG = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256";
const ALL = { ...Object.fromEntries(Object.keys(FILES).map((flag) => [flag, `/pki/${flag}`])), "tls-cipher-suites": STRONG };

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
			if (component.isOverlay) return;
			for (const [flag, otherwise] of Object.entries(FILES)) expectFlag(component, context, flag, isSet, otherwise);
			expectStrongTls(component, context);
		});
	},
	examples: {
		pass: [
			...everyForm("all", { "kube-apiserver": ALL }),
			...everyForm("TLS 1.3 alone", { "kube-apiserver": { ...ALL, "tls-min-version": "VersionTLS13", "tls-cipher-suites": "" } }),
			...everyForm("TLS 1.2 said", { "kube-apiserver": { ...ALL, "tls-min-version": "VersionTLS12" } }),
			{ title: "RKE2, by default", resources: [rke2()] },
			{
				title: "kubeadm's own files",
				resources: [kubeadm({ apiServer: { extraArgs: { "kubelet-certificate-authority": "/ca", "tls-cipher-suites": STRONG } } })],
			},
			{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "10.20.0.10" } })] },
		],
		fail: [
			...Object.keys(FILES).map((flag) => ({
				title: `without ${flag}`,
				resources: [program("kube-apiserver", ...Object.entries({ ...ALL, [flag]: "" }).map(([name, value]) => `--${name}=${value}`))],
				says: `${flag} is not set`,
			})),
			...everyForm("old TLS", { "kube-apiserver": { ...ALL, "tls-min-version": "VersionTLS11" } }),
			...everyForm("a weak cipher", { "kube-apiserver": { ...ALL, "tls-cipher-suites": `${STRONG},TLS_RSA_WITH_AES_128_CBC_SHA` } }),
			{
				title: "kubelets are not checked, kubeadm's default",
				resources: [kubeadm({ apiServer: { extraArgs: { "tls-cipher-suites": STRONG } } })],
				says: "whatever answers",
			},
			{
				title: "ciphers are not said",
				resources: [
					program(
						"kube-apiserver",
						...Object.entries(ALL)
							.slice(0, -1)
							.map(([name, value]) => `--${name}=${value}`),
					),
				],
				says: "weak ciphers",
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
