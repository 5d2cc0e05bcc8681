import type { Properties, Resource } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";
import { POSTGRES } from "./copies.ts";
import { items } from "./guard.ts";
import type { Index } from "./joins.ts";
import { byNamespace } from "./namespaces.ts";
import { namespaceOf } from "./pods.ts";

/** Databases of CloudNativePG. Source: its API reference, https://cloudnative-pg.io/documentation/current/cloudnative-pg.v1/ */

export const SCHEDULED_BACKUP = "postgresql.cnpg.io/v1/ScheduledBackup";
const PLUGIN = "barman-cloud.cloudnative-pg.io";

/** Where a database's backups are described: in it, or in the object store that its plug-in names. */
export interface Store {
	/** Below the database itself; absent: an ObjectStore of that name. */
	inline?: Barman;
	named?: string;
	path: string;
}
export interface Barman {
	destinationPath?: string;
	azureCredentials?: object | null;
	googleCredentials?: object | null;
	data?: { encryption?: string } | null;
	wal?: { encryption?: string } | null;
}
interface Plugin {
	name?: string;
	enabled?: boolean;
	parameters?: { barmanObjectName?: string } | null;
}
export interface PostgresSpec {
	instances?: number;
	minSyncReplicas?: number | null;
	enableSuperuserAccess?: boolean | null;
	managed?: { roles?: readonly { name?: string; superuser?: boolean }[] | null } | null;
	postgresql?: {
		parameters?: { [name: string]: string } | null;
		pg_hba?: readonly string[] | null;
		synchronous?: { method?: string; number?: number } | null;
	} | null;
	backup?: { barmanObjectStore?: Barman | null; volumeSnapshot?: object | null } | null;
	plugins?: readonly Plugin[] | null;
}

export function specOf({ properties }: Resource): PostgresSpec {
	return (properties["spec"] ?? {}) as PostgresSpec;
}

/** Where a database's copies go, other than snapshots of its volumes. */
export function storesOf(database: Resource): readonly Store[] {
	const { backup, plugins } = specOf(database);
	const inline = backup?.barmanObjectStore ?? undefined;
	const stores: Store[] = inline === undefined ? [] : [{ inline, path: "/spec/backup/barmanObjectStore" }];
	for (const [index, { name, enabled, parameters }] of items(plugins, database, "/spec/plugins").entries())
		if (name === PLUGIN && enabled !== false) stores.push({ named: parameters?.barmanObjectName ?? "", path: `/spec/plugins/${index}` });
	return stores;
}

/** Schedules of a database's backups that are not suspended, and whether another one's database is not known. */
export function schedulesOf(database: Resource, all: Index): { list: readonly Resource[]; open: boolean } {
	const byPlace = all.once(schedules);
	let open = byPlace.has("");
	const list = (byPlace.get(namespaceOf(database)) ?? []).filter((schedule) => {
		try {
			const { cluster, suspend } = (schedule.properties["spec"] ?? {}) as { cluster?: { name?: string }; suspend?: boolean };
			return cluster?.name === database.name && suspend !== true;
		} catch {
			open = true;
			return false;
		}
	});
	return { list, open };
}

function schedules(all: Index): ReadonlyMap<string, readonly Resource[]> {
	return byNamespace(all.ofType(SCHEDULED_BACKUP));
}

/** A rule of pg_hba.conf: how whom may connect from where. */
interface HbaRule {
	type: string;
	isEverybody: boolean;
	isLoopback: boolean;
	method: string;
}

function parsed(line: string): HbaRule | undefined {
	const [type = "", database = "", user = "", address = "", ...rest] = line.replace(/#.*$/, "").trim().split(/\s+/);
	if (!/^host(ssl|nossl|gssenc|nogssenc)?$/.test(type)) return undefined;
	const method = (/^[\d.]+$/.test(rest[0] ?? "") ? rest[1] : rest[0]) ?? "";
	const isEverybody = database === "all" && user === "all" && ["all", "0.0.0.0/0", "::/0"].includes(address);
	return { type, isEverybody, isLoopback: /^(127\.|::1|localhost)/.test(address), method };
}

/** The rule that CloudNativePG adds behind those that are written. Source: its documentation, PostgreSQL configuration, the pg_hba section. */
const ADDED = "host all all all scram-sha-256";

/** The first rule by which somebody may connect in clear, with its place; `undefined` where a rule refuses it to everybody before. */
export function plainConnection(rules: readonly string[]): { path: string; rule: string } | undefined {
	const at = "/spec/postgresql/pg_hba";
	for (const [index, rule] of rules.entries()) {
		const hba = parsed(rule);
		if (hba === undefined || hba.type === "hostssl" || hba.type === "hostgssenc" || hba.isLoopback) continue;
		if (hba.method !== "reject") return { path: `${at}/${index}`, rule: `"${rule}"` };
		if (hba.isEverybody) return undefined;
	}
	return { path: at, rule: `"${ADDED}", which CloudNativePG adds behind those that are written,` };
}

/** A database for examples. */
export function postgres(spec: Properties | Properties[string], namespace = "town"): ExampleResource {
	const metadata = { name: "registry", namespace };
	return { type: POSTGRES, name: "registry", namespace, properties: { metadata, spec: spec as Properties } };
}

/** A backup every night, for examples. */
export function nightly(spec: Properties = {}, namespace = "town"): ExampleResource {
	const metadata = { name: "nightly", namespace };
	const properties = { metadata, spec: { schedule: "0 0 2 * * *", cluster: { name: "registry" }, ...spec } };
	return { type: SCHEDULED_BACKUP, name: "nightly", namespace, properties };
}
