import type { Resource } from "../inventory/resource.ts";
import { items } from "./guard.ts";
import type { Index } from "./joins.ts";
import { INGRESS_CLASSES, INGRESSES, REFERENCE_GRANTS } from "./kinds.ts";
import { byNamespace } from "./namespaces.ts";
import { namespaceOf } from "./pods.ts";

/** A Service, and which of its ports, that an Ingress or a route sends to. */
export interface Backend {
	/** JSON pointer. */
	path: string;
	namespace: string;
	service: string;
	/** Absent where none is written. */
	port: number | string | undefined;
}
interface IngressBackend {
	service?: { name?: string; port?: { name?: string | null; number?: number | null } | null } | null;
	serviceName?: string;
	servicePort?: number | string;
}
export interface IngressPath {
	path?: string | null;
	pathType?: string | null;
	backend?: IngressBackend | null;
}
interface IngressRule {
	host?: string | null;
	http?: { paths?: readonly IngressPath[] | null } | null;
}
export interface IngressSpec {
	ingressClassName?: string | null;
	rules?: readonly IngressRule[] | null;
	defaultBackend?: IngressBackend | null;
	/** Before networking.k8s.io/v1. */
	backend?: IngressBackend | null;
	tls?: readonly { hosts?: readonly string[] | null; secretName?: string | null }[] | null;
}
type BackendRef = { group?: string | null; kind?: string | null; name?: string; namespace?: string | null; port?: number | null };
type RouteFilter = { requestMirror?: { backendRef?: BackendRef | null } | null };
interface RouteRule {
	backendRefs?: readonly (BackendRef & { filters?: readonly RouteFilter[] | null })[] | null;
	filters?: readonly RouteFilter[] | null;
}

/** Annotations of ingress-nginx: an Ingress that takes a share of another one's requests; ranges that may ask at all, under both names. */
export const CANARY = "nginx.ingress.kubernetes.io/canary";
export const ALLOWED = ["nginx.ingress.kubernetes.io/whitelist-source-range", "nginx.ingress.kubernetes.io/allowlist-source-range"];

export const ingressOf = (ingress: Resource): IngressSpec => (ingress.properties["spec"] ?? {}) as IngressSpec;

/** Annotations of an object, none where there are none. */
export function annotationsOf({ properties }: Resource): { readonly [key: string]: unknown } {
	return (properties["metadata"] as { annotations?: { [key: string]: unknown } | null } | undefined)?.annotations ?? {};
}

export function rulesOf(ingress: Resource): readonly IngressRule[] {
	return items(ingressOf(ingress).rules, ingress, "/spec/rules");
}

/** What answers requests that no rule is for. */
export function defaultBackend(ingress: Resource): IngressBackend | undefined {
	const { defaultBackend: now, backend: before } = ingressOf(ingress);
	return now ?? before ?? undefined;
}

/** Every path of every rule, with its JSON pointer and its host, empty for every host. */
export function pathsOf(ingress: Resource): { host: string; path: IngressPath; pointer: string }[] {
	return rulesOf(ingress).flatMap(({ host, http }, index) =>
		items(http?.paths, ingress, `/spec/rules/${index}/http/paths`).map((path, at) => ({
			host: (host ?? "").toLowerCase(),
			path,
			pointer: `/spec/rules/${index}/http/paths/${at}`,
		})),
	);
}

/** The class that an Ingress names, by field or by the annotation that was there before. */
export function classOf(ingress: Resource): string | undefined {
	const named = ingressOf(ingress).ingressClassName || annotationsOf(ingress)["kubernetes.io/ingress.class"];
	return named === undefined || named === null || named === "" ? undefined : String(named);
}

/** The class that an Ingress is of which names none; `undefined` where the list has no such. Pass to `Index.once`. */
export function defaultClass(all: Index): Resource | undefined {
	return INGRESS_CLASSES.flatMap((type) => all.ofType(type)).find(
		(each) => String(annotationsOf(each)["ingressclass.kubernetes.io/is-default-class"]) === "true",
	);
}

/** Where the parts stand that name a backend; each is read only when it is asked for, so that one can't hide another. */
export function backendReaders(subject: Resource): (() => Backend | undefined)[] {
	return INGRESSES.includes(subject.type) ? ofIngress(subject) : ofRoute(subject);
}

function ofIngress(ingress: Resource): (() => Backend | undefined)[] {
	const namespace = namespaceOf(ingress);
	const read = (backend: IngressBackend | null | undefined, path: string) => (): Backend | undefined => {
		const service = backend?.service?.name ?? backend?.serviceName;
		if (!service) return undefined;
		const port = backend?.service?.port?.number ?? (backend?.service?.port?.name || backend?.servicePort);
		return { path, namespace, service, port: port ?? undefined };
	};
	const own = defaultBackend(ingress);
	const key = ingressOf(ingress).defaultBackend ? "defaultBackend" : "backend";
	return [
		...(own === undefined ? [] : [read(own, `/spec/${key}`)]),
		...pathsOf(ingress).map(({ path, pointer }) => read(path.backend, `${pointer}/backend`)),
	];
}

function ofRoute(route: Resource): (() => Backend | undefined)[] {
	const namespace = namespaceOf(route);
	const { rules } = (route.properties["spec"] ?? {}) as { rules?: readonly RouteRule[] | null };
	const read = (ref: BackendRef, path: string) => (): Backend | undefined => {
		if ((ref.group || "") !== "" || (ref.kind || "Service") !== "Service" || !ref.name) return undefined;
		return { path, namespace: ref.namespace || namespace, service: ref.name, port: ref.port ?? undefined };
	};
	return items(rules, route, "/spec/rules").flatMap((rule, index) => {
		const at = `/spec/rules/${index}`;
		const refs = items(rule.backendRefs, route, `${at}/backendRefs`);
		const mirrors = items(rule.filters, route, `${at}/filters`);
		return [
			...refs.map((ref, number) => read(ref, `${at}/backendRefs/${number}`)),
			...mirrors.map(({ requestMirror }, number) =>
				requestMirror?.backendRef ? read(requestMirror.backendRef, `${at}/filters/${number}/requestMirror/backendRef`) : () => undefined,
			),
		];
	});
}

/** Whether a grant in the other namespace lets a route of this kind and namespace name the Service. */
export function isGranted(all: Index, route: Resource, { namespace, service }: Backend): boolean {
	type Grant = { from?: readonly { kind?: string; namespace?: string }[]; to?: readonly { kind?: string; name?: string | null }[] };
	const named = all.once(grants);
	return [...(named.get(namespace) ?? []), ...(named.get("") ?? [])].some((grant) => {
		// Reads it, so that a grant whose namespace is not known is none that can be relied on, and none that can be passed over.
		if (namespaceOf(grant) !== namespace) return false;
		const { from, to } = (grant.properties["spec"] ?? {}) as Grant;
		return (
			items(from, grant, "/spec/from").some((each) => route.type.endsWith(`/${each.kind}`) && each.namespace === namespaceOf(route)) &&
			items(to, grant, "/spec/to").some((each) => each.kind === "Service" && (!each.name || each.name === service))
		);
	});
}

function grants(all: Index) {
	return byNamespace(REFERENCE_GRANTS.flatMap((type) => all.ofType(type)));
}
