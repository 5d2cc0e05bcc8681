import { kubernetes } from "./catalogue/kubernetes.ts";
import { openstack } from "./catalogue/openstack.ts";
import { sovereignty } from "./catalogue/sovereignty.ts";
import type { AnyControl } from "./control.ts";

/** Every control that Socle has, by id. A file below `controls/` that is in none of the three lists fails the tests. */
export const catalogue: readonly AnyControl[] = [...openstack, ...kubernetes, ...sovereignty].sort((a, b) => (a.id < b.id ? -1 : 1));
