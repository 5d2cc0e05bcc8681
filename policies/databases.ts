import type { Properties } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";

/** An instance of Trove. A live source adds what the API says beyond the provider's inputs: `access: { is_public, allowed_cidrs }`. */
export const DATABASE = "openstack:database/instance:Instance";
export const DATABASE_USER = "openstack:database/user:User";

/** A database of Trove, for examples. */
export function database(properties: Properties): ExampleResource {
	return {
		type: DATABASE,
		name: "registry",
		properties: { name: "registry", size: 20, datastore: { type: "postgresql", version: "17" }, ...properties },
	};
}
