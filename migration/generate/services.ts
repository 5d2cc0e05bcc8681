import { label } from "../applications.ts";
import type { AssessedResource } from "../assessment.ts";
import type { Item } from "../estate.ts";
import { firstText, numberAt, textAt, valueAt } from "../estate.ts";
import type { Portfolio } from "../inputs/portfolio.ts";
import type { Links } from "../links.ts";
import type { Need } from "../sizes.ts";
import { needOf } from "../sizes.ts";
import type { Names } from "./names.ts";

/** A public service of the environment, and where each of its values was read. */
export interface Service {
	name: string;
	source: string;
	value: Record<string, unknown>;
	/** Dotted key below the service → where it comes from, or what is lost. */
	comments: Record<string, string>;
	todos: { key: string; what: string }[];
}

const NO_DIGEST = `sha256:${"0".repeat(64)}`;
export const NO_IMAGE = "00000000-0000-4000-8000-000000000000";

/** Sizes of SCS-0100 (https://docs.scs.community/standards/scs-0100-v3-flavor-naming), the smallest that holds what is asked. */
const VCPUS = [1, 2, 4, 8, 16, 32, 64] as const;
const PER_VCPU = [2, 4, 8] as const;

export function flavorFor(vcpus: number, memoryGiB: number, flavors: Portfolio["target"]["flavors"]): string {
	const own = Object.entries(flavors ?? {})
		.filter(([, flavor]) => flavor.vcpus >= vcpus && flavor.memory.bytes / 2 ** 30 >= memoryGiB)
		.sort(([a, m], [b, n]) => m.memory.bytes - n.memory.bytes || m.vcpus - n.vcpus || (a < b ? -1 : 1));
	if (own.length > 0) return own[0]![0];
	const fits = VCPUS.flatMap((count) => PER_VCPU.map((per) => ({ count, memory: count * per }))).filter(
		({ count, memory }) => count >= vcpus && memory >= memoryGiB,
	);
	const [best] = fits.sort((a, b) => a.memory - b.memory || a.count - b.count);
	return best === undefined ? `SCS-${Math.ceil(vcpus)}V-${Math.ceil(memoryGiB)}` : `SCS-${best.count}V-${best.memory}`;
}

interface Frame {
	item: Item;
	assessed: AssessedResource;
	portfolio: Portfolio;
	names: Names;
	/** Host names that are taken: the first service of an application has its name, the others stand before it. */
	hosts: Set<string>;
	links: Links;
	items: ReadonlyMap<string, Item>;
	/** Ids of those that need a resource. */
	users: ReadonlyMap<string, readonly string[]>;
}

export const isServer = ({ capability }: AssessedResource): boolean => /^compute\.(server|scaling-group)$/.test(capability ?? "");
export const isContainer = ({ capability }: AssessedResource): boolean => /^containers\.(service|run|app-platform)$/.test(capability ?? "");

/** Servers behind the balancer: count, flavor, disk and port as the source says them. */
export function serverService(frame: Frame): Service {
	const { item, portfolio } = frame;
	const template = [...(frame.links.get(item.id) ?? [])]
		.map((id) => frame.items.get(id)!)
		.find(({ mapping }) => mapping?.capability === "compute.template");
	const need =
		template === undefined
			? needOf(item)
			: { ...needOf({ ...template, mapping: { ...template.mapping!, capability: "compute.server" } }), count: needOf(item).count };
	const service = started(frame);
	const { comments, todos } = service;
	const known = need.vcpus !== undefined && need.memoryGiB !== undefined;
	const flavor = flavorFor(need.vcpus ?? 2, need.memoryGiB ?? 4, portfolio.target.flavors);
	comments["run.machines.flavor"] = known
		? `${need.sizeName ?? "the input"}: ${need.vcpus} vCPU, ${round(need.memoryGiB!)} GiB (${need.sizeFrom})`
		: `nothing says the size${need.sizeName === undefined ? "" : ` ${need.sizeName}`}`;
	if (!known) todos.push({ key: "flavor", what: `Choose a flavor: the size ${need.sizeName ?? "of the source"} is not known.` });
	const system = firstText(item.resource.properties, [
		"os",
		"source_image_reference.offer",
		"storage_image_reference.offer",
		"boot_disk.initialize_params.image",
		"image",
		"ami",
		"source_image_id",
		"image_id",
	]);
	const image = imageFor(system, portfolio);
	comments["run.machines.image"] = `from ${system ?? "an image that nothing names"}`;
	if (image === NO_IMAGE) todos.push({ key: "image", what: `Upload the image of ${system ?? "the server"} and write its id.` });
	const disk = Math.max(1, Math.ceil(need.diskGiB ?? 20));
	comments["run.machines.disk"] = need.diskGiB === undefined ? "nothing says the size" : "the boot disk of the source, and what lies on it";
	comments["run.machines.count"] = need.count === 1 ? "one at the source" : `${need.count} at the source`;
	const port = portOf(frame);
	if (port.guessed) todos.push({ key: "port", what: "Write the port that the program listens on: no rule or balancer names one." });
	comments["run.port"] = port.from;
	service.value["run"] = { machines: { count: Math.min(50, need.count), flavor, image, disk: `${disk}Gi` }, port: port.port };
	exposed(frame, service, port.world);
	return finished(frame, service);
}

/** A container on Kubernetes: image, port, copies and variables as the source says them. */
export function containerService(frame: Frame): Service {
	const { item, portfolio } = frame;
	const { properties } = item.resource;
	const service = started(frame);
	const { comments, todos } = service;
	const registry = portfolio.target.registry ?? "registry.todo.example";
	const found = firstText(properties, [
		"image",
		"registry_image",
		"template.spec.containers.image",
		"template.containers.image",
		"template.container.image",
		"site_config.linux_fx_version",
	]);
	const pinned = found !== undefined && /@sha256:[0-9a-f]{64}$/.test(found);
	const name =
		(found ?? service.name)
			.toLowerCase()
			.replace(/@.*$/, "")
			.replace(/:[^/]*$/, "")
			.split("/")
			.at(-1)!
			.replace(/[^a-z0-9._-]/g, "-")
			.replace(/^[^a-z0-9]+/, "") || service.name;
	const image = `${registry}/${name}@${pinned ? found.slice(found.indexOf("@") + 1) : NO_DIGEST}`;
	comments["run.image"] =
		found === undefined ? "built at the source; nothing names an image" : `${found} at the source, copied to the own registry`;
	if (!pinned) todos.push({ key: "image", what: `Copy ${found ?? "the image"} to ${registry} and write its digest.` });
	const port = portOf(frame);
	if (port.guessed) todos.push({ key: "port", what: "Write the port that the program listens on: nothing names one." });
	comments["run.port"] = port.from;
	const replicas = numberAt(properties, "replicas") ?? numberAt(properties, "desired_count") ?? numberAt(properties, "min_scale");
	if (replicas !== undefined) comments["run.replicas"] = `${replicas} at the source`;
	const { kept, left } = variables(properties);
	if (left.length > 0) {
		comments["run.env"] = `left out, to be mounted from a Secret or set anew: ${left.join(", ")}`;
		todos.push({ key: "env", what: `Set ${left.join(", ")} from a Secret: values are never copied.`.slice(0, 290) });
	}
	const need: Need = needOf(item);
	service.value["run"] = {
		image,
		port: port.port,
		replicas: Math.max(1, Math.min(100, replicas ?? 2)),
		...(need.vcpus === undefined ? {} : { cpu: `${Math.max(10, Math.round(need.vcpus * 1000))}m` }),
		...(need.memoryGiB === undefined ? {} : { memory: `${Math.max(16, Math.round(need.memoryGiB * 1024))}Mi` }),
		...(Object.keys(kept).length > 0 ? { env: kept } : {}),
	};
	exposed(frame, service, port.world);
	return finished(frame, service);
}

function started({ item, names }: Frame): Service {
	return {
		name: names.of(forKubernetes(item.resource.name || item.id)),
		source: item.id,
		value: { description: `${item.id} at the source`.slice(0, 300) },
		comments: {},
		todos: [],
	};
}

/** `default` and `kube-…` belong to Kubernetes. */
const forKubernetes = (name: string): string => (/^(default$|kube-)/.test(label(name)) ? `app-${name}` : name);

function exposed({ item, portfolio, assessed, hosts }: Frame, service: Service, world: boolean): void {
	const said = portfolio.applications[assessed.application];
	const domain = portfolio.target.domain ?? "todo.example";
	const own = said?.host;
	const host = own === undefined ? `${service.name}.${domain}` : hosts.has(own) ? `${service.name}.${own}` : own;
	hosts.add(host);
	if (portfolio.target.domain === undefined && said?.host === undefined)
		service.todos.push({ key: "host", what: "Write the name under which people reach it." });
	service.comments["exposure.audience"] = world
		? "open to the world at the source"
		: "closed to the world at the source; write who comes in";
	const from = portfolio.target.network?.adminFrom.map(({ text }) => text) ?? ["192.0.2.0/28"];
	service.value["exposure"] = { host, audience: world ? "public" : "internal", ...(world ? {} : { from }), certificate: service.name };
	service.comments["exposure.certificate"] = `issued anew for ${item.resource.name}`;
}

function finished({ assessed, portfolio }: Frame, service: Service): Service {
	const said = portfolio.applications[assessed.application];
	if (said?.rto !== undefined && said.rpo !== undefined) service.value["continuity"] = { rto: said.rto.text, rpo: said.rpo.text };
	for (const [key, value] of Object.entries(said?.service ?? {}))
		service.value[key] =
			typeof value === "object" && value !== null && !Array.isArray(value)
				? { ...(service.value[key] as object | undefined), ...value }
				: value;
	for (const key of ["data", "continuity", "export"] as const)
		if (service.value[key] === undefined) service.todos.push({ key, what: `Write ${key}: nothing at the source says it.` });
	return service;
}

function imageFor(system: string | undefined, { target: { images = {} } }: Portfolio): string {
	const name = system?.toLowerCase() ?? "";
	return Object.entries(images).find(([key]) => key !== "*" && name.includes(key.toLowerCase()))?.[1] ?? images["*"] ?? NO_IMAGE;
}

const CLEARTEXT = new Set([22, 3389, 5985, 5986]);

/** The port of a program: what containers say, what a target group sends to, what a rule lets in; and whether the world may come. */
function portOf({ item, links, items, users }: Frame): { port: number; from: string; guessed: boolean; world: boolean } {
	const { properties } = item.resource;
	const near = [...(links.get(item.id) ?? []), ...(users.get(item.id) ?? [])].map((id) => items.get(id)!);
	const around = [
		...near,
		...near.flatMap(({ id }) => [...(links.get(id) ?? []), ...(users.get(id) ?? [])].map((other) => items.get(other)!)),
	];
	const ports = valueAt({ ports: (properties as Record<string, never>)["ports"] ?? null }, "ports");
	if (Array.isArray(ports) && ports.length > 0) {
		const port = Number(String(textAt(ports[0], "target")).split("-")[0]);
		if (port > 0 && port < 65_536)
			return { port, from: "the container's port at the source", guessed: false, world: textAt(ports[0], "published") !== undefined };
	}
	const expose =
		numberAt(properties, "expose") ??
		numberAt(properties, "port") ??
		numberAt(properties, "template.spec.containers.ports.container_port") ??
		numberAt(properties, "template.containers.ports.container_port") ??
		numberAt(properties, "ingress.target_port");
	const world =
		around.some(opensToWorld) ||
		textAt(properties, "associate_public_ip_address") === "true" ||
		item.provider === "google" ||
		valueAt(properties, "associate_public_ip_address") === true;
	if (expose !== undefined && expose > 0 && expose < 65_536) return { port: expose, from: "the source", guessed: false, world };
	for (const { mapping, resource, id } of around) {
		const pool = /^lb\.(pool|member|balancer)$/.test(mapping?.capability ?? "");
		const port = pool
			? (numberAt(resource.properties, "port") ??
				numberAt(resource.properties, "listener.instance_port") ??
				numberAt(resource.properties, "backend_port"))
			: undefined;
		if (port !== undefined && port > 0 && port < 65_536) return { port, from: id, guessed: false, world };
	}
	for (const { mapping, resource, id } of around) {
		if (!/^network\.security/.test(mapping?.capability ?? "")) continue;
		for (const path of [
			"from_port",
			"ingress.from_port",
			"destination_port_range",
			"allow.ports",
			"security_rule.destination_port_range",
			"inbound_rule.port",
		]) {
			const port = numberAt(resource.properties, path);
			if (port !== undefined && port > 0 && port < 65_536 && !CLEARTEXT.has(port)) return { port, from: id, guessed: false, world };
		}
	}
	return { port: 8080, from: "nothing at the source names a port", guessed: true, world };
}

function opensToWorld({ mapping, resource: { properties } }: Item): boolean {
	const capability = mapping?.capability ?? "";
	if (/^lb\.balancer$/.test(capability))
		return valueAt(properties, "internal") !== true && textAt(properties, "load_balancing_scheme") !== "INTERNAL";
	if (/^network\.floating-ip/.test(capability)) return true;
	return false;
}

/** Variables with values that are known and no secret; the names of the others. */
function variables(properties: Item["resource"]["properties"]): { kept: Record<string, string>; left: string[] } {
	const environment = properties["environment"];
	const kept: Record<string, string> = {};
	const left: string[] = [];
	if (typeof environment !== "object" || environment === null || Array.isArray(environment)) return { kept, left };
	for (const [name, value] of Object.entries(environment))
		if (
			typeof value === "string" &&
			value.length <= 4096 &&
			/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name) &&
			!/(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|PRIVATE_?KEY|API_?KEY|ACCESS_?KEY|CREDENTIALS?)/i.test(name)
		)
			kept[name] = value;
		else left.push(name);
	return { kept, left };
}

const round = (value: number): number => Math.round(value * 100) / 100;
