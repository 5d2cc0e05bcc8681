import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "./clusters.ts";

const SET = [
	"tls-cert-file",
	"tls-private-key-file",
	"client-ca-file",
	"kubelet-certificate-authority",
	"kubelet-client-certificate",
	"kubelet-client-key",
];
const STRONG = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256";
const ALL = { ...Object.fromEntries(SET.map((flag) => [flag, `/pki/${flag}`])), "tls-cipher-suites": STRONG };

export const examples: Control["examples"] = {
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
		...SET.map((flag) => ({
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
};
