import type { Properties } from "../../inventory/resource.ts";
import type { ExampleResource } from "../control.ts";
import { service } from "./workloads.ts";

/** Short forms for the examples of controls over Services. */

export const balancer = (spec: Properties = {}, annotations: Properties = {}): ExampleResource =>
	service({ type: "LoadBalancer", ...spec }, "web", { annotations });
