import type { Inventory, Resource, Source, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { guard, leafAt, UnknownValue } from "./guard.ts";

export interface IndexOptions {
	/**
	 * Values that stand for a resource beside its ids and name, by value: what a plan's unknown value turned into once the resource that it
	 * comes from was made.
	 */
	aliases?: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Resources that refer to one, as far as the list says. */
export interface Referrers {
	list: readonly Resource[];
	/** Whether no other resource can: the list is no part, and each such reference in it is known. */
	complete: boolean;
}

interface Reverse {
	byKey: Map<string, Resource[]>;
	/** Resources whose reference is unknown and says not where it will come from. */
	open: Resource[];
}

/** Every resource of a run, guarded, and the joins between them. Each join is built once, when it is first asked for. */
export class Index {
	readonly resources: readonly Resource[];
	/** Other resources may exist that are not in the list, so that absence proves nothing. */
	readonly partial: boolean;
	/** Types of which that holds although the list is no part: nobody let them be seen. */
	private readonly hidden: ReadonlySet<string>;
	private readonly source: Source;
	private readonly aliases: ReadonlyMap<string, ReadonlySet<string>>;
	private readonly ids = new Map<string, Resource>();
	private readonly types = new Map<string, Resource[]>();
	private readonly names = new Map<readonly string[], Map<string, Resource[]>>();
	private readonly reverses = new Map<string, Reverse>();
	private readonly derived = new Map<object, unknown>();

	constructor(
		{ resources, partial, hidden = [], source }: Pick<Inventory, "resources" | "partial" | "hidden" | "source">,
		options: IndexOptions = {},
	) {
		this.resources = resources.map(guard);
		this.partial = partial;
		this.hidden = new Set(hidden);
		this.source = source;
		this.aliases = options.aliases ?? new Map();
		for (const resource of this.resources) {
			this.ids.set(resource.id, resource);
			add(this.types, resource.type, resource);
		}
	}

	/** Whether other resources of one of these types may exist that are not in the list, so that absence proves nothing. */
	mayHide(types: readonly string[]): boolean {
		return this.partial || types.some((type) => this.hidden.has(type));
	}

	/** As `mayHide`, of everything that a resource like this one lives with: those of its service, or of its cluster. */
	mayHideBeside({ type }: Resource): boolean {
		const service = type.startsWith("openstack:") ? `${type.split("/")[0]}/` : "";
		return this.partial || [...this.hidden].some((each) => (service === "" ? !each.startsWith("openstack:") : each.startsWith(service)));
	}

	byId(id: string): Resource | undefined {
		return this.ids.get(id);
	}

	/** Where the resource was seen: lists of several sources say it of each. */
	sourceOf({ source }: Resource): Source {
		return source ?? this.source;
	}

	ofType(type: string): readonly Resource[] {
		return this.types.get(type) ?? [];
	}

	/** What `make` answers for this list, made once. `make` is its own key: pass a function that lives as long as its module. */
	once<T>(make: (all: Index) => T): T {
		if (!this.derived.has(make)) this.derived.set(make, make(this));
		return this.derived.get(make) as T;
	}

	/**
	 * The resource of one of `types` that the subject's leaf at `pointer` refers to: by the provider's id, the source's id or the name; for
	 * an unknown leaf, the resource that the value will come from. `undefined`: nothing is written there, or nothing such is in the list.
	 *
	 * Throws `UnknownValue` where the answer is not known: an unknown leaf of unknown origin, a secret, a name that two resources bear, or a
	 * list that is a part and does not hold the other side. `types` is compared by identity: pass a constant.
	 */
	reference(subject: Resource, pointer: string, types: readonly string[]): Resource | undefined {
		const leaf = leafAt(subject, pointer);
		if (leaf === undefined || leaf === null || leaf === "") return undefined;
		const found = this.behind(leaf, types);
		if (found.length === 1) return found[0];
		if (leaf instanceof Unknown || leaf instanceof Secret) throw new UnknownValue(subject, pointer, leaf);
		if (found.length > 1) throw new UnknownValue(subject, pointer, new Unknown("more than one resource bears this name"));
		if (this.mayHide(types)) throw new UnknownValue(subject, pointer, new Unknown("what it refers to is not in this part of the input"));
		return undefined;
	}

	/** Resources of `type` whose leaf, or one of whose list, at `pointer` refers to `target`. */
	referrers(target: Resource, type: string, pointer: string): Referrers {
		const { byKey, open } = this.reverse(type, pointer);
		const lists = [...keysOf(target)].map((key) => byKey.get(key)).filter((list) => list !== undefined);
		const [only = [], ...others] = lists;
		const list = others.length === 0 ? only : [...new Set(lists.flat())];
		return { list, complete: !this.mayHide([type]) && open.length === 0 };
	}

	/** Resources of the subject's type, itself included, whose leaf at `pointer` refers to the same as the subject's does. */
	siblings(subject: Resource, pointer: string, types: readonly string[]): Referrers {
		const leaf = leafAt(subject, pointer);
		const [target, ...others] = leaf === undefined ? [] : this.behind(leaf, types);
		if (target !== undefined && others.length === 0) return this.referrers(target, subject.type, pointer);
		const { byKey, open } = this.reverse(subject.type, pointer);
		if (typeof leaf === "string")
			return { list: byKey.get(leaf) ?? [subject], complete: !this.mayHide([subject.type]) && open.length === 0 };
		return { list: [subject], complete: false };
	}

	/** Everything that the leaf at `pointer` may refer to: several where a list that comes from several resources is not known yet. */
	candidates(subject: Resource, pointer: string, types: readonly string[]): readonly Resource[] {
		const leaf = leafAt(subject, pointer);
		return leaf === undefined ? [] : this.behind(leaf, types);
	}

	private behind(leaf: Value, types: readonly string[]): readonly Resource[] {
		if (leaf instanceof Unknown) return this.origins(leaf.references, types);
		return leaf instanceof Secret || leaf === null ? [] : this.named(String(leaf), types);
	}

	private origins(references: readonly string[], types: readonly string[]): Resource[] {
		const found: Resource[] = [];
		for (const id of references) {
			const resource = this.ids.get(id);
			if (resource !== undefined && types.includes(resource.type)) found.push(resource);
		}
		return found;
	}

	private named(value: string, types: readonly string[]): readonly Resource[] {
		let names = this.names.get(types);
		if (names === undefined) {
			names = new Map();
			for (const type of types) for (const resource of this.ofType(type)) for (const key of keysOf(resource)) add(names, key, resource);
			this.names.set(types, names);
		}
		return names.get(value) ?? this.origins([...(this.aliases.get(value) ?? [])], types);
	}

	private reverse(type: string, pointer: string): Reverse {
		const key = `${type} ${pointer}`;
		let reverse = this.reverses.get(key);
		if (reverse === undefined) {
			reverse = { byKey: new Map(), open: [] };
			for (const resource of this.ofType(type)) {
				const leaf = leafAt(resource, pointer);
				for (const each of Array.isArray(leaf) ? leaf : [leaf]) {
					const targets = this.targets(each);
					if (targets.length === 0 && (each instanceof Unknown || each instanceof Secret)) reverse.open.push(resource);
					for (const target of targets) add(reverse.byKey, target, resource);
				}
			}
			this.reverses.set(key, reverse);
		}
		return reverse;
	}

	/** Keys under which what a leaf refers to can be found. */
	private targets(leaf: Value | undefined): readonly string[] {
		if (leaf instanceof Unknown) return leaf.references;
		if (typeof leaf !== "string" || leaf === "") return [];
		const aliases = this.aliases.get(leaf);
		return aliases === undefined ? [leaf] : [...aliases, leaf];
	}
}

/** What other resources' properties may call a resource by: its ids, and the name that it has in its cloud where one is written. */
function keysOf(resource: Resource): Set<string> {
	const name = leafAt(resource, "/name");
	const keys = new Set([resource.id, typeof name === "string" && name !== "" ? name : resource.name]);
	if (resource.physicalId !== undefined) keys.add(resource.physicalId);
	return keys;
}

/** Puts a value at the end of a key's list, once where it comes twice in a row. */
export function add<K, V>(map: Map<K, V[]>, key: K, value: V): void {
	const list = map.get(key);
	if (list === undefined) map.set(key, [value]);
	else if (list.at(-1) !== value) list.push(value);
}
