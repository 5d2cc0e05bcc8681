import type { Properties } from "../../inventory/resource.ts";
import type { ExampleResource } from "../control.ts";
import { manifest } from "./kubernetes.ts";

/** Short forms for the examples of controls over names that people reach: all in namespace `town`, all for Service `web`. */

export const ingress = (
	spec: Properties = {},
	metadata: Properties = {},
	apiVersion = "networking.k8s.io/v1",
	name = "web",
): ExampleResource => manifest(apiVersion, "Ingress", name, { metadata, spec }, "town");

export const to = (name: unknown = "web", port: unknown = { number: 80 }): Properties => ({ service: { name, port } }) as Properties;

export const path = (value: unknown = "/", pathType = "Prefix", backend: Properties = to()): Properties =>
	({ path: value, pathType, backend }) as Properties;

/** A rule for a host, with a path to Service `web` unless others are given. */
export const rule = (host: unknown, ...paths: Properties[]): Properties => {
	const http = { paths: paths.length === 0 ? [path()] : paths };
	return (host === undefined ? { http } : { host, http }) as Properties;
};

export const hosts = (...names: unknown[]): ExampleResource => ingress({ rules: names.map((name) => rule(name)) });

export const annotated = (annotations: Properties): ExampleResource => ingress({ rules: [rule("town.example")] }, { annotations });

export const route = (backendRefs: unknown, kind = "HTTPRoute", version = "v1"): ExampleResource =>
	manifest(
		`gateway.networking.k8s.io/${version}`,
		kind,
		"web",
		{ spec: { parentRefs: [{ name: "edge" }], rules: [{ backendRefs } as Properties] } },
		"town",
	);
