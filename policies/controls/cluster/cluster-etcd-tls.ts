import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isSet, isTrue } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, k3s, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";

const LISTENS = /^(https|unixs):|^http:\/\/(127\.|localhost|\[::1\])/;
const ASKS = /^(https|unixs?|postgres(ql)?|mysql|nats|sqlite):/;
const each = (value: string | undefined, form: RegExp): boolean =>
	value === undefined || value.split(",").every((url) => form.test(url.trim()));
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

const control: Control = {
	id: "cluster-etcd-tls",
	family: "cluster",
	severity: "high",
	title: "The store of the cluster talks over TLS to known clients only",
	rationale: "Every Secret of the cluster is in etcd: whoever reaches it without a certificate has the cluster.",
	remediation:
		"Set cert-file, key-file and client-cert-auth, their peer- counterparts, no auto-tls, https in every URL, and etcd-cafile, -certfile and -keyfile on the API server.",
	references: [
		direct(cisKubernetes["1.2.23"]),
		direct(cisKubernetes["1.2.26"]),
		direct(cisKubernetes["2.1"]),
		direct(cisKubernetes["2.2"]),
		direct(cisKubernetes["2.3"]),
		direct(cisKubernetes["2.4"]),
		direct(cisKubernetes["2.5"]),
		direct(cisKubernetes["2.6"]),
		direct(secnumcloud["10.2"]),
		partial(gdpr["32(1)(a)"]),
		partial(nis2["21.2(h)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["etcd", "kube-apiserver"], (component) => {
			if (component.isOverlay) return;
			if (component.name === "etcd") {
				for (const flag of ["cert-file", "key-file", "peer-cert-file", "peer-key-file"])
					expectFlag(component, context, flag, isSet, "it has no certificate");
				for (const flag of ["client-cert-auth", "peer-client-cert-auth"])
					expectFlag(component, context, flag, isTrue, "it asks for no certificate");
				for (const flag of ["auto-tls", "peer-auto-tls"])
					expectFlag(component, context, flag, (value) => !isTrue(value), "it makes up its certificate");
				for (const flag of ["listen-client-urls", "listen-peer-urls"])
					expectFlag(component, context, flag, (value) => each(value, LISTENS), "it listens in clear");
				return;
			}
			expectFlag(component, context, "etcd-servers", (value) => each(value, ASKS), "it talks to its store in clear");
			context.each([""], () => {
				// A database of k3s, or a socket, has other certificates or none.
				if (!(component.get("etcd-servers") ?? "https:").startsWith("http")) return;
				for (const flag of ["etcd-cafile", "etcd-certfile", "etcd-keyfile"])
					expectFlag(component, context, flag, isSet, "it and etcd don't check each other");
			});
		});
	},
	examples: {
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
	},
};
export default control;
