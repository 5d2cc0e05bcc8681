import type { Properties, Resource } from "../resource.ts";

/** What makes a mapping an object of Kubernetes; an API server's list leaves nothing of it out. */
export interface ObjectLike {
	apiVersion: string;
	kind: string;
	metadata?: { name?: unknown; generateName?: unknown; namespace?: unknown; managedFields?: unknown } | null;
}

/** An object of Kubernetes as a resource; without the notes of the API server about who wrote what. */
export function kubernetesResource(object: ObjectLike, more: Partial<Resource> = {}): Resource {
	const { apiVersion, kind } = object;
	const type = `${apiVersion}/${kind}`;
	const { managedFields: _notes, ...metadata } = object.metadata ?? {};
	const named = text(metadata.name) ?? text(metadata.generateName);
	const namespace = text(metadata.namespace);
	const name = named ?? "(unnamed)";
	const id = namespace === undefined ? name : `${namespace}/${name}`;
	return {
		id: `${type} ${id}`,
		type,
		name,
		...(namespace !== undefined && { namespace }),
		properties: (_notes === undefined ? object : { ...object, metadata }) as unknown as Properties,
		...(text(metadata.name) !== undefined && { physicalId: id }),
		dependsOn: [],
		locations: [],
		...more,
	};
}

function text(value: unknown): string | undefined {
	if (typeof value === "number" || typeof value === "boolean") return String(value);
	return typeof value === "string" && value !== "" ? value : undefined;
}
