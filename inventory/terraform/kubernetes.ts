import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Properties, Value } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import { isRecord } from "./values.ts";

/** What `scripts/mappings/kubernetes.js` found in the declarations of the API: shapes by property, for each type. */
const api = JSON.parse(readFileSync(new URL("./kubernetes.json", import.meta.url), "utf8")) as {
	kinds: { [kind: string]: { [version: string]: Kind } };
	types: { [type: string]: { [property: string]: string } };
};

export interface Kind {
	apiVersion: string;
	kind: string;
	type: string;
}

/** Where the provider has a word of its own, or a level that the API has not. */
const RENAMED = new Map([["storage_provisioner", "provisioner"]]);
const INLINED = new Set(["persistent_volume_source"]);
/** Values of a Secret; its keys are names. */
const SECRET_DATA = new Set(["data", "stringData", "binaryData"]);

const kinds = new Map(Object.entries(api.kinds).map(([kind, versions]) => [kind, new Map(Object.entries(versions))]));
const types = new Map(Object.entries(api.types).map(([type, shapes]) => [type, new Map(Object.entries(shapes))]));
const names = new Map<string, ReadonlyMap<string, string>>();

/** The kind that a resource type makes: `kubernetes_deployment_v1` → Deployment of apps/v1. None: it changes a part of an object, or is of no known API. */
export function kubernetesKind(type: string): Kind | undefined {
	const [, name = "", version] =
		/^kubernetes_(?:default_(?=service_account))?([a-z_]+?)(?:_(v\d+(?:(?:alpha|beta)\d+)?))?$/.exec(type) ?? [];
	const versions = kinds.get(name.replaceAll("_", ""));
	// An older version that is gone made the same objects.
	return versions?.get(version ?? "v1") ?? versions?.get("v1") ?? versions?.values().next().value;
}

/** The object that attributes of the provider make: blocks that the API has once are objects, words are the API's, texts are numbers where it has such. */
export function kubernetesObject(values: Properties, { apiVersion, kind, type }: Kind): Properties {
	return withoutSecrets({ apiVersion, kind, ...record(values, type, true) });
}

/** The object of a `kubernetes_manifest`, which is written as it is. */
export function manifestObject(manifest: Value | undefined): Properties | undefined {
	return isRecord(manifest) && typeof manifest["apiVersion"] === "string" && typeof manifest["kind"] === "string"
		? withoutSecrets(manifest)
		: undefined;
}

/** The object of a `kubectl_manifest`, whose text the provider takes for sensitive as a whole; `hidden` are the fields that the user does. */
export function yamlObject(body: string, hidden: readonly string[]): Properties | undefined {
	let content: Value | undefined;
	try {
		content = parse(body, { prettyErrors: false, logLevel: "silent" }) as Value;
	} catch {
		return undefined;
	}
	const object = manifestObject(content);
	return object === undefined ? undefined : hidden.reduce<Properties>((found, path) => hide(found, path.split(".")), object);
}

function hide(value: Properties, [key = "", ...rest]: readonly string[]): Properties {
	const found = Object.hasOwn(value, key) ? value[key] : undefined;
	if (found === undefined || found === null) return value;
	return { ...value, [key]: rest.length > 0 && isRecord(found) ? hide(found, rest) : new Secret(typeof found) };
}

function withoutSecrets(object: Properties): Properties {
	if (object["kind"] !== "Secret") return object;
	const entries = Object.entries(object).map(([key, value]): [string, Value] => {
		if (!SECRET_DATA.has(key)) return [key, value];
		if (!isRecord(value)) return [key, value instanceof Unknown ? value : new Secret("object")];
		return [key, Object.fromEntries(Object.keys(value).map((name) => [name, new Secret()]))];
	});
	return Object.fromEntries(entries);
}

/** The API's name of an attribute in a type, and the shape that it has there. */
export function kubernetesProperty(key: string, type: string | undefined): { name: string; shape: string | undefined } {
	const own = type === undefined ? undefined : names.get(type);
	const known = own ?? (type === undefined ? undefined : index(type));
	const plain = (RENAMED.get(key) ?? key).replaceAll("_", "").toLowerCase();
	const found = [plain, `${plain}s`, `${plain}es`, plain.replace(/y$/, "ies")]
		.map((each) => known?.get(each))
		.find((each) => each !== undefined);
	if (found === undefined) return { name: camel(key), shape: undefined };
	return { name: found, shape: types.get(type as string)?.get(found) };
}

function index(type: string): ReadonlyMap<string, string> {
	const made = new Map([...(types.get(type)?.keys() ?? [])].map((name) => [name.toLowerCase(), name]));
	names.set(type, made);
	return made;
}

function record(values: Properties, type: string | undefined, top = false): Properties {
	const entries: [string, Value][] = [];
	for (const [key, value] of Object.entries(values)) {
		if (INLINED.has(key) && Array.isArray(value)) {
			for (const inner of value) if (isRecord(inner)) entries.push(...Object.entries(record(inner, type)));
			continue;
		}
		const { name, shape } = kubernetesProperty(key, type);
		if (top && shape === undefined) continue;
		const found = shaped(value, shape);
		if (found !== undefined) entries.push([name, found]);
	}
	return Object.fromEntries(entries);
}

function shaped(value: Value, shape: string | undefined): Value | undefined {
	if (value === null || value === "") return undefined;
	if (value instanceof Unknown || value instanceof Secret) return value;
	if (shape === "number" || shape === "number|string") return number(value);
	const inner = shape?.replace(/^(\[\]|\{\})/, "");
	const type = inner !== undefined && types.has(inner) ? inner : undefined;
	if (Array.isArray(value)) {
		if (value.length === 0) return undefined;
		if (shape !== undefined && type === shape) return element(value[0] ?? null, type);
		return value.map((each) => element(each, type));
	}
	if (!isRecord(value)) return value;
	if (shape !== undefined && type === shape) return record(value, type);
	return Object.keys(value).length === 0 ? undefined : value;
}

/** A block: an empty one is null in Terraform's JSON. */
function element(value: Value, type: string | undefined): Value {
	if (value === null && type !== undefined) return {};
	return isRecord(value) ? record(value, type) : value;
}

/** The provider has texts for many numbers, and writes 0 itself for what is not there; a mode is octal. */
function number(value: Value): Value | undefined {
	if (value === 0) return undefined;
	if (typeof value !== "string" || !/^-?\d+$/.test(value)) return value;
	return /^0\d/.test(value) ? Number.parseInt(value, 8) : Number(value);
}

function camel(name: string): string {
	return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Whether an attribute that nobody wrote has a value of the API's: all but lists of objects, which a `dynamic` block may make. */
export function isApiDefault({ type: root }: Kind, way: readonly string[]): boolean {
	let type: string | undefined = root;
	let shape: string | undefined;
	for (const step of way) {
		if (/^\d+$/.test(step)) continue;
		({ shape } = kubernetesProperty(step, type));
		const inner: string | undefined = shape?.replace(/^(\[\]|\{\})/, "");
		type = inner !== undefined && types.has(inner) ? inner : undefined;
	}
	return !(shape?.startsWith("[]") && type !== undefined);
}

/** The JSON pointer of a path in the object, in the attributes of Terraform. What has none stays at the nearest thing above it. */
export function kubernetesPointer(values: unknown, { type: root }: Kind, path: string): string {
	let [type, value, pointer]: [string | undefined, unknown, string] = [root, values, ""];
	let plain = false;
	for (const token of path === "" ? [] : path.slice(1).split("/")) {
		if (typeof value !== "object" || value === null) break;
		if (Array.isArray(value)) {
			pointer += `/${token}`;
			value = value[Number(token)];
			continue;
		}
		const key: string | undefined = plain ? token : Object.keys(value).find((key) => kubernetesProperty(key, type).name === token);
		if (key === undefined) break;
		const { shape } = kubernetesProperty(key, type);
		const inner = shape?.replace(/^(\[\]|\{\})/, "");
		type = inner !== undefined && types.has(inner) ? inner : undefined;
		plain ||= shape?.startsWith("{}") === true;
		pointer += `/${key}`;
		value = (value as Properties)[key];
		if (Array.isArray(value) && type !== undefined && type === shape) {
			pointer += "/0";
			value = value[0];
		}
	}
	return pointer;
}
