import { readFileSync } from "node:fs";
import type { Properties, Value } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import { isRecord } from "./values.ts";

/** What `scripts/mappings/openstack` found in the providers' schemas. */
interface Mapping {
	token: string;
	names?: { [path: string]: string };
	one?: string[];
	outputs?: string[];
	secret?: string[];
	zero?: string[];
	defaults?: string[];
	sets?: string[];
	lists?: string[];
	hashed?: string[];
}

/** An attribute: its property's name, and what its schema says of it. */
interface Attribute {
	name?: string;
	one?: true;
	output?: true;
	secret?: true;
	zero?: true;
	children: Map<string, Attribute>;
}

/** A resource type of Terraform's OpenStack provider, in canonical names. */
export interface OpenstackType {
	token: string;
	/** Attributes for which the provider or the cloud has a value where nothing is written. */
	defaults: ReadonlySet<string>;
	/** Blocks without an order. */
	sets: ReadonlySet<string>;
	/** Lists of plain values. */
	lists: ReadonlySet<string>;
	/** Attributes of which only another form is kept than was written. */
	hashed: ReadonlySet<string>;
	root: Attribute;
}

const SHA1 = /^[0-9a-f]{40}$/;
const FLAGS = { one: "one", outputs: "output", secret: "secret", zero: "zero" } as const;

const mappings = JSON.parse(readFileSync(new URL("./openstack.json", import.meta.url), "utf8")) as {
	provider: Mapping;
	resources: { [type: string]: Mapping };
};
const types = new Map<string, OpenstackType>(Object.entries(mappings.resources).map(([type, mapping]) => [type, compiled(mapping)]));

/** The configuration of the provider itself. What is written out there in clear is no secret to whoever reads the plan, and is judged so. */
export const OPENSTACK_PROVIDER = compiled({ ...mappings.provider, secret: [] });

export function openstackType(type: string): OpenstackType | undefined {
	return types.get(type);
}

/** Every canonical type that Terraform can make. */
export function openstackTokens(): Set<string> {
	return new Set([...types.values()].map(({ token }) => token));
}

/**
 * Attributes in canonical names. Terraform writes empty texts and lists, and 0, for what is not there: such are absent, as they are in a
 * program.
 */
export function openstackProperties(values: Properties, { root, hashed }: OpenstackType): Properties {
	const { id: _id, timeouts: _timeouts, ...rest } = values;
	const written: Record<string, Value> = rest;
	for (const key of hashed) {
		const value = Object.hasOwn(written, key) ? written[key] : undefined;
		if (typeof value === "string" && SHA1.test(value)) written[key] = new Unknown("Terraform keeps only a hash of it");
	}
	return block(written, root);
}

/** The JSON pointer of a canonical path in the attributes of Terraform. What has none stays at the nearest thing above it. */
export function openstackPointer(values: unknown, { root }: OpenstackType, path: string): string {
	let [node, value, pointer]: [Attribute, unknown, string] = [root, values, ""];
	let isMap = false;
	for (const token of path === "" ? [] : path.slice(1).split("/")) {
		if (typeof value !== "object" || value === null) break;
		if (Array.isArray(value)) {
			pointer += `/${token}`;
			value = value[Number(token)];
			continue;
		}
		const key: string | undefined = isMap
			? token
			: Object.keys(value).find((key) => (node.children.get(key)?.name ?? camel(key)) === token);
		if (key === undefined) break;
		pointer += `/${key}`;
		value = (value as Properties)[key];
		node = node.children.get(key) ?? { children: new Map() };
		isMap = !Array.isArray(value);
		if (node.one && Array.isArray(value)) {
			pointer += "/0";
			value = value[0];
			isMap = false;
		}
	}
	return pointer;
}

function block(record: Properties, node: Attribute): Properties {
	const entries: [string, Value][] = [];
	for (const [key, value] of Object.entries(record)) {
		const attribute = node.children.get(key);
		if (attribute?.output) continue;
		const found = property(value, attribute);
		if (found !== undefined) entries.push([attribute?.name ?? camel(key), found]);
	}
	return Object.fromEntries(entries);
}

function property(value: Value, attribute: Attribute | undefined): Value | undefined {
	if (value === null || value === "" || (value === 0 && !attribute?.zero)) return undefined;
	if (value instanceof Unknown || value instanceof Secret) return value;
	if (attribute?.secret) return new Secret(typeof value);
	if (Array.isArray(value)) {
		if (value.length === 0) return undefined;
		const [first] = value;
		if (attribute?.one) return isRecord(first) ? block(first, attribute) : property(first ?? null, undefined);
		return value.map((each) => (isRecord(each) ? block(each, attribute ?? { children: new Map() }) : each));
	}
	// What stands in no list is a map, whose keys are the user's.
	return isRecord(value) && Object.keys(value).length === 0 ? undefined : value;
}

function compiled(mapping: Mapping): OpenstackType {
	const root: Attribute = { children: new Map() };
	const at = (path: string): Attribute => {
		let node = root;
		for (const key of path.split(".")) {
			let child = node.children.get(key);
			if (child === undefined) {
				child = { children: new Map() };
				node.children.set(key, child);
			}
			node = child;
		}
		return node;
	};
	for (const [path, name] of Object.entries(mapping.names ?? {})) at(path).name = name;
	for (const [flag, key] of Object.entries(FLAGS)) for (const path of mapping[flag as keyof typeof FLAGS] ?? []) at(path)[key] = true;
	return {
		token: mapping.token,
		defaults: new Set(mapping.defaults),
		sets: new Set(mapping.sets),
		lists: new Set(mapping.lists),
		hashed: new Set(mapping.hashed),
		root,
	};
}

const camels = new Map<string, string>();

function camel(name: string): string {
	let found = camels.get(name);
	if (found === undefined) {
		found = name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
		// Names are few; those of a broken file may be many.
		if (camels.size < 10_000) camels.set(name, found);
	}
	return found;
}
