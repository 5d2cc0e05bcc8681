import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Ingress } from "@pulumi/kubernetes/networking/v1/ingress.js";
import * as pulumi from "@pulumi/pulumi";

/** How people reach a web service through the Gateway API. */
export interface GatewayEntry {
	/** Full host name, such as passports.town.example. */
	host: pulumi.Input<string>;
	/** Name of the GatewayClass. */
	className: pulumi.Input<string>;
	/** Name of the Secret of type kubernetes.io/tls, in the service's namespace, that holds the host's certificate. */
	certificate: pulumi.Input<string>;
	/** Namespace in which the pods of the gateway's data plane run: the only one whose pods may open connections to the service. */
	controllerNamespace: pulumi.Input<string>;
	/**
	 * Ranges of addresses that the gateway's balancer admits, in CIDR notation. Default: everybody. Passed on as the annotation
	 * `service.beta.kubernetes.io/load-balancer-source-ranges`, which cloud controllers, OpenStack's too, act on.
	 */
	allowedSources?: pulumi.Input<pulumi.Input<string>[]>;
}

/** How people reach a web service through an Ingress. */
export interface IngressEntry {
	/** Full host name, such as passports.town.example. */
	host: pulumi.Input<string>;
	/** Name of the IngressClass. */
	className: pulumi.Input<string>;
	/** Name of the Secret of type kubernetes.io/tls, in the service's namespace, that holds the host's certificate. */
	certificate: pulumi.Input<string>;
	/** Namespace in which the controller's pods run: the only one whose pods may open connections to the service. */
	controllerNamespace: pulumi.Input<string>;
}

/** The Service that an entry leads to. */
export interface Backend {
	/** Logical name of the component, with which those of its children begin. */
	name: string;
	metadata: { name: pulumi.Input<string>; namespace: pulumi.Input<string>; labels: pulumi.Input<{ [key: string]: string }> };
	service: pulumi.Input<string>;
	port: number;
}

const API = "gateway.networking.k8s.io";
/** RFC 6797: a year, the least that browsers' preload lists take. */
const STRICT_TRANSPORT = "max-age=31536000; includeSubDomains";

/**
 * A gateway that ends TLS, the route to the service, and one that sends plain HTTP to HTTPS. Values are written out where the API server
 * would fill them in, so that a comparison with the cluster shows no difference.
 */
export function gateway(entry: pulumi.Input<GatewayEntry>, to: Backend, opts: pulumi.CustomResourceOptions): void {
	const known = pulumi.output(entry);
	const common = { hostname: known.host, allowedRoutes: { namespaces: { from: "Same" } } };
	const certificate = { group: "", kind: "Secret", name: known.certificate };
	new CustomResource(
		`${to.name}-gateway`,
		{
			apiVersion: `${API}/v1`,
			kind: "Gateway",
			metadata: to.metadata,
			spec: {
				gatewayClassName: known.className,
				infrastructure: known.apply(({ allowedSources: ranges }) =>
					ranges === undefined
						? undefined
						: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": ranges.join(",") } },
				),
				listeners: [
					{ name: "https", port: 443, protocol: "HTTPS", ...common, tls: { mode: "Terminate", certificateRefs: [certificate] } },
					{ name: "http", port: 80, protocol: "HTTP", ...common },
				],
			},
		},
		opts,
	);
	const route = (logical: string, suffix: string, sectionName: string, rule: object) =>
		new CustomResource(
			`${to.name}-${logical}`,
			{
				apiVersion: `${API}/v1`,
				kind: "HTTPRoute",
				metadata: { ...to.metadata, name: pulumi.interpolate`${to.metadata.name}${suffix}` },
				spec: {
					hostnames: [known.host],
					parentRefs: [{ group: API, kind: "Gateway", name: to.metadata.name, sectionName }],
					rules: [{ matches: [{ path: { type: "PathPrefix", value: "/" } }], ...rule }],
				},
			},
			opts,
		);
	route("route", "", "https", {
		backendRefs: [{ group: "", kind: "Service", name: to.service, port: to.port, weight: 1 }],
		filters: [
			{ type: "ResponseHeaderModifier", responseHeaderModifier: { set: [{ name: "Strict-Transport-Security", value: STRICT_TRANSPORT }] } },
		],
	});
	route("redirect", "-redirect", "http", { filters: [{ type: "RequestRedirect", requestRedirect: { scheme: "https", statusCode: 301 } }] });
}

/** An Ingress with TLS. That plain HTTP is redirected is up to its class, which has no common way to say it. */
export function ingress(entry: pulumi.Input<IngressEntry>, to: Backend, opts: pulumi.CustomResourceOptions): void {
	const known = pulumi.output(entry);
	const backend = { service: { name: to.service, port: { number: to.port } } };
	new Ingress(
		`${to.name}-ingress`,
		{
			metadata: to.metadata,
			spec: {
				ingressClassName: known.className,
				tls: [{ hosts: [known.host], secretName: known.certificate }],
				rules: [{ host: known.host, http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }],
			},
		},
		opts,
	);
}
