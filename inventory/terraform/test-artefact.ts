import { createHash } from "node:crypto";
import type { Artefact } from "../artefacts.ts";

/** A JSON file for tests, as `readArtefacts` hands it over. */
export function artefact(json: unknown, text = JSON.stringify(json, null, 2)): Artefact {
	return { path: "town.json", named: true, sha256: createHash("sha256").update(text).digest("hex"), text, json };
}

/** A planned resource; `openstack_networking_secgroup_v2.sg` and the like. */
export function planned(address: string, after: object, more: object = {}): object {
	const [, type = "", name = ""] = /(?:^|\.)(\w+)\.([\w-]+)(?:\["?\w+"?\])?$/.exec(address) ?? [];
	return {
		address,
		mode: "managed",
		type,
		name,
		provider_name: "registry.terraform.io/x/openstack",
		change: { actions: ["create"], after, ...more },
	};
}

export function plan(changes: readonly object[], more: object = {}): Record<string, unknown> {
	return { format_version: "1.2", terraform_version: "1.11.4", planned_values: {}, resource_changes: changes, ...more };
}

export function state(resources: readonly object[]): Record<string, unknown> {
	return { version: 4, terraform_version: "1.11.4", serial: 1, lineage: "1", outputs: {}, resources };
}

/** A resource of a state with one instance. */
export function stored(type: string, name: string, attributes: object, more: object = {}): object {
	return {
		mode: "managed",
		type,
		name,
		provider: 'provider["registry.terraform.io/x/openstack"]',
		instances: [{ schema_version: 0, attributes, ...more }],
	};
}
