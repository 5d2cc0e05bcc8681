import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";

const service = { name: "metrics-server", namespace: "kube-system" };
const extension = (spec: Properties | Unknown) => manifest("apiregistration.k8s.io/v1", "APIService", "v1beta1.metrics.k8s.io", { spec });

const control: Control = {
	id: "apiservice-tls",
	family: "apiservice",
	severity: "high",
	title: "The API server checks the certificates of its extensions",
	rationale: "An extension whose certificate nobody checks can be played by any pod, which then answers in the name of the cluster's API.",
	remediation: "Remove insecureSkipTLSVerify and set caBundle to the authority of the extension's certificate (cert-manager injects it).",
	references: [direct(secnumcloud["10.2"]), partial(gdpr["32(1)(a)"]), partial(nis2["21.2(h)"])],
	appliesTo: ["apiregistration.k8s.io/v1/APIService", "apiregistration.k8s.io/v1beta1/APIService"],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check({ properties }, { report, notApplicable }) {
		const spec = (properties["spec"] ?? {}) as { insecureSkipTLSVerify?: boolean };
		// Without a service it is the API server's own group.
		if (!present(spec, "service")) return notApplicable();
		const skips = spec.insecureSkipTLSVerify;
		if (skips !== undefined && skips !== null && skips !== false)
			report({
				path: "/spec/insecureSkipTLSVerify",
				message: "Anybody may answer in the name of this extension: its certificate is not checked.",
			});
	},
	examples: {
		pass: [
			{ title: "checked by an authority", resources: [extension({ service, caBundle: "LS0tLS1CRUdJTg==" })] },
			{ title: "said to be checked", resources: [extension({ service, insecureSkipTLSVerify: false })] },
			{ title: "nothing said", resources: [extension({ service, insecureSkipTLSVerify: null })] },
		],
		fail: [
			{ title: "not checked", resources: [extension({ service, insecureSkipTLSVerify: true })] },
			{ title: "a text", resources: [extension({ service, insecureSkipTLSVerify: "true" })] },
		],
		unknown: [
			{ title: "not known", resources: [extension({ service, insecureSkipTLSVerify: new Unknown() })] },
			{ title: "nothing is known", resources: [extension(new Unknown())] },
		],
		notApplicable: [{ title: "the API server's own", resources: [extension({ group: "apps", version: "v1" })] }],
	},
};
export default control;
