import type { Resource, Value } from "../../inventory/resource.ts";
import { Secret, Unknown } from "../../inventory/resource.ts";

/** Compose files (https://github.com/compose-spec/compose-spec): services, volumes, networks, secrets, configs. No file that one names is read. */

type Mapping = Record<string, unknown>;
const isMapping = (value: unknown): value is Mapping => typeof value === "object" && value !== null && !Array.isArray(value);

/** Services, and none of the keys that say what else it is. */
export function isCompose(content: unknown): content is Mapping {
	return (
		isMapping(content) && isMapping(content["services"]) && !("apiVersion" in content) && !("kind" in content) && !("provider" in content)
	);
}

/** Names of variables whose values nobody is shown; addresses with a password inside are found by their form. */
const SECRET_NAME = /(pass(word|wd|phrase)?|secret|token|private[_-]?key|api[_-]?key|access[_-]?key|credential|auth|salt|dsn)s?(_\w+)?$/i;
const SECRET_VALUE = /:\/\/[^/\s:@]*:[^/\s@]+@|-----BEGIN [A-Z ]*PRIVATE KEY-----|(password|pwd|secret)=/i;
const isFileName = (name: string): boolean => /_FILE$/.test(name);

/** `${VAR}` is known to whoever starts it. `${VAR:-default}` has a default, but which one is used nobody can tell here. */
function known(text: string): Value {
	return /(^|[^$])\$(\{|[A-Za-z_])/.test(text) ? new Unknown("set when Compose is started") : text.replaceAll("$$", "$");
}

export function composeResources(content: Mapping, file: string, project: string, lineOf: (path: readonly string[]) => number): Resource[] {
	const resources: Resource[] = [];
	const add = (section: string, name: string, properties: Record<string, Value>, dependsOn: string[] = []): void => {
		resources.push({
			id: `${project}/${section}/${name}`,
			type: `compose:${section.replace(/s$/, "")}`,
			name,
			namespace: project,
			properties,
			dependsOn,
			locations: [{ file, line: lineOf([section, name]), role: "source" }],
		});
	};
	for (const [name, service] of Object.entries(content["services"] as Mapping))
		if (isMapping(service)) add("services", name, serviceOf(service), dependencies(service, project, content));
		else add("services", name, {});
	for (const section of ["volumes", "networks", "secrets", "configs"] as const)
		for (const [name, value] of Object.entries(isMapping(content[section]) ? content[section] : {})) {
			const { driver, external, name: named, file: path, environment } = isMapping(value) ? value : {};
			add(section, name, {
				...(typeof driver === "string" && { driver }),
				...(external !== undefined && { external: Boolean(external) }),
				...(typeof named === "string" && { name: known(named) }),
				...(typeof path === "string" && { file: path }),
				...(typeof environment === "string" && { environment }),
				...(section === "secrets" && { value: new Secret() }),
			});
		}
	return resources;
}

function serviceOf(service: Mapping): Record<string, Value> {
	const { image, build, deploy, user, healthcheck } = service;
	const limits = isMapping(deploy) && isMapping(deploy["resources"]) ? deploy["resources"] : {};
	const limit = (key: string): unknown =>
		(isMapping(limits["limits"]) ? limits["limits"][key] : undefined) ??
		(isMapping(limits["reservations"]) ? limits["reservations"][key] : undefined);
	const context = typeof build === "string" ? build : isMapping(build) ? build["context"] : undefined;
	const replicas = isMapping(deploy) && typeof deploy["replicas"] === "number" ? deploy["replicas"] : service["scale"];
	const cpus = limit("cpus") ?? service["cpus"];
	const memory = limit("memory") ?? service["mem_limit"];
	const flags = ["privileged", "network_mode", "pid", "ipc", "cap_add", "devices", "security_opt"].filter(
		(key) => service[key] !== undefined && service[key] !== false,
	);
	return {
		...(typeof image === "string" && { image: known(image) }),
		...(build !== undefined && { build: typeof context === "string" ? context : "." }),
		...(typeof replicas === "number" && { replicas }),
		...(cpus !== undefined && { cpus: String(cpus) }),
		...(memory !== undefined && { memory: String(memory) }),
		...(user !== undefined && { user: String(user) }),
		...(healthcheck !== undefined && { healthcheck: true }),
		ports: list(service["ports"]).flatMap((port) => portOf(port) ?? []),
		expose: list(service["expose"]).map(String),
		environment: environmentOf(service["environment"]),
		envFiles: list(service["env_file"]).flatMap((one) =>
			typeof one === "string" ? [one] : isMapping(one) && typeof one["path"] === "string" ? [one["path"]] : [],
		),
		mounts: list(service["volumes"]).flatMap((one) => mountOf(one) ?? []),
		privileges: flags,
	};
}

/** A port as containers see it, and what the world reached it by. */
function portOf(port: unknown): Value | undefined {
	if (isMapping(port))
		return { target: String(port["target"]), ...(port["published"] !== undefined && { published: String(port["published"]) }) };
	const [, published, target, protocol] = /^(?:(?:\[[^\]]*\]|[^:[\]]*):)?(?:([^:]*):)?([\d-]+)(?:\/(\w+))?$/.exec(String(port)) ?? [];
	if (target === undefined) return undefined;
	const host = published ?? /^([\d-]+):/.exec(String(port))?.[1];
	return { target, ...(host !== undefined && host !== "" && { published: host }), ...(protocol !== undefined && { protocol }) };
}

function mountOf(mount: unknown): Value | undefined {
	if (isMapping(mount))
		return {
			type: String(mount["type"] ?? "volume"),
			...(typeof mount["source"] === "string" && { source: mount["source"] }),
			target: String(mount["target"] ?? ""),
		};
	const [source = "", target] = String(mount).split(":");
	if (target === undefined) return { type: "volume", target: source };
	return { type: /^[./~]/.test(source) || source.includes("$") ? "bind" : "volume", source, target };
}

/** Variables by name; what looks like a secret by its name or form is one. */
function environmentOf(environment: unknown): Record<string, Value> {
	const pairs: [string, unknown][] = isMapping(environment)
		? Object.entries(environment)
		: list(environment).map((line) => {
				const text = String(line);
				const at = text.indexOf("=");
				return at < 0 ? [text, null] : [text.slice(0, at), text.slice(at + 1)];
			});
	return Object.fromEntries(
		pairs.map(([name, value]): [string, Value] => {
			if (value === null || value === undefined) return [name, new Unknown("taken from whoever starts it")];
			const text = String(value);
			if ((SECRET_NAME.test(name) && !isFileName(name)) || SECRET_VALUE.test(text)) return [name, new Secret()];
			return [name, known(text)];
		}),
	);
}

function dependencies(service: Mapping, project: string, content: Mapping): string[] {
	const names = (value: unknown): string[] =>
		isMapping(value) ? Object.keys(value) : list(value).map((one) => (isMapping(one) ? String(one["source"] ?? "") : String(one)));
	const ids = (section: string, wanted: readonly string[]): string[] => {
		const there = isMapping(content[section]) ? content[section] : {};
		return wanted.filter((name) => name in there).map((name) => `${project}/${section}/${name}`);
	};
	const mounts = list(service["volumes"]).map((mount) => (isMapping(mount) ? String(mount["source"] ?? "") : String(mount).split(":")[0]!));
	return [
		...ids("services", [...names(service["depends_on"]), ...names(service["links"]).map((link) => link.split(":")[0]!)]),
		...ids("networks", names(service["networks"])),
		...ids("secrets", names(service["secrets"])),
		...ids("configs", names(service["configs"])),
		...ids("volumes", mounts),
	];
}

const list = (value: unknown): unknown[] => (value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]);
