import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { declares } from "./declared.ts";
import { items, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import type { Range } from "./world.ts";
import { rangeOf } from "./world.ts";

export const LISTENER = "openstack:loadbalancer/listener:Listener";
const BALANCERS = ["openstack:loadbalancer/loadBalancer:LoadBalancer"] as const;

/** Who may call a listener; empty: anyone who reaches its address. */
export function allowedSources(listener: Resource): readonly Range[] {
	const { allowedCidrs } = listener.properties as { allowedCidrs?: readonly string[] | null };
	return items(allowedCidrs, listener, "/allowedCidrs").map((text, index) => {
		const range = rangeOf(String(text));
		if (range === undefined) throw new UnknownValue(listener, `/allowedCidrs/${index}`, new Unknown("it is not a range of addresses"));
		return range;
	});
}

/** Whether the listener or its balancer says that it is meant for the world. */
export function isPublicEdge(listener: Resource, all: Index): boolean {
	if (declares(listener, "public-edge")) return true;
	const balancer = all.reference(listener, "/loadbalancerId", BALANCERS);
	return balancer !== undefined && declares(balancer, "public-edge");
}
