import { canonicalType } from "../../inventory/canonical.ts";
import type { ManagedFields } from "../../inventory/kubernetes/client.ts";
import type { FieldOperation } from "../../inventory/kubernetes/remover.ts";
import type { Removal } from "../../inventory/openstack/remover.ts";
import type { Properties, Resource } from "../../inventory/resource.ts";
import { Secret } from "../../inventory/resource.ts";
import { fromWire } from "../../inventory/wire.ts";
import type { Step } from "../events.ts";
import type { Field } from "./changed.ts";
import { changedFields } from "./changed.ts";
import type { Difference, Repair } from "./difference.ts";
import { kindOf } from "./difference.ts";
import type { Listed } from "./unmanaged-kubernetes.ts";
import { ruleWords } from "./unmanaged-openstack.ts";

/** What is needed beside the engine's word to say and repair a difference. */
export interface Surroundings {
	/** The managed resources as described, by URN. */
	managed: ReadonlyMap<string, Resource>;
	/** Names of managed resources by the cloud's id. */
	names: ReadonlyMap<string, string>;
	cloud: string;
	context: string;
	/** Live objects by `type namespace/name`. */
	listed: ReadonlyMap<string, Listed>;
}

/**
 * Differences that a refresh shows, of every resource that it read: the engine itself calls a port unchanged that has lost its groups, because
 * its provider repeats what was described. So what was read is compared with what was recorded, property by property.
 */
export function refreshedDifferences(steps: readonly Step[], surroundings: Surroundings): Difference[] {
	return steps.flatMap((step) => {
		const resource = surroundings.managed.get(step.urn);
		if (resource === undefined || step.op === "refresh") return [];
		if (step.op === "delete") return [gone(resource, surroundings)];
		const type = canonicalType(step.type, step.inputs as Properties);
		const fields = [...changedFields(type, step.old?.outputs, step.outputs), ...changedSecrets(step)];
		return fields.length === 0 ? [] : [changed(resource, step, fields, surroundings)];
	});
}

/** Values of secrets are hidden from us, but not that the engine found another one. */
function changedSecrets({ op, differs, inputs, old }: Step): Field[] {
	if (op === "same") return [];
	return differs
		.map((path) => path.split("."))
		.filter(([top = "", ...rest]) => rest.length > 0 && isSecret(inputs[top]) && isSecret(old?.inputs[top]))
		.map((path) => ({ path, described: "(secret)", found: "(another secret)" }));
}
const isSecret = (value: unknown): boolean => fromWire({ value } as never)["value"] instanceof Secret;

const place = (type: string, { cloud, context }: Surroundings): string => (type.startsWith("openstack:") ? cloud : context);

function common(resource: Resource, surroundings: Surroundings) {
	const { layer, service, type, name, namespace } = resource;
	return {
		place: place(type, surroundings),
		subject: `${kindOf(type)} ${namespace === undefined ? name : `${namespace}/${name}`}`,
		...(layer !== undefined && { layer }),
		...(service !== undefined && { service }),
		fails: [],
	};
}

function gone(resource: Resource, surroundings: Surroundings): Difference {
	const rule = resource.type === "openstack:networking/secGroupRule:SecGroupRule";
	return {
		...common(resource, surroundings),
		change: "gone",
		...(rule && { subject: kindOf(resource.type) }),
		what: `${rule ? `${describedRule(resource, surroundings.names)} ` : ""}is not there any more`,
		fields: [],
		resource,
		repairs: [{ by: "up" }],
	};
}

/** A rule has no name that means anything; what it lets through does. */
function describedRule({ properties }: Resource, names: ReadonlyMap<string, string>): string {
	const name = (id: unknown): string => names.get(String(id)) ?? String(id);
	const { direction, ethertype, protocol, portRangeMin, portRangeMax, remoteIpPrefix, remoteGroupId, securityGroupId } = properties;
	const item = {
		direction,
		ethertype,
		protocol,
		port_range_min: portRangeMin,
		port_range_max: portRangeMax,
		remote_ip_prefix: remoteIpPrefix || undefined,
		remote_group_id: remoteGroupId ? name(remoteGroupId) : undefined,
	};
	return `${ruleWords(item)} on group ${name(securityGroupId)}`;
}

function changed(resource: Resource, step: Step, fields: Field[], surroundings: Surroundings): Difference {
	const properties: Record<string, Properties[string]> = { ...resource.properties };
	const now = fromWire(step.outputs as never);
	for (const { path } of fields) {
		const [top = ""] = path;
		if (isSecret(step.outputs[top]) || isSecret(step.inputs[top])) continue;
		const described = DESCRIBED_AS[top] ?? top;
		const value = now[top];
		if (value === undefined) delete properties[described];
		else properties[described] = value;
	}
	const listed = surroundings.listed.get(`${resource.type} ${resource.physicalId}`);
	const touch = lastTouch(listed?.object.metadata.managedFields, fields);
	return {
		...common(resource, surroundings),
		change: "changed",
		what: fields.map((field) => fieldWords(field, surroundings.names)).join(", "),
		fields: fields.map((field) => discreet(field)),
		...touch,
		resource: { ...resource, properties },
		repairs: repairsOf(resource, step, fields, listed, surroundings),
	};
}

/** Properties under which the provider reports what the cloud has, where it repeats the description under its own name. */
const DESCRIBED_AS: { [reported: string]: string } = { allSecurityGroupIds: "securityGroupIds" };

/**
 * Properties that the engine never sets again, because the provider does not compare them with the cloud or because a refresh takes them over
 * for a default: Socle does, by the API's own call. Property as reported → the API's field of the object's PUT.
 */
const SET_AGAIN: { [type: string]: { path: string; wrapper: string; fields: { [property: string]: string } } } = {
	"openstack:networking/port:Port": {
		path: "/ports/",
		wrapper: "port",
		fields: { allSecurityGroupIds: "security_groups", portSecurityEnabled: "port_security_enabled", adminStateUp: "admin_state_up" },
	},
	"openstack:networking/network:Network": {
		path: "/networks/",
		wrapper: "network",
		fields: { portSecurityEnabled: "port_security_enabled", adminStateUp: "admin_state_up", shared: "shared" },
	},
};

/** The same for servers, which have a call for each. */
function serverCall(id: string | undefined, { path, described }: Field): Removal | undefined {
	const [property, key] = path;
	if (property === "powerState" && described === "active")
		return { service: "compute", path: `/servers/${id}/action`, method: "POST", body: { "os-start": null } };
	if (property === "allMetadata" && key !== undefined && described === undefined)
		return { service: "compute", path: `/servers/${id}/metadata/${encodeURIComponent(key)}` };
	return undefined;
}

const SERVER = "openstack:compute/instance:Instance";
/** A server's groups are those of its ports, which are compared, listed and repaired themselves. */
const follows = (type: string, { path }: Field): boolean => type === SERVER && path[0] === "securityGroups";

function repairsOf(
	resource: Resource,
	step: Step,
	fields: readonly Field[],
	listed: Listed | undefined,
	surroundings: Surroundings,
): Repair[] {
	if (!resource.type.startsWith("openstack:")) return kubernetesRepairs(resource, fields, step, listed, surroundings.context);
	const { cloud } = surroundings;
	const sees = (field: Field): boolean => {
		const top = field.path[0] ?? "";
		return step.op !== "same" && step.differs.some((path) => path === top || path.startsWith(`${top}.`) || path.startsWith(`${top}[`));
	};
	const again = SET_AGAIN[resource.type];
	const body: Record<string, unknown> = {};
	const repairs: Repair[] = [];
	let up = false;
	for (const field of fields) {
		const call = resource.type === SERVER ? serverCall(resource.physicalId, field) : undefined;
		const name = again?.fields[field.path[0] ?? ""];
		if (call !== undefined) repairs.push({ by: "openstack", cloud, removal: call });
		else if (name !== undefined) body[name] = field.described ?? [];
		else if (sees(field)) up = true;
		else if (!follows(resource.type, field)) {
			const word = field.path.join(".");
			repairs.push({
				by: "hand",
				advice: `Set ${word} of ${resource.name} back, or describe it: it is not in the description, so that the engine leaves it alone.`,
			});
		}
	}
	if (again !== undefined && Object.keys(body).length > 0) {
		const removal = {
			service: "network",
			path: `${again.path}${resource.physicalId}`,
			method: "PUT",
			body: { [again.wrapper]: body },
		} as const;
		repairs.push({ by: "openstack", cloud, removal });
	}
	return up ? [{ by: "up" }, ...repairs] : repairs;
}

/** Server-side apply sets what the description says and leaves the rest to whoever set it: that is taken back field by field. */
function kubernetesRepairs(
	resource: Resource,
	fields: readonly Field[],
	step: Step,
	listed: Listed | undefined,
	context: string,
): Repair[] {
	const isDescribed = ({ path }: Field): boolean => isSecret(step.inputs[path[0] ?? ""]) || lookUp(step.old?.inputs, path) !== undefined;
	const repairs: Repair[] = fields.some(isDescribed) ? [{ by: "up" }] : [];
	const removed = new Set<string>();
	const operations: FieldOperation[] = [];
	for (const { path, pointer, described } of fields.filter((each) => !isDescribed(each))) {
		if (pointer === undefined) continue; // a default that was taken away comes back by itself
		if (described === undefined) removed.add(newest(path, pointer, step.old?.outputs));
		else operations.push({ op: "replace", path: pointer, value: described });
	}
	for (const path of removed) operations.push({ op: "remove", path });
	if (operations.length === 0) return repairs;
	if (listed !== undefined) return [...repairs, { by: "kubernetes-fields", context, path: listed.path, operations }];
	const words = operations.map(({ path }) => path).join(", ");
	return [
		...repairs,
		{ by: "hand", advice: `Take ${words} out of ${kindOf(resource.type)} ${resource.physicalId}: it is not in the description.` },
	];
}

/** Pointer of the outermost part that came with a field: `lifecycle`, not `lifecycle.postStart.exec.command`, whose rest would mean nothing. */
function newest(path: readonly string[], pointer: string, before: unknown): string {
	const depth = path.findIndex((_, index) => lookUp(before, path.slice(0, index + 1)) === undefined) + 1;
	return pointer
		.split("/")
		.slice(0, depth + 1)
		.join("/");
}

function lookUp(tree: unknown, path: readonly string[]): unknown {
	return path.reduce<unknown>((at, token) => {
		if (Array.isArray(at)) return at.find((element) => (element as { name?: unknown }).name === token);
		return typeof at === "object" && at !== null ? (at as Record<string, unknown>)[token] : undefined;
	}, tree);
}

/** Who last wrote one of the fields, and when, by the API server's own record; the engine's writes do not count. */
function lastTouch(managed: readonly ManagedFields[] | undefined, fields: readonly Field[]): { at?: string; by?: string } {
	const wrote = (entry: ManagedFields): boolean => fields.some(({ path }) => covers(entry.fieldsV1, path));
	const [last] = (managed ?? [])
		.filter((entry) => entry.subresource !== "status" && !/^pulumi/.test(entry.manager ?? "") && wrote(entry))
		.sort((a, b) => (b.time ?? "").localeCompare(a.time ?? ""));
	return { ...(last?.time !== undefined && { at: last.time }), ...(last?.manager !== undefined && { by: last.manager }) };
}

/** Whether a managedFields tree (`f:spec`, `k:{"name":"c"}`) holds a path. */
function covers(tree: unknown, path: readonly string[]): boolean {
	const [token, ...rest] = path;
	if (token === undefined) return true;
	if (typeof tree !== "object" || tree === null) return false;
	const node = tree as Record<string, unknown>;
	const key = Object.keys(node).find((name) => name === `f:${token}` || (name.startsWith("k:") && name.includes(JSON.stringify(token))));
	if (key === undefined) return false;
	const below = node[key];
	return rest.length === 0 || Object.keys((below as object | null) ?? {}).length === 0 || covers(below, rest);
}

/** `enforce: restricted → privileged`, `spec.template.spec.hostNetwork: nothing → true` */
export function fieldWords(field: Field, names: ReadonlyMap<string, string>): string {
	const { path, described, found } = discreet(field);
	if (described === HIDDEN && found === HIDDEN) return `${path.join(".")}: another value`;
	const inMetadata = path[0] === "metadata" && (path[1] === "labels" || path[1] === "annotations") && path.length === 3;
	const word = inMetadata
		? (path[2] ?? "").replace(/^pod-security\.kubernetes\.io\//, "")
		: path.map((token) => DESCRIBED_AS[token] ?? token).join(".");
	const show = (value: unknown): string => {
		if (value === undefined) return "nothing";
		if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
		if (typeof value === "string") return names.get(value) ?? value;
		return JSON.stringify(value);
	};
	const short = (text: string): string => (text.length > 100 ? `${text.slice(0, 99)}…` : text);
	return `${word}: ${short(show(described))} → ${short(show(found))}`;
}

/** What may hold a secret that somebody put there is not repeated: contents, variables, scripts. */
const CONTENTS = /(^|\.)(data|stringData|binaryData|userData|adminPass|password)(\.|$)|\.env\.[^.]+\.value$|\.(env|args|command)$/;

const HIDDEN = "(not shown)";

export function discreet(field: Field): Field {
	if (!CONTENTS.test(field.path.join("."))) return field;
	const hidden = (value: unknown): unknown => (value === undefined ? undefined : HIDDEN);
	return { ...field, described: hidden(field.described), found: hidden(field.found) };
}
