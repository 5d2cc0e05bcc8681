import type { Resource } from "../inventory/resource.ts";

/**
 * The only words by which a resource opens something by name outside the environment file: Neutron and Octavia tag, Nova, Cinder or Swift
 * metadata `socle:<word>`, Kubernetes annotation `socle/<word>`.
 */
export type Word = "public-edge" | "bastion" | "kept-data" | "open-egress" | "api-token" | "personal-data" | "public-data";

/** Whether the resource says the word. A value of `false` or `no` takes it back. Throws `UnknownValue` where that is not known. */
export function declares({ properties, type }: Resource, word: Word): boolean {
	const { tags, metadata } = properties as { tags?: readonly unknown[]; metadata?: { annotations?: Values } & Values };
	if (!type.startsWith("openstack:")) return says(metadata?.annotations, `socle/${word}`);
	return (Array.isArray(tags) && tags.includes(`socle:${word}`)) || says(metadata, `socle:${word}`);
}

/**
 * The value of a `key=value` tag, of the metadata of that key, or of a Kubernetes object's label, or annotation where a label can't hold it:
 * `owner`, `environment`, `classification`, `cost-centre`.
 */
export function labelled({ properties, type }: Resource, key: string): string | undefined {
	if (!type.startsWith("openstack:")) {
		const { labels, annotations } = (properties["metadata"] ?? {}) as { labels?: Values | null; annotations?: Values | null };
		const value = labels?.[key] ?? annotations?.[key];
		return value === undefined || value === null ? undefined : String(value);
	}
	const { tags, metadata } = properties as { tags?: readonly unknown[]; metadata?: Values };
	if (metadata?.[key] !== undefined) return String(metadata[key]);
	const tag = Array.isArray(tags) ? tags.find((text) => typeof text === "string" && text.startsWith(`${key}=`)) : undefined;
	return typeof tag === "string" ? tag.slice(key.length + 1) : undefined;
}

/** Those of `keys` that the resource does not bear, or bears without a value. */
export function unlabelled(resource: Resource, keys: readonly string[]): string[] {
	return keys.filter((key) => (labelled(resource, key) ?? "").trim() === "");
}

type Values = { readonly [key: string]: unknown };

function says(values: Values | undefined, key: string): boolean {
	const value = values?.[key];
	return value !== undefined && value !== null && !["false", "no"].includes(String(value).toLowerCase());
}
