import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isFalse, isSet, isTrue } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { cisKubernetes, direct, nis2, partial, secnumcloud } from "../../frameworks.ts";

type Expected = { readonly [flag: string]: readonly [(value: string | undefined) => boolean, string] };
const SERVER: Expected = {
	"service-account-key-file": [isSet, "tokens are checked with its own TLS key"],
	"service-account-lookup": [(value) => !isFalse(value), "a token holds on after a deleted account"],
	"service-account-extend-token-expiration": [isFalse, "tokens hold for a year, whatever they say"],
};
const MANAGER: Expected = {
	"use-service-account-credentials": [isTrue, "all controllers share one account"],
	"root-ca-file": [isSet, "pods are not given the CA of the API server"],
	"service-account-private-key-file": [isSet, "no key of their own signs tokens"],
};
const GOOD = { "service-account-key-file": "/pki/sa.pub", "service-account-extend-token-expiration": "false" };
const MANAGED = {
	"use-service-account-credentials": "true",
	"root-ca-file": "/pki/ca.crt",
	"service-account-private-key-file": "/pki/sa.key",
};

const control: Control = {
	id: "cluster-service-account-tokens",
	family: "cluster",
	severity: "medium",
	title: "Tokens of service accounts end, and are checked",
	rationale: "A token that outlives its pod or its account is a key that nobody can take back.",
	remediation:
		"Set service-account-key-file and service-account-extend-token-expiration=false, leave lookup on; let controllers use accounts of their own and publish the root CA.",
	references: [
		direct(cisKubernetes["1.2.21"]),
		direct(cisKubernetes["1.2.22"]),
		direct(cisKubernetes["1.2.30"]),
		direct(cisKubernetes["1.3.3"]),
		direct(cisKubernetes["1.3.4"]),
		direct(cisKubernetes["1.3.5"]),
		partial(secnumcloud["9.5"]),
		partial(nis2["21.2(j)"]),
	],
	appliesTo: configuresCluster,
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		eachComponent(subject, context, ["kube-apiserver", "kube-controller-manager"], (component) => {
			if (component.isOverlay) return;
			const expected = component.name === "kube-apiserver" ? SERVER : MANAGER;
			for (const [flag, [holds, otherwise]] of Object.entries(expected)) expectFlag(component, context, flag, holds, otherwise);
		});
	},
	examples: {
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
	},
};
export default control;
