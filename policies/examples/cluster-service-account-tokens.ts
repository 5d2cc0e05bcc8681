import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "./clusters.ts";

const GOOD = { "service-account-key-file": "/pki/sa.pub", "service-account-extend-token-expiration": "false" };
const MANAGED = {
	"use-service-account-credentials": "true",
	"root-ca-file": "/pki/ca.crt",
	"service-account-private-key-file": "/pki/sa.key",
};

export const examples: Control["examples"] = {
	pass: [
		...everyForm("all", { "kube-apiserver": GOOD, "kube-controller-manager": MANAGED }),
		{ title: "RKE2's profile", resources: [rke2({ profile: "cis" })] },
		{ title: "RKE2's arguments", resources: [rke2({ "kube-apiserver-arg": ["service-account-extend-token-expiration=false"] })] },
		{
			title: "kubeadm's own files",
			resources: [kubeadm({ apiServer: { extraArgs: [{ name: "service-account-extend-token-expiration", value: "false" }] } })],
		},
		{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "10.20.0.10" } })] },
	],
	fail: [
		...everyForm("tokens are extended", {
			"kube-apiserver": { ...GOOD, "service-account-extend-token-expiration": "true" },
			"kube-controller-manager": MANAGED,
		}),
		{ title: "kubeadm, by default", resources: [kubeadm()], says: "for a year" },
		{ title: "RKE2 without its profile", resources: [rke2()] },
		{
			title: "deleted accounts",
			resources: [
				program(
					"kube-apiserver",
					"--service-account-key-file=/k",
					"--service-account-extend-token-expiration=false",
					"--service-account-lookup=false",
				),
			],
			says: "deleted account",
		},
		{ title: "no key", resources: [program("kube-apiserver", "--service-account-extend-token-expiration=false")], says: "TLS key" },
		{
			title: "one account for all controllers",
			resources: [program("kube-controller-manager", "--root-ca-file=/ca", "--service-account-private-key-file=/k")],
			says: "share",
		},
		{
			title: "no root CA",
			resources: [program("kube-controller-manager", "--use-service-account-credentials", "--service-account-private-key-file=/k")],
			says: "root-ca-file",
		},
		{
			title: "no key to sign with",
			resources: [program("kube-controller-manager", "--use-service-account-credentials=true", "--root-ca-file=/ca")],
			says: "private-key",
		},
	],
	unknown: [
		{ title: "an argument is not known", resources: [program("kube-controller-manager", new Unknown())] },
		{
			title: "the last argument is not known",
			resources: [
				program("kube-apiserver", "--service-account-key-file=/k", "--service-account-extend-token-expiration=false", new Unknown()),
			],
		},
		{ title: "RKE2's arguments are not known", resources: [rke2({ profile: "cis", "kube-controller-manager-arg": new Unknown() })] },
	],
	notApplicable: [{ title: "another part", resources: [program("etcd", "--v=2")] }],
};
