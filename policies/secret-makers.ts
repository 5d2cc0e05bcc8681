import type { Resource } from "../inventory/resource.ts";
import { leafAt } from "./guard.ts";
import type { Index } from "./joins.ts";
import { isBuiltIn } from "./pods.ts";

/** Where kinds of operators say the name of the Secret that they make; where nothing stands there it has their own name. From each one's API. */
const MAKERS: Readonly<Record<string, readonly string[]>> = {
	"bitnami.com SealedSecret": ["/spec/template/metadata/name"],
	"external-secrets.io ExternalSecret": ["/spec/target/name"],
	"cert-manager.io Certificate": ["/spec/secretName"],
	"secrets-store.csi.x-k8s.io SecretProviderClass": ["/spec/secretObjects/0/secretName", "/spec/secretObjects/1/secretName"],
	"secrets.hashicorp.com VaultStaticSecret": ["/spec/destination/name"],
	"secrets.hashicorp.com VaultDynamicSecret": ["/spec/destination/name"],
	"secrets.hashicorp.com VaultPKISecret": ["/spec/destination/name"],
	"isindir.github.com SopsSecret": ["/spec/secretTemplates/0/name", "/spec/secretTemplates/1/name"],
	"onepassword.com OnePasswordItem": [],
	"kafka.strimzi.io KafkaUser": [],
};
const CUSTOM = /^([^/]*\.[^/]*)\/[^/]+\/([^/]+)$/;

export interface Makers {
	/** `namespace/name` of Secrets that other objects of the list are known to make. */
	made: ReadonlySet<string>;
	/** `namespace/name` of objects of which nobody knows what they make; operators name it after them. */
	operated: readonly string[];
	/** One of which is not known what it makes, or where. */
	open: Resource | undefined;
}

/** Pass to `Index.once`. */
export function secretMakers(all: Index): Makers {
	const made = new Set<string>();
	const operated: string[] = [];
	let open: Resource | undefined;
	for (const resource of all.resources) {
		const [, group = "", kind] = CUSTOM.exec(resource.type) ?? [];
		if (kind === undefined || isBuiltIn(resource) || (group.endsWith(".k8s.io") && !group.includes(".x-k8s.io"))) continue;
		const pointers = MAKERS[`${group} ${kind}`];
		const own = leafAt(resource, "/metadata/name") ?? resource.name;
		const names = (pointers ?? []).map((pointer) => leafAt(resource, pointer)).filter((name) => name !== undefined && name !== null);
		const namespace = leafAt(resource, "/metadata/namespace") ?? resource.namespace ?? "default";
		for (const name of names.length > 0 ? names : [own])
			if (typeof name !== "string" || typeof namespace !== "string") open = resource;
			else if (pointers === undefined) operated.push(`${namespace}/${name}`);
			else made.add(`${namespace}/${name}`);
	}
	return { made, operated, open };
}
