import type { Properties } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import type { AnyControl } from "../control.ts";
import { ingress, path, route, rule, to } from "./ingresses.ts";
import { manifest } from "./kubernetes.ts";
import { service } from "./workloads.ts";

const web = service({ ports: [{ name: "http", port: 80 }] });
const elsewhere = { ...web, namespace: "other", properties: { ...web.properties, metadata: { namespace: "other" } } };
const one = (backend: Properties, apiVersion?: string) =>
	ingress({ rules: [rule("town.example", path("/", "Prefix", backend))] }, {}, apiVersion);
const away = [{ name: "web", namespace: "other", port: 80 }];
const grant = (namespace: string, kind = "HTTPRoute", name?: string) =>
	manifest(
		"gateway.networking.k8s.io/v1beta1",
		"ReferenceGrant",
		"town",
		{ spec: { from: [{ kind, namespace }], to: [{ kind: "Service", ...(name === undefined ? {} : { name }) }] } },
		"other",
	);

/** Examples of the control `ingress-backend-exists`. */
export const ingressBackendExistsExamples: AnyControl["examples"] = {
	pass: [
		{ title: "by number", resources: [one(to()), web] },
		{ title: "by name", resources: [one(to("web", { name: "http" })), web] },
		...["networking.k8s.io/v1beta1", "extensions/v1beta1"].flatMap((apiVersion) =>
			[80, "http", "80"].map((servicePort) => ({
				title: "an old version of the API",
				resources: [one({ serviceName: "web", servicePort }, apiVersion), web],
			})),
		),
		{
			title: "one of its ports",
			resources: [
				one(to("web", { number: 443 })),
				service({
					ports: [
						{ name: "http", port: 80 },
						{ name: "https", port: 443 },
					],
				}),
			],
		},
		{
			title: "a Service that is a name elsewhere, whose ports are its own",
			resources: [one(to("web", { number: 443 })), service({ type: "ExternalName", externalName: "partner.example", ports: null })],
		},
		{ title: "a route that names no port", resources: [route([{ name: "web" }]), web] },
		{ title: "a route", resources: [route([{ name: "web", port: 80 }]), web] },
		{
			title: "a route of another protocol",
			resources: [route([{ kind: "Service", group: "", name: "web", port: 80 }], "TLSRoute", "v1alpha2"), web],
		},
		{ title: "a route into another namespace, granted", resources: [route(away), elsewhere, grant("town")] },
		{ title: "granted by name", resources: [route(away), elsewhere, grant("town", "HTTPRoute", "web")] },
		{
			title: "a backend that is no Service",
			resources: [
				one({ resource: { kind: "StorageBucket", name: "scans" } }),
				route([{ group: "work.example", kind: "Crew", name: "crew" }]),
			],
		},
		{ title: "a route that only redirects", resources: [route(null)] },
		{ title: "an action of a controller", resources: [one(to("ssl-redirect", { name: "use-annotation" }))] },
	],
	fail: [
		{ title: "no such Service", resources: [one(to())], says: "no Service web" },
		{ title: "a default that is not there", resources: [ingress({ defaultBackend: to("gone") }), web], says: "no Service gone" },
		{
			title: "a default of the old API",
			resources: [ingress({ backend: { serviceName: "gone", servicePort: 80 } }, {}, "extensions/v1beta1"), web],
		},
		{ title: "in another namespace", resources: [one(to()), elsewhere] },
		{ title: "no such port", resources: [one(to("web", { number: 8080 })), web], says: "no port 8080" },
		{ title: "no port of that name", resources: [one(to("web", { name: "https" })), web] },
		{ title: "a route to what is not there", resources: [route([{ name: "gone", port: 80 }], "GRPCRoute"), web] },
		{ title: "a route to a port that is not there", resources: [route([{ name: "web", port: 8080 }]), web] },
		{
			title: "one of two",
			resources: [
				route([
					{ name: "web", port: 80 },
					{ name: "gone", port: 80 },
				]),
				web,
			],
		},
		{
			title: "a mirror",
			resources: [
				{
					...route([]),
					properties: {
						metadata: { namespace: "town" },
						spec: { rules: [{ filters: [{ requestMirror: { backendRef: { name: "gone" } } }] }] },
					},
				},
				web,
			],
		},
		{ title: "a route into another namespace, not granted", resources: [route(away), elsewhere], says: "ReferenceGrant" },
		...[grant("else"), grant("town", "GRPCRoute"), grant("town", "HTTPRoute", "api")].map((wrong) => ({
			title: "granted to others",
			resources: [route(away), elsewhere, wrong],
		})),
	],
	unknown: [
		{ title: "the Service may lie outside this part", partial: true, resources: [one(to())] },
		{ title: "the name is not known", resources: [one(to(new Unknown())), web] },
		{
			title: "the namespace of a Service is not known",
			resources: [one(to()), { ...web, properties: { ...web.properties, metadata: { namespace: new Unknown() } } }],
		},
		{ title: "the ports are not known", resources: [one(to()), service({ ports: new Unknown() })] },
	],
};
