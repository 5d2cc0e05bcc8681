import type { Properties, Unknown } from "../../../inventory/resource.ts";
import { certificatesBySecret, namesOf } from "../../certificates.ts";
import type { Control } from "../../control.ts";
import { ingressTlsExamples } from "../../examples/ingress-tls.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { covers } from "../../hosts.ts";
import { annotationsOf, ingressOf, rulesOf } from "../../ingresses.ts";
import { INGRESSES } from "../../kinds.ts";
import { namespaceOf } from "../../pods.ts";

/** By these a cloud's balancer is told of a certificate that it holds itself. */
const AT_THE_BALANCER =
	/^(alb\.ingress\.kubernetes\.io\/certificate-arn|networking\.gke\.io\/managed-certificates|ingress\.gcp\.kubernetes\.io\/pre-shared-cert|appgw\.ingress\.kubernetes\.io\/appgw-ssl-certificate)$/;

const control: Control = {
	id: "ingress-tls",
	family: "ingress",
	severity: "high",
	title: "Every host of the Ingress has a certificate",
	rationale:
		"A host without a certificate is served in clear, or under the controller's own certificate, which teaches people to click warnings away.",
	remediation: "List every host of spec.rules in spec.tls[].hosts, with the secretName of a certificate for it.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.2"]), partial(nis2["21.2(h)"]), partial(nis2["21.2(j)"])],
	appliesTo: INGRESSES,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(ingress, { all, report, unknown, each }) {
		const elsewhere = Object.keys(annotationsOf(ingress)).some((key) => AT_THE_BALANCER.test(key));
		const bare = (path: string, message: string): void => {
			if (elsewhere) unknown(path, "its certificate lies with the cloud's balancer");
			else report({ path, message });
		};
		const tls = items(ingressOf(ingress).tls, ingress, "/spec/tls");
		const certified = tls.flatMap(({ hosts, secretName }, index) => {
			if (!secretName) return [];
			const { found, open } = all.once(certificatesBySecret);
			const certificate = found.get(`${namespaceOf(ingress)}/${secretName}`);
			if (certificate === undefined && open) unknown(`/spec/tls/${index}`, "for which Secret a Certificate is is not known");
			const names = certificate === undefined ? [] : namesOf(certificate);
			const listed = items(hosts, ingress, `/spec/tls/${index}/hosts`);
			// What the certificate itself is for is more than what the Ingress says of it.
			return names.length === 0 ? listed : listed.filter((host) => names.some((name) => covers(name, host)));
		});
		const rules = rulesOf(ingress);
		if (rules.length === 0 && !tls.some(({ secretName }) => secretName)) bare("", "It serves every host, and none has a certificate.");
		each(rules, ({ host }, index) => {
			const path = `/spec/rules/${index}${host ? "/host" : ""}`;
			if (!host) return bare(path, "A rule without a host serves every host, which no certificate covers.");
			if (!certified.some((pattern) => covers(pattern, host))) bare(path, `No certificate is named for the host ${host}.`);
		});
	},
	examples: ingressTlsExamples,
};
export default control;

function _ingress(hosts: (string | Unknown)[], tls?: Properties, annotations: Properties = {}) {
	const spec = { defaultBackend: { service: { name: "web" } }, rules: hosts.map((host) => (host === "" ? {} : { host })) };
	const metadata = { annotations };
	return manifest(
		"networking.k8s.io/v1",
		"Ingress",
		"web",
		{ metadata, spec: { ...spec, ...(tls === undefined ? {} : { tls: [tls] }) } },
		"town",
	);
}
function _certificate(...dnsNames: string[]) {
	return manifest("cert-manager.io/v1", "Certificate", "town", { spec: { secretName: "town-tls", dnsNames } }, "town");
}
