import type { ComponentName } from "./cluster-configuration.ts";

/** How a component of a cluster is set up; each has its own defaults. */
export type How = "flags" | "kubelet file" | "kube-proxy file" | "kubeadm" | "rke2" | "k3s";

type Defaults = { readonly [C in ComponentName]?: { readonly [flag: string]: string } };

/** Files that an installer makes and names by itself: which ones doesn't matter, only that they are set. */
const set = (by: string, ...flags: string[]): { [flag: string]: string } =>
	Object.fromEntries(flags.map((flag) => [flag, `(${by}'s own)`]));

/** Flags as the programs have them when nothing is said. Source: k8s.io/kubernetes v1.36.3, options of each program; etcd 3.6, configuration. */
const FLAGS: Defaults = {
	"kube-apiserver": {
		"anonymous-auth": "true",
		"authorization-mode": "AlwaysAllow",
		profiling: "true",
		"service-account-lookup": "true",
		"service-account-extend-token-expiration": "true",
	},
	"kube-controller-manager": { profiling: "true", "use-service-account-credentials": "false", "bind-address": "0.0.0.0" },
	"kube-scheduler": { profiling: "true", "bind-address": "0.0.0.0" },
	kubelet: {
		"anonymous-auth": "true",
		"authorization-mode": "AlwaysAllow",
		"read-only-port": "10255",
		"rotate-certificates": "false",
		"protect-kernel-defaults": "false",
		"streaming-connection-idle-timeout": "4h0m0s",
	},
	"kube-proxy": { "metrics-bind-address": "127.0.0.1:10249" },
	etcd: { "client-cert-auth": "false", "peer-client-cert-auth": "false", "auto-tls": "false", "peer-auto-tls": "false" },
};

/** A KubeletConfiguration has safer defaults than flags. Source: k8s.io/kubernetes v1.36.3, pkg/kubelet/apis/config/v1beta1/defaults.go. */
const KUBELET_FILE = { ...FLAGS.kubelet, "anonymous-auth": "false", "authorization-mode": "Webhook", "read-only-port": "0" };

const API_FILES = [
	"client-ca-file",
	"tls-cert-file",
	"tls-private-key-file",
	"kubelet-client-certificate",
	"kubelet-client-key",
	"service-account-key-file",
];
const ETCD_FILES = ["etcd-cafile", "etcd-certfile", "etcd-keyfile"];
const ETCD_OWN = { "client-cert-auth": "true", "peer-client-cert-auth": "true" };
const ETCD_OWN_FILES = ["cert-file", "key-file", "trusted-ca-file", "peer-cert-file", "peer-key-file", "peer-trusted-ca-file"];

/** What kubeadm sets. Source: k8s.io/kubernetes v1.36.3, cmd/kubeadm/app/phases/controlplane/manifests.go, etcd/local.go, componentconfigs/kubelet.go. */
const KUBEADM: Defaults = {
	"kube-apiserver": {
		...FLAGS["kube-apiserver"],
		...set("kubeadm", ...API_FILES, ...ETCD_FILES),
		"client-ca-file": "/etc/kubernetes/pki/ca.crt",
		"etcd-cafile": "/etc/kubernetes/pki/etcd/ca.crt",
		"etcd-servers": "https://127.0.0.1:2379",
		"authorization-mode": "Node,RBAC",
		"enable-admission-plugins": "NodeRestriction",
	},
	"kube-controller-manager": {
		profiling: "true",
		"use-service-account-credentials": "true",
		"bind-address": "127.0.0.1",
		...set("kubeadm", "root-ca-file", "service-account-private-key-file"),
	},
	"kube-scheduler": { profiling: "true", "bind-address": "127.0.0.1" },
	kubelet: { ...KUBELET_FILE, "rotate-certificates": "true", ...set("kubeadm", "client-ca-file") },
	"kube-proxy": FLAGS["kube-proxy"] as { [flag: string]: string },
	etcd: {
		...FLAGS.etcd,
		...ETCD_OWN,
		...set("kubeadm", ...ETCD_OWN_FILES),
		"trusted-ca-file": "/etc/kubernetes/pki/etcd/ca.crt",
		"peer-trusted-ca-file": "/etc/kubernetes/pki/etcd/ca.crt",
		"listen-metrics-urls": "http://127.0.0.1:2381",
	},
};

/**
 * What k3s sets, and RKE2 with it. Source: k3s-io/k3s pkg/daemons/control/server.go, pkg/daemons/agent/agent_linux.go and pkg/cli/server;
 * rancher/rke2 pkg/rke2/rke2.go and pkg/executor/staticpod/staticpod.go. Ciphers are those of Mozilla's intermediate list.
 */
const K3S: Defaults = {
	"kube-apiserver": {
		...FLAGS["kube-apiserver"],
		...set("k3s", ...API_FILES, ...ETCD_FILES, "kubelet-certificate-authority"),
		"anonymous-auth": "false",
		"authorization-mode": "Node,RBAC",
		"enable-admission-plugins": "NodeRestriction",
		profiling: "false",
		"tls-cipher-suites": "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
		"client-ca-file": "server/tls/client-ca.crt",
		"etcd-cafile": "server/tls/etcd/server-ca.crt",
		"etcd-servers": "https://127.0.0.1:2379",
	},
	"kube-controller-manager": {
		profiling: "false",
		"use-service-account-credentials": "true",
		"bind-address": "127.0.0.1",
		...set("k3s", "root-ca-file", "service-account-private-key-file"),
	},
	"kube-scheduler": { profiling: "false", "bind-address": "127.0.0.1" },
	kubelet: {
		...KUBELET_FILE,
		...set("k3s", "client-ca-file"),
		"rotate-certificates": "true",
		"tls-cipher-suites": "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
	},
	"kube-proxy": FLAGS["kube-proxy"] as { [flag: string]: string },
	etcd: { ...FLAGS.etcd, ...ETCD_OWN, ...set("k3s", ...ETCD_OWN_FILES), "listen-metrics-urls": "http://127.0.0.1:2381" },
};

export const DEFAULTS: { readonly [H in How]: Defaults } = {
	flags: FLAGS,
	"kubelet file": { kubelet: KUBELET_FILE },
	"kube-proxy file": FLAGS,
	kubeadm: KUBEADM,
	k3s: K3S,
	// RKE2 always encrypts Secrets.
	rke2: {
		...K3S,
		"kube-apiserver": { ...K3S["kube-apiserver"], ...set("rke2", "encryption-provider-config"), "pod-security": "privileged" },
	},
};
