import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import { configuresCluster, eachComponent, expectFlag, isSet } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { everyForm, joining, k3s, kubeadm, program, rke2 } from "../../examples/clusters.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";

interface Entry {
	resources?: readonly string[];
	providers?: readonly object[];
}
const KIND = ["apiserver.config.k8s.io/v1", "EncryptionConfiguration"] as const;
const encryption = (resources: string[], ...providers: Properties[]) =>
	manifest(...KIND, "encryption", { resources: [{ resources, providers }] });

const control: Control = {
	id: "cluster-secrets-encrypted",
	family: "cluster",
	severity: "high",
	title: "Secrets are encrypted in etcd",
	rationale: "Whoever holds etcd's disk, or a backup of it, reads every password and key of the cluster unless they are encrypted there.",
	remediation:
		"Set encryption-provider-config to an EncryptionConfiguration whose first provider for secrets is kms, aescbc, aesgcm or secretbox; for k3s, secrets-encryption: true.",
	references: [
		direct(cisKubernetes["1.2.27"]),
		direct(cisKubernetes["1.2.28"]),
		direct(secnumcloud["10.1"]),
		direct(gdpr["32(1)(a)"]),
		partial(c5["CRY-03"]),
		partial(nis2["21.2(h)"]),
	],
	appliesTo: (resource) => resource.type === KIND.join("/") || configuresCluster(resource),
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, context) {
		if (subject.type.endsWith("/EncryptionConfiguration")) {
			const resources = items(subject.properties["resources"] as never as readonly Entry[], subject, "/resources");
			const index = resources.findIndex(({ resources }) => resources?.some((each) => ["secrets", "*.", "*.*"].includes(each)));
			if (index < 0)
				return context.report({ path: "/resources", message: "It says nothing of Secrets, which are therefore stored in clear." });
			const first = Object.keys(resources[index]?.providers?.[0] ?? {})[0];
			if (first === undefined || first === "identity")
				context.report({
					path: `/resources/${index}/providers/0`,
					message: `Secrets are written in clear: the first provider is ${first ?? "none"}.`,
				});
			return;
		}
		eachComponent(subject, context, ["kube-apiserver"], (component) => {
			if (component.isOverlay) return;
			expectFlag(component, context, "encryption-provider-config", isSet, "Secrets are stored in clear");
		});
	},
	examples: {
		pass: [
			...everyForm("a file", { "kube-apiserver": { "encryption-provider-config": "/etc/kubernetes/encryption.yaml" } }),
			{ title: "RKE2, by default", resources: [rke2()] },
			{ title: "k3s", resources: [k3s({ "secrets-encryption": true })] },
			{
				title: "by a key manager",
				resources: [encryption(["secrets"], { kms: { apiVersion: "v2", name: "barbican" } }, { identity: {} })],
			},
			{ title: "everything", resources: [encryption(["*.*"], { secretbox: { keys: [] } })] },
			{ title: "the core group", resources: [encryption(["*."], { aesgcm: { keys: [] } })] },
			{ title: "kubeadm's node", resources: [joining("Init", { localAPIEndpoint: { advertiseAddress: "10.20.0.10" } })] },
		],
		fail: [
			{ title: "not said", resources: [program("kube-apiserver")], says: "Secrets are stored in clear" },
			{ title: "kubeadm, by default", resources: [kubeadm({ encryptionAlgorithm: "RSA-3072" })] },
			{ title: "k3s, by default", resources: [k3s({ "cluster-init": true })] },
			{ title: "switched off", resources: [rke2({ "secrets-encryption": false })] },
			{
				title: "written in clear",
				resources: [encryption(["secrets"], { identity: {} }, { aescbc: { keys: [] } })],
				says: "first provider is identity",
			},
			{ title: "nothing of Secrets", resources: [encryption(["configmaps"], { aescbc: { keys: [] } })], says: "says nothing of Secrets" },
			{ title: "no provider", resources: [encryption(["secrets"])], says: "is none" },
		],
		unknown: [
			{ title: "an argument is not known", resources: [program("kube-apiserver", new Unknown())] },
			{ title: "k3s is not known", resources: [k3s({ "secrets-encryption": new Unknown() })] },
			{
				title: "providers are not known",
				resources: [manifest(...KIND, "encryption", { resources: [{ resources: ["secrets"], providers: new Unknown() }] })],
			},
		],
		notApplicable: [{ title: "another part", resources: [program("etcd", "--v=2")] }],
	},
};
export default control;
