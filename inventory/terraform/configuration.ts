import type { Json } from "../json.ts";
import { list, object, own, text, texts } from "../json.ts";

/**
 * Where values of a Terraform plan come from. Its `configuration` says which resources, variables and outputs an expression names, so that
 * a value that is not known yet keeps the resources that it will come from. Locals are not in the plan: what leads through one is open.
 */

/** One instance of a resource or module: its address, and the key under which `count` or `for_each` made it. */
export interface Instance {
	address: string;
	key: string | undefined;
}

/** Where an expression stands: in which instance of a module, and in which instance of what is in it. */
export interface Scope {
	/** Address of the module's instance; `""` for the root. */
	module: string;
	key?: string | undefined;
	/** How many instances there are. */
	count?: number | undefined;
	/** What they are repeated over. */
	repeat?: Json;
}

const KEY = String.raw`\[(?:-?\d+|"(?:[^"\\]|\\.)*")\]`;
const RESOURCE = new RegExp(String.raw`^([A-Za-z][\w-]*\.[\w-]+)(${KEY})?`);
const MODULE = new RegExp(String.raw`^module\.([\w-]+)(${KEY})?(?:\.([\w-]+))?`);
const LAST_KEY = new RegExp(`${KEY}$`);
const OWN_KEY = /^(each\.key|count\.index)$/;
/** Chains of modules, outputs and variables that are longer are cycles of a broken file. */
const LONGEST = 40;
const NONE: readonly string[] = [];

export class Configuration {
	private readonly root: Json;
	/** Instances by `module|type.name`, and addresses of all of them. */
	private readonly instances = new Map<string, Instance[]>();
	private readonly modules = new Map<string, Instance[]>();
	private readonly modulesSeen = new Set<string>();
	private readonly resources = new Map<string, Json>();
	private readonly answers = new Map<string, readonly string[]>();

	constructor(plan: Json) {
		this.root = object(object(plan["configuration"])["root_module"]);
	}

	/** Takes an instance in, so that expressions can lead to it. */
	add(module: string, name: string, instance: Instance): void {
		add(this.instances, `${module}|${name}`, instance);
		if (module === "" || this.modulesSeen.has(module)) return;
		this.modulesSeen.add(module);
		const { parent, name: own, key } = lastModule(module);
		add(this.modules, `${parent}|${own}`, { address: module, key });
	}

	/** How many instances of a resource a module's instance has. */
	count(module: string, name: string): number {
		return this.instances.get(`${module}|${name}`)?.length ?? 0;
	}

	/** The instances that a dependency, which Terraform names without keys, means. */
	named(address: string): readonly string[] {
		let found = this.answers.get(address);
		if (found === undefined) {
			const [, module = "", name = ""] = /^(?:(.*)\.)?([^.]+\.[^.]+)$/s.exec(address.replace(LAST_KEY, "")) ?? [];
			found = (this.instances.get(`${module}|${name}`) ?? []).map((instance) => instance.address);
			this.answers.set(address, found);
		}
		return found;
	}

	/** The configuration of a resource: its expressions, and what it is repeated over. */
	resource(module: string, name: string): Json | undefined {
		const path = moduleNames(module);
		const key = `${path.join(".")}|${name}`;
		if (!this.resources.has(`${path.join(".")}|`)) {
			this.resources.set(`${path.join(".")}|`, {});
			for (const resource of list(this.module(path)?.["resources"]).map(object)) {
				this.resources.set(`${path.join(".")}|${text(resource["type"])}.${text(resource["name"])}`, resource);
			}
		}
		return this.resources.get(key);
	}

	/** Addresses of the resources that references of an expression lead to. */
	origins(references: readonly unknown[], scope: Scope, depth = 0): readonly string[] {
		if (depth > LONGEST || references.length === 0) return NONE;
		const named = texts(references);
		const cacheKey = [scope.module, scope.key, texts(scope.repeat?.["references"]), named].join("|");
		const known = this.answers.get(cacheKey);
		if (known !== undefined) return known;
		this.answers.set(cacheKey, NONE); // until it is answered: a cycle of a broken file ends here
		const repeats = named.some((each) => OWN_KEY.test(each)) && !named.some((each) => each.startsWith("each.value"));
		const groups = this.groups(named, scope, repeats, depth);
		const answer = groups.length === 1 ? (groups[0] as readonly string[]) : [...new Set(groups.flat())];
		this.answers.set(cacheKey, answer);
		return answer;
	}

	/** Whether an expression hangs on nothing that is not known while planning: on variables and keys alone, through modules up to the root's. */
	isSettled(references: readonly unknown[], scope: Scope, depth = 0): boolean {
		return (
			depth <= LONGEST &&
			texts(references).every((reference) => {
				if (/^(path|terraform|count)\./.test(reference) || reference === "each.key") return true;
				if (reference.startsWith("each.")) return this.isSettled(texts(scope.repeat?.["references"]), { module: scope.module }, depth + 1);
				if (!reference.startsWith("var.")) return false;
				if (scope.module === "") return true;
				const { parent, called, key } = this.call(scope.module);
				const expression = object(own(object(called["expressions"]), reference.split(/[.[]/)[1] ?? ""));
				return this.isSettled(texts(expression["references"]), { module: parent, key, repeat: repeatOf(called) }, depth + 1);
			})
		);
	}

	private groups(named: readonly string[], scope: Scope, repeats: boolean, depth: number): (readonly string[])[] {
		const groups: (readonly string[])[] = [];
		/** What was named with a key: the name alone, which Terraform lists too, adds nothing. */
		const keyed = new Set<string>();
		const done = new Set<string>();
		for (const reference of named.toSorted((a, b) => b.length - a.length)) {
			if (reference === "each.value" || reference.startsWith("each.value.")) {
				if (!done.has("each.value"))
					groups.push(this.origins(list(scope.repeat?.["references"]), { module: scope.module }, depth + 1).filter(sameKey(scope.key)));
				done.add("each.value");
			} else if (reference.startsWith("var.")) {
				groups.push(this.variable(reference.split(/[.[]/)[1] ?? "", scope.module, depth));
			} else if (reference.startsWith("module.")) {
				const [, name = "", key, output] = MODULE.exec(reference) ?? [];
				if (output === undefined || done.has(`${name}.${output}${key}`)) continue;
				done.add(`${name}.${output}${key}`);
				for (const { address } of this.chosen(this.modules.get(`${scope.module}|${name}`), key, scope, repeats)) {
					const expression = object(object(object(this.module(moduleNames(address))?.["outputs"])[output])["expression"]);
					groups.push(this.origins(list(expression["references"]), { module: address }, depth + 1));
				}
			} else if (!/^(data|local|path|self|terraform|each|count)\./.test(reference)) {
				const [, name = "", key] = RESOURCE.exec(reference) ?? [];
				if (name === "" || (key === undefined ? keyed.has(name) || done.has(name) : done.has(name + key))) continue;
				if (key !== undefined) keyed.add(name);
				done.add(name + (key ?? ""));
				const chosen = this.chosen(this.instances.get(`${scope.module}|${name}`), key, scope, repeats);
				groups.push(chosen.map(({ address }) => address));
			}
		}
		return groups;
	}

	/** Instances that a name leads to: the one of that key; the one of one's own key, where both are as many; else all. */
	private chosen(all: readonly Instance[] = [], key: string | undefined, scope: Scope, repeats: boolean): readonly Instance[] {
		if (key !== undefined) return all.filter((instance) => instance.key === key);
		if (!repeats || scope.key === undefined) return all;
		const own = all.filter((instance) => instance.key === scope.key);
		return own.length === 1 && all.length === scope.count ? own : all;
	}

	private variable(name: string, module: string, depth: number): readonly string[] {
		if (module === "") return NONE;
		const { parent, name: call, key, called } = this.call(module);
		const expression = object(own(object(called["expressions"]), name));
		const count = this.modules.get(`${parent}|${call}`)?.length;
		return this.origins(list(expression["references"]), { module: parent, key, count, repeat: repeatOf(called) }, depth + 1);
	}

	/** The call of a module, as the module above writes it. */
	private call(module: string): { parent: string; name: string; key: string | undefined; called: Json } {
		const last = lastModule(module);
		return { ...last, called: object(own(object(this.module(moduleNames(last.parent))?.["module_calls"]), last.name)) };
	}

	private module(names: readonly string[]): Json | undefined {
		let module: Json = this.root;
		for (const name of names) module = object(object(own(object(module["module_calls"]), name))["module"]);
		return module;
	}
}

/** What an instance is repeated over. */
export function repeatOf(resource: Json | undefined): Json {
	return object(resource?.["for_each_expression"] ?? resource?.["count_expression"]);
}

/**
 * The expression of an attribute, by the way to it; `"absent"`: nothing is written there. A list without an order can only be found again
 * where it has one block; what `dynamic` blocks make is in no plan. Both are `undefined`.
 */
export function expressionAt(
	resource: Json | undefined,
	way: readonly string[],
	unordered: (path: string) => boolean,
): Json | "absent" | undefined {
	let node: unknown = resource?.["expressions"];
	if (node === undefined) return undefined;
	const path: string[] = [];
	for (const [depth, step] of way.entries()) {
		if (Array.isArray(node)) {
			if (node.length > 1 && unordered(path.join("."))) return undefined;
			node = node[Number(step)];
			if (node === undefined) return undefined;
			continue;
		}
		const here = object(node);
		if (Array.isArray(here["references"]) || "constant_value" in here) return here;
		path.push(step);
		const below = own(here, step);
		// A whole block that is missing may be dynamic; a last step that is missing is an attribute that nobody wrote.
		if (below === undefined) return depth === way.length - 1 ? "absent" : undefined;
		node = below;
	}
	return Array.isArray(node) ? undefined : object(node);
}

/** Every reference in the expressions of a resource, and its `depends_on`. */
export function referencesOf(resource: Json | undefined): string[] {
	const found = new Set<string>();
	const open: unknown[] = [resource?.["expressions"], repeatOf(resource)];
	for (let node = open.pop(); node !== undefined || open.length > 0; node = open.pop()) {
		if (typeof node !== "object" || node === null) continue;
		const references = own(node, "references");
		for (const each of texts(references)) found.add(each);
		for (const child of Object.values(node)) if (child !== references) open.push(child);
	}
	for (const each of texts(resource?.["depends_on"])) found.add(each);
	return [...found];
}

function sameKey(key: string | undefined): (address: string) => boolean {
	return (address) => key === undefined || address.endsWith(key);
}

/** `module.a["x"].module.b[0]` → `module.a["x"]`, `b`, `[0]`. */
function lastModule(address: string): { parent: string; name: string; key: string | undefined } {
	const [, parent = "", name = "", key] = new RegExp(String.raw`^(?:(.*)\.)?module\.([\w-]+)(${KEY})?$`, "s").exec(address) ?? [];
	return { parent, name, key };
}

const names = new Map<string, readonly string[]>();

function moduleNames(address: string): readonly string[] {
	let found = names.get(address);
	if (found === undefined) {
		found = [...address.matchAll(new RegExp(String.raw`(?:^|\.)module\.([\w-]+)(?:${KEY})?`, "g"))].map(([, name = ""]) => name);
		names.set(address, found);
	}
	return found;
}

function add<V>(map: Map<string, V[]>, key: string, value: V): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [value]);
	else known.push(value);
}
