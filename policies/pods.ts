import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { escapeToken, items, leafAt, UnknownValue, unescapeToken, unguarded } from "./guard.ts";

/** What controls read of a container. Wrong types are possible: compare with the one safe value, never with the unsafe ones. */
export interface Container {
	name?: string;
	image?: string;
	securityContext?: { privileged?: boolean; allowPrivilegeEscalation?: boolean; runAsNonRoot?: boolean } | null;
	resources?: { limits?: { memory?: string | number } | null } | null;
}
export interface PodSpec {
	containers?: readonly Container[];
	initContainers?: readonly Container[];
	ephemeralContainers?: readonly Container[];
	securityContext?: { runAsNonRoot?: boolean } | null;
	os?: { name?: string } | null;
}

/** A container with where it stands. */
export interface Placed {
	container: Container;
	path: string;
	/** `container web`, `init container migrate` */
	called: string;
}

const KINDS = [
	["containers", "container"],
	["initContainers", "init container"],
	["ephemeralContainers", "ephemeral container"],
] as const;

/** Where Kubernetes' own kinds hold a pod. */
const BUILT_IN: Readonly<Record<string, string>> = {
	Pod: "/spec",
	PodTemplate: "/template/spec",
	CronJob: "/spec/jobTemplate/spec/template/spec",
	...Object.fromEntries(
		["Deployment", "ReplicaSet", "StatefulSet", "DaemonSet", "Job", "ReplicationController"].map((kind) => [kind, "/spec/template/spec"]),
	),
};
const OWN_GROUPS = /^((apps|extensions|batch)\/)?v\d\w*\/(\w+)$/;
/** How deep custom kinds are searched for a pod template. */
const DEPTH = 10;

const found = new WeakMap<Resource, readonly string[]>();

/** Whether the resource is a pod, or makes pods from a template: Kubernetes' own kinds, and custom ones that hold one anywhere. */
export function bearsPods(resource: Resource): boolean {
	return podPaths(resource).length > 0;
}

/** JSON pointers of the resource's pod specifications. */
export function podPaths(resource: Resource): readonly string[] {
	const raw = unguarded(resource);
	let paths = found.get(raw);
	if (paths === undefined) {
		paths = search(raw);
		found.set(raw, paths);
	}
	return paths;
}

function search(raw: Resource): readonly string[] {
	if (raw.type.startsWith("openstack:") || !raw.type.includes("/") || raw.type.startsWith("socle/")) return [];
	const builtIn = BUILT_IN[OWN_GROUPS.exec(raw.type)?.[3] ?? ""];
	if (builtIn !== undefined) return [builtIn];
	const paths: string[] = [];
	templates(raw.properties["spec"], "/spec", paths, 0);
	return paths;
}

/** Objects that look like a pod's specification below a key `template`. */
function templates(value: Value | undefined, path: string, paths: string[], depth: number): void {
	if (typeof value !== "object" || value === null || value instanceof Unknown || value instanceof Secret || depth > DEPTH) return;
	for (const [key, child] of Object.entries(value) as [string, Value][]) {
		const at = `${path}/${escapeToken(key)}`;
		const spec = (child as { spec?: { containers?: Value } } | null)?.spec;
		if (/template$/i.test(key) && typeof spec === "object" && spec !== null && "containers" in spec) paths.push(`${at}/spec`);
		else templates(child, at, paths, depth + 1);
	}
}

/** A pod's specification behind a JSON pointer, as controls read it. */
export function podSpecAt(resource: Resource, path: string): PodSpec {
	// The raw leaf decides whether the way there is known; the guarded view is what is read.
	const leaf = leafAt(resource, path);
	if (leaf instanceof Unknown || leaf instanceof Secret) throw new UnknownValue(resource, path, leaf);
	if (typeof leaf !== "object" || leaf === null) throw new UnknownValue(resource, path, new Unknown("it holds no pod"));
	let value: unknown = resource.properties;
	for (const token of path.slice(1).split("/")) value = (value as Record<string, unknown>)[unescapeToken(token)];
	return value as PodSpec;
}

/**
 * Every container of every pod that the resource makes, init and ephemeral ones too. A place that can't be read is in the list as a
 * container whose reading throws, so that it is never overlooked.
 */
export function eachContainer(
	resource: Resource,
	{ each }: { each<T>(list: readonly T[], body: (item: T, index: number) => void): void },
	body: (placed: Placed, spec: PodSpec, specPath: string) => void,
): void {
	each(podPaths(resource), (specPath) => {
		const spec = podSpecAt(resource, specPath);
		each(KINDS, ([key, word]) => {
			const list = items(spec[key], resource, `${specPath}/${key}`);
			if (key === "containers" && list.length === 0)
				throw new UnknownValue(resource, `${specPath}/${key}`, new Unknown("it names no container"));
			each(list, (container, index) => {
				const path = `${specPath}/${key}/${index}`;
				if (typeof container !== "object" || container === null)
					throw new UnknownValue(resource, path, new Unknown("it is not a container"));
				const name = leafAt(resource, `${path}/name`);
				body({ container, path, called: `${word} ${typeof name === "string" ? name : index}` }, spec, specPath);
			});
		});
	});
}

/** Namespace of a namespaced object; an absent one is `default`. */
export function namespaceOf(resource: Resource): string {
	const { metadata } = resource.properties as { metadata?: { namespace?: string } };
	return metadata?.namespace || resource.namespace || "default";
}

/** An image without a host is on docker.io: a first part without dot, colon and other than localhost is none. Source: distribution/reference. */
export function registryOf(image: string): string {
	const [first = "", ...rest] = image.split("/");
	return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first.toLowerCase() : "docker.io";
}
