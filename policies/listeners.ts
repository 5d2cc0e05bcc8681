import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { declares } from "./declared.ts";
import { items, present, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { BALANCER } from "./ports.ts";
import type { Range } from "./world.ts";
import { isPrivate, rangeOf } from "./world.ts";

export const LISTENER = "openstack:loadbalancer/listener:Listener";
export const POLICY = "openstack:loadbalancer/l7PolicyV2:L7PolicyV2";
export const POOL = "openstack:loadbalancer/pool:Pool";
const BALANCERS = [BALANCER] as const;
const LISTENERS = [LISTENER] as const;

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

/** Every policy of the listener sends to https, and no pool stands behind it. */
export function onlyRedirects(listener: Resource, all: Index): boolean {
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

/** Whether TLS ends at the listener, so that its versions and headers are the listener's own. */
export function endsTls(listener: Resource): boolean {
	return String((listener.properties as { protocol?: string }).protocol).toUpperCase() === "TERMINATED_HTTPS";
}

/** Whether nobody outside private ranges may call the listener. */
export function isInside(listener: Resource): boolean {
	const sources = allowedSources(listener);
	return sources.length > 0 && sources.every(isPrivate);
}

/** Protocols of the listeners that send to a pool. Throws `UnknownValue` where not all of them are known. */
export function protocolsBefore(pool: Resource, all: Index): string[] {
	const named = all.reference(pool, "/listenerId", LISTENERS);
	const { list, complete } = all.referrers(pool, LISTENER, "/defaultPoolId");
	if (!complete) throw new UnknownValue(pool, "", new Unknown("not every listener before it is known"));
	return [...(named === undefined ? [] : [named]), ...list].map(({ properties }) => String(properties["protocol"]).toUpperCase());
}

/** Whether a policy that is switched on sends to https. Throws `UnknownValue` where not every policy is known. */
export function sendsToTls(listener: Resource, all: Index): boolean {
	const { list, complete } = all.referrers(listener, POLICY, "/listenerId");
	const sends = list.some(({ properties }) => {
		const { action, redirectUrl, redirectPrefix, adminStateUp } = properties as { [key: string]: unknown };
		if (!/^REDIRECT_(TO_URL|PREFIX)$/.test(String(action)) || adminStateUp === false) return false;
		return /^https:/i.test(String(redirectUrl ?? redirectPrefix));
	});
	if (!sends && !complete) throw new UnknownValue(listener, "", new Unknown("not every policy of the listener is known"));
	return sends;
}
