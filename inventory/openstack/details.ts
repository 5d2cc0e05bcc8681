import type { Look } from "../questions.ts";
import { eachOf } from "../questions.ts";
import type { Value } from "../resource.ts";
import { Unknown } from "../resource.ts";
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

const IMAGE_ACCESS = "openstack:images/imageAccess:ImageAccess";

/** With which projects each shared image of one's own is shared. */
export async function imageMembers(reader: OpenStackReader, images: readonly Item[], look: Look): Promise<Draft[]> {
	const shared = images.filter(({ owner, visibility }) => owner === reader.projectId && visibility === "shared");
	const drafts: Draft[] = [];
	await eachOf(shared, async (image) => {
		const id = text(image["id"]);
		const found = await look("Glance: members of images", [IMAGE_ACCESS], () => reader.list("image", `/images/${id}/members`, "members"));
		for (const member of found ?? []) {
			const who = text(member["member_id"]);
			const properties = { imageId: id, memberId: who, status: text(member["status"]) };
			drafts.push({ type: IMAGE_ACCESS, id: `${id}/${who}`, name: `${text(image["name"]) || id} for ${who}`, properties });
		}
	});
	return drafts;
}

const CONTAINER = "openstack:objectstorage/container:Container";

/** Headers that Swift keeps from whoever may only read an account (`swift_owner_headers` of its proxy). */
const OWNERS = ["x-container-read", "x-container-write", "x-container-sync-to", "x-container-sync-key"];
/** Roles that Keystone's middleware takes for an owner's where the operator names no others. */
const OWNER_ROLES = /^(admin|swiftoperator|reselleradmin|objectstore_operator)$/i;

/** Containers of Swift, whose list says names only: the rest stands in the headers of each. */
export async function containers(reader: OpenStackReader, look: Look): Promise<Draft[]> {
	if (!reader.has("object-store")) return [];
	const all = new Map<string, Headers>();
	const names = await look("Swift: containers", [CONTAINER], () => namesOf(reader));
	await eachOf(names ?? [], async (name) => {
		const headers = await look("Swift: settings of containers", [CONTAINER], () =>
			reader.head("object-store", `/${encodeURIComponent(name)}`),
		);
		if (headers !== undefined) all.set(name, headers);
	});
	const seen = [...all.values()].some((headers) => OWNERS.some((header) => headers[header] !== undefined));
	const isOwner = seen || reader.roles.some((role) => OWNER_ROLES.test(role));
	return [...all].map(([name, headers]) => ({ type: CONTAINER, id: name, name, properties: containerOf(name, headers, isOwner) }));
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

type Headers = { readonly [name: string]: string };

/** https://docs.openstack.org/api-ref/object-store/#show-container-metadata */
function containerOf(name: string, headers: Headers, isOwner: boolean): Draft["properties"] {
	const metadata = Object.entries(headers)
		.filter(([header]) => header.startsWith("x-container-meta-"))
		.map(([header, value]) => [header.slice("x-container-meta-".length), value] as const);
	// Secrets by which others sign addresses or keep containers in step are Swift's own metadata.
	const plain = metadata.filter(([key]) => !/^(temp-url-key|web-|access-log|quota-)/.test(key));
	const [versions, history] = [headers["x-versions-location"], headers["x-history-location"]];
	const location = versions ?? history;
	const hidden = isOwner ? undefined : new Unknown("only owners of the account see it");
	const optional: { [key: string]: Value | undefined } = {
		containerRead: headers["x-container-read"] ?? hidden,
		containerWrite: headers["x-container-write"] ?? hidden,
		containerSyncTo: headers["x-container-sync-to"] ?? hidden,
		storagePolicy: headers["x-storage-policy"],
	};
	return {
		name,
		...Object.fromEntries(Object.entries(optional).filter((entry): entry is [string, Value] => entry[1] !== undefined)),
		versioning: headers["x-versions-enabled"]?.toLowerCase() === "true",
		...(location !== undefined && { versioningLegacy: { type: versions === undefined ? "history" : "versions", location } }),
		...(plain.length > 0 && { metadata: Object.fromEntries(plain) }),
	};
}
