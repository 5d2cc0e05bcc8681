import { configuresCluster, eachComponent, expectFlag, isFalse, isSet, isTrue } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-service-account-tokens.ts";
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
			const expected = component.name === "kube-apiserver" ? SERVER : MANAGER;
			for (const [flag, [holds, otherwise]] of Object.entries(expected)) expectFlag(component, context, flag, holds, otherwise);
		});
	},
	examples,
};
export default control;
