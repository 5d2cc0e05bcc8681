import type { Properties, Resource } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";

export const SECRET = "openstack:keymanager/secretV1:SecretV1";
export const SECRETS_CONTAINER = "openstack:keymanager/containerV1:ContainerV1";
export const ORDER = "openstack:keymanager/orderV1:OrderV1";

/** What a secret is: Barbican's own word, in lower case; `opaque` where none is written. */
export function kindOf({ properties }: Resource): string {
	return String((properties as { secretType?: string }).secretType || "opaque").toLowerCase();
}

/** A secret, for examples. */
export function secret(properties: Properties): ExampleResource {
	return { type: SECRET, name: "db", properties: { name: "db", ...properties } };
}
