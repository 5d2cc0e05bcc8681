import { canonicalType, displayName, isCloudResource, isProvider } from "./canonical.ts";
import type { Layer, Resource, Value } from "./resource.ts";
import { Unknown } from "./resource.ts";
import { fromWire } from "./wire.ts";

/** A resource as the engine's events and its exported state write it. */
export interface EngineResource {
	urn: string;
	type: string;
	custom?: boolean;
	/** In a state: only read, and managed by nobody here. */
	external?: boolean;
	/** In an event: what the engine does. */
	op?: string;
	id?: string;
	parent?: string;
	inputs?: object;
	outputs?: object;
	dependencies?: string[] | null;
	propertyDependencies?: { [key: string]: string[] | null } | null;
}

/** What providers of the Terraform bridge and Pulumi itself add to inputs for their own use. */
const PROVIDERS_OWN = new Set(["__defaults", "__meta", "__internal", "__initialApiVersion", "__fieldManager"]);

/** Identifiers that a cloud gives and that other resources are written against: what a live list shows too. */
const GIVEN_IDENTIFIERS: { readonly [type: string]: readonly string[] } = {
	"openstack:loadbalancer/loadBalancer:LoadBalancer": ["vipPortId"],
};

/**
 * Resources of the engine's event stream or of an exported state; not those that a program only reads.
 *
 * `planned` is the in-process plan of the same program: it knows what neither events nor state hold, which key of the environment file led
 * to a resource and which resource an unknown value will come from. `providers` takes those in that the program makes.
 */
export function fromEngine(
	list: readonly EngineResource[],
	options: { layer?: Layer; planned?: readonly Resource[]; providers?: boolean } = {},
): Resource[] {
	const planned = new Map(options.planned?.map((resource) => [resource.id, resource]));
	return list
		.filter(
			({ type, custom, urn }) => isCloudResource({ type, custom: custom ?? true }) || (options.providers && isProvider({ type, urn })),
		)
		.filter(({ external, op }) => !external && !op?.startsWith("read"))
		.map((entry) => one(entry, planned.get(entry.urn), options.layer));
}

function one(entry: EngineResource, plan: Resource | undefined, layer: Layer | undefined): Resource {
	const given = GIVEN_IDENTIFIERS[entry.type] ?? [];
	const written = Object.fromEntries([
		...Object.entries(entry.outputs ?? {}).filter(([key]) => given.includes(key)),
		...Object.entries(entry.inputs ?? {}).filter(([key]) => !PROVIDERS_OWN.has(key)),
	]);
	const dependencies = new Map(Object.entries(entry.propertyDependencies ?? {}));
	const decoded = fromWire(written, (key) => dependencies.get(key) ?? []);
	const properties = plan === undefined ? decoded : (withReferences(decoded, plan.properties) as Resource["properties"]);
	const where = layer ?? plan?.layer;
	return {
		id: entry.urn,
		type: canonicalType(entry.type, properties),
		...displayName(entry.urn.split("::").at(-1) ?? entry.urn, entry.type, namedBy(entry) === "bridge" ? {} : properties),
		...(where === undefined ? {} : { layer: where }),
		...(plan?.service === undefined ? {} : { service: plan.service }),
		properties,
		...(entry.id === undefined || entry.id === "" ? {} : { physicalId: entry.id }),
		...(plan?.parent === undefined ? {} : { parent: plan.parent }),
		dependsOn: entry.dependencies ?? plan?.dependsOn ?? [],
		locations: plan?.locations ?? [],
	};
}

/** Who gave the physical name. One that the bridge made up, the program's name and random digits, is not what people know a resource by. */
function namedBy({ inputs }: EngineResource): "bridge" | "program" {
	const { __defaults: defaults } = (inputs ?? {}) as { __defaults?: unknown };
	return Array.isArray(defaults) && defaults.includes("name") ? "bridge" : "program";
}

/** Unknown leaves of `value` with the references that the plan has for the same leaf. */
function withReferences(value: Value, planned: Value | undefined): Value {
	if (value instanceof Unknown) return planned instanceof Unknown && value.references.length === 0 ? planned : value;
	if (Array.isArray(value))
		return value.map((element, index) => withReferences(element, Array.isArray(planned) ? planned[index] : undefined));
	if (!isRecord(value)) return value;
	const other = isRecord(planned) ? planned : {};
	return Object.fromEntries(Object.entries(value).map(([key, leaf]) => [key, withReferences(leaf, other[key])]));
}

function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
	return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
