import type { Properties, Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { direct, partial } from "../../frameworks/clause.ts";
import { gdpr } from "../../frameworks/gdpr.ts";
import { nis2 } from "../../frameworks/nis2.ts";
import { secnumcloud } from "../../frameworks/secnumcloud.ts";
import { present, UnknownValue } from "../../guard.ts";
import type { Index } from "../../joins.ts";
import { allowedSources, LISTENER } from "../../listeners.ts";
import { isPrivate } from "../../world.ts";

const POOL = "openstack:loadbalancer/pool:Pool";
const POLICY = "openstack:loadbalancer/l7PolicyV2:L7PolicyV2";
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
			if (name === "HTTPS" || present(listener.properties, "defaultTlsContainerRef") || present(listener.properties, "sniContainerRefs"))
				return;
			return report({ path: "", message: "It ends TLS without a certificate: defaultTlsContainerRef is absent." });
		}
		const sources = allowedSources(listener);
		if (sources.length > 0 && sources.every(isPrivate)) return;
		if (name === "HTTP" && onlyRedirects(listener, all)) return;
		report({
			path: "/protocol",
			message: `The protocol ${name} is not encrypted${name === "HTTP" ? ", and the listener does more than redirect to https" : ""}.`,
		});
	},
	examples: {
		pass: [
			{
				title: "TLS ends here",
				resources: [listener({ protocol: "TERMINATED_HTTPS", defaultTlsContainerRef: "https://keys.example/v1/containers/1" })],
			},
			{ title: "TLS passes through", resources: [listener({ protocol: "HTTPS" })] },
			{ title: "HTTP that only redirects", resources: [listener({ protocol: "HTTP" }), redirect("https://town.example")] },
			{
				title: "inside, from private IPv4",
				resources: [listener({ protocol: "HTTP", defaultPoolId: "app", allowedCidrs: ["10.20.0.0/16"] })],
			},
			{ title: "inside, from private IPv6", resources: [listener({ protocol: "TCP", allowedCidrs: ["fd00:1::/32"] })] },
		],
		fail: [
			{ title: "HTTP", resources: [listener({ protocol: "HTTP", defaultPoolId: "app" })] },
			{ title: "HTTP without anything behind it yet", resources: [listener({ protocol: "HTTP" })] },
			{ title: "TCP to partners on the internet, IPv4", resources: [listener({ protocol: "TCP", allowedCidrs: ["203.0.113.0/24"] })] },
			{ title: "TCP to partners on the internet, IPv6", resources: [listener({ protocol: "TCP", allowedCidrs: ["2001:db8::/32"] })] },
			{ title: "HTTP that redirects to HTTP", resources: [listener({ protocol: "HTTP" }), redirect("http://town.example")] },
			{
				title: "HTTP that redirects and serves",
				resources: [listener({ protocol: "HTTP", defaultPoolId: "app" }), redirect("https://town.example")],
			},
			{ title: "TLS without a certificate", resources: [listener({ protocol: "TERMINATED_HTTPS" })] },
		],
		unknown: [
			{ title: "the protocol is not known", resources: [listener({ protocol: new Unknown() })] },
			{ title: "where it redirects to is not known", resources: [listener({ protocol: "HTTP" }), redirect(new Unknown())] },
			{
				title: "what else it serves may lie outside this part",
				partial: true,
				resources: [listener({ protocol: "HTTP" }), redirect("https://town.example")],
			},
		],
	},
};
export default control;

/** Every policy of the listener sends to https, and no pool stands behind it. */
function onlyRedirects(listener: Resource, all: Index): boolean {
	if (present(listener.properties, "defaultPoolId")) return false;
	const pools = all.referrers(listener, POOL, "/listenerId");
	const policies = all.referrers(listener, POLICY, "/listenerId");
	if (pools.list.length > 0) return false;
	const away = policies.list.every(({ properties }) => {
		const { action, redirectUrl, redirectPrefix } = properties as { action?: string; redirectUrl?: string; redirectPrefix?: string };
		return action === "REJECT" || /^https:/i.test(redirectUrl ?? redirectPrefix ?? "");
	});
	if (away && !(pools.complete && policies.complete)) throw new UnknownValue(listener, "", new Unknown("what else it serves is not known"));
	return away && policies.list.length > 0;
}

function listener(properties: Properties): ExampleResource {
	return { type: LISTENER, name: "web", id: "web", properties: { loadbalancerId: "edge", protocolPort: 80, ...properties } };
}
function redirect(redirectUrl: string | Unknown): ExampleResource {
	return { type: POLICY, name: "to-tls", properties: { listenerId: "web", action: "REDIRECT_TO_URL", redirectUrl } };
}
