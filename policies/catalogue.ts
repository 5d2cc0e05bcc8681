import { access } from "./catalogue/access.ts";
import { clusters } from "./catalogue/clusters.ts";
import { openstack } from "./catalogue/openstack.ts";
import { pods } from "./catalogue/pods.ts";
import { sovereignty } from "./catalogue/sovereignty.ts";
import { workloads } from "./catalogue/workloads.ts";
import type { AnyControl } from "./control.ts";

/** Every control that Socle has, by id. A file below `controls/` that is in none of these lists fails the tests. */
export const catalogue: readonly AnyControl[] = [...openstack, ...pods, ...workloads, ...access, ...clusters, ...sovereignty].sort(
	(a, b) => (a.id < b.id ? -1 : 1),
);
