import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, joining, k3s, kubeadm, program, rke2 } from "./clusters.ts";

const ETCD = {
	"cert-file": "/c",
	"key-file": "/k",
	"client-cert-auth": "true",
	"peer-cert-file": "/c",
	"peer-key-file": "/k",
	"peer-client-cert-auth": "true",
};
const SERVER = { "etcd-servers": "https://10.20.0.10:2379", "etcd-cafile": "/ca", "etcd-certfile": "/c", "etcd-keyfile": "/k" };
const external = (change: object) =>
	kubeadm({
		etcd: { external: { endpoints: ["https://10.20.0.10:2379"], caFile: "/ca", certFile: "/c", keyFile: "/k", ...change } },
	} as never);

export const examples: Control["examples"] = {
	pass: [
		...everyForm("all", { etcd: ETCD, "kube-apiserver": SERVER }),
		{ title: "kubeadm, by default", resources: [kubeadm()] },
		{ title: "RKE2, by default", resources: [rke2()] },
		{ title: "kubeadm's external etcd", resources: [external({})] },
		{ title: "k3s with a database", resources: [k3s({ "datastore-endpoint": "postgres://db.town.example/k3s?sslmode=verify-full" })] },
		{ title: "a socket", resources: [program("kube-apiserver", "--etcd-servers=unix:///run/kine.sock")] },
		{
			title: "clear on the host itself",
			resources: [
				program(
					"etcd",
					...Object.entries(ETCD).map(([flag, value]) => `--${flag}=${value}`),
					"--listen-client-urls=https://10.20.0.10:2379,http://127.0.0.1:2379",
				),
			],
		},
		{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "10.20.0.10" } })] },
	],
	fail: [
		...Object.keys(ETCD).map((flag) => ({
			title: `etcd without ${flag}`,
			resources: [
				program(
					"etcd",
					...Object.entries(ETCD)
						.filter(([name]) => name !== flag)
						.map(([name, value]) => `--${name}=${value}`),
				),
			],
			says: flag,
		})),
		...Object.keys(SERVER)
			.slice(1)
			.map((flag) => ({
				title: `the API server without ${flag}`,
				resources: [
					program(
						"kube-apiserver",
						...Object.entries(SERVER)
							.filter(([name]) => name !== flag)
							.map(([name, value]) => `--${name}=${value}`),
					),
				],
				says: flag,
			})),
		...["auto-tls", "peer-auto-tls"].flatMap((flag) => everyForm(flag, { etcd: { ...ETCD, [flag]: "true" } })),
		...["listen-client-urls", "listen-peer-urls"].flatMap((flag) =>
			everyForm(`${flag} in clear`, { etcd: { ...ETCD, [flag]: "https://10.20.0.10:2379,http://10.20.0.10:2380" } }),
		),
		...everyForm("asked in clear", { "kube-apiserver": { ...SERVER, "etcd-servers": "http://10.20.0.10:2379" } }),
		{
			title: "kubeadm's external etcd in clear",
			resources: [external({ endpoints: ["https://10.20.0.10:2379", "http://10.20.0.11:2379"] })],
		},
		{ title: "kubeadm's external etcd without a certificate", resources: [external({ certFile: null })], says: "etcd-certfile" },
		{ title: "kubeadm's external etcd without a key", resources: [external({ keyFile: "" })], says: "etcd-keyfile" },
		{ title: "kubeadm's external etcd without a CA", resources: [external({ caFile: null })], says: "etcd-cafile" },
		{
			title: "k3s with an etcd elsewhere",
			resources: [k3s({ "datastore-endpoint": "https://10.20.0.10:2379", "datastore-cafile": "/ca", "datastore-keyfile": "/key" })],
			says: "etcd-certfile",
		},
	],
	unknown: [
		{ title: "an argument is not known", resources: [program("etcd", new Unknown())] },
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
		{ title: "RKE2's arguments are not known", resources: [rke2({ "etcd-arg": new Unknown() })] },
	],
	notApplicable: [{ title: "another part", resources: [program("kube-scheduler", "--v=2")] }],
};
