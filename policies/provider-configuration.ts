import type { Properties, Resource } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";

/** How a program reaches OpenStack. What it does not say comes from clouds.yaml or the environment's variables, which no list shows. */
export const PROVIDER = "pulumi:providers:openstack";

/** A value that is no text, as its schema has it: SDKs write those of a provider as JSON. */
export function configured({ properties }: Resource, key: string): unknown {
	const value: unknown = properties[key];
	if (typeof value !== "string" || !/^(true|false|\{.*\})$/s.test(value)) return value;
	try {
		return JSON.parse(value);
	} catch {
		return value;
	}
}

/** A provider, for examples. */
export function provider(properties: Properties): ExampleResource {
	return { type: PROVIDER, name: "openstack", properties };
}
