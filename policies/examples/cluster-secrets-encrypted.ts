import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { Control } from "../control.ts";
import { everyForm, joining, k3s, kubeadm, program, rke2 } from "./clusters.ts";
import { manifest } from "./kubernetes.ts";

const KIND = ["apiserver.config.k8s.io/v1", "EncryptionConfiguration"] as const;
const encryption = (resources: string[], ...providers: Properties[]) =>
	manifest(...KIND, "encryption", { resources: [{ resources, providers }] });

export const examples: Control["examples"] = {
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
};
