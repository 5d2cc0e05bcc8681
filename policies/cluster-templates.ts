import type { Properties } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";

export const CLUSTER_TEMPLATE = "openstack:containerinfra/clusterTemplate:ClusterTemplate";
/** May say otherwise than its template. */
export const CLUSTER = "openstack:containerinfra/cluster:Cluster";

/** A template of Magnum, for examples. */
export function clusterTemplate(properties: Properties): ExampleResource {
	return { type: CLUSTER_TEMPLATE, name: "town", properties: { name: "town", coe: "kubernetes", ...properties } };
}
