import type { Properties } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, gdpr, nis2, partial, secnumcloud } from "../../frameworks.ts";
import { present } from "../../guard.ts";
import { isInside, LISTENER, onlyRedirects, POLICY } from "../../listeners.ts";

const KEY = "https://keys.example/v1/containers/1";
const TOWN = "https://town.example";
const ENCRYPTED = ["TERMINATED_HTTPS", "HTTPS"];

const control: Control = {
	id: "lb-listener-encrypted",
	family: "lb",
	severity: "high",
	title: "The listener ends or passes TLS",
	rationale: "What travels in clear is read and changed by anyone on the way: passwords, session cookies, personal data.",
	remediation:
		"Use protocol TERMINATED_HTTPS with defaultTlsContainerRef, or HTTPS; let a plain HTTP listener do nothing but redirect to https://.",
	references: [direct(gdpr["32(1)(a)"]), direct(secnumcloud["10.2"]), partial(nis2["21.2(h)"]), partial(nis2["21.2(j)"])],
	appliesTo: [LISTENER],
	scope: "stack",
	sources: ["plan", "state", "live"],
	check(listener, { all, report }) {
		const { protocol } = listener.properties as { protocol?: string };
		const name = String(protocol).toUpperCase();
		if (ENCRYPTED.includes(name)) {
			if (name === "HTTPS" || ["defaultTlsContainerRef", "sniContainerRefs"].some((key) => present(listener.properties, key))) return;
			return report({ path: "", message: "It ends TLS without a certificate: defaultTlsContainerRef is absent." });
		}
		if (isInside(listener)) return;
		if (name === "HTTP" && onlyRedirects(listener, all)) return;
		const more = name === "HTTP" ? ", and the listener does more than redirect to https" : "";
		report({ path: "/protocol", message: `The protocol ${name} is not encrypted${more}.` });
	},
	examples: {
		pass: [
			{ title: "TLS ends here", resources: [listener({ protocol: "TERMINATED_HTTPS", defaultTlsContainerRef: KEY })] },
			{ title: "TLS passes through", resources: [listener({ protocol: "HTTPS" })] },
			{ title: "HTTP that only redirects", resources: [http(), redirect(TOWN)] },
			{ title: "inside, from private IPv4", resources: [http({ defaultPoolId: "app", allowedCidrs: ["10.20.0.0/16"] })] },
			{ title: "inside, from private IPv6", resources: [listener({ protocol: "TCP", allowedCidrs: ["fd00:1::/32"] })] },
		],
		fail: [
			{ title: "HTTP", resources: [http({ defaultPoolId: "app" })], says: "HTTP is not encrypted, and the listener does more" },
			{
				title: "TCP with a redirect, which acts on HTTP only",
				resources: [listener({ protocol: "TCP" }), redirect(TOWN)],
				says: "TCP is not encrypted.",
			},
			{ title: "inside and outside", resources: [listener({ protocol: "TCP", allowedCidrs: ["10.20.0.0/16", "203.0.113.0/24"] })] },
			{ title: "HTTP without anything behind it yet", resources: [http()] },
			{ title: "TCP to partners on the internet, IPv4", resources: [listener({ protocol: "TCP", allowedCidrs: ["203.0.113.0/24"] })] },
			{ title: "TCP to partners on the internet, IPv6", resources: [listener({ protocol: "TCP", allowedCidrs: ["2001:db8::/32"] })] },
			{ title: "HTTP that redirects to HTTP", resources: [http(), redirect("http://town.example")] },
			{ title: "HTTP that redirects and serves", resources: [http({ defaultPoolId: "app" }), redirect(TOWN)] },
			{ title: "TLS without a certificate", resources: [listener({ protocol: "TERMINATED_HTTPS" })] },
		],
		unknown: [
			{ title: "the protocol is not known", resources: [listener({ protocol: new Unknown() })] },
			{ title: "where it redirects to is not known", resources: [http(), redirect(new Unknown())] },
			{ title: "what else it serves may lie outside this part", partial: true, resources: [http(), redirect(TOWN)] },
		],
	},
};
export default control;

function listener(properties: Properties): ExampleResource {
	return { type: LISTENER, name: "web", id: "web", properties: { loadbalancerId: "edge", protocolPort: 80, ...properties } };
}
function http(properties: Properties = {}): ExampleResource {
	return listener({ protocol: "HTTP", ...properties });
}
function redirect(redirectUrl: string | Unknown): ExampleResource {
	return { type: POLICY, name: "to-tls", properties: { listenerId: "web", action: "REDIRECT_TO_URL", redirectUrl } };
}
