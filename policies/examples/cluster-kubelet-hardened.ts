import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { joining, kubeadm, kubelet, machine, program, rke2 } from "./clusters.ts";

const HARD = {
	readOnlyPort: 0,
	authentication: { x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" } },
	rotateCertificates: true,
	protectKernelDefaults: true,
	streamingConnectionIdleTimeout: "5m0s",
	tlsCipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
};
const FLAGS = {
	"read-only-port": "0",
	"client-ca-file": "/etc/kubernetes/pki/ca.crt",
	"rotate-certificates": "true",
	"protect-kernel-defaults": "true",
	"tls-min-version": "VersionTLS13",
};

export const examples: Control["examples"] = {
	pass: [
		{ title: "a file", resources: [kubelet(HARD)] },
		{ title: "a command line", resources: [program("kubelet", ...Object.entries(FLAGS).map(([flag, value]) => `--${flag}=${value}`))] },
		{ title: "kubeadm's file", resources: [kubelet({ protectKernelDefaults: true, tlsMinVersion: "VersionTLS13" }), kubeadm()] },
		{ title: "RKE2's profile", resources: [rke2({ profile: "cis" })] },
		{ title: "RKE2's agent", resources: [rke2({ server: "https://town.example:9345", "protect-kernel-defaults": true })] },
		{
			title: "k3s, in user data",
			resources: [machine({ "/etc/rancher/k3s/config.yaml.d/10-kubelet.yaml": "protect-kernel-defaults: true\n" })],
		},
		{
			title: "kubeadm's node, which says nothing of it",
			resources: [joining("Join", { nodeRegistration: { kubeletExtraArgs: { "node-labels": "zone=az1" } } })],
		},
	],
	fail: [
		{ title: "nothing said", resources: [kubelet()], says: "client certificates" },
		{ title: "a read-only port", resources: [kubelet({ ...HARD, readOnlyPort: 10255 })], says: "read-only port" },
		{ title: "no client CA", resources: [kubelet({ ...HARD, authentication: null })] },
		{ title: "no renewal", resources: [kubelet({ ...HARD, rotateCertificates: false })], says: "not renewed" },
		{ title: "no renewal, by default", resources: [kubelet({ ...HARD, rotateCertificates: null })] },
		{ title: "no renewal, beside kubeadm", resources: [kubelet({ ...HARD, rotateCertificates: false }), kubeadm()] },
		{ title: "another kernel", resources: [kubelet({ ...HARD, protectKernelDefaults: null })], says: "kernel" },
		{ title: "no end of streams", resources: [kubelet({ ...HARD, streamingConnectionIdleTimeout: "0s" })], says: "idle streams" },
		{
			title: "weak ciphers",
			resources: [kubelet({ ...HARD, tlsCipherSuites: ["TLS_RSA_WITH_AES_128_GCM_SHA256"] })],
			says: "weak ciphers",
		},
		{ title: "ciphers are not said", resources: [kubelet({ ...HARD, tlsCipherSuites: null })] },
		{ title: "old TLS", resources: [kubelet({ ...HARD, tlsMinVersion: "VersionTLS10" })], says: "older than 1.2" },
		{ title: "a command line that says nothing", resources: [program("kubelet")], says: "(read-only-port is 10255)" },
		{ title: "RKE2 without its profile", resources: [rke2()], says: "kernel" },
		{ title: "kubeadm's node", resources: [joining("Init", { nodeRegistration: { kubeletExtraArgs: { "read-only-port": "10255" } } })] },
		{
			title: "k3s, in user data",
			resources: [machine({ "/etc/rancher/k3s/config.yaml": "kubelet-arg: [read-only-port=10255]\n" }, "b64")],
		},
	],
	unknown: [
		{ title: "a field is not known", resources: [kubelet({ ...HARD, readOnlyPort: new Unknown() })] },
		{ title: "its file is not seen", resources: [program("kubelet", "--config=/var/lib/kubelet/config.yaml")] },
		{ title: "RKE2's profile is not known", resources: [rke2({ profile: new Unknown() })] },
	],
	notApplicable: [{ title: "another part", resources: [program("etcd", "--v=2")] }],
};
