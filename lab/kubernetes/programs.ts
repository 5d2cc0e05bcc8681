import { join } from "node:path";
import { firstPort, home } from "../home.ts";
import { program } from "./build.ts";

export const state = join(home, "kubernetes");
export const pki = (file: string): string => join(state, "pki", file);
export const etc = (file: string): string => join(state, "etc", file);

const first = firstPort.kubernetes;
export const port = { api: first, etcd: first + 1, peer: first + 2, manager: first + 3, scheduler: first + 4, kwok: first + 5 };

const url = (at: number) => `https://127.0.0.1:${at}`;
const services = "10.96.0.0/16";
const pods = "10.244.0.0/16";

/** A flag for each entry; `true` is a flag without a value. */
function command(name: string, flags: Record<string, string | number | true>): string[] {
	return [program(name), ...Object.entries(flags).map(([flag, value]) => (value === true ? `--${flag}` : `--${flag}=${value}`))];
}

/** The five programs with their arguments, in the order of starting; `port` is where each answers. */
export const programs: { name: string; port: number; command: string[] }[] = [
	{
		name: "etcd",
		port: port.etcd,
		command: command("etcd", {
			name: "lab",
			"data-dir": join(state, "etcd"),
			"log-level": "warn",
			"unsafe-no-fsync": true, // quicker: a kill -9 loses nothing, a power cut may
			"listen-client-urls": url(port.etcd),
			"advertise-client-urls": url(port.etcd),
			"listen-peer-urls": url(port.peer),
			"initial-advertise-peer-urls": url(port.peer),
			"initial-cluster": `lab=${url(port.peer)}`,
			"snapshot-count": 10000,
			"auto-compaction-retention": 1,
			"client-cert-auth": true,
			"trusted-ca-file": pki("etcd-ca.crt"),
			"cert-file": pki("etcd.crt"),
			"key-file": pki("etcd.key"),
			"peer-client-cert-auth": true,
			"peer-trusted-ca-file": pki("etcd-ca.crt"),
			"peer-cert-file": pki("etcd.crt"),
			"peer-key-file": pki("etcd.key"),
		}),
	},
	{
		name: "kube-apiserver",
		port: port.api,
		command: command("kube-apiserver", {
			"bind-address": "127.0.0.1",
			"advertise-address": "127.0.0.1",
			"secure-port": port.api,
			"endpoint-reconciler-type": "none",
			"service-cluster-ip-range": services,
			"etcd-servers": url(port.etcd),
			"etcd-cafile": pki("etcd-ca.crt"),
			"etcd-certfile": pki("etcd-client.crt"),
			"etcd-keyfile": pki("etcd-client.key"),
			"tls-cert-file": pki("kube-apiserver.crt"),
			"tls-private-key-file": pki("kube-apiserver.key"),
			"client-ca-file": pki("ca.crt"),
			"authentication-config": etc("authentication.yaml"),
			"authorization-mode": "Node,RBAC",
			"enable-admission-plugins": "NodeRestriction",
			"admission-control-config-file": etc("admission.yaml"),
			"encryption-provider-config": etc("encryption.yaml"),
			"encryption-provider-config-automatic-reload": true,
			"audit-policy-file": etc("audit.yaml"),
			"audit-log-path": join(state, "log", "audit.log"),
			"audit-log-maxsize": 100,
			"audit-log-maxbackup": 2,
			"audit-log-maxage": 7,
			"service-account-issuer": "https://kubernetes.default.svc.cluster.local",
			"service-account-key-file": pki("service-account.pub"),
			"service-account-signing-key-file": pki("service-account.key"),
			"kubelet-certificate-authority": pki("ca.crt"),
			"kubelet-client-certificate": pki("kubelet-client.crt"),
			"kubelet-client-key": pki("kubelet-client.key"),
			"kubelet-preferred-address-types": "InternalIP",
			"requestheader-client-ca-file": pki("front-proxy-ca.crt"),
			"requestheader-allowed-names": "front-proxy-client",
			"requestheader-username-headers": "X-Remote-User",
			"requestheader-group-headers": "X-Remote-Group",
			"requestheader-extra-headers-prefix": "X-Remote-Extra-",
			"proxy-client-cert-file": pki("front-proxy-client.crt"),
			"proxy-client-key-file": pki("front-proxy-client.key"),
			"allow-privileged": true, // what refuses privileged pods in the lab is Pod Security, as in a real cluster
			profiling: "false",
			"shutdown-delay-duration": "0s",
		}),
	},
	{
		name: "kube-controller-manager",
		port: port.manager,
		command: command("kube-controller-manager", {
			"bind-address": "127.0.0.1",
			"secure-port": port.manager,
			"leader-elect": "false",
			profiling: "false",
			kubeconfig: etc("kube-controller-manager.kubeconfig"),
			"authentication-kubeconfig": etc("kube-controller-manager.kubeconfig"),
			"authorization-kubeconfig": etc("kube-controller-manager.kubeconfig"),
			"client-ca-file": pki("ca.crt"),
			"requestheader-client-ca-file": pki("front-proxy-ca.crt"),
			"root-ca-file": pki("ca.crt"),
			"service-account-private-key-file": pki("service-account.key"),
			"use-service-account-credentials": true,
			"cluster-signing-cert-file": pki("ca.crt"),
			"cluster-signing-key-file": pki("ca.key"),
			"allocate-node-cidrs": true,
			"cluster-cidr": pods,
			"service-cluster-ip-range": services,
			"node-monitor-grace-period": "50s",
		}),
	},
	{
		name: "kube-scheduler",
		port: port.scheduler,
		command: command("kube-scheduler", {
			"bind-address": "127.0.0.1",
			"secure-port": port.scheduler,
			"leader-elect": "false",
			profiling: "false",
			kubeconfig: etc("kube-scheduler.kubeconfig"),
			"authentication-kubeconfig": etc("kube-scheduler.kubeconfig"),
			"authorization-kubeconfig": etc("kube-scheduler.kubeconfig"),
		}),
	},
	{
		name: "kwok",
		port: port.kwok,
		command: command("kwok", { config: etc("kwok.yaml"), kubeconfig: etc("kwok.kubeconfig"), "node-port": port.kwok }),
	},
];
