import type { Resource } from "../inventory/resource.ts";
import { items } from "./guard.ts";
import type { Index } from "./joins.ts";
import { SERVICES } from "./kinds.ts";
import type { Chosen } from "./pod-sets.ts";
import { podsChosen } from "./pod-sets.ts";
import { namespaceOf } from "./pods.ts";
import type { Labels } from "./selectors.ts";
import { ofLabels } from "./selectors.ts";

export interface ServicePort {
	name?: string | null;
	port?: number;
	protocol?: string | null;
	targetPort?: number | string | null;
}
export interface ServiceSpec {
	type?: string | null;
	clusterIP?: string | null;
	selector?: Labels | null;
	ports?: readonly ServicePort[] | null;
	externalIPs?: readonly string[] | null;
	externalName?: string | null;
	loadBalancerSourceRanges?: readonly string[] | null;
}

export const serviceOf = (service: Resource): ServiceSpec => (service.properties["spec"] ?? {}) as ServiceSpec;

/** `ClusterIP` where nothing is said. */
export function typeOf(service: Resource): string {
	return serviceOf(service).type || "ClusterIP";
}

export function portsOf(service: Resource): readonly ServicePort[] {
	return items(serviceOf(service).ports, service, "/spec/ports");
}

/** Whether it has no address of its own, so that its name leads to the pods themselves. */
export function isHeadless(service: Resource): boolean {
	return serviceOf(service).clusterIP === "None";
}

/** Pods that it sends to; `undefined` where it has no selector, and somebody else says where it leads. */
export function podsBehind(service: Resource, all: Index): Chosen | undefined {
	const { selector } = serviceOf(service);
	if (selector === undefined || selector === null || Object.keys(selector).length === 0 || typeOf(service) === "ExternalName")
		return undefined;
	return podsChosen(all, namespaceOf(service), ofLabels(selector));
}

/** A Service of a namespace; `undefined` where there is none. Throws nothing: `open` says whether one's namespace is not known. */
export function servicesByAddress(all: Index): { found: ReadonlyMap<string, Resource>; open: boolean } {
	const found = new Map<string, Resource>();
	let open = false;
	for (const service of SERVICES.flatMap((type) => all.ofType(type)))
		try {
			found.set(`${namespaceOf(service)}/${service.name}`, service);
		} catch {
			open = true;
		}
	return { found, open };
}
