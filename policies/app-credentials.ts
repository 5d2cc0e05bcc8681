import type { Properties } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";

export const APP_CREDENTIAL = "openstack:identity/applicationCredential:ApplicationCredential";

/** An application credential, for examples. */
export function appCredential(properties: Properties): ExampleResource {
	return { type: APP_CREDENTIAL, name: "deploy", properties: { name: "deploy", ...properties } };
}
