import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { items, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { namespaceOf } from "./pods.ts";

export const GATEWAYS = ["gateway.networking.k8s.io/v1/Gateway", "gateway.networking.k8s.io/v1beta1/Gateway"];
const ROUTES = ["gateway.networking.k8s.io/v1/HTTPRoute", "gateway.networking.k8s.io/v1beta1/HTTPRoute"];
export type Listener = { name?: string; protocol?: string; tls?: { mode?: string; certificateRefs?: readonly object[] } };
type Parent = { name?: string; namespace?: string; sectionName?: string };
type Filter = { type?: string; requestRedirect?: { scheme?: string } };
type Route = { parentRefs?: readonly Parent[]; rules?: readonly { filters?: readonly Filter[] }[] };

/** At least one route is attached to the listener, and every rule of each redirects to https. */
export function onlyRedirects(gateway: Resource, listener: string, all: Index): boolean {
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
