import { mapping, nearestType, providerOf } from "../facts/mappings/mappings.ts";
import type { MappingRow } from "../facts/mappings/schema.ts";
import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";

/** What a foreign estate is made of, whatever it was read from: one list of items, each with what it becomes or why nobody knows. */
export interface Item {
	/** Unique in the estate: the source's own id, with the input's path before it where two inputs share one. */
	id: string;
	/** The type that the mapping data knows: `aws_instance`, `compose:service`, `apps/v1/Deployment`. */
	type: string;
	/** First word of the type, or `kubernetes`, `openstack`. */
	provider: string;
	resource: Resource;
	/** Path of the input. */
	input: string;
	/** Absent: not understood. */
	mapping?: MappingRow;
}

/** What could not be understood, a row a type. */
export interface NotUnderstood {
	type: string;
	count: number;
	ids: string[];
	next: string;
}

export interface Estate {
	inputs: { path: string; kind: string; sha256?: string; resources: number }[];
	items: Item[];
	/** Inputs, or parts of them, that could not be read. */
	errors: { path: string; line?: number; message: string }[];
	notVisible: { what: string; why: string }[];
}

/** `terraform:aws:aws_instance` → `aws_instance`; a canonical type stays what it is. */
export function sourceType({ type }: Pick<Resource, "type">): string {
	const [, terraform] = /^terraform:(?:.*[:/])?([a-z][\w-]*)$/.exec(type) ?? [];
	return terraform ?? type;
}

const KUBERNETES = /^([a-z0-9.-]+\/)?v\d\w*\/\w+$/;

/** An item of a resource, with the row of the mapping data that is about it. */
export function itemOf(resource: Resource, input: string): Item {
	const type = sourceType(resource);
	const kubernetes = KUBERNETES.test(type);
	const own = type.startsWith("openstack:");
	const row = mapping(kubernetes ? "kubernetes_manifest" : type, (name) => textAt(resource.properties, name));
	const found = own ? openstackRow(type) : row && kubernetes ? { ...row, source: { provider: "kubernetes", type } } : row;
	return {
		id: resource.id,
		type,
		provider: own ? "openstack" : kubernetes ? "kubernetes" : providerOf(type),
		resource,
		input,
		...(found === undefined ? {} : { mapping: found }),
	};
}

/** What is OpenStack already is moved as it stands. */
function openstackRow(type: string): MappingRow {
	return {
		source: { provider: "openstack", type },
		capability: "openstack",
		target: [{ kind: "openstack", token: type }],
		fidelity: "exact",
		strategy: "relocate",
		effort: 1,
		lockIn: 0,
		dataGravity: /volume|share|container|database/i.test(type),
		losses: ["Ids of images, flavors and networks are the new cloud's."],
		attributeMap: [],
		variants: [],
		sources: ["https://www.pulumi.com/registry/packages/openstack/"],
		date: "2026-11-28",
	};
}

export function notUnderstood(items: readonly Item[]): NotUnderstood[] {
	const byType = Map.groupBy(
		items.filter((item) => item.mapping === undefined),
		({ type }) => type,
	);
	return [...byType]
		.map(([type, of]) => {
			const near = nearestType(type);
			const next =
				near === undefined
					? `No row of the mapping data is about ${type}. Say in portfolio.yaml under types what it becomes, or leave it behind by name.`
					: `The nearest type that is known is ${near}. Say in portfolio.yaml under types whether ${type} moves like it.`;
			return { type, count: of.length, ids: of.map(({ id }) => id).sort(), next };
		})
		.sort((a, b) => (a.type < b.type ? -1 : 1));
}

/** A value below a dotted path; blocks of Terraform are lists of one, and are looked into. */
export function valueAt(value: Value | undefined, path: string): Value | undefined {
	let at: Value | undefined = value;
	for (const key of path.split(".")) {
		if (Array.isArray(at)) at = (at as readonly Value[])[0];
		if (typeof at !== "object" || at === null || at instanceof Unknown || at instanceof Secret || Array.isArray(at)) return undefined;
		at = (at as { readonly [key: string]: Value })[key];
	}
	return at;
}

/** A text or number below a dotted path; nothing where it is unknown, secret or another kind of value. */
export function textAt(value: Value | undefined, path: string): string | undefined {
	const found = valueAt(value, path);
	if (Array.isArray(found) && found.length > 0 && typeof found[0] === "string") return found[0];
	return typeof found === "string" && found !== "" ? found : typeof found === "number" ? String(found) : undefined;
}

export function numberAt(value: Value | undefined, path: string): number | undefined {
	const text = textAt(value, path);
	const number = text === undefined ? Number.NaN : Number(text);
	return Number.isFinite(number) ? number : undefined;
}

/** Every text in a value, secrets and unknowns left out; references that an unknown value names too. */
export function* texts(value: Value | undefined): Generator<string> {
	if (typeof value === "string") yield value;
	else if (value instanceof Unknown) yield* value.references;
	else if (typeof value === "object" && value !== null && !(value instanceof Secret))
		for (const inner of Object.values(value as object)) yield* texts(inner as Value);
}

/** The first of several paths that holds a text. */
export function firstText(value: Value | undefined, paths: readonly string[]): string | undefined {
	for (const path of paths) {
		const text = textAt(value, path);
		if (text !== undefined) return text;
	}
	return undefined;
}
