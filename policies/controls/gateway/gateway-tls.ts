import type { Properties, Resource } from "../../../inventory/resource.ts";
import { Unknown } from "../../../inventory/resource.ts";
import type { Control, ExampleResource } from "../../control.ts";
import { manifest } from "../../examples/kubernetes.ts";
import { direct, partial } from "../../frameworks/clause.ts";
import { gdpr } from "../../frameworks/gdpr.ts";
import { nis2 } from "../../frameworks/nis2.ts";
import { secnumcloud } from "../../frameworks/secnumcloud.ts";
import { items, UnknownValue } from "../../guard.ts";
import type { Index } from "../../joins.ts";
import { namespaceOf } from "../../pods.ts";

const GATEWAYS = ["gateway.networking.k8s.io/v1/Gateway", "gateway.networking.k8s.io/v1beta1/Gateway"];
const ROUTES = ["gateway.networking.k8s.io/v1/HTTPRoute", "gateway.networking.k8s.io/v1beta1/HTTPRoute"];
type Listener = { name?: string; protocol?: string; tls?: { mode?: string; certificateRefs?: readonly object[] } };
type Parent = { name?: string; namespace?: string; sectionName?: string };
type Filter = { type?: string; requestRedirect?: { scheme?: string } };
type Route = { parentRefs?: readonly Parent[]; rules?: readonly { filters?: readonly Filter[] }[] };
const http = { name: "http", protocol: "HTTP" };
const https = { name: "https", protocol: "HTTPS", tls: { certificateRefs: [{ name: "town-tls" }] } };
const redirect = { type: "RequestRedirect", requestRedirect: { scheme: "https" } };

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
	check(gateway, { all, each, report }) {
		const { listeners } = (gateway.properties["spec"] ?? {}) as { listeners?: readonly Listener[] };
		each(items(listeners, gateway, "/spec/listeners"), ({ name, protocol, tls }, index) => {
			const path = `/spec/listeners/${index}`;
			if (protocol === "HTTPS" || protocol === "TLS") {
				if (tls?.mode === "Passthrough" && protocol === "TLS") return;
				if (items(tls?.certificateRefs, gateway, `${path}/tls/certificateRefs`).length > 0) return;
				return report({ path: `${path}/tls`, message: `The listener ${name} ends TLS without a certificate.` });
			}
			if (protocol === "HTTP" && onlyRedirects(gateway, String(name), all)) return;
			const more = protocol === "HTTP" ? ", and not all that it serves is a redirect to https" : "";
			report({ path: `${path}/protocol`, message: `The listener ${name} speaks ${protocol}, which is not encrypted${more}.` });
		});
	},
	examples: {
		pass: [
			{ title: "TLS ends here", resources: [gateway(https)] },
			{ title: "TLS passes through", resources: [gateway({ name: "tls", protocol: "TLS", tls: { mode: "Passthrough" } })] },
			{ title: "HTTP that only redirects", resources: [gateway(http, https), route("http", redirect), route("https")] },
		],
		fail: [
			{ title: "HTTP", resources: [gateway(http), route("http")] },
			{ title: "HTTP without a route yet, open to anyone's", resources: [gateway(http)] },
			{
				title: "a route to every listener",
				resources: [gateway(http, https), route("http", redirect), { ...route(undefined), id: "all" }],
			},
			{ title: "TLS without a certificate", resources: [gateway({ name: "https", protocol: "HTTPS" })] },
			{
				title: "a redirect to http",
				resources: [gateway(http), route("http", { type: "RequestRedirect", requestRedirect: { scheme: "http" } })],
			},
			{ title: "TCP behind an HTTPS listener", resources: [gateway(https, { name: "ldap", protocol: "TCP" })] },
		],
		unknown: [
			{ title: "the protocol is not known", resources: [gateway({ name: "web", protocol: new Unknown() })] },
			{
				title: "where a route belongs is not known",
				resources: [gateway(http), route("http", redirect), { ...route(new Unknown()), id: "other" }],
			},
			{ title: "other routes may lie outside this part", partial: true, resources: [gateway(http), route("http", redirect)] },
		],
	},
};
export default control;

/** At least one route is attached to the listener, and every rule of each redirects to https. */
function onlyRedirects(gateway: Resource, listener: string, all: Index): boolean {
	const attached = ROUTES.flatMap((type) => all.ofType(type)).filter((route) => {
		const { parentRefs } = (route.properties["spec"] ?? {}) as Route;
		return items(parentRefs, route, "/spec/parentRefs").some(
			({ name, namespace, sectionName }) =>
				name === gateway.name && (namespace ?? namespaceOf(route)) === namespaceOf(gateway) && (sectionName ?? listener) === listener,
		);
	});
	const away = attached.every((route) => {
		const { rules } = (route.properties["spec"] ?? {}) as Route;
		const list = items(rules, route, "/spec/rules");
		return list.length > 0 && list.every(({ filters }) => filters?.some((filter) => filter.requestRedirect?.scheme === "https"));
	});
	if (away && all.partial)
		throw new UnknownValue(gateway, "/spec/listeners", new Unknown("other routes may lie outside this part of the input"));
	return away && attached.length > 0;
}

function gateway(...listeners: Properties[]): ExampleResource {
	return manifest("gateway.networking.k8s.io/v1", "Gateway", "edge", { spec: { listeners } }, "town");
}
function route(sectionName: string | Unknown | undefined, filter?: Properties): ExampleResource {
	const rules = [filter === undefined ? { backendRefs: [{ name: "web" }] } : { filters: [filter] }];
	const parent = { name: "edge", ...(sectionName === undefined ? {} : { sectionName }) };
	const name = typeof sectionName === "string" ? sectionName : "any";
	return manifest("gateway.networking.k8s.io/v1", "HTTPRoute", name, { spec: { parentRefs: [parent], rules } }, "town");
}
