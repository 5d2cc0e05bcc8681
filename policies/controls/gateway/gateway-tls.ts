import type { Properties } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { gatewayTlsExamples } from "../../examples/gateway-tls.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import type { Listener } from "../../gateways.ts";
import { GATEWAYS, onlyRedirects } from "../../gateways.ts";
import { items } from "../../guard.ts";

const control: Control = {
	id: "gateway-tls",
	family: "gateway",
	severity: "high",
	title: "Listeners of the Gateway end or pass TLS",
	rationale: "What travels in clear is read and changed by anyone on the way: passwords, session cookies, personal data.",
	remediation:
		"Use protocol HTTPS with tls.certificateRefs (or TLS with mode Passthrough); give an HTTP listener routes that only redirect to scheme https.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.2"]), partial(nis2["21.2(h)"]), partial(nis2["21.2(j)"])],
	appliesTo: GATEWAYS,
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(gateway, { all, each, report, unknown }) {
		const { listeners } = (gateway.properties["spec"] ?? {}) as { listeners?: readonly Listener[] };
		each(items(listeners, gateway, "/spec/listeners"), (listener, index) => {
			const { name, protocol, tls } = listener;
			const path = `/spec/listeners/${index}`;
			if (protocol === "HTTPS" || protocol === "TLS") {
				if (tls?.mode === "Passthrough" && protocol === "TLS") return;
				if (items(tls?.certificateRefs, gateway, `${path}/tls/certificateRefs`).length > 0) return;
				// What a controller makes of options of its own, certificates of the cloud's among them, is not said here.
				if (Object.keys(tls?.options ?? {}).length > 0) return unknown(`${path}/tls`, "its certificate may lie with the cloud's balancer");
				return report({ path: `${path}/tls`, message: `The listener ${name} ends TLS without a certificate.` });
			}
			if (protocol === "HTTP" && onlyRedirects(gateway, listener, all)) return;
			const more = protocol === "HTTP" ? ", and not all that it serves is a redirect to https" : "";
			report({ path: `${path}/protocol`, message: `The listener ${name} speaks ${protocol}, which is not encrypted${more}.` });
		});
	},
	examples: gatewayTlsExamples,
};
export default control;

function _gateway(...listeners: Properties[]): ExampleResource {
	return manifest("gateway.networking.k8s.io/v1", "Gateway", "edge", { spec: { listeners } }, "town");
}
