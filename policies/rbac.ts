import type { Facts } from "../facts/facts.ts";
import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { CheckContext, Parameter } from "./control.ts";
import { items, present, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { namespaceOf } from "./pods.ts";

/** Who may do what in a cluster: roles, bindings, and what they come to together. Semantics: k8s.io/kubernetes, pkg/apis/rbac/v1. */

const kinds = (kind: string): readonly string[] =>
	["v1", "v1beta1", "v1alpha1"].map((version) => `rbac.authorization.k8s.io/${version}/${kind}`);
export const CLUSTER_ROLES = kinds("ClusterRole");
export const ROLES = [...kinds("Role"), ...CLUSTER_ROLES];
export const CLUSTER_BINDINGS = kinds("ClusterRoleBinding");
export const BINDINGS = [...kinds("RoleBinding"), ...CLUSTER_BINDINGS];

export interface Rule {
	apiGroups?: readonly string[] | null;
	resources?: readonly string[] | null;
	resourceNames?: readonly string[] | null;
	nonResourceURLs?: readonly string[] | null;
	verbs?: readonly string[] | null;
}
/** Something that a rule may grant. One of `verbs` on one of `resources` in one of `groups` is enough. */
export interface Right {
	groups: readonly string[];
	resources: readonly string[];
	verbs: readonly string[];
	/**
	 * Which `resourceNames` make it harmless. Default: any, since the right then reaches only what is named. `never`: a name changes nothing;
	 * a test: whether these names do.
	 */
	narrowed?: "never" | ((names: readonly string[]) => boolean);
	/** Only what a star grants counts. */
	byStar?: true;
}

/** Requests that carry no name when they are authorised, so that a rule with names never allows them. Source: Kubernetes, RBAC, Referring to resources. */
const NAMELESS = ["create", "deletecollection"];

/** What of a right a rule grants, as `get, list on secrets`; `undefined`: nothing. */
export function grants(rule: Rule, right: Right): string | undefined {
	const groups = rule.apiGroups ?? ["*"];
	if (!groups.some((group) => group === "*" || right.groups.includes(group))) return undefined;
	const resources = (rule.resources ?? []).filter((resource) => right.resources.some((asked) => covers(resource, asked)));
	const names = rule.resourceNames ?? [];
	if (right.byStar && !rule.resources?.includes("*") && !rule.verbs?.includes("*")) return undefined;
	let verbs = (rule.verbs ?? []).filter((verb) => verb === "*" || right.verbs.includes(verb));
	if (names.length > 0 && right.narrowed !== "never") {
		if (right.narrowed === undefined || right.narrowed(names)) return undefined;
	}
	if (names.length > 0 && !resources.some((resource) => resource.includes("/"))) verbs = verbs.filter((verb) => !NAMELESS.includes(verb));
	return resources.length === 0 || verbs.length === 0 ? undefined : `${verbs.join(", ")} on ${resources.join(", ")}`;
}

/** Whether a rule's resource is the one asked for: `*` is all, subresources too; a star of every resource's subresource is written `*` + `/exec`. */
function covers(resource: string, asked: string): boolean {
	if (resource === "*" || resource === asked) return true;
	const slash = asked.indexOf("/");
	return slash > 0 && resource === `*${asked.slice(slash)}`;
}

const PODS_BY = ["deployments", "daemonsets", "statefulsets", "replicasets", "jobs", "cronjobs", "replicationcontrollers"];
const WRITE = ["create", "update", "patch"];
const DELETE = ["delete", "deletecollection"];
const CORE = [""];
const everyone = (names: readonly string[]): boolean => !names.includes("system:masters") && !names.includes("cluster-admin");

/** Rights that lead further than they look, by what a control calls them. */
export const RIGHTS = {
	secretRead: [{ groups: CORE, resources: ["secrets"], verbs: ["get", "list", "watch"] }],
	exec: [{ groups: CORE, resources: ["pods/exec", "pods/attach", "pods/portforward"], verbs: ["create", "get"] }],
	podCreate: [{ groups: ["", "apps", "batch", "extensions"], resources: ["pods", ...PODS_BY], verbs: ["create"] }],
	escalation: [
		{ groups: ["rbac.authorization.k8s.io"], resources: ["roles", "clusterroles"], verbs: ["escalate", "bind"], narrowed: everyone },
		{ groups: CORE, resources: ["users", "groups", "serviceaccounts"], verbs: ["impersonate"], narrowed: everyone },
		{ groups: ["authentication.k8s.io"], resources: ["uids", "userextras"], verbs: ["impersonate"] },
	],
	tokenCreate: [{ groups: CORE, resources: ["serviceaccounts/token"], verbs: ["create"] }],
	webhookWrite: [
		{
			groups: ["admissionregistration.k8s.io"],
			resources: ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"],
			verbs: [...WRITE, ...DELETE],
		},
	],
	nodeProxy: [{ groups: CORE, resources: ["nodes/proxy"], verbs: [...WRITE, "get", "delete"], narrowed: "never" }],
	volumeCreate: [{ groups: CORE, resources: ["persistentvolumes"], verbs: ["create"] }],
	csrApprove: [
		{ groups: ["certificates.k8s.io"], resources: ["certificatesigningrequests/approval"], verbs: ["update", "patch"], narrowed: "never" },
	],
	eventDelete: [{ groups: ["", "events.k8s.io"], resources: ["events"], verbs: DELETE }],
	configWrite: [
		{
			groups: CORE,
			resources: ["configmaps"],
			verbs: ["update", "patch", ...DELETE],
			narrowed: (names) => !names.some((name) => /dns/.test(name)),
		},
	],
	broadDelete: [
		{
			groups: CORE,
			resources: ["pods", "namespaces", "persistentvolumes", "persistentvolumeclaims", "replicationcontrollers"],
			verbs: DELETE,
			byStar: true,
		},
		{ groups: ["apps", "batch"], resources: PODS_BY, verbs: DELETE, byStar: true },
	],
	serviceStatusWrite: [{ groups: CORE, resources: ["services/status"], verbs: ["update", "patch"] }],
	endpointWrite: [
		{ groups: CORE, resources: ["endpoints"], verbs: WRITE },
		{ groups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: WRITE },
	],
} as const satisfies Record<string, readonly Right[]>;

export interface Own {
	own: readonly string[];
}
export const own: { own: Parameter<readonly string[]> } = {
	own: {
		description:
			"Roles and bindings that Kubernetes makes and mends by itself, which nobody can edit for long; a star at the end stands for any rest. They are passed over only where they bear the label kubernetes.io/bootstrapping: rbac-defaults.",
		default: ["system:*", "cluster-admin", "admin", "edit", "view"],
		schema: { type: "array", items: { type: "string" } },
	},
};

/** Whether Kubernetes itself keeps a role or binding as it is. */
export function isOwn({ name, properties }: Resource, patterns: readonly string[]): boolean {
	const { labels } = (properties["metadata"] ?? {}) as { labels?: { [key: string]: string } | null };
	return labels?.["kubernetes.io/bootstrapping"] === "rbac-defaults" && patterns.some((pattern) => matches(name, pattern));
}

function matches(name: string, pattern: string): boolean {
	return pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** Rules of a role as they are written; none where it gathers those of others, since a controller overwrites what stands there. */
export function rulesOf(role: Resource): readonly Rule[] {
	return present(role.properties, "aggregationRule") ? [] : items(role.properties["rules"] as never, role, "/rules");
}

/** Reports each rule that grants one of `rights`, and what an aggregated role gathers of it from roles that Kubernetes keeps. */
export function judgeRights(role: Resource, context: CheckContext<Own>, rights: readonly Right[], then: string): void {
	if (isOwn(role, context.parameters.own)) {
		context.notApplicable();
		return;
	}
	context.each(rulesOf(role), (rule, index) => {
		for (const right of rights) {
			const granted = grants(rule, right);
			if (granted !== undefined) context.report({ path: `/rules/${index}`, message: `It grants ${granted}: ${then}.` });
		}
	});
	for (const { name, rules } of gathered(role, context.all, context.facts).filter(
		({ object }) => !object || isOwn(object, context.parameters.own),
	))
		for (const rule of rules)
			for (const right of rights) {
				const granted = grants(rule, right);
				if (granted !== undefined)
					context.report({ path: "/aggregationRule", message: `It takes in ${name}, which grants ${granted}: ${then}.` });
			}
}

interface Gathered {
	name: string;
	/** Where the role is in the list. */
	object?: Resource;
	rules: readonly Rule[];
}
interface Selector {
	matchLabels?: Labels;
	matchExpressions?: readonly { key?: string; operator?: string; values?: readonly string[] }[] | null;
}
type Labels = { readonly [key: string]: string } | null | undefined;

/** The roles whose rules an aggregated one takes in: those of the list, and Kubernetes' own as the facts have them. */
export function gathered(role: Resource, all: Index, facts: Facts): readonly Gathered[] {
	const { aggregationRule } = role.properties as { aggregationRule?: { clusterRoleSelectors?: readonly Selector[] } };
	const selectors = items(aggregationRule?.clusterRoleSelectors, role, "/aggregationRule/clusterRoleSelectors");
	if (selectors.length === 0) return [];
	const chosen = (labels: Labels): boolean => selectors.some((selector) => selects(selector, labels ?? {}));
	const objects = CLUSTER_ROLES.flatMap((type) => all.ofType(type)).filter((each) => each !== role);
	const inList = new Set(objects.map(({ name }) => name));
	return [
		...objects
			.filter(({ properties }) => chosen((properties["metadata"] as { labels?: Labels } | undefined)?.labels))
			.map((object) => ({ name: object.name, object, rules: rulesOf(object) })),
		...facts
			.kubernetesRoles()
			.filter(({ kind, name, labels }) => kind === "ClusterRole" && !inList.has(name) && chosen(labels))
			.map(({ name, rules }) => ({ name, rules })),
	];
}

function selects({ matchLabels, matchExpressions }: Selector, labels: { readonly [key: string]: string }): boolean {
	return (
		Object.entries(matchLabels ?? {}).every(([key, value]) => labels[key] === value) &&
		(matchExpressions ?? []).every(({ key = "", operator, values = [] }) => {
			const has = key in labels;
			if (operator === "Exists" || operator === "DoesNotExist") return has === (operator === "Exists");
			return operator === "In" ? has && values.includes(labels[key] ?? "") : !has || !values.includes(labels[key] ?? "");
		})
	);
}

const SYSTEM = "kube-system";

/**
 * Whether what a role grants may hold among the cluster's own parts: a Role there, a ClusterRole that is bound there or everywhere, or not
 * bound at all. Throws `UnknownValue` where a binding that decides may lie outside the list.
 */
export function reachesSystem(role: Resource, all: Index): boolean {
	if (!CLUSTER_ROLES.includes(role.type)) return namespaceOf(role) === SYSTEM;
	const { byRole, open } = all.once(bindings);
	const handedOut = byRole.get(role.name) ?? [];
	if (handedOut.some((each) => CLUSTER_BINDINGS.includes(each.type) || namespaceOf(each) === SYSTEM)) return true;
	const reason = all.partial ? "other bindings may lie outside this part of the input" : open;
	if (reason !== undefined) throw new UnknownValue(role, "", new Unknown(reason));
	return handedOut.length === 0;
}

/** Who a binding is for, with the place. A user or group that stands for service accounts is told by its name. */
export interface Subject {
	kind: string;
	name: string;
	/** Of a service account; absent in a binding's entry, it is the binding's own. */
	namespace?: string;
	path: string;
}

/** The subjects of a binding. A user `system:serviceaccount:town:web` is the service account. */
export function subjectsOf(binding: Resource): readonly Subject[] {
	const list = items(binding.properties["subjects"] as never as readonly Partial<Subject>[], binding, "/subjects");
	return list.map((_, index) => subjectAt(binding, index));
}

export function subjectAt(binding: Resource, index: number): Subject {
	const { kind = "", name = "", namespace } = (binding.properties["subjects"] as never as readonly Partial<Subject>[])[index] ?? {};
	const path = `/subjects/${index}`;
	const account = kind === "User" ? /^system:serviceaccount:([^:]+):([^:]+)$/.exec(name) : null;
	if (account !== null) return { kind: "ServiceAccount", namespace: account[1] ?? "", name: account[2] ?? "", path };
	return kind === "ServiceAccount" ? { kind, name, namespace: namespace || namespaceOf(binding), path } : { kind, name, path };
}

/** Asks `body` of each subject of a binding, so that one that is not known hides no other. */
export function eachSubject(binding: Resource, context: Pick<CheckContext<unknown>, "each">, body: (subject: Subject) => void): void {
	context.each(items(binding.properties["subjects"] as never, binding, "/subjects"), (_, index) => body(subjectAt(binding, index)));
}

/** The name of the role that a binding hands out, with its kind. */
export function roleRefOf(binding: Resource): { kind: string; name: string } {
	const { kind, name } = (binding.properties["roleRef"] ?? {}) as { kind?: string; name?: string };
	return { kind: kind ?? "", name: name ?? "" };
}

/** The role behind a binding: an object of the list, or one of Kubernetes' own. Throws `UnknownValue` where it may lie outside the list. */
export function roleOf(binding: Resource, all: Index, facts: Facts): Gathered | undefined {
	const { kind, name } = roleRefOf(binding);
	const namespace = kind === "Role" ? namespaceOf(binding) : "";
	const { byKey, open } = all.once(roles);
	const object = byKey.get(`${kind} ${namespace} ${name}`);
	if (object !== undefined) {
		const inner = present(object.properties, "aggregationRule")
			? gathered(object, all, facts).flatMap(({ rules }) => rules)
			: rulesOf(object);
		return { name, object, rules: inner };
	}
	const known = facts.kubernetesRole(kind, name, namespace);
	if (known !== undefined) {
		const { clusterRoleSelectors: selectors } = known.aggregationRule ?? { clusterRoleSelectors: [] };
		const taken = facts.kubernetesRoles().filter(({ labels }) => selectors.some((selector) => selects(selector, labels ?? {})));
		return { name, rules: [...known.rules, ...taken.flatMap(({ rules }) => rules)] };
	}
	if (all.partial) throw new UnknownValue(binding, "/roleRef/name", new Unknown("the role is not in this part of the input"));
	if (open !== undefined) throw new UnknownValue(open, "/metadata/namespace", new Unknown("a role's namespace is not known"));
	return undefined;
}

/** Roles by kind, namespace and name. Pass to `Index.once`. */
function roles(all: Index): { byKey: ReadonlyMap<string, Resource>; open: Resource | undefined } {
	const byKey = new Map<string, Resource>();
	let open: Resource | undefined;
	for (const type of ROLES)
		for (const role of all.ofType(type))
			try {
				byKey.set(CLUSTER_ROLES.includes(type) ? `ClusterRole  ${role.name}` : `Role ${namespaceOf(role)} ${role.name}`, role);
			} catch {
				open = role;
			}
	return { byKey, open };
}

/** A rule that somebody holds, where, and by which binding. */
export interface Grant {
	rule: Rule;
	/** Namespace that it holds in; absent: everywhere, and for what has no namespace. */
	namespace?: string;
	role: string;
	binding: Resource;
}
export interface Grants {
	list: readonly Grant[];
	/** Why there may be more: a binding or role that is not known, or a list that is a part. */
	open: string | undefined;
}

/** What a service account ends up with: by its own name, by its user's, and by the groups that every account is in. */
export function grantsTo(account: { namespace: string; name: string }, all: Index, facts: Facts): Grants {
	const { bySubject, open } = all.once(bindings);
	const { namespace, name } = account;
	const keys = [
		`ServiceAccount ${namespace} ${name}`,
		"Group  system:serviceaccounts",
		`Group  system:serviceaccounts:${namespace}`,
		"Group  system:authenticated",
	];
	const list: Grant[] = [];
	let reason = all.partial ? "other bindings may lie outside this part of the input" : open;
	for (const binding of new Set(keys.flatMap((key) => bySubject.get(key) ?? []))) {
		try {
			const where = CLUSTER_BINDINGS.includes(binding.type) ? {} : { namespace: namespaceOf(binding) };
			const role = roleOf(binding, all, facts);
			for (const rule of role?.rules ?? []) list.push({ rule, ...where, role: role?.name ?? "", binding });
		} catch {
			reason ??= `what the binding ${binding.name} grants is not known`;
		}
	}
	return { list, open: reason };
}

interface Bindings {
	bySubject: ReadonlyMap<string, readonly Resource[]>;
	/** By the name of the ClusterRole that they hand out. */
	byRole: ReadonlyMap<string, readonly Resource[]>;
	/** Why there may be more. */
	open: string | undefined;
}

/** Bindings by whom they are for, and by what they hand out. Pass to `Index.once`. */
function bindings(all: Index): Bindings {
	const bySubject = new Map<string, Resource[]>();
	const byRole = new Map<string, Resource[]>();
	let open: string | undefined;
	for (const type of BINDINGS)
		for (const binding of all.ofType(type))
			try {
				const { kind, name } = roleRefOf(binding);
				if (kind === "ClusterRole") add(byRole, name, binding);
				for (const { kind, namespace = "", name } of subjectsOf(binding)) add(bySubject, `${kind} ${namespace} ${name}`, binding);
			} catch {
				open ??= `what the binding ${binding.name} hands out, or to whom, is not known`;
			}
	return { bySubject, byRole, open };
}

function add(map: Map<string, Resource[]>, key: string, binding: Resource): void {
	const known = map.get(key);
	if (known === undefined) map.set(key, [binding]);
	else known.push(binding);
}

/** Rights that end in all rights where they hold everywhere, or among the cluster's own parts. */
const ENDS: readonly (readonly Right[])[] = [RIGHTS.secretRead, RIGHTS.escalation, RIGHTS.podCreate, RIGHTS.exec, RIGHTS.tokenCreate];

/** How a grant ends in all rights over the cluster: `its role reader grants get on secrets`; `undefined`: it doesn't. Throws `UnknownValue`. */
export function endsInAdmin({ rule, namespace, role, binding }: Grant): string | undefined {
	const by = `${binding.type.split("/").at(-1)} ${binding.name}`;
	if (namespace !== undefined && namespace !== SYSTEM) return undefined;
	if (isEverything(rule)) return `${by} gives it every right (${role})`;
	for (const rights of ENDS)
		for (const right of rights) {
			const granted = grants(rule, right);
			if (granted !== undefined) return `${by} gives it ${granted} ${namespace === undefined ? "everywhere" : `in ${namespace}`} (${role})`;
		}
	return undefined;
}

/** Every verb on everything. */
export function isEverything({ apiGroups, resources, resourceNames, verbs }: Rule): boolean {
	return [apiGroups, resources, verbs].every((list) => list?.includes("*")) && (resourceNames ?? []).length === 0;
}

export const SERVICE_ACCOUNT = "v1/ServiceAccount";

/** Whether a service account is in the list. Throws `UnknownValue` where the namespace of one of that name is not known. */
export function accountExists(namespace: string, name: string, all: Index): boolean {
	const called = all.once(accounts).get(name) ?? [];
	const open: Resource[] = [];
	for (const account of called)
		try {
			if (namespaceOf(account) === namespace) return true;
		} catch {
			open.push(account);
		}
	if (open[0] !== undefined) throw new UnknownValue(open[0], "/metadata/namespace", new Unknown("the account's namespace is not known"));
	return false;
}

/** Service accounts by name. Pass to `Index.once`. */
function accounts(all: Index): ReadonlyMap<string, readonly Resource[]> {
	return Map.groupBy(all.ofType(SERVICE_ACCOUNT), ({ name }) => name);
}
