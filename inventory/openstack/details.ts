import type { Look } from "../questions.ts";
import { eachOf } from "../questions.ts";
import type { Value } from "../resource.ts";
import { canonicalProperties, verbatim } from "./canonical.ts";
import type { Item, OpenStackReader } from "./client.ts";
import type { Draft } from "./collections.ts";

/** What lists do not say and one question an object answers. */

const text = (value: unknown): string => (typeof value === "string" ? value : "");

const ENCRYPTION = "openstack:blockstorage:VolumeTypeEncryption";

/** How each volume type encrypts; administrators only, so that the first refusal is the last question. */
export async function volumeTypeEncryption(reader: OpenStackReader, types: readonly Item[], look: Look): Promise<Draft[]> {
	const drafts: Draft[] = [];
	await look("Cinder: encryption of volume types", [ENCRYPTION], async () => {
		for (const type of types) {
			const found = await reader.get("volume", `/types/${text(type["id"])}/encryption`);
			if (Object.keys(found).length === 0) continue;
			const properties = { ...(verbatim(found) as object), volume_type_id: text(type["id"]) } as Draft["properties"];
			drafts.push({ type: ENCRYPTION, id: `${text(type["id"])}/encryption`, name: text(type["name"]), properties, judged: false });
		}
	});
	return drafts;
}

const SECRET = "openstack:keymanager/secretV1:SecretV1";
const SECRETS_CONTAINER = "openstack:keymanager/containerV1:ContainerV1";

/** Secrets and containers of Barbican with their access lists. What a secret holds is never asked for. */
export async function keyManager(reader: OpenStackReader, look: Look): Promise<Draft[]> {
	if (!reader.has("key-manager")) return [];
	const drafts: Draft[] = [];
	for (const [key, type, reference] of [
		["secrets", SECRET, "secret_ref"],
		["containers", SECRETS_CONTAINER, "container_ref"],
	] as const) {
		const items = (await look(`Barbican: ${key}`, [type], () => reader.list("key-manager", `/${key}`, key))) ?? [];
		await eachOf(items, async (item) => {
			const id = text(item[reference]).split("/").at(-1) ?? "";
			const acl = await look(`Barbican: who may read ${key}`, [], () => reader.get("key-manager", `/${key}/${id}/acl`));
			const properties: Record<string, Value> = { ...canonicalProperties(type, item) };
			if (acl !== undefined) properties["acl"] = canonicalProperties("", acl);
			drafts.push({ type, id, name: text(item["name"]) || id, properties });
		});
	}
	return drafts;
}

const MEMBERS = "openstack:loadbalancer/members:Members";

/** Members of each pool, as one resource a pool. */
export async function members(reader: OpenStackReader, pools: readonly Item[], look: Look): Promise<Draft[]> {
	const drafts: Draft[] = [];
	await eachOf(pools, async (pool) => {
		const id = text(pool["id"]);
		const found = await look("Octavia: members", [MEMBERS], () => reader.list("load-balancer", `/lbaas/pools/${id}/members`, "members"));
		if (found === undefined || found.length === 0) return;
		const properties = { poolId: id, members: found.map((member) => canonicalProperties("", member)) };
		drafts.push({ type: MEMBERS, id, name: text(pool["name"]) || id, properties });
	});
	return drafts;
}

const CONTAINER = "openstack:objectstorage/container:Container";

/** Containers of Swift, whose list says names only: the rest stands in the headers of each. */
export async function containers(reader: OpenStackReader, look: Look): Promise<Draft[]> {
	if (!reader.has("object-store")) return [];
	const drafts: Draft[] = [];
	const names = await look("Swift: containers", [CONTAINER], () => namesOf(reader));
	await eachOf(names ?? [], async (name) => {
		const headers = await look("Swift: settings of containers", [CONTAINER], () =>
			reader.head("object-store", `/${encodeURIComponent(name)}`),
		);
		if (headers !== undefined) drafts.push({ type: CONTAINER, id: name, name, properties: containerOf(name, headers) });
	});
	return drafts;
}

async function namesOf(reader: OpenStackReader): Promise<string[]> {
	const names: string[] = [];
	for (let marker: string | undefined = ""; marker !== undefined; ) {
		const page: unknown = await reader.get("object-store", "", { query: { format: "json", ...(marker !== "" && { marker }) } });
		const found: string[] = Array.isArray(page) ? page.map((each: Item) => text(each["name"])) : [];
		names.push(...found);
		const last = found.at(-1);
		marker = last === marker ? undefined : last;
	}
	return names;
}

/** https://docs.openstack.org/api-ref/object-store/#show-container-metadata */
function containerOf(name: string, headers: { readonly [name: string]: string }): Draft["properties"] {
	const metadata = Object.entries(headers)
		.filter(([header]) => header.startsWith("x-container-meta-"))
		.map(([header, value]) => [header.slice("x-container-meta-".length), value] as const);
	// Secrets by which others sign addresses or keep containers in step are Swift's own metadata.
	const plain = metadata.filter(([key]) => !/^(temp-url-key|web-|access-log|quota-)/.test(key));
	const [versions, history] = [headers["x-versions-location"], headers["x-history-location"]];
	const location = versions ?? history;
	const optional = {
		containerRead: headers["x-container-read"],
		containerWrite: headers["x-container-write"],
		containerSyncTo: headers["x-container-sync-to"],
		storagePolicy: headers["x-storage-policy"],
	};
	return {
		name,
		...Object.fromEntries(Object.entries(optional).filter((entry): entry is [string, string] => entry[1] !== undefined)),
		versioning: headers["x-versions-enabled"]?.toLowerCase() === "true",
		...(location !== undefined && { versioningLegacy: { type: versions === undefined ? "history" : "versions", location } }),
		...(plain.length > 0 && { metadata: Object.fromEntries(plain) }),
	};
}
