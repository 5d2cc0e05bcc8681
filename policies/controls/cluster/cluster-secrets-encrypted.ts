import { configuresCluster, eachComponent, expectFlag, isSet } from "../../cluster-configuration.ts";
import type { Control } from "../../control.ts";
import { examples } from "../../examples/cluster-secrets-encrypted.ts";
import { c5, cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";

interface Entry {
	resources?: readonly string[];
	providers?: readonly object[];
}

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
	appliesTo: (resource) => resource.type === "apiserver.config.k8s.io/v1/EncryptionConfiguration" || configuresCluster(resource),
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
			expectFlag(component, context, "encryption-provider-config", isSet, "Secrets are stored in clear");
		});
	},
	examples,
};
export default control;
