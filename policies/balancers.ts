import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { items, UnknownValue } from "./guard.ts";
import { serviceOf } from "./kubernetes-services.ts";
import { isWorld, rangeOf } from "./world.ts";

/** What Services of type LoadBalancer say to the cloud that makes the balancer. */

/** Annotations by which clouds are asked for a balancer that is reached from inside only, with the values that mean it. */
const INTERNAL: Readonly<Record<string, RegExp>> = {
	"service.beta.kubernetes.io/openstack-internal-load-balancer": /^true$/i,
	"service.beta.kubernetes.io/azure-load-balancer-internal": /^true$/i,
	"service.beta.kubernetes.io/aws-load-balancer-internal": /^(true|0\.0\.0\.0\/0)$/i,
	"service.beta.kubernetes.io/aws-load-balancer-scheme": /^internal$/i,
	"networking.gke.io/load-balancer-type": /^internal$/i,
	"cloud.google.com/load-balancer-type": /^internal$/i,
	"service.beta.kubernetes.io/scw-loadbalancer-private": /^true$/i,
	"service.beta.kubernetes.io/oci-load-balancer-internal": /^true$/i,
	"service.beta.kubernetes.io/do-loadbalancer-network": /^internal$/i,
	"service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type": /^intranet$/i,
	"service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type": /^private$/i,
	"load-balancer.hetzner.cloud/disable-public-network": /^true$/i,
	"lb.stackit.cloud/internal-lb": /^true$/i,
};
const RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges";

type Annotations = { readonly [key: string]: unknown };

const annotationsOf = (service: Resource): Annotations =>
	(service.properties["metadata"] as { annotations?: Annotations | null } | undefined)?.annotations ?? {};

/** Whether the balancer is asked to be reachable from inside only. */
export function isInternal(service: Resource): boolean {
	const annotations = annotationsOf(service);
	return Object.entries(INTERNAL).some(([key, means]) => key in annotations && means.test(String(annotations[key])));
}

/** Ranges that may reach the balancer; `undefined`: it names none. The field wins over the annotation. */
export function sourceRanges(service: Resource): { ranges: readonly string[]; path: string } | undefined {
	const field = items(serviceOf(service).loadBalancerSourceRanges, service, "/spec/loadBalancerSourceRanges");
	if (field.length > 0) return { ranges: field, path: "/spec/loadBalancerSourceRanges" };
	const annotations = annotationsOf(service);
	const ranges =
		RANGES in annotations
			? String(annotations[RANGES] ?? "")
					.split(",")
					.map((text) => text.trim())
					.filter(Boolean)
			: [];
	return ranges.length > 0 ? { ranges, path: `/metadata/annotations/${RANGES.replace("/", "~1")}` } : undefined;
}

/** Whether everybody reaches the balancer. */
export function isOpenToWorld(service: Resource): boolean {
	if (isInternal(service)) return false;
	const named = sourceRanges(service);
	if (named === undefined) return true;
	return isWorld(
		named.ranges.map((text) => {
			const range = rangeOf(text);
			if (range === undefined) throw new UnknownValue(service, named.path, new Unknown("it is no range of addresses"));
			return range;
		}),
	);
}
