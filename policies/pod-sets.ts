import type { Resource } from "../inventory/resource.ts";
import { unescapeToken, unguarded } from "./guard.ts";
import type { Index } from "./joins.ts";
import { STATEFUL_SETS } from "./kinds.ts";
import { byNamespace } from "./namespaces.ts";
import { bearsPods, namespaceOf, podPaths } from "./pods.ts";
import type { Labels, Selector } from "./selectors.ts";
import { lookups, matches } from "./selectors.ts";

/** Like pods of one template, or a pod by itself: what label selectors choose from. */
export interface PodSet {
	resource: Resource;
	namespace: string;
	labels: Labels;
	/** JSON pointer of the pods' specification. */
	path: string;
}

/** What a selector chooses. */
export interface Chosen {
	pods: readonly PodSet[];
	/** Why there may be more: the list is a part, labels or a namespace are not known, or a custom kind may make pods. */
	open: string | undefined;
}

interface Namespace {
	sets: PodSet[];
	byLabel: Map<string, PodSet[]>;
	open: string | undefined;
}

/** Labels by which controllers tell the pods of a StatefulSet apart. */
const POD_NAME = "statefulset.kubernetes.io/pod-name";
/** Labels that Kubernetes adds to pods with values that nobody writes. */
const ADDED = ["pod-template-hash", "controller-revision-hash", "controller-uid", "batch.kubernetes.io/controller-uid"];
/** Groups of custom kinds that make no pods: names, certificates, routes, rules, secrets, what configures something that runs already. */
const PODLESS = new Set([
	...["cert-manager.io", "acme.cert-manager.io", "cilium.io", "crd.projectcalico.org", "projectcalico.org", "networking.istio.io"],
	...[
		"security.istio.io",
		"traefik.io",
		"traefik.containo.us",
		"external-secrets.io",
		"bitnami.com",
		"kyverno.io",
		"keda.sh",
		"metallb.io",
	],
	...["velero.io", "secrets.hashicorp.com", "apps", "autoscaling", "batch", "policy", "extensions"],
]);
/** Kinds beside those that make pods in an operator's group. */
const PODLESS_KIND = /(Monitor|Rule|Policy|Config|Class|Secret|Probe|Backup|User|Topic|Database)$/;

/** Pods that a selector chooses in a namespace. Throws where the selector can't be read. */
export function podsChosen(all: Index, namespace: string, selector: Selector): Chosen {
	const { namespaces, open } = all.once(podSets);
	const { sets, byLabel, open: here } = namespaces.get(namespace) ?? NONE;
	const found = candidates(selector, sets, byLabel).filter((set) => matches(known(selector), set.labels) && matchesName(selector, set));
	return { pods: found, open: all.partial ? "other pods may lie outside this part of the input" : (open ?? here) };
}

/** Every set of like pods that a resource makes; `undefined` where their labels or namespace are not known. */
export function podSetsOf(all: Index, resource: Resource): readonly PodSet[] | undefined {
	const { byResource } = all.once(podSets);
	const raw = unguarded(resource);
	return byResource.has(raw) ? byResource.get(raw) : [];
}

/** Every namespace that holds pods, with them. */
export function allPodSets(all: Index): ReadonlyMap<string, readonly PodSet[]> {
	return all.once(podSetLists);
}

function podSetLists(all: Index): ReadonlyMap<string, readonly PodSet[]> {
	return new Map([...all.once(podSets).namespaces].map(([name, { sets }]) => [name, sets]));
}

const NONE: Namespace = { sets: [], byLabel: new Map(), open: undefined };

function podSets(all: Index) {
	const namespaces = new Map<string, Namespace>();
	const byResource = new Map<Resource, readonly PodSet[] | undefined>();
	let open: string | undefined;
	const at = (name: string): Namespace => {
		const namespace = namespaces.get(name) ?? { sets: [], byLabel: new Map(), open: undefined };
		namespaces.set(name, namespace);
		return namespace;
	};
	for (const [name, resources] of byNamespace(all.resources.filter(bearsPods)))
		for (const resource of resources)
			try {
				if (name === "") throw undefined;
				const sets = podPaths(resource).map((path) => ({ resource, namespace: name, labels: labelsAt(resource, path), path }));
				byResource.set(unguarded(resource), sets);
				for (const set of sets) add(at(name), set);
			} catch {
				byResource.set(unguarded(resource), undefined);
				const why = `the labels or the namespace of ${resource.name} are not known`;
				if (name === "") open = why;
				else at(name).open = why;
			}
	for (const resource of all.resources)
		if (mayMakePods(resource) && all.sourceOf(resource) !== "live" && !bearsPods(resource))
			try {
				at(namespaceOf(resource)).open ??= `${resource.type} ${resource.name} may make pods`;
			} catch {
				open ??= `${resource.type} ${resource.name} may make pods`;
			}
	return { namespaces, byResource, open };
}

/** A custom kind of which nobody knows what its operator makes of it. In a live list what it made is there itself. */
function mayMakePods({ type }: Resource): boolean {
	const [group = "", , kind] = type.split("/");
	return kind !== undefined && group !== "socle" && !group.endsWith(".k8s.io") && !PODLESS.has(group) && !PODLESS_KIND.test(kind);
}

function add(namespace: Namespace, set: PodSet): void {
	namespace.sets.push(set);
	for (const [key, value] of Object.entries(set.labels)) {
		const label = `${key}\n${value}`;
		const list = namespace.byLabel.get(label);
		if (list === undefined) namespace.byLabel.set(label, [set]);
		else list.push(set);
	}
}

/** Labels beside a pod's specification. Reads each, so that one which is not known throws. */
function labelsAt(resource: Resource, path: string): Labels {
	let holder: unknown = resource.properties;
	for (const token of path.slice(1).split("/").slice(0, -1)) holder = (holder as Record<string, unknown>)[unescapeToken(token)];
	const { metadata } = holder as { metadata?: { labels?: Labels | null } | null };
	return { ...(metadata?.labels ?? {}) };
}

/** The shortest list that holds all that the selector can choose. */
function candidates(selector: Selector, sets: readonly PodSet[], byLabel: ReadonlyMap<string, readonly PodSet[]>): readonly PodSet[] {
	let best = sets;
	for (const pairs of lookups(known(selector))) {
		const lists = pairs.map(([key, value]) => byLabel.get(`${key}\n${value}`) ?? []);
		const list = lists.length === 1 ? (lists[0] as readonly PodSet[]) : [...new Set(lists.flat())];
		if (list.length < best.length) best = list;
	}
	return best;
}

/** The selector without labels that only live pods bear. */
function known(selector: Selector): Selector {
	const { matchLabels } = selector;
	if (matchLabels === undefined || matchLabels === null) return selector;
	const added = [POD_NAME, ...ADDED].filter((key) => key in matchLabels);
	if (added.length === 0) return selector;
	return { ...selector, matchLabels: Object.fromEntries(Object.entries(matchLabels).filter(([key]) => !added.includes(key))) };
}

/** A Service for one pod of a StatefulSet chooses it by its name: the set's, and a number. */
function matchesName({ matchLabels }: Selector, { resource, labels }: PodSet): boolean {
	const name = matchLabels?.[POD_NAME];
	if (name === undefined || labels[POD_NAME] === name) return true;
	return STATEFUL_SETS.includes(resource.type) && String(name).startsWith(`${resource.name}-`) && /-\d+$/.test(String(name));
}
