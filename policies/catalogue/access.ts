import type { AnyControl } from "../control.ts";

/** Controls over who may do what in a cluster, and over what it keeps, by id. */
export const access: readonly AnyControl[] = [];
