import { UserError } from "../../errors.ts";
import type { Part } from "../artefacts.ts";
import { eachOf } from "../questions.ts";
import type { Resource } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";
import type { KubernetesObject, KubernetesReader } from "./client.ts";
import { apiPath, collectionPath, kubernetesReader } from "./client.ts";
import { kubernetesResource } from "./object.ts";
import { ClusterError, openCluster } from "./session.ts";

/** What a cluster writes for its own use and nobody describes: thousands of objects that say nothing about a service. */
const OWN_USE = new Set([
	"Event",
	"Lease",
	"ComponentStatus",
	"EndpointSlice",
	"Endpoints",
	"ControllerRevision",
	"CSINode",
	"PodMetrics",
	"NodeMetrics",
]);

/** A user who may not see something, or a cluster that does not serve it. Any other trouble is an error. */
const REFUSALS = new Set([401, 403, 404, 405]);

/** A kind that can be listed. */
interface Listable {
	apiVersion: string;
	kind: string;
	plural: string;
	namespaced: boolean;
}

/**
 * `kubernetes://CONTEXT[/NAMESPACE,NAMESPACE…]`: what a cluster holds, by lists alone. CONTEXT is one of the kubeconfig; empty, its current one.
 * Of Secrets only names and labels are asked for: what they hold stays in the cluster.
 * @throws UserError where the context is not known (exit 2) or the cluster can't be reached at all (exit 3)
 */
export async function readKubernetes(target: string): Promise<Part> {
	const [context = "", ...rest] = target.split("/");
	const namespaces = rest
		.join("/")
		.split(",")
		.filter((name) => name !== "");
	for (const name of namespaces)
		if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
			throw new UserError(`"${name}" is no namespace.`, { next: "Write kubernetes://CONTEXT/NAMESPACE, several with commas between." });
	const reader = kubernetesReader(await openCluster(context === "" ? undefined : context));
	return readCluster(reader, { path: `kubernetes://${target}`, namespaces });
}

/** Everything that the user may list. A refusal is told, and the kind counts as hidden. */
export async function readCluster(reader: KubernetesReader, options: { path: string; namespaces: readonly string[] }): Promise<Part> {
	const { path, namespaces } = options;
	const notVisible: Part["notVisible"] = [];
	const hidden = new Set<string>();
	const resources: Resource[] = [];
	const errors: Part["errors"] = [];
	const refused = (what: string, error: unknown): void => {
		if (!(error instanceof UserError)) throw error;
		if (error instanceof ClusterError && REFUSALS.has(error.status)) notVisible.push({ what, why: error.message });
		else errors.push({ path, message: `${what}: ${error.message}` });
	};
	const kinds = await listableKinds(reader, refused);
	const everywhere: readonly (string | undefined)[] = [undefined];
	const questions = kinds.flatMap((kind) =>
		(kind.namespaced && namespaces.length > 0 ? namespaces : everywhere).map((namespace) => ({ kind, namespace })),
	);
	await eachOf(questions, async ({ kind, namespace }) => {
		const metadataOnly = kind.apiVersion === "v1" && kind.kind === "Secret";
		try {
			const objects = await reader.list(collectionPath(kind, namespace), { metadataOnly });
			const named = objects.filter(({ metadata }) => typeof metadata?.name === "string");
			if (named.length < objects.length)
				errors.push({ path, message: `${kind.kind}: ${objects.length - named.length} of the entries are no objects with a name.` });
			for (const object of named) resources.push(resourceOf(metadataOnly ? sealed(object) : object, namespaces));
		} catch (error) {
			refused(`${kind.kind}${namespace === undefined ? "" : ` in namespace ${namespace}`}`, error);
			hidden.add(`${kind.apiVersion}/${kind.kind}`);
		}
	});
	if (namespaces.length > 0)
		notVisible.push({ what: `namespaces of ${reader.context} beside these`, why: `Only ${namespaces.join(", ")} was asked for.` });
	resources.sort((a, b) => (a.id < b.id ? -1 : 1));
	const once = withoutCopies(resources);
	return {
		inputs: [{ path, kind: "kubernetes-live", resources: once.filter(({ judged }) => judged !== false).length }],
		resources: once,
		notVisible,
		errors,
		hidden: [...hidden],
	};
}

/** Every kind that the cluster serves, each in the version that it prefers. */
async function listableKinds(reader: KubernetesReader, refused: (what: string, error: unknown) => void): Promise<Listable[]> {
	const groups = mappings((await reader.find("/apis"))?.["groups"]).map(
		(group) => (group["preferredVersion"] as Mapping | null)?.["groupVersion"],
	);
	const versions = ["v1", ...groups.filter((version) => typeof version === "string")];
	const found: Listable[] = [];
	await eachOf(versions, async (apiVersion) => {
		try {
			for (const { kind, name, namespaced, verbs } of mappings((await reader.find(apiPath(apiVersion)))?.["resources"])) {
				if (typeof kind !== "string" || typeof name !== "string" || name.includes("/") || OWN_USE.has(kind)) continue;
				if (Array.isArray(verbs) && verbs.includes("list")) found.push({ apiVersion, kind, plural: name, namespaced: namespaced === true });
			}
		} catch (error) {
			refused(`API ${apiVersion}`, error);
		}
	});
	return found;
}

type Mapping = { readonly [key: string]: unknown };
const mappings = (value: unknown): Mapping[] =>
	Array.isArray(value) ? value.filter((each): each is Mapping => typeof each === "object" && each !== null) : [];

/** A Secret of which the cluster said the name and kept the rest. Notes of kubectl in its annotations would hold what it holds. */
function sealed(object: KubernetesObject): KubernetesObject {
	return {
		...object,
		apiVersion: "v1",
		kind: "Secret",
		type: new Unknown("what a Secret holds is not read from a cluster"),
		data: new Secret("object"),
	};
}

/** Kinds that controllers make by a template that is judged itself. */
const MADE = /\/(ReplicaSet|Pod|Job)$/;

/** What a controller of the list made by its template is not judged a second time. */
function withoutCopies(resources: readonly Resource[]): Resource[] {
	const uids = new Set<unknown>(resources.map(({ properties }) => (properties["metadata"] as Mapping | undefined)?.["uid"]));
	uids.delete(undefined);
	return resources.map((resource) => {
		if (!MADE.test(resource.type)) return resource;
		const owners = mappings((resource.properties["metadata"] as Mapping | undefined)?.["ownerReferences"]);
		// A node owns the pods that it runs from files of its own: those have no template.
		const made = owners.some(({ uid, kind, controller }) => controller === true && kind !== "Node" && uids.has(uid));
		return made ? { ...resource, judged: false } : resource;
	});
}

/** What kubectl notes for itself: the object once more, as it was handed in. */
const NOTE = "kubectl.kubernetes.io/last-applied-configuration";

function resourceOf(object: KubernetesObject, namespaces: readonly string[]): Resource {
	const { [NOTE]: _note, ...annotations } = object.metadata.annotations ?? {};
	const noted = _note === undefined ? object : { ...object, metadata: { ...object.metadata, annotations } };
	const { namespace, name } = object.metadata;
	const asked = namespaces.length === 0 || namespace !== undefined || (object.kind === "Namespace" && namespaces.includes(name));
	return kubernetesResource(noted, { source: "live", ...(!asked && { judged: false }) });
}
