import type { Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { CheckContext, Control } from "./control.ts";
import { escapeToken, items, leafAt, UnknownValue, unescapeToken, unguarded } from "./guard.ts";

/**
 * What controls read of a pod, under Kubernetes' own names. Nothing checks a manifest before it is judged, so that any of it may be of another
 * type, or null: compare with the safe values, never with the unsafe ones, and walk lists by `items`.
 */
export interface PodSpec {
	containers?: readonly Container[] | null;
	initContainers?: readonly Container[] | null;
	ephemeralContainers?: readonly Container[] | null;
	volumes?: readonly Volume[] | null;
	securityContext?: PodSecurityContext | null;
	resources?: Resources | null;
	os?: { name?: string } | null;
	hostNetwork?: boolean | null;
	hostPID?: boolean | null;
	hostIPC?: boolean | null;
	hostUsers?: boolean | null;
	hostAliases?: readonly unknown[] | null;
	restartPolicy?: string | null;
	serviceAccountName?: string | null;
	serviceAccount?: string | null;
	automountServiceAccountToken?: boolean | null;
	imagePullSecrets?: readonly ({ name?: string | null } | null)[] | null;
	priorityClassName?: string | null;
	tolerations?: readonly Toleration[] | null;
}
export interface Container {
	name?: string | null;
	image?: string | null;
	imagePullPolicy?: string | null;
	command?: readonly string[] | null;
	args?: readonly string[] | null;
	env?: readonly Variable[] | null;
	envFrom?: readonly ({ secretRef?: Named | null; configMapRef?: Named | null } | null)[] | null;
	ports?: readonly Port[] | null;
	volumeMounts?: readonly ({ name?: string; mountPath?: string; mountPropagation?: string | null } | null)[] | null;
	resources?: Resources | null;
	restartPolicy?: string | null;
	securityContext?: SecurityContext | null;
	livenessProbe?: Probe | null;
	readinessProbe?: Probe | null;
	startupProbe?: Probe | null;
	lifecycle?: { postStart?: Handler | null; preStop?: Handler | null } | null;
}
export interface SecurityContext {
	privileged?: boolean | null;
	allowPrivilegeEscalation?: boolean | null;
	readOnlyRootFilesystem?: boolean | null;
	runAsNonRoot?: boolean | null;
	runAsUser?: number | null;
	runAsGroup?: number | null;
	procMount?: string | null;
	capabilities?: { add?: readonly string[] | null; drop?: readonly string[] | null } | null;
	appArmorProfile?: { type?: string | null } | null;
	seccompProfile?: { type?: string | null } | null;
	seLinuxOptions?: { type?: string | null; user?: string | null; role?: string | null } | null;
	windowsOptions?: { hostProcess?: boolean | null } | null;
}
export interface PodSecurityContext extends SecurityContext {
	fsGroup?: number | null;
	supplementalGroups?: readonly number[] | null;
	sysctls?: readonly ({ name?: string } | null)[] | null;
}
export interface Named {
	name?: string | null;
	optional?: boolean | null;
}
export interface Variable {
	name?: string;
	value?: string | null;
	valueFrom?: { secretKeyRef?: Named | null; configMapKeyRef?: Named | null } | null;
}
export interface Port {
	name?: string | null;
	containerPort?: number;
	hostPort?: number | null;
	protocol?: string | null;
}
export interface Resources {
	requests?: Amounts | null;
	limits?: Amounts | null;
}
export interface Amounts {
	readonly [resource: string]: string | number | null;
}
export interface Handler {
	httpGet?: { host?: string | null; port?: string | number; path?: string } | null;
	tcpSocket?: { host?: string | null; port?: string | number } | null;
	grpc?: { port?: number; service?: string | null } | null;
	exec?: { command?: readonly string[] | null } | null;
}
export interface Probe extends Handler {
	initialDelaySeconds?: number | null;
	periodSeconds?: number | null;
	failureThreshold?: number | null;
	timeoutSeconds?: number | null;
}
export interface Volume {
	readonly name?: string;
	readonly [source: string]: unknown;
}
export interface Toleration {
	key?: string | null;
	operator?: string | null;
	effect?: string | null;
}

/** A pod with where it stands. */
export interface Pod {
	spec: PodSpec;
	/** JSON pointer of its specification: `/spec/template/spec`. */
	path: string;
	/** JSON pointer of the pod's own metadata, which in a controller is not the controller's: `/spec/template/metadata`. */
	metadataPath: string;
	/** In the order in which Kubernetes starts them. */
	containers: readonly Placed[];
	/** Places at which a container stands that can't be read. */
	doubts: readonly UnknownValue[];
}

/** A container with where it stands. */
export interface Placed {
	container: Container;
	path: string;
	kind: "container" | "init container" | "ephemeral container";
	/** `container web`, `init container migrate` */
	called: string;
}

const KINDS = [
	["initContainers", "init container"],
	["containers", "container"],
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
/** Custom kinds whose specification is the pod's own, without a template. */
const CUSTOM: Readonly<Record<string, string>> = { "serving.knative.dev/v1/Revision": "/spec" };
const OWN_GROUPS = /^((apps|extensions|batch)\/)?v\d\w*\/(\w+)$/;
/** How deep custom kinds are searched for a pod template. */
const DEPTH = 10;

type Each = Pick<CheckContext<unknown>, "each">;
const found = new WeakMap<Resource, readonly string[]>();
const walked = new WeakMap<Resource, readonly (Pod | UnknownValue)[]>();

/** What every control over pods has in common. */
export const overPods = {
	family: "pod",
	appliesTo: bearsPods,
	scope: "resource",
	sources: ["plan", "state", "live"],
} as const satisfies Partial<Control>;

/** Whether the resource is a pod, or makes pods from a template: Kubernetes' own kinds, and custom ones that hold one anywhere. */
export function bearsPods(resource: Resource): boolean {
	return podPaths(resource).length > 0;
}

/** Whether the kind is Kubernetes' own: an operator may fill in what the template of its own kind leaves out. */
export function isBuiltIn({ type }: Resource): boolean {
	return BUILT_IN[OWN_GROUPS.exec(type)?.[3] ?? ""] !== undefined;
}

/** Kind of a type: `apps/v1/Deployment` → `Deployment`. */
export function kindOf({ type }: Resource): string {
	return type.slice(type.lastIndexOf("/") + 1);
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
	const known = builtIn ?? CUSTOM[raw.type];
	if (known !== undefined) return [known];
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
	return readAt(resource, path) as PodSpec;
}

/** The pod's own metadata, which decides what an annotation is for; throws `UnknownValue` where it is not known. */
export function metadataOf(resource: Resource, { metadataPath }: Pod): { annotations?: { readonly [key: string]: string } | null } {
	return (readAt(resource, metadataPath) ?? {}) as object;
}

/** What stands behind a pointer in the guarded view. */
function readAt(resource: Resource, path: string): unknown {
	let value: unknown = resource.properties;
	for (const token of path.slice(1).split("/")) value = (value as Record<string, unknown> | null | undefined)?.[unescapeToken(token)];
	return value;
}

/** Every pod that the resource makes. One whose place can't be read counts as not known. */
export function eachPod(resource: Resource, context: Each, body: (pod: Pod) => void): void {
	context.each(podsOf(resource), (pod) => {
		if (pod instanceof UnknownValue) throw pod;
		body(pod);
	});
}

/** Every container of every pod that the resource makes, init and ephemeral ones too. A place that can't be read counts as not known. */
export function eachContainer(resource: Resource, context: Each, body: (placed: Placed, pod: Pod) => void): void {
	eachPod(resource, context, (pod) => {
		context.each(pod.doubts, (doubt) => {
			throw doubt;
		});
		context.each(pod.containers, (placed) => body(placed, pod));
	});
}

/** Walked once for all controls. */
function podsOf(resource: Resource): readonly (Pod | UnknownValue)[] {
	let pods = walked.get(resource);
	if (pods === undefined) {
		pods = podPaths(resource).map((path) => attempt(() => podAt(resource, path)));
		walked.set(resource, pods);
	}
	return pods;
}

function podAt(resource: Resource, path: string): Pod {
	const spec = podSpecAt(resource, path);
	const containers: Placed[] = [];
	const doubts: UnknownValue[] = [];
	for (const [key, kind] of KINDS) {
		const list = attempt(() => items(spec[key], resource, `${path}/${key}`));
		if (list instanceof UnknownValue) doubts.push(list);
		else if (key === "containers" && list.length === 0)
			doubts.push(new UnknownValue(resource, `${path}/${key}`, new Unknown("it names no container")));
		else
			for (let index = 0; index < list.length; index++) {
				const placed = attempt(() => placedAt(resource, list, index, `${path}/${key}/${index}`, kind));
				if (placed instanceof UnknownValue) doubts.push(placed);
				else containers.push(placed);
			}
	}
	return { spec, path, metadataPath: path.replace(/\/spec$/, "/metadata"), containers, doubts };
}

function placedAt(resource: Resource, list: readonly Container[], index: number, path: string, kind: Placed["kind"]): Placed {
	const container = list[index];
	if (typeof container !== "object" || container === null) throw new UnknownValue(resource, path, new Unknown("it is not a container"));
	const name = leafAt(resource, `${path}/name`);
	return { container, path, kind, called: `${kind} ${typeof name === "string" ? name : index}` };
}

function attempt<T>(read: () => T): T | UnknownValue {
	try {
		return read();
	} catch (thrown) {
		if (thrown instanceof UnknownValue) return thrown;
		throw thrown;
	}
}

/** Each security context that the pod's containers run in: the pod's own, then each container's. One that is absent is empty. */
export function eachSecurityContext(
	resource: Resource,
	context: Each,
	body: (security: SecurityContext, path: string, called: string, pod: Pod) => void,
): void {
	eachPod(resource, context, (pod) => {
		context.each([pod], () => body(pod.spec.securityContext ?? {}, `${pod.path}/securityContext`, "pod", pod));
	});
	eachContainer(resource, context, ({ container, path, called }, pod) =>
		body(container.securityContext ?? {}, `${path}/securityContext`, called, pod),
	);
}

/** Every volume of every pod that the resource makes. */
export function eachVolume(
	resource: Resource,
	context: Each,
	body: (volume: Volume, path: string, called: string, pod: Pod) => void,
): void {
	eachPod(resource, context, (pod) => {
		context.each(items(pod.spec.volumes, resource, `${pod.path}/volumes`), (volume, index) => {
			const path = `${pod.path}/volumes/${index}`;
			if (typeof volume !== "object" || volume === null) throw new UnknownValue(resource, path, new Unknown("it is not a volume"));
			const name = leafAt(resource, `${path}/name`);
			body(volume, path, `volume ${typeof name === "string" ? name : index}`, pod);
		});
	});
}

/** Whether nothing is written, or what is written says no. */
export function isOff(value: unknown): boolean {
	return value === undefined || value === null || value === false;
}

/** Whether the pod is for nodes of Windows, to which much of Linux' security does not apply. */
export function isForWindows({ spec }: Pod): boolean {
	return spec.os?.name === "windows";
}

/** Whether the container is there to stay: a plain one, or an init container that is kept running (a sidecar), in a pod that is not there to end. */
export function runsOn({ container, kind }: Placed, { spec }: Pod): boolean {
	if (spec.restartPolicy === "Never" || spec.restartPolicy === "OnFailure") return false;
	return kind === "container" || (kind === "init container" && container.restartPolicy === "Always");
}

/** Namespace of a namespaced object; an absent one is `default`. */
export function namespaceOf(resource: Resource): string {
	const { metadata } = resource.properties as { metadata?: { namespace?: string } };
	return metadata?.namespace || resource.namespace || "default";
}
