/** What differs between description, state and clouds, children that nobody described included; and how the description comes back. */

import type { EngineResource } from "../inventory/engine-resources.ts";
import { fromEngine } from "../inventory/engine-resources.ts";
import type { ClusterSession } from "../inventory/kubernetes/session.ts";
import type { Session } from "../inventory/openstack/session.ts";
import type { Layer, Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { changedFields } from "./drift/changed.ts";
import type { Difference, Finding, NotVisible } from "./drift/difference.ts";
import { kindOf } from "./drift/difference.ts";
import { readLiveKubernetes, readLiveOpenStack } from "./drift/live.ts";
import { discreet, fieldWords, refreshedDifferences } from "./drift/refreshed.ts";
import type { Listed } from "./drift/unmanaged-kubernetes.ts";
import { managedNamespaces, unmanagedKubernetes } from "./drift/unmanaged-kubernetes.ts";
import { unmanagedOpenStack } from "./drift/unmanaged-openstack.ts";
import type { Step } from "./events.ts";
import type { Stack } from "./lifecycle.ts";

export type { Difference, Finding, NotVisible } from "./drift/difference.ts";
export { fieldWords } from "./drift/refreshed.ts";

/** One stack that exists, with its in-process plan. */
export interface DriftLayer {
	name: string;
	layer?: Layer;
	stack: Stack;
	/** What the description asks for, and the providers that it asks through. */
	plan: { resources: readonly Resource[]; providers: readonly Resource[] };
}

/** Fails now: control, severity and the id of the resource. Whoever calls judges, because the engine knows no policies. */
export type Judge = (resources: readonly Resource[]) => readonly (Finding & { resource: string })[];

export interface DriftOptions {
	judge: Judge;
	/** Signs in: to a cloud by its name in clouds.yaml and its region, to a cluster by its context. */
	openCloud(name: string, region: string | undefined): Promise<Session>;
	openCluster(context: string | undefined): Promise<ClusterSession>;
	/** Why nothing in OpenStack can be called unmanaged: the layers at hand are not all that stand there. */
	sharedGround?: string;
	/** Called before each step that takes a while. */
	onStep?: (step: string) => void;
}

export interface DriftReport {
	/** Between state and clouds: the worst first. */
	differences: Difference[];
	/** Between description and state: what the next `up` would do. */
	pending: Pending[];
	/** Controls that fail now on resources that do not differ themselves. */
	alsoFails: (Finding & { resource: string })[];
	notVisible: NotVisible[];
	/** When the state was last written, RFC 3339; absent before the first `up`. */
	stateAt?: string;
	/** When the clouds were read. */
	readAt: string;
	/** What the engine had recorded and what it read, by URN. For `unrestored`; holds contents, so never print it. */
	seen: ReadonlyMap<string, Seen>;
	/** Names of managed resources by the cloud's id. */
	names: ReadonlyMap<string, string>;
}

interface Seen {
	recorded: Record<string, unknown> | undefined;
	observed: Record<string, unknown>;
}

/** Something described otherwise than it was made. */
export interface Pending {
	layer: string;
	/** The engine's word: create, update, replace, delete. */
	operation: string;
	subject: string;
	what: string;
}

/** Unmanaged children alone, without the engine: what `up` lists before it refuses to go on. Reads the state and the clouds. */
export async function findUnmanaged(
	layers: readonly DriftLayer[],
	options: DriftOptions,
): Promise<Pick<DriftReport, "differences" | "notVisible">> {
	const surveyed = await survey(layers, options);
	return { differences: judged(surveyed.managed, surveyed.unmanaged, options.judge).differences, notVisible: surveyed.notVisible };
}

/** Everything. Changes nothing: refresh and preview are the engine's own dry runs, and take no lock. */
export async function findDrift(layers: readonly DriftLayer[], options: DriftOptions): Promise<DriftReport> {
	const surveyed = await survey(layers, options);
	const byUrn = new Map(surveyed.managed.map((resource) => [resource.id, resource]));
	const names = new Map(surveyed.managed.flatMap(({ physicalId, name }) => (physicalId === undefined ? [] : [[physicalId, name]])));
	const listed = new Map(surveyed.listed.map((entry) => [listedKey(entry), entry]));
	const refreshed: Difference[] = [];
	const pending: Pending[] = [];
	const seen = new Map<string, Seen>();
	const { cloud, context } = targets(layers);
	for (const { name, stack } of layers) {
		options.onStep?.(`${name}: comparing with the clouds`);
		const { steps } = await stack.refresh({ previewOnly: true });
		for (const { urn, op, old, outputs } of steps) if (op !== "refresh") seen.set(urn, { recorded: old?.outputs, observed: outputs });
		refreshed.push(
			...refreshedDifferences(steps, {
				managed: byUrn,
				names,
				cloud: cloud?.name ?? "",
				context: surveyed.context ?? context ?? "",
				listed,
			}),
		);
		options.onStep?.(`${name}: comparing with the description`);
		pending.push(...pendingChanges(name, (await stack.preview()).steps, names));
	}
	const { differences, alsoFails } = judged(surveyed.managed, [...surveyed.unmanaged, ...refreshed], options.judge);
	return {
		differences,
		pending,
		alsoFails,
		notVisible: surveyed.notVisible,
		...(surveyed.stateAt !== undefined && { stateAt: surveyed.stateAt }),
		readAt: new Date().toISOString().replace(/\.\d+/, ""),
		seen,
		names,
	};
}

const listedKey = ({ object: { apiVersion, kind, metadata } }: Listed): string =>
	`${apiVersion}/${kind} ${metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`}`;

interface Survey {
	managed: Resource[];
	unmanaged: Difference[];
	listed: Listed[];
	notVisible: NotVisible[];
	stateAt?: string;
	context?: string;
}

async function survey(layers: readonly DriftLayer[], options: DriftOptions): Promise<Survey> {
	const managed: Resource[] = [];
	const times: string[] = [];
	for (const { name, layer, stack, plan } of layers) {
		options.onStep?.(`${name}: reading the state`);
		const { deployment } = await stack.exportState();
		const list = (deployment.resources ?? []) as unknown as EngineResource[];
		managed.push(...fromEngine(list, { planned: plan.resources, ...(layer !== undefined && { layer }) }));
		const { time } = (deployment["manifest"] ?? {}) as { time?: string };
		if (time !== undefined) times.push(time);
	}
	const result: Survey = { managed, unmanaged: [], listed: [], notVisible: [] };
	const stateAt = times.sort().at(-1);
	if (stateAt !== undefined) result.stateAt = stateAt;
	const { cloud, context } = targets(layers);
	const onOpenStack = cloud !== undefined && managed.some(({ type }) => type.startsWith("openstack:"));
	if (onOpenStack && options.sharedGround !== undefined) {
		result.notVisible.push({ what: `what nobody described in ${cloud.name}`, why: options.sharedGround });
	} else if (onOpenStack) {
		options.onStep?.(`cloud ${cloud.name}: looking for what nobody described`);
		const { openStackReader } = await import("../inventory/openstack/client.ts");
		const { live, notVisible } = await readLiveOpenStack(openStackReader(await options.openCloud(cloud.name, cloud.region)), managed);
		result.unmanaged.push(...unmanagedOpenStack(managed, live));
		result.notVisible.push(...notVisible);
	}
	if (managedNamespaces(managed).length > 0) {
		const session = await options.openCluster(context);
		options.onStep?.(`cluster ${session.context}: looking for what nobody described`);
		const { kubernetesReader } = await import("../inventory/kubernetes/client.ts");
		const { live, notVisible } = await readLiveKubernetes(kubernetesReader(session), managed);
		result.listed = live;
		result.context = session.context;
		result.unmanaged.push(...unmanagedKubernetes(session.context, managed, live));
		result.notVisible.push(...notVisible);
	}
	return result;
}

/** The cloud and the cluster that the layers' providers are configured for; the environment's variables where the program says nothing. */
export function targets(
	layers: readonly Pick<DriftLayer, "plan">[],
	env: NodeJS.ProcessEnv = process.env,
): { cloud?: { name: string; region?: string }; context?: string } {
	const providers = layers.flatMap(({ plan }) => plan.providers);
	const said = (type: string, key: string): string | undefined => {
		const value = providers.find((provider) => provider.type === type)?.properties[key];
		return typeof value === "string" && value !== "" ? value : undefined;
	};
	const name = said("pulumi:providers:openstack", "cloud") ?? env["OS_CLOUD"];
	const region = said("pulumi:providers:openstack", "region") ?? env["OS_REGION_NAME"];
	const context = said("pulumi:providers:kubernetes", "context");
	return {
		...(name !== undefined && { cloud: { name, ...(region !== undefined && { region }) } }),
		...(context !== undefined && { context }),
	};
}

/** What the engine would do for the description, as against its state. */
export function pendingChanges(layer: string, steps: readonly Step[], names: ReadonlyMap<string, string>): Pending[] {
	const parts = new Set(["same", "read", "refresh", "create-replacement", "delete-replaced", "discard"]);
	return steps
		.filter(({ op, type, custom }) => custom && !parts.has(op) && !type.startsWith("pulumi:"))
		.map((step) => {
			const fields =
				step.op === "update" || step.op === "replace" ? changedFields(step.type, step.old?.inputs, knownPart(step.inputs)) : [];
			const described = fields.filter(({ path }) => !path.some((token) => token.startsWith("__")));
			return {
				layer,
				operation: step.op,
				subject: `${kindOf(step.type)} ${step.urn.split("::").at(-1)}`,
				what:
					described.map((field) => fieldWords(field, names)).join(", ") ||
					{ create: "described, not made yet", delete: "made, no longer described" }[step.op] ||
					step.differs.join(", "),
			};
		});
}

const knownPart = (inputs: Record<string, unknown>): Record<string, unknown> =>
	Object.fromEntries(Object.entries(inputs).filter(([, value]) => !(value instanceof Unknown)));

const RANK = ["critical", "high", "medium", "low"];

/**
 * Adds to each difference the controls that fail because of it: those that fail once it alone is taken over into what was described. What only
 * fails when all are taken over has no single cause, and is told apart.
 */
export function judged(
	managed: readonly Resource[],
	found: readonly Difference[],
	judge: Judge,
): { differences: Difference[]; alsoFails: DriftReport["alsoFails"] } {
	if (found.length === 0) return { differences: [], alsoFails: [] };
	const key = ({ control, resource }: Finding & { resource: string }): string => `${control} ${resource}`;
	const told = new Set(judge(managed).map(key));
	const failsWith = (differences: readonly Difference[]) =>
		judge(withDifferences(managed, differences)).filter((finding) => !told.has(key(finding)));
	const each = found.map((difference) => ({ difference, failures: failsWith([difference]) }));
	for (const { failures } of each) for (const failure of failures) told.add(key(failure));
	const alsoFails = failsWith(found);
	const differences = each.map(({ difference, failures }) => {
		const fails = new Map(failures.map(({ control, severity }) => [control, { control, severity }]));
		return { ...difference, fails: [...fails.values()].sort((a, b) => RANK.indexOf(a.severity) - RANK.indexOf(b.severity)) };
	});
	const worst = ({ fails: [first] }: Difference): number => (first === undefined ? RANK.length : RANK.indexOf(first.severity));
	return { differences: differences.sort((a, b) => worst(a) - worst(b) || a.subject.localeCompare(b.subject)), alsoFails };
}

function withDifferences(managed: readonly Resource[], differences: readonly Difference[]): Resource[] {
	const now = new Map(managed.map((resource) => [resource.id, resource]));
	for (const { change, resource } of differences) {
		if (change === "gone") now.delete(resource.id);
		else now.set(resource.id, resource);
	}
	return [...now.values()];
}

/** What a repair did, one line each, in the order in which it was done. */
export type Repaired = { subject: string; what: string };

/**
 * Takes away what nobody described, sets again what the engine does not see, then lets the engine restore the rest: refresh of each layer that
 * differs, then `up`, which the caller gates as always. Call it only after a person agreed to `report`. Nothing is undone when it fails in
 * between. Returns what is left, looked at afresh.
 */
export async function fixDrift(
	layers: readonly DriftLayer[],
	report: DriftReport,
	options: DriftOptions & { up: () => Promise<void>; onRepair?: (repaired: Repaired) => void },
): Promise<DriftReport> {
	const { openStackRemover } = await import("../inventory/openstack/remover.ts");
	const { kubernetesRemover } = await import("../inventory/kubernetes/remover.ts");
	const { cloud } = targets(layers);
	const once = <T>(open: () => Promise<T>): (() => Promise<T>) => {
		let opened: Promise<T> | undefined;
		return () => (opened ??= open());
	};
	const remover = once(async () => openStackRemover(await options.openCloud(cloud?.name ?? "", cloud?.region)));
	const clusters = new Map<string, () => Promise<ReturnType<typeof kubernetesRemover>>>();
	const clusterRemover = (context: string): Promise<ReturnType<typeof kubernetesRemover>> => {
		if (!clusters.has(context))
			clusters.set(
				context,
				once(async () => kubernetesRemover(await options.openCluster(context))),
			);
		return (clusters.get(context) as () => Promise<ReturnType<typeof kubernetesRemover>>)();
	};
	/** Layers whose state has to learn what is there; what was never in it needs nothing. */
	const touched = new Set<string | undefined>();
	for (const difference of [...report.differences].sort((a, b) => removalOrder(a) - removalOrder(b))) {
		for (const repair of difference.repairs) {
			switch (repair.by) {
				case "openstack":
					await (await remover()).remove(repair.removal);
					break;
				case "kubernetes":
					await (await clusterRemover(repair.context)).remove(repair.path, repair.uid);
					break;
				case "kubernetes-fields":
					await (await clusterRemover(repair.context)).restore(repair.path, repair.operations);
					break;
				case "up":
					touched.add(difference.layer);
					continue;
				case "hand":
					continue;
			}
			if (difference.change !== "unmanaged") touched.add(difference.layer);
			options.onRepair?.({ subject: difference.subject, what: difference.what });
		}
	}
	const pending = new Set(report.pending.map(({ layer }) => layer));
	for (const { name, layer, stack } of layers) {
		if (!touched.has(layer) && !pending.has(name)) continue;
		options.onStep?.(`${name}: bringing the state up to what is there`);
		await stack.refresh();
	}
	if (touched.size > 0 || pending.size > 0) await options.up();
	const after = await findDrift(layers, options);
	return { ...after, differences: [...after.differences, ...unrestored(report, after)] };
}

/**
 * What still is as it was found. A refresh takes over into the state whatever it reads, so that a property which the description leaves to a
 * default is called equal afterwards: only the record of before tells.
 */
export function unrestored(before: DriftReport, after: DriftReport): Difference[] {
	const told = new Set(after.differences.map(({ resource }) => resource.id));
	return before.differences.flatMap((difference) => {
		const [was, is] = [before.seen.get(difference.resource.id), after.seen.get(difference.resource.id)];
		if (difference.change !== "changed" || was === undefined || is === undefined || told.has(difference.resource.id)) return [];
		const paths = new Set(difference.fields.map(({ path }) => path.join("\n")));
		const fields = changedFields(difference.resource.type, was.recorded, is.observed).filter(({ path }) => paths.has(path.join("\n")));
		if (fields.length === 0) return [];
		const what = fields.map((field) => fieldWords(field, after.names)).join(", ");
		const advice = "Set it back by hand, or write it into the description: it is not there, so that the engine leaves it alone.";
		return [{ ...difference, what, fields: fields.map(discreet), repairs: [{ by: "hand", advice }] }];
	});
}

/** What hangs on something goes before it: addresses and policies, members, pools and listeners, attachments, ports, interfaces, subnets. */
const ORDER = [
	"FloatingIp",
	"L7PolicyV2",
	"Monitor",
	"Member",
	"Listener",
	"Pool",
	"RouterRoute",
	"VolumeAttach",
	"Port",
	"RouterInterface",
	"Subnet",
];
const removalOrder = ({ resource }: Difference): number => ORDER.indexOf(kindOf(resource.type));
