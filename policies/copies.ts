import type { Facts, Region } from "../facts/facts.ts";
import type { Resource } from "../inventory/resource.ts";
import type { DeclaredCopy, DeclaredEnvironment } from "./environment.ts";
import { items } from "./guard.ts";
import { wasRead } from "./jurisdiction.ts";

/** Where data goes when it is copied: to a store or a database elsewhere. */
export interface Destination {
	kind: "backup" | "replica";
	/** JSON pointer of where it is written. */
	path: string;
	host: string;
}

export const CONTAINER = "openstack:objectstorage/container:Container";
export const POSTGRES = "postgresql.cnpg.io/v1/Cluster";
export const OBJECT_STORE = "barmancloud.cnpg.io/v1/ObjectStore";
const LOCATION = "velero.io/v1/BackupStorageLocation";
/** Kinds that name where copies go. */
export const BACKED_UP = [POSTGRES, OBJECT_STORE, LOCATION];
export const REPLICATED = [CONTAINER, POSTGRES];

interface Barman {
	endpointURL?: string;
	destinationPath?: string;
}
interface Spec {
	backup?: { barmanObjectStore?: Barman };
	configuration?: Barman;
	config?: { s3Url?: string; publicUrl?: string; region?: string };
	replica?: { enabled?: boolean; source?: string };
	externalClusters?: readonly { name?: string; connectionParameters?: { host?: string } }[];
}

/** The hosts that a resource sends backups to. */
export function backupsOf(subject: Resource): readonly Destination[] {
	const { spec = {} } = subject.properties as unknown as { spec?: Spec };
	const found: Destination[] = [];
	const add = (path: string, url: string | undefined): void => {
		if (url !== undefined && url !== "") found.push({ kind: "backup", path, host: hostOf(url) });
	};
	if (subject.type === POSTGRES) add("/spec/backup/barmanObjectStore/endpointURL", spec.backup?.barmanObjectStore?.endpointURL);
	if (subject.type === OBJECT_STORE) add("/spec/configuration/endpointURL", spec.configuration?.endpointURL);
	if (subject.type === LOCATION) add("/spec/config/s3Url", spec.config?.s3Url);
	return found;
}

/** The hosts that a resource keeps in step with itself, or is kept in step with. */
export function replicasOf(subject: Resource): readonly Destination[] {
	if (subject.type === CONTAINER) {
		const { containerSyncTo } = subject.properties as { containerSyncTo?: string };
		return containerSyncTo ? [{ kind: "replica", path: "/containerSyncTo", host: hostOf(containerSyncTo) }] : [];
	}
	const { spec = {} } = subject.properties as unknown as { spec?: Spec };
	if (spec.replica?.enabled !== true) return [];
	return items(spec.externalClusters, subject, "/spec/externalClusters").flatMap(({ name, connectionParameters }, index) => {
		const host = connectionParameters?.host;
		if (host === undefined || name !== spec.replica?.source) return [];
		return [{ kind: "replica", path: `/spec/externalClusters/${index}/connectionParameters/host`, host: hostOf(host) } as const];
	});
}

/** The host of a URL; of Swift's `//realm/cluster/account/container` the first two parts, which only operators can resolve. */
function hostOf(url: string): string {
	const swift = /^\/\/([^/]+\/[^/]+)\//.exec(url);
	if (swift?.[1] !== undefined) return swift[1].toLowerCase();
	return url
		.replace(/^[a-z0-9+]+:\/\//i, "")
		.replace(/[/?#].*$/, "")
		.replace(/^.*@/, "")
		.replace(/:\d+$/, "")
		.toLowerCase();
}

/** A place: in which country, as far as that is known, and how it is called in a message. */
export interface Place {
	country: string | undefined;
	called: string;
	/** `false`: by common knowledge only. */
	read: boolean;
}

/** Where a region stands. The facts win over what is declared. */
export function placeOfRegion({ provider, region, country }: DeclaredCopy, facts: Facts): Place {
	const row = provider === undefined || region === undefined ? undefined : facts.region(provider, region);
	return {
		country: row?.country ?? country,
		read: row === undefined || wasRead(row),
		// Asked for only where something is to be said.
		get called() {
			return `${provider} ${region}${row === undefined ? "" : ` (${facts.cited("providers", provider ?? "", row)})`}`;
		},
	};
}

/** Where a host stands: inside the cluster, by the facts' object stores, or by the copy that is declared with it as endpoint. */
export function placeOfHost(host: string, environment: DeclaredEnvironment | undefined, facts: Facts): Place | "inside" {
	if (!/[./]/.test(host) || /\.svc(\.cluster\.local)?$/.test(host)) return "inside";
	const store = facts.store(host);
	if (store !== undefined) return known(host, store.provider.id, store.region, facts);
	const declared = environment?.copies?.find(({ endpoint }) => endpoint === host);
	if (declared === undefined) return { country: undefined, called: host, read: true };
	const place = placeOfRegion(declared, facts);
	return { country: place.country, read: place.read, called: `${host}, ${place.called},` };
}

function known(host: string, provider: string, region: Region, facts: Facts): Place {
	return {
		country: region.country,
		called: `${host}, ${provider} ${region.id} (${facts.cited("providers", provider, region)}),`,
		read: wasRead(region),
	};
}
