import type { Part } from "./artefacts.ts";
import type { Inventory, Resource, Source } from "./resource.ts";

/** What is counts more than what was made, and that more than what is planned (ADR 0008). */
const RANK: Record<Source, number> = { plan: 0, state: 1, live: 2 };

const A_PART = {
	what: "what else there is",
	why: "--partial says that the artefacts are a part of it, so what is not in them is unknown and no finding",
};

/** Several parts as one list. An object that several of them saw is in it once, with every place where it was seen. */
export function merged(parts: readonly Part[], partial: boolean): Inventory {
	return {
		inputs: parts.flatMap(({ inputs }) => inputs),
		source: "plan",
		resources: once(parts.flatMap(({ resources }) => resources)),
		partial: partial || parts.some((part) => part.partial === true),
		hidden: [...new Set(parts.flatMap(({ hidden = [] }) => hidden))],
		notVisible: [...(partial ? [A_PART] : []), ...parts.flatMap(({ notVisible }) => notVisible)],
		errors: parts.flatMap(({ errors }) => errors),
	};
}

/**
 * The same object of two sources is one; so are two that one source describes alike. Two of one source that differ are both kept, because
 * nobody knows which of them will be applied; their ids then say where each is written.
 */
function once(resources: readonly Resource[]): Resource[] {
	const groups = new Map<string, Resource[]>();
	const all: Resource[][] = [];
	for (const resource of resources) {
		const keys = identities(resource);
		const group = keys.map((key) => groups.get(key)).find((known) => known !== undefined) ?? [];
		if (group.push(resource) === 1) all.push(group);
		for (const key of keys) groups.set(key, group);
	}
	const ids = new Set<string>();
	return all.flatMap(strongest).map((resource) => {
		let { id } = resource;
		const file = resource.locations[0]?.file ?? "";
		for (let number = 1; ids.has(id); number++) id = `${resource.id} (${number === 1 && file !== "" ? file : `${file} ${number}`.trim()})`;
		ids.add(id);
		return id === resource.id ? resource : { ...resource, id };
	});
}

/** By what a resource is known again: the cloud's id; group, kind, namespace and name in Kubernetes, whatever the version; Pulumi's URN. */
function identities({ id, type, physicalId }: Resource): string[] {
	const kind = type.includes(":") ? type : type.replace(/(^|\/)v\d[^/]*\//, "$1");
	return [...(physicalId === undefined ? [] : [`${kind} ${physicalId}`]), ...(id.startsWith("urn:pulumi:") ? [id] : [])];
}

function strongest(group: readonly Resource[]): Resource[] {
	if (group.length === 1) return [...group];
	const best = Math.max(...group.map(rank));
	const distinct = new Map<string, Resource>();
	for (const resource of group) {
		if (rank(resource) < best) continue;
		const content = JSON.stringify(resource.properties);
		const same = distinct.get(content);
		distinct.set(content, same === undefined ? resource : withPlaces(same, resource));
	}
	const weaker = group.filter((resource) => rank(resource) < best);
	return [...distinct.values()].map((resource) => weaker.reduce(withPlaces, resource));
}

function rank({ source = "plan" }: Resource): number {
	return RANK[source];
}

function withPlaces(resource: Resource, other: Resource): Resource {
	return { ...resource, locations: [...resource.locations, ...other.locations] };
}
