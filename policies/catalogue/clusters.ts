import type { AnyControl } from "../control.ts";

/** Controls over how a cluster itself is configured, by id. */
export const clusters: readonly AnyControl[] = [];
