import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { items } from "../../guard.ts";
import { covers } from "../../hosts.ts";

const INGRESS = "networking.k8s.io/v1/Ingress";
type Tls = { hosts?: readonly string[]; secretName?: string };
type Spec = { tls?: readonly Tls[]; rules?: readonly { host?: string }[]; defaultBackend?: object | null };

const control: Control = {
	id: "ingress-tls",
	family: "ingress",
	severity: "high",
	title: "Every host of the Ingress has a certificate",
	rationale:
		"A host without a certificate is served in clear, or under the controller's own certificate, which teaches people to click warnings away.",
	remediation: "List every host of spec.rules in spec.tls[].hosts, with the secretName of a certificate for it.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.2"]), partial(nis2["21.2(h)"]), partial(nis2["21.2(j)"])],
	appliesTo: [INGRESS],
	scope: "resource",
	sources: ["plan", "state", "live"],
	check(ingress, { report, each }) {
		const spec = (ingress.properties["spec"] ?? {}) as Spec;
		const tls = items(spec.tls, ingress, "/spec/tls");
		const certified = tls.flatMap(({ hosts, secretName }, index) => (secretName ? items(hosts, ingress, `/spec/tls/${index}/hosts`) : []));
		const rules = items(spec.rules, ingress, "/spec/rules");
		if (rules.length === 0 && !tls.some(({ secretName }) => secretName))
			report({ path: "", message: "It serves every host, and none has a certificate." });
		each(rules, ({ host }, index) => {
			const path = `/spec/rules/${index}${host ? "/host" : ""}`;
			if (!host) return report({ path, message: "A rule without a host serves every host, which no certificate covers." });
			if (!certified.some((pattern) => covers(pattern, host))) report({ path, message: `No certificate is named for the host ${host}.` });
		});
	},
	examples: {
		pass: [
			{ title: "a certificate for the host", resources: [ingress(["town.example"], { hosts: ["town.example"], secretName: "town-tls" })] },
			{
				title: "a wildcard one level up",
				resources: [ingress(["a.town.example", "b.town.example"], { hosts: ["*.town.example"], secretName: "town-tls" })],
			},
			{ title: "no rules, a certificate for the default", resources: [ingress([], { secretName: "town-tls" })] },
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
		],
		unknown: [
			{ title: "the host is not known", resources: [ingress([new Unknown()], { hosts: ["town.example"], secretName: "town-tls" })] },
			{ title: "the certificates are not known", resources: [ingress(["town.example"], new Unknown() as never)] },
		],
	},
};
export default control;

function ingress(hosts: (string | Unknown)[], tls?: Properties) {
	const spec = { defaultBackend: { service: { name: "web" } }, rules: hosts.map((host) => (host === "" ? {} : { host })) };
	return manifest("networking.k8s.io/v1", "Ingress", "web", { spec: { ...spec, ...(tls === undefined ? {} : { tls: [tls] }) } }, "town");
}
