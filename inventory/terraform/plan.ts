import type { Artefact, Part } from "../artefacts.ts";
import type { Json } from "../json.ts";
import { isObject, list, object, own, text, texts } from "../json.ts";
import type { Located } from "../located.ts";
import { located } from "../located.ts";
import type { Properties, Value } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import type { Scope } from "./configuration.ts";
import { Configuration, expressionAt, referencesOf, repeatOf } from "./configuration.ts";
import { isApiDefault, kubernetesKind } from "./kubernetes.ts";
import { openstackPointer, openstackProperties, openstackType, OPENSTACK_PROVIDER as PROVIDER } from "./openstack.ts";
import type { More } from "./resources.ts";
import { Collected, keyOf, moduleOf, resourceOf } from "./resources.ts";
import { isRecord, marked } from "./values.ts";

/** What a plan will not leave behind, or does not manage. */
const GONE = new Set(["delete", "forget"]);

/**
 * A plan of Terraform or OpenTofu (format 0.1 to 1.x). What it will make, change or keep is judged; what it deletes, forgets or only reads is not.
 * Source: developer.hashicorp.com/terraform/internals/json-format
 */
export function readPlan(artefact: Artefact): Part {
	const { path, sha256 } = artefact;
	const plan = object(artefact.json);
	const version = text(plan["format_version"]) ?? "";
	if (!/^[01]\.\d+$/.test(version)) {
		const message = `its format_version ${JSON.stringify(version.slice(0, 20))} is not known here, which is 0.1 to 1.x. Write it again: \`terraform show -json FILE\`.`;
		return { inputs: [], resources: [], notVisible: [], errors: [{ path, message }], partial: true };
	}
	const collected = new Collected(path);
	const changes = changesIn(plan, collected);
	const configuration = new Configuration(plan);
	for (const { entry, address, type, name } of changes.all) {
		configuration.add(moduleIn(entry, address, type, name), `${type}.${name}`, { address, key: keyOf(own(entry, "index")) });
	}
	for (const { entry, pointer, change } of changes.all) {
		collected.take(entry, pointer, (named) => instanceOf(entry, change, named, configuration), change.below);
	}
	const resources = collected.instances.map((instance) => resourceOf(instance, "plan"));
	resources.push(...providersOf(plan));
	const partial =
		collected.errors.length > 0 || plan["errored"] === true || plan["complete"] === false || list(plan["deferred_changes"]).length > 0;
	return {
		inputs: [{ path, kind: "terraform-plan", sha256, resources: resources.length }],
		resources: located(resources, artefact),
		notVisible: notVisible(path, plan, changes.deleted),
		errors: collected.errors,
		...(partial && { partial }),
	};
}

interface Change {
	values: unknown;
	unknown: unknown;
	sensitive: unknown;
	/** Pointer from the entry to the values. */
	below: string;
	/** Values without marks: what is unknown is simply missing. */
	unmarked?: true;
}
interface Found {
	entry: Json;
	pointer: string;
	address: string;
	type: string;
	name: string;
	change: Change;
}

function changesIn(plan: Json, collected: Collected): { all: Found[]; deleted: number } {
	const all: Found[] = [];
	const seen = new Set<string>();
	let deleted = 0;
	const take = (entry: unknown, pointer: string, change: (entry: Json) => Change | "deleted" | undefined): void => {
		if (!isObject(entry)) {
			collected.refuse(pointer, "is no resource.");
			return;
		}
		if (own(entry, "mode") === "data") return;
		const found = change(entry);
		if (found === undefined) {
			collected.refuse(pointer, "says not what the resource will be.");
			return;
		}
		const [address, type, name] = ["address", "type", "name"].map((key) => text(own(entry, key)) ?? "") as [string, string, string];
		if (found === "deleted") {
			deleted++;
			if (own(entry, "deposed") === undefined) seen.add(address);
			return;
		}
		if (seen.has(address) && address !== "") return;
		seen.add(address);
		all.push({ entry, pointer, address, type, name, change: found });
	};
	const changed = (entry: Json): Change | "deleted" | undefined => {
		const change = own(entry, "change");
		const actions = texts(own(change, "actions"));
		const after = own(change, "after");
		if (actions.length > 0 && actions.every((action) => GONE.has(action))) return "deleted";
		if (!isObject(after) && !isObject(own(change, "after_unknown"))) return undefined;
		return { values: after, unknown: own(change, "after_unknown"), sensitive: own(change, "after_sensitive"), below: "/change/after" };
	};
	if (plan["resource_changes"] !== undefined && !Array.isArray(plan["resource_changes"]))
		collected.refuse("/resource_changes", "is no list.");
	for (const [index, entry] of list(plan["resource_changes"]).entries()) take(entry, `/resource_changes/${index}`, changed);
	for (const [index, entry] of list(plan["deferred_changes"]).entries())
		take(own(entry, "resource_change"), `/deferred_changes/${index}/resource_change`, changed);
	// A plan that is a part has its changes alone above, and all that stays here.
	for (const { entry, pointer } of entriesBelow(object(plan["planned_values"])["root_module"], "/planned_values/root_module", collected)) {
		take(entry, pointer, (entry) =>
			isObject(own(entry, "values"))
				? { values: own(entry, "values"), unknown: undefined, sensitive: own(entry, "sensitive_values"), below: "/values", unmarked: true }
				: undefined,
		);
	}
	return { all, deleted };
}

/** Resources of a module and of those below it. */
export function* entriesBelow(root: unknown, at: string, collected: Collected): Generator<{ entry: unknown; pointer: string }> {
	const open: [unknown, string][] = [[root, at]];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const [module, pointer] = next;
		for (const key of ["resources", "child_modules"] as const) {
			const found = own(module, key);
			if (found !== undefined && !Array.isArray(found)) collected.refuse(`${pointer}/${key}`, "is no list.");
		}
		for (const [index, entry] of list(own(module, "resources")).entries()) yield { entry, pointer: `${pointer}/resources/${index}` };
		for (const [index, child] of [...list(own(module, "child_modules")).entries()].reverse())
			open.push([child, `${pointer}/child_modules/${index}`]);
	}
}

function moduleIn(entry: Json, address: string, type: string, name: string): string {
	return text(entry["module_address"]) ?? moduleOf(address, type, name);
}

function instanceOf(
	entry: Json,
	change: Change,
	{ address, type, name }: { address: string; type: string; name: string },
	configuration: Configuration,
): More {
	const module = moduleIn(entry, address, type, name);
	const key = keyOf(entry["index"]);
	const resource = configuration.resource(module, `${type}.${name}`);
	const scope: Scope = { module, key, count: configuration.count(module, `${type}.${name}`), repeat: repeatOf(resource) };
	const schema = openstackType(type);
	const kind = schema === undefined ? kubernetesKind(type) : undefined;
	const unordered = (path: string): boolean => (schema === undefined ? kind === undefined : schema.sets.has(path));
	const explain = (way: readonly string[]): Value | undefined => {
		const expression = expressionAt(resource, way, unordered);
		const references = texts(own(expression, "references"));
		const optional = schema !== undefined && way.length === 1 && schema.defaults.has(way[0] ?? "");
		const byDefault = schema === undefined ? kind !== undefined && isApiDefault(kind, way) : optional || way.length > 1;
		// Nobody wrote it, or wrote nothing by way of a variable, and the provider or the cloud has a value: to a program it is absent.
		if (expression === "absent" && byDefault) return undefined;
		if (references.length > 0 && optional && configuration.isSettled(references, scope)) return undefined;
		if (expression === undefined || expression === "absent") return new Unknown("known after apply");
		const elements = way.length === 1 && schema?.lists.has(way[0] ?? "") ? elementsOf(references) : [];
		if (elements.length === 0) return new Unknown("known after apply", configuration.origins(references, scope));
		return elements.map((element) => new Unknown("known after apply", configuration.origins([element], scope)));
	};
	const read = marked(change.values, { unknown: change.unknown, sensitive: change.sensitive, explain });
	const values = { ...(isRecord(read) ? read : {}), ...writtenOut(schema?.hashed ?? [], resource) };
	// Shared by all instances of a resource, which may be thousands.
	const dependsOn = configuration.origins(referencesOf(resource), scope);
	return {
		module,
		key,
		provider: text(entry["provider_name"]),
		values: change.unmarked ? { ...missing(values, resource, scope, configuration), ...values } : values,
		raw: change.values,
		dependsOn: (dependsOn.includes(address) ? dependsOn.filter((each) => each !== address) : dependsOn) as string[],
	};
}

/** Of a list of which nothing is known but that it is made of ids, and of nothing else: one reference for each. */
function elementsOf(references: readonly string[]): string[] {
	const ids = references.filter((each) => each.endsWith(".id"));
	const rest = references.filter(
		(each) => !each.endsWith(".id") && !ids.some((id) => id.startsWith(`${each}.`) || id.startsWith(`${each}[`)),
	);
	return rest.length === 0 && !ids.some((id) => /^(each|var|local|module|data)\./.test(id)) ? ids : [];
}

/** What the configuration writes out where the provider keeps only a hash. */
function writtenOut(keys: Iterable<string>, resource: Json | undefined): Properties {
	const expressions = object(resource?.["expressions"]);
	return Object.fromEntries(
		[...keys].flatMap((key) => {
			const constant = own(own(expressions, key), "constant_value");
			return typeof constant === "string" ? [[key, constant]] : [];
		}),
	);
}

/** In values without marks: what the configuration takes from somewhere, and is not there, is not known yet. */
function missing(values: Properties, resource: Json | undefined, scope: Scope, configuration: Configuration): Properties {
	const entries = Object.entries(object(resource?.["expressions"]))
		.filter(([key, expression]) => !Object.hasOwn(values, key) && list(own(expression, "references")).length > 0)
		.map(
			([key, expression]) =>
				[key, new Unknown("known after apply", configuration.origins(list(own(expression, "references")), scope))] as const,
		);
	return Object.fromEntries(entries);
}

/** How the configuration reaches OpenStack; what it does not write out is not in the plan. */
function providersOf(plan: Json): Located[] {
	const variables = object(object(object(plan["configuration"])["root_module"])["variables"]);
	return Object.entries(object(object(plan["configuration"])["provider_config"])).flatMap(([key, provider]) => {
		if (text(own(provider, "name")) !== "openstack") return [];
		const entries = Object.entries(object(own(provider, "expressions"))).map(([key, expression]) => {
			const constant = own(expression, "constant_value");
			if (constant !== undefined) return [key, marked(constant, {}) ?? null] as const;
			const variable = texts(own(expression, "references")).map((each) => own(own(variables, each.replace(/^var\./, "")), "sensitive"));
			const secret = variable.includes(true) || /password|secret|token/.test(key);
			return [key, secret ? new Secret("unknown") : new Unknown("it is not written out in the plan")] as const;
		});
		const alias = text(own(provider, "alias"));
		const properties = openstackProperties(Object.fromEntries(entries), PROVIDER);
		const name = alias === undefined ? "openstack" : `openstack.${alias}`;
		const written = `/configuration/provider_config/${escaped(key)}`;
		const pointer = (path: string): string => `${written}/expressions${openstackPointer(own(provider, "expressions"), PROVIDER, path)}`;
		return [
			{
				id: `provider.${key}`,
				type: PROVIDER.token,
				name,
				properties,
				source: "plan",
				dependsOn: [],
				locations: [],
				entry: written,
				pointer,
			},
		];
	});
}

function notVisible(path: string, plan: Json, deleted: number): Part["notVisible"] {
	const found: Part["notVisible"] = [];
	const count = deleted === 1 ? "1 resource" : `${deleted} resources`;
	if (deleted > 0) found.push({ what: `${count} in ${path}`, why: "the plan deletes or forgets what is not judged here" });
	if (plan["errored"] === true) found.push({ what: path, why: "planning ended with an error, so that the plan is only a part" });
	else if (plan["complete"] === false || list(plan["deferred_changes"]).length > 0)
		found.push({ what: path, why: "the plan is only a part: it was made with -target, or puts changes off" });
	return found;
}

function escaped(token: string): string {
	return token.replaceAll("~", "~0").replaceAll("/", "~1");
}
