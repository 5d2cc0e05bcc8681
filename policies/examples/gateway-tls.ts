import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl, ExampleResource } from "../control.ts";
import { manifest } from "./kubernetes.ts";

const bare = { name: "tls", tls: {} };
const http = { name: "http", protocol: "HTTP" };
const https = { name: "https", protocol: "HTTPS", tls: { certificateRefs: [{ name: "town-tls" }] } };
const redirect = { type: "RequestRedirect", requestRedirect: { scheme: "https" } };

function gateway(...listeners: Properties[]): ExampleResource {
	return manifest("gateway.networking.k8s.io/v1", "Gateway", "edge", { spec: { listeners } }, "town");
}
function route(sectionName: string | Unknown | undefined, filter?: Properties): ExampleResource {
	const rules = [filter === undefined ? { backendRefs: [{ name: "web" }] } : { filters: [filter] }];
	const parent = { name: "edge", ...(sectionName === undefined ? {} : { sectionName }) };
	const name = typeof sectionName === "string" ? sectionName : "any";
	return manifest("gateway.networking.k8s.io/v1", "HTTPRoute", name, { spec: { parentRefs: [parent], rules } }, "town");
}
function onPort(port: number): ExampleResource {
	const spec = { parentRefs: [{ name: "edge", port }], rules: [{ backendRefs: [{ name: "web" }] }] };
	return { ...manifest("gateway.networking.k8s.io/v1", "HTTPRoute", "port", { spec }, "town"), id: "port" };
}
function challenge(): ExampleResource {
	const rules = [{ matches: [{ path: { value: "/.well-known/acme-challenge/x" } }], backendRefs: [{ name: "solver" }] }];
	return manifest(
		"gateway.networking.k8s.io/v1",
		"HTTPRoute",
		"solver",
		{ spec: { parentRefs: [{ name: "edge", sectionName: "http" }], rules } },
		"town",
	);
}

/** Examples of the control `gateway-tls`. */
export const gatewayTlsExamples: AnyControl["examples"] = {
	pass: [
		{ title: "TLS ends here", resources: [gateway(https)] },
		{ title: "TLS passes through", resources: [gateway({ name: "tls", protocol: "TLS", tls: { mode: "Passthrough" } })] },
		{ title: "an old version of the API", resources: [{ ...gateway(https), type: "gateway.networking.k8s.io/v1beta1/Gateway" }] },
		{
			title: "HTTP that redirects, and proves who holds the host",
			resources: [gateway(http, https), route("http", redirect), { ...challenge(), id: "challenge" }],
		},
		{ title: "a route to another port", resources: [gateway({ ...http, port: 80 }), route("http", redirect), onPort(8080)] },
		{ title: "HTTP that only redirects", resources: [gateway(http, https), route("http", redirect), route("https")] },
	],
	fail: [
		{ title: "HTTP", resources: [gateway(http), route("http")], says: "redirect to https" },
		{
			title: "a route of another kind beside it",
			resources: [gateway(http), route("http", redirect), { ...route("http"), type: "gateway.networking.k8s.io/v1/GRPCRoute", id: "grpc" }],
		},
		{ title: "a route to its port", resources: [gateway({ ...http, port: 80 }), route("http", redirect), onPort(80)] },
		{ title: "HTTP without a route yet, open to anyone's", resources: [gateway(http)] },
		{
			title: "a route to every listener",
			resources: [gateway(http, https), route("http", redirect), { ...route(undefined), id: "all" }],
		},
		...["HTTPS", "TLS"].map((protocol) => ({ title: "TLS without a certificate", resources: [gateway({ ...bare, protocol })] })),
		{ title: "HTTPS can't pass through", resources: [gateway({ name: "https", protocol: "HTTPS", tls: { mode: "Passthrough" } })] },
		{ title: "a redirect to http", resources: [gateway(http), route("http", { requestRedirect: { scheme: "http" } })] },
		{ title: "TCP behind HTTPS", resources: [gateway(https, { name: "ldap", protocol: "TCP" })], says: "TCP, which is not encrypted." },
	],
	unknown: [
		{
			title: "options of the controller's own",
			resources: [gateway({ ...bare, protocol: "HTTPS", tls: { options: { "networking.gke.io/pre-shared-certs": "town" } } })],
		},
		{ title: "the protocol is not known", resources: [gateway({ name: "web", protocol: new Unknown() })] },
		{ title: "where a route belongs is not known", resources: [gateway(http), route("http", redirect), route(new Unknown())] },
		{ title: "other routes may lie outside this part", partial: true, resources: [gateway(http), route("http", redirect)] },
	],
};
