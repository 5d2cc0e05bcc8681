import { UserError } from "../../errors.ts";
import type { Part } from "../artefacts.ts";
import type { Look } from "../questions.ts";
import { eachOf } from "../questions.ts";
import type { Resource } from "../resource.ts";
import { canonicalProperties } from "./canonical.ts";
import type { Item, OpenStackReader } from "./client.ts";
import { openStackReader } from "./client.ts";
import type { Cloud } from "./clouds.ts";
import { findCloud } from "./clouds.ts";
import type { Collection, Draft, Lists } from "./collections.ts";
import { COLLECTIONS } from "./collections.ts";
import { containers, imageMembers, keyManager, members, volumeTypeEncryption } from "./details.ts";
import type { Service } from "./session.ts";
import { CloudError, SERVICES, signIn } from "./session.ts";

/** A user who may not see something, or a service that does not have it. Any other trouble is an error. */
const REFUSALS = new Set([401, 403, 404, 405]);

/**
 * `openstack://CLOUD[/PROJECT]`: what a cloud holds, read by its APIs and changed by nobody. CLOUD is a name of clouds.yaml; PROJECT, a name or
 * id, is another project of the same user. An administrator who names no project sees all of them.
 * @throws UserError where the cloud is not known or can't be reached at all (exit 2, 3)
 */
export async function readOpenStack(target: string): Promise<Part> {
	const [name = "", ...rest] = target.split("/");
	const project = rest.join("/");
	if (name === "") throw new UserError("openstack:// names no cloud.", { next: "Write openstack://CLOUD, a name of your clouds.yaml." });
	const cloud = project === "" ? findCloud(name) : inProject(findCloud(name), project);
	const reader = openStackReader(await signIn(cloud));
	return readProject(reader, { path: `openstack://${target}`, everyProject: project === "" && reader.roles.includes("admin") });
}

/** The same user in another project. Application credentials belong to one. */
function inProject(cloud: Cloud, project: string): Cloud {
	const { project_id: id, project_name: named, tenant_id: _id, tenant_name: _name, ...auth } = cloud.auth;
	if (project === id || project === named) return cloud;
	if (cloud.authType !== "password")
		throw new UserError(`The cloud "${cloud.name}" signs in with an application credential, which belongs to one project.`, {
			next: `Audit openstack://${cloud.name}, or name a cloud of clouds.yaml that signs in to ${project}.`,
		});
	return { ...cloud, auth: { ...auth, ...(/^[0-9a-f]{32}$/.test(project) ? { project_id: project } : { project_name: project }) } };
}

export interface Reading {
	/** How the report calls the cloud. */
	path: string;
	/** Ask for the objects of all projects. */
	everyProject: boolean;
}

/** Everything that the user may see, in canonical form. A list that is refused is told, and its types count as hidden. */
export async function readProject(reader: OpenStackReader, { path, everyProject }: Reading): Promise<Part> {
	const notVisible: Part["notVisible"] = [];
	const hidden = new Set<string>();
	const lists = new Map<string, readonly Item[]>();
	const errors: Part["errors"] = [];
	const look: Look = async (what, types, ask) => {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof UserError)) throw error;
			for (const type of types) hidden.add(type);
			const isRefusal = error instanceof CloudError && REFUSALS.has(error.status);
			if (!isRefusal) errors.push({ path, message: `${what}: ${error.message}` });
			else if (!notVisible.some(({ what: told }) => told === what)) notVisible.push({ what, why: error.message });
			return undefined;
		}
	};
	const asked = COLLECTIONS.filter(({ service }) => reader.has(service));
	const missing = (Object.keys(SERVICES) as Service[]).filter((service) => !reader.has(service));
	if (missing.length > 0)
		notVisible.push({
			what: missing.map((service) => SERVICES[service].name).join(", "),
			why: `The catalogue of cloud ${reader.cloudName} has no such service in this region.`,
		});
	await eachOf(asked, async (collection) => {
		const { list, service, types } = collection;
		const items = await look(`${SERVICES[service].name}: ${list}`, types, () => itemsOf(collection, reader, everyProject));
		const objects = (items ?? []).filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
		const others = (items ?? []).length - objects.length;
		if (others > 0) errors.push({ path, message: `${SERVICES[service].name}: ${list}: ${others} of the entries are no objects.` });
		lists.set(list, objects);
	});
	const seen = indexed(lists, reader.projectId);
	const drafts: Owned[] = asked.flatMap((collection) =>
		(lists.get(collection.list) ?? []).flatMap((item) => {
			const foreign = !everyProject && isForeign(item, reader.projectId);
			const { types, resources = (each: Item) => [whole(types[0] as string, each)] } = collection;
			return resources(item, seen).map((draft) => ({ draft, foreign }));
		}),
	);
	const details = await Promise.all([
		volumeTypeEncryption(reader, lists.get("volume types") ?? [], look),
		keyManager(reader, look),
		members(reader, lists.get("pools") ?? [], look),
		containers(reader, look),
		imageMembers(reader, lists.get("images") ?? [], look),
	]);
	const resources = [...drafts, ...details.flat().map((draft) => ({ draft, foreign: false }))].map((each) => resourceOf(each));
	return {
		inputs: [{ path, kind: "openstack-live", resources: resources.filter(({ judged }) => judged !== false).length }],
		resources,
		notVisible,
		errors,
		hidden: [...hidden],
	};
}

interface Owned {
	draft: Draft;
	/** Another project's or the cloud's: there for joins. */
	foreign: boolean;
}

function itemsOf(collection: Collection, reader: OpenStackReader, everyProject: boolean): Promise<Item[]> {
	const { service, key, microversion, allProjects } = collection;
	const path = collection.path.replace("{project}", reader.projectId).replace("{user}", reader.userId);
	return reader.list(service, path, key, {
		...(microversion !== undefined && { microversion }),
		query: { ...(everyProject && allProjects) },
	});
}

function isForeign(item: Item, projectId: string): boolean {
	const owner = item["project_id"] ?? item["tenant_id"];
	return typeof owner === "string" && owner !== "" && owner !== projectId;
}

function whole(type: string, item: Item): Draft {
	const id = typeof item["id"] === "string" ? item["id"] : "";
	const name = typeof item["name"] === "string" && item["name"] !== "" ? item["name"] : id;
	return { type, id, name, properties: canonicalProperties(type, item) };
}

function resourceOf({ draft: { id, judged = true, ...draft }, foreign }: Owned): Resource {
	return {
		...draft,
		id,
		physicalId: id,
		dependsOn: [],
		locations: [],
		source: "live",
		...((foreign || !judged) && { judged: false }),
	};
}

function indexed(lists: ReadonlyMap<string, readonly Item[]>, projectId: string): Lists {
	const indexes = new Map<string, Map<unknown, Item[]>>();
	return {
		projectId,
		by(list, field) {
			const key = `${list} ${field}`;
			let index = indexes.get(key);
			if (index === undefined) {
				index = new Map();
				for (const item of lists.get(list) ?? [])
					for (const value of valuesOf(item[field])) {
						const same = index.get(value);
						if (same === undefined) index.set(value, [item]);
						else same.push(item);
					}
				indexes.set(key, index);
			}
			return index;
		},
	};
}

/** What a field holds to look by: itself, each of a list, or the id that a mapping names. */
function valuesOf(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== "object" || value === null) return [value];
	const { id, image_id: image } = value as Item;
	return [id ?? image];
}
