import type { AnyControl } from "../control.ts";
import residencyRegion from "../controls/residency/residency-region.ts";
import supplierRegistry from "../controls/supplier/supplier-registry.ts";

/** Controls over where things lie, who operates them, and what is declared, by id. */
export const sovereignty: readonly AnyControl[] = [residencyRegion, supplierRegistry];
