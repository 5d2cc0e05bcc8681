import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { manifest } from "./kubernetes.ts";

function ingress(hosts: (string | Unknown)[], tls?: Properties, annotations: Properties = {}) {
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
function certificate(...dnsNames: string[]) {
	return manifest("cert-manager.io/v1", "Certificate", "town", { spec: { secretName: "town-tls", dnsNames } }, "town");
}

/** Examples of the control `ingress-tls`. */
export const ingressTlsExamples: AnyControl["examples"] = {
	pass: [
		{ title: "a certificate for the host", resources: [ingress(["town.example"], { hosts: ["town.example"], secretName: "town-tls" })] },
		{
			title: "a wildcard one level up",
			resources: [ingress(["a.town.example", "b.town.example"], { hosts: ["*.town.example"], secretName: "town-tls" })],
		},
		{ title: "no rules, a certificate for the default", resources: [ingress([], { secretName: "town-tls" })] },
		{
			title: "an old version of the API",
			resources: [
				{ ...ingress(["town.example"], { hosts: ["Town.example"], secretName: "town-tls" }), type: "extensions/v1beta1/Ingress" },
			],
		},
		{
			title: "a certificate of cert-manager for a wildcard",
			resources: [ingress(["a.town.example"], { hosts: ["a.town.example"], secretName: "town-tls" }), certificate("*.town.example")],
		},
		{
			title: "a certificate that goes by no name",
			resources: [ingress(["town.example"], { hosts: ["town.example"], secretName: "town-tls" }), certificate()],
		},
	],
	fail: [
		{ title: "no TLS", resources: [ingress(["town.example"])] },
		{
			title: "another host",
			resources: [ingress(["town.example", "www.town.example"], { hosts: ["town.example"], secretName: "town-tls" })],
		},
		{
			title: "a wildcard two levels up",
			resources: [ingress(["a.b.town.example"], { hosts: ["*.town.example"], secretName: "town-tls" })],
		},
		{ title: "no certificate named", resources: [ingress(["town.example"], { hosts: ["town.example"] })] },
		{ title: "a rule for every host", resources: [ingress([""], { hosts: ["town.example"], secretName: "town-tls" })] },
		{ title: "a default backend in clear", resources: [ingress([])] },
		{
			title: "a certificate of cert-manager for another host",
			resources: [ingress(["town.example"], { hosts: ["town.example"], secretName: "town-tls" }), certificate("www.town.example")],
		},
	],
	unknown: [
		{ title: "the host is not known", resources: [ingress([new Unknown()], { hosts: ["town.example"], secretName: "town-tls" })] },
		{ title: "the certificates are not known", resources: [ingress(["town.example"], new Unknown() as never)] },
		...["alb.ingress.kubernetes.io/certificate-arn", "networking.gke.io/managed-certificates"].map((key) => ({
			title: `a certificate of the cloud's balancer: ${key}`,
			resources: [ingress(["town.example"], undefined, { [key]: "town" })],
			says: "the cloud's balancer",
		})),
	],
};
