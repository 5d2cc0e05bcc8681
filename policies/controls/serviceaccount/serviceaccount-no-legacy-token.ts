import { Secret, Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { serviceAccount } from "../../examples/access.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { SERVICE_ACCOUNT } from "../../rbac.ts";

const TYPE = "kubernetes.io/service-account-token";
const secret = (type: unknown) => manifest("v1", "Secret", "web-token", { type: type as string, data: { token: new Secret() } }, "town");

const control: Control = {
	id: "serviceaccount-no-legacy-token",
	family: "serviceaccount",
	severity: "medium",
	title: "No token of a service account is stored",
	rationale: "A token that is stored in a Secret never ends, holds from anywhere, and is read by whoever reads the namespace's Secrets.",
	remediation:
		"Delete the Secret and the account's entry under secrets; pods are given tokens that end, and `kubectl create token` gives one to a person.",
	references: [direct(secnumcloud["10.5"]), partial(secnumcloud["9.5"]), partial(gdpr["32(1)(b)"]), partial(nis2["21.2(j)"])],
	appliesTo: ["v1/Secret", SERVICE_ACCOUNT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(subject, { report, notApplicable }) {
		if (subject.type === SERVICE_ACCOUNT) {
			const { length } = items(subject.properties["secrets"] as never, subject, "/secrets");
			if (length > 0)
				report({ path: "/secrets", message: `It keeps ${length === 1 ? "a Secret" : `${length} Secrets`} for tokens that never end.` });
		} else if (subject.properties["type"] === TYPE)
			report({ path: "/type", message: "It stores a service account's token, which never ends." });
		else notApplicable();
	},
	examples: {
		pass: [
			{ title: "an account", resources: [serviceAccount("web")] },
			{ title: "an empty list", resources: [serviceAccount("web", { secrets: [] })] },
			{ title: "a registry's login", resources: [serviceAccount("web", { imagePullSecrets: [{ name: "registry" }], secrets: null })] },
		],
		fail: [
			{ title: "a stored token", resources: [secret(TYPE)] },
			{ title: "an account's", resources: [serviceAccount("web", { secrets: [{ name: "web-token-x7k2p" }] })], says: "a Secret for" },
			{ title: "two of them", resources: [serviceAccount("web", { secrets: [{ name: "a" }, { name: "b" }] })], says: "2 Secrets" },
		],
		unknown: [
			{ title: "the type is not known", resources: [secret(new Unknown())] },
			{ title: "whether there are any is not known", resources: [serviceAccount("web", { secrets: new Unknown() })] },
		],
		notApplicable: [{ title: "another Secret", resources: [secret("Opaque")] }],
	},
};
export default control;
