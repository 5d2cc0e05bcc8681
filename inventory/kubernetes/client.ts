import { EXIT, UserError } from "../../errors.ts";
import type { ClusterSession } from "./session.ts";
import { ClusterError } from "./session.ts";

/** A Kubernetes object as the API gives it. */
export interface KubernetesObject {
	apiVersion: string;
	kind: string;
	metadata: ObjectMeta;
	[key: string]: unknown;
}
export interface ObjectMeta {
	name: string;
	namespace?: string;
	uid?: string;
	resourceVersion?: string;
	creationTimestamp?: string;
	labels?: Record<string, string>;
	annotations?: Record<string, string>;
	ownerReferences?: { apiVersion: string; kind: string; name: string; uid: string; controller?: boolean }[];
	managedFields?: ManagedFields[];
}
export interface ManagedFields {
	manager?: string;
	operation?: string;
	subresource?: string;
	time?: string;
	fieldsV1?: Record<string, unknown>;
}

/** One kind that a cluster serves. `path` is its collection over all namespaces, e.g. `/apis/apps/v1/deployments`. */
export interface Kind {
	apiVersion: string;
	kind: string;
	plural: string;
	namespaced: boolean;
}

export interface Right {
	verb: string;
	/** API group; empty for the core group. */
	group: string;
	resource: string;
	namespace?: string;
}

/** What can be asked of a cluster without being able to change it. */
export interface KubernetesReader {
	readonly context: string;
	/** An object or a document; `undefined` where there is none. */
	find(path: string): Promise<KubernetesObject | undefined>;
	/** Every object of a collection, all pages. `metadataOnly`: the server keeps everything but `metadata` to itself (Secrets). */
	list(path: string, options?: { metadataOnly?: boolean }): Promise<KubernetesObject[]>;
	/** Kinds of a group version (`v1`, `apps/v1`); empty where the cluster does not serve it. */
	kinds(apiVersion: string): Promise<Kind[]>;
	/** Whether this user may do it (a review, which changes nothing). */
	may(right: Right): Promise<boolean>;
	/** The server's version, e.g. `v1.36.3`. */
	version(): Promise<string>;
}

/** Objects a page. */
const PAGE = "500";
/** How often a list is begun again because its pages grew too old on the server (410, `Expired`). */
const RESTARTS = 2;

export const apiPath = (apiVersion: string): string => (apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`);

/** Address of a collection, e.g. `/apis/apps/v1/namespaces/web/deployments`. */
export function collectionPath(kind: Pick<Kind, "apiVersion" | "plural">, namespace?: string): string {
	const scope = namespace === undefined ? "" : `/namespaces/${encodeURIComponent(namespace)}`;
	return `${apiPath(kind.apiVersion)}${scope}/${kind.plural}`;
}

export function kubernetesReader(session: ClusterSession): KubernetesReader {
	const find: KubernetesReader["find"] = async (path) => {
		try {
			return (await session.send("GET", path)) as KubernetesObject;
		} catch (error) {
			if (error instanceof ClusterError && error.status === 404) return undefined;
			throw error;
		}
	};
	return {
		context: session.context,
		find,
		async list(path, { metadataOnly = false } = {}) {
			for (let restart = 0; ; restart++) {
				try {
					return await pages(session, path, metadataOnly);
				} catch (error) {
					if (!(error instanceof ClusterError && error.status === 410) || restart >= RESTARTS) throw error;
				}
			}
		},
		async kinds(apiVersion) {
			const document = (await find(apiPath(apiVersion))) as
				| { resources?: { kind: string; name: string; namespaced: boolean }[] }
				| undefined;
			return (document?.resources ?? [])
				.filter(({ name }) => !name.includes("/"))
				.map(({ kind, name, namespaced }) => ({ apiVersion, kind, plural: name, namespaced }));
		},
		async may({ verb, group, resource, namespace }) {
			const review = (await session.send("POST", "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", {
				body: {
					apiVersion: "authorization.k8s.io/v1",
					kind: "SelfSubjectAccessReview",
					spec: { resourceAttributes: { verb, group, resource, ...(namespace !== undefined && { namespace }) } },
				},
			})) as { status?: { allowed?: boolean } };
			return review.status?.allowed === true;
		},
		async version() {
			const { gitVersion } = (await session.send("GET", "/version")) as { gitVersion?: string };
			return gitVersion ?? "unknown";
		},
	};
}

async function pages(session: ClusterSession, path: string, metadataOnly: boolean): Promise<KubernetesObject[]> {
	const accept = metadataOnly ? "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1" : "application/json";
	const objects: KubernetesObject[] = [];
	const seen = new Set<string>();
	let next: string | undefined;
	do {
		const query: Record<string, string> = next === undefined ? { limit: PAGE } : { limit: PAGE, continue: next };
		const page = (await session.send("GET", path, { query, accept })) as {
			kind?: string;
			apiVersion?: string;
			items?: (KubernetesObject | null)[] | null;
			metadata?: { continue?: unknown } | null;
		} | null;
		if (typeof page !== "object" || page === null) throw unfinished(session, path, "its answer is no object");
		if (metadataOnly && page.kind !== "PartialObjectMetadataList")
			throw unfinished(session, path, "it did not keep the contents to itself when asked for names only");
		// An empty list of names comes as null.
		if (typeof page.kind !== "string" || !page.kind.endsWith("List") || (page.items !== null && !Array.isArray(page.items)))
			throw unfinished(session, path, "its answer has no items");
		// Items of a list leave out what the list itself says.
		const kind = page.kind.replace(/List$/, "");
		for (const item of page.items ?? [])
			objects.push({
				...(item as KubernetesObject),
				...(!metadataOnly && { apiVersion: item?.apiVersion ?? page.apiVersion ?? "", kind: item?.kind ?? kind }),
			});
		const more = page.metadata?.continue || undefined;
		if (more !== undefined && typeof more !== "string") throw unfinished(session, path, "its word for the next page can't be read");
		next = more;
		if (next !== undefined && seen.has(next)) throw unfinished(session, path, "its pages lead back to one another");
		if (next !== undefined) seen.add(next);
	} while (next !== undefined);
	return objects;
}

const unfinished = (session: ClusterSession, path: string, why: string): UserError =>
	new UserError(`Kubernetes API ${session.context} gave no complete list of ${path}: ${why}.`, {
		exit: EXIT.engine,
		next: "Nothing was judged on half a list. Try again; if it stays so, whoever runs the cluster must look.",
	});
