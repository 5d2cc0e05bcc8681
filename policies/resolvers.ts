import type { Resource } from "../inventory/resource.ts";
import { ENVIRONMENT } from "./environment.ts";
import { podPaths, podSpecAt } from "./pods.ts";
import { SUBNET } from "./ports.ts";

/** JSON pointers of the lists in which a resource names resolvers. */
export function placesOf(subject: Resource): readonly string[] {
	if (subject.type === ENVIRONMENT) return ["/network/resolvers"];
	if (subject.type === SUBNET) return ["/dnsNameservers"];
	return podPaths(subject).map((path) => `${path}/dnsConfig/nameservers`);
}

/** The list at one of these pointers. */
export function resolversAt(subject: Resource, path: string): readonly string[] | undefined {
	const { network, dnsNameservers } = subject.properties as { network?: { resolvers?: string[] }; dnsNameservers?: string[] };
	if (subject.type === ENVIRONMENT) return network?.resolvers;
	if (subject.type === SUBNET) return dnsNameservers;
	const spec = podSpecAt(subject, path.slice(0, -"/dnsConfig/nameservers".length));
	return (spec as { dnsConfig?: { nameservers?: readonly string[] } }).dnsConfig?.nameservers;
}
