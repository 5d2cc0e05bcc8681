import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { declares } from "../../declared.ts";
import { serviceAccount } from "../../examples/access.ts";
import { cisKubernetes, direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Exempt } from "../../namespaces.ts";
import { exempt } from "../../namespaces.ts";
import { namespaceOf } from "../../pods.ts";
import { SERVICE_ACCOUNT } from "../../rbac.ts";

const off = { automountServiceAccountToken: false };

const control: Control<Exempt & { which: string }> = {
	id: "serviceaccount-no-automount",
	family: "serviceaccount",
	severity: "medium",
	title: "Service accounts hand no token to pods that don't ask for one",
	rationale: "A token in every pod turns each hole in a web page into access to the cluster's API.",
	remediation:
		"Set automountServiceAccountToken: false on the account, and true on the pods that talk to the API; or annotate it socle/api-token.",
	references: [
		direct(cisKubernetes["5.1.6"]),
		partial(cisKubernetes["5.1.5"]),
		partial(secnumcloud["9.3"]),
		partial(gdpr["25(2)"]),
		partial(nis2["21.2(i)"]),
	],
	appliesTo: [SERVICE_ACCOUNT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		exempt,
		which: {
			description: "Whether every account has to, or the default one of each namespace.",
			default: "all",
			schema: { type: "string", enum: ["all", "default"] },
		},
	},
	check(account, { parameters, report, notApplicable }) {
		if (parameters.exempt.includes(namespaceOf(account))) return notApplicable();
		if (parameters.which === "default" && account.name !== "default") return notApplicable();
		const { automountServiceAccountToken: mounts } = account.properties as { automountServiceAccountToken?: boolean };
		if (mounts === false || declares(account, "api-token")) return;
		report({ path: "/automountServiceAccountToken", message: "Every pod under this account is given a token for the cluster's API." });
	},
	examples: {
		pass: [
			{ title: "off", resources: [serviceAccount("default", off)] },
			{ title: "off, in the default namespace", resources: [serviceAccount("web", off, "default")] },
			{
				title: "declared",
				resources: [serviceAccount("operator", { metadata: { annotations: { "socle/api-token": "leader election" } } })],
			},
		],
		fail: [
			{ title: "not said", resources: [serviceAccount("default")] },
			{ title: "nothing said", resources: [serviceAccount("web", { automountServiceAccountToken: null })] },
			{ title: "on", resources: [serviceAccount("web", { automountServiceAccountToken: true })] },
			{ title: "a text", resources: [serviceAccount("web", { automountServiceAccountToken: "false" })] },
			{
				title: "a declaration that is taken back",
				resources: [serviceAccount("web", { metadata: { annotations: { "socle/api-token": "no" } } })],
			},
			{ title: "the default one", resources: [serviceAccount("default")], parameters: { which: "default" } },
		],
		unknown: [
			{ title: "not known", resources: [serviceAccount("web", { automountServiceAccountToken: new Unknown() })] },
			{ title: "the namespace is not known", resources: [serviceAccount("web", { metadata: { namespace: new Unknown() } })] },
		],
		notApplicable: [
			{ title: "the cluster's own", resources: [serviceAccount("coredns", {}, "kube-system")] },
			{ title: "another, where the default one is asked for", resources: [serviceAccount("web")], parameters: { which: "default" } },
		],
	},
};
export default control;
