import { createRequire } from "node:module";
import { gunzipSync } from "node:zlib";
import type { Properties, Resource, Value } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { How } from "./cluster-defaults.ts";
import { DEFAULTS } from "./cluster-defaults.ts";
import type { CheckContext } from "./control.ts";
import { textOf } from "./credentials.ts";
import { escapeToken, leafAt, UnknownValue, unguarded } from "./guard.ts";
import type { Index } from "./joins.ts";
import { podPaths } from "./pods.ts";

/**
 * How the parts of a cluster are set up, wherever that is written: command lines of static pods, kubeadm's and the kubelet's files,
 * configuration of RKE2 and k3s, kube-proxy's ConfigMap; in manifests, and inside the user data of machines. Every setting goes by the name
 * of the flag that it is.
 */

export const COMPONENTS = ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "kubelet", "kube-proxy"] as const;
export type ComponentName = (typeof COMPONENTS)[number];

export const INSTANCE = "openstack:compute/instance:Instance";
/** A mapping of `/etc/rancher/{rke2,k3s}/config.yaml`, which has no kind of its own. */
export const DISTRIBUTIONS = { "rke2/v1/Config": "rke2", "k3s/v1/Config": "k3s" } as const;
const KUBEADM = /^kubeadm\.k8s\.io\/\w+\/(Cluster|Init|Join)Configuration$/;
const KUBELET = "kubelet.config.k8s.io/v1beta1/KubeletConfiguration";
const KUBE_PROXY = "kubeproxy.config.k8s.io/v1alpha1/KubeProxyConfiguration";
/** ConfigMaps in which kubeadm keeps such files. */
const CONFIG_MAPS = /^(kube-proxy|kubeadm-config|kubelet-config(-\d+\.\d+)?)$/;
/** Flags that add up where they are repeated. */
const LISTS = ["enable-admission-plugins", "disable-admission-plugins", "authorization-mode", "tls-cipher-suites"];

interface Written {
	value: Value;
	/** JSON pointer into the resource. */
	path: string;
}

/** A part of a cluster with its settings. */
export class Component {
	readonly name: ComponentName;
	readonly how: How;
	readonly resource: Resource;
	/** Where what is not said would be said. */
	readonly place: string;
	/** Only some settings stand here, and the others elsewhere. */
	readonly isOverlay: boolean;
	/** Its command line names a file, in which the settings stand. */
	isElsewhere = false;
	private readonly flags = new Map<string, Written>();
	/** Why flags may be set that can't be seen. */
	private open: { path: string; leaf: Unknown | Secret } | undefined;

	constructor(name: ComponentName, how: How, resource: Resource, place: string, isOverlay = false) {
		this.name = name;
		this.how = how;
		this.resource = resource;
		this.place = place;
		this.isOverlay = isOverlay;
	}

	set(flag: string, value: Value | undefined, path: string): void {
		if (value === undefined || value === null) return;
		const known = this.flags.get(flag);
		const joined = known !== undefined && LISTS.includes(flag) && typeof known.value === "string" && typeof value === "string";
		this.flags.set(flag, { value: joined ? `${known.value},${value}` : value, path });
	}

	/** Something is said here that can't be read: it may be any flag, and the last one counts. */
	hide(leaf: Unknown | Secret, path: string): void {
		this.open ??= { path, leaf };
		this.flags.clear();
	}

	/** What is said, or what holds where nothing is; `undefined`: it is not set. Throws `UnknownValue`. */
	get(flag: string): string | undefined {
		const written = this.flags.get(flag);
		if (written !== undefined) {
			const { value, path } = written;
			const hidden = [value].flat().find(isHidden) ?? (LISTS.includes(flag) ? this.open?.leaf : undefined);
			if (hidden !== undefined) throw new UnknownValue(this.resource, path, hidden);
			return Array.isArray(value) ? value.join(",") : String(value);
		}
		if (this.open !== undefined) throw new UnknownValue(this.resource, this.open.path, this.open.leaf);
		return DEFAULTS[this.how][this.name]?.[flag];
	}

	/** Whether it is said here. Throws `UnknownValue` where that is not known. */
	says(flag: string): boolean {
		if (this.flags.has(flag)) return true;
		if (this.open !== undefined) throw new UnknownValue(this.resource, this.open.path, this.open.leaf);
		return false;
	}

	path(flag: string): string {
		return this.flags.get(flag)?.path ?? this.place;
	}
}

const found = new WeakMap<Resource, readonly Component[]>();

/** Whether a resource says how a part of a cluster is set up. */
export function configuresCluster(resource: Resource): boolean {
	return componentsOf(resource).length > 0;
}

/** The parts that a resource says something about. */
export function componentsOf(resource: Resource): readonly Component[] {
	const raw = unguarded(resource);
	let components = found.get(raw);
	if (components === undefined) {
		components = [...read(raw)];
		found.set(raw, components);
	}
	return components;
}

/** Asks `body` of each part of these names that is not judged by its own file; where there is none, the control does not apply. */
export function eachComponent(
	subject: Resource,
	context: Pick<CheckContext<unknown>, "all" | "each" | "notApplicable">,
	names: readonly ComponentName[],
	body: (component: Component) => void,
): void {
	const components = componentsOf(subject).filter(
		({ name, isElsewhere }) => names.includes(name) && !(isElsewhere && context.all.once(withFiles).has(name)),
	);
	if (components.length === 0) context.notApplicable();
	context.each(components, body);
}

/** Reports a setting that does not hold, with its value. Where only some settings stand, what is not said is said elsewhere. */
export function expectFlag(
	component: Component,
	{ each, report }: Pick<CheckContext<unknown>, "each" | "report">,
	flag: string,
	holds: (value: string | undefined) => boolean,
	otherwise: string,
): void {
	each([flag], () => {
		const value = component.get(flag) || undefined;
		if (holds(value) || (component.isOverlay && !component.says(flag))) return;
		const found = value === undefined ? "is not set" : `is ${value}`;
		report({ path: component.path(flag), message: `${component.name}: ${otherwise} (${flag} ${found}).` });
	});
}

export const isSet = (value: string | undefined): boolean => value !== undefined;
export const isFalse = (value: string | undefined): boolean => value?.toLowerCase() === "false";
export const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === "true";

/** Ciphers that hold: forward secrecy and authenticated encryption. Source: CIS Kubernetes 1.2.29, Mozilla's intermediate list. */
const STRONG = /^TLS_(AES|CHACHA20)_|^TLS_ECDHE_(ECDSA|RSA)_WITH_(AES_(128|256)_GCM|CHACHA20_POLY1305)/;

/** Asks for TLS 1.2 or newer with strong ciphers. What Go offers where none are named has weaker ones among it, unless only TLS 1.3 is spoken. */
export function expectStrongTls(component: Component, context: Pick<CheckContext<unknown>, "each" | "report">): void {
	expectFlag(
		component,
		context,
		"tls-min-version",
		(value) => value === undefined || /TLS1[23]$/.test(value),
		"it speaks TLS older than 1.2",
	);
	context.each([""], () => {
		if (component.get("tls-min-version") === "VersionTLS13") return;
		const strong = (value: string | undefined): boolean => value?.split(",").every((cipher) => STRONG.test(cipher.trim())) === true;
		expectFlag(component, context, "tls-cipher-suites", strong, "it offers weak ciphers");
	});
}

/** Parts whose own file is in the list. Pass to `Index.once`. */
function withFiles(all: Index): ReadonlySet<ComponentName> {
	const files = all.resources.flatMap(componentsOf).filter(({ how }) => how === "kubelet file" || how === "kube-proxy file");
	return new Set(files.map(({ name }) => name));
}

/** Every API server of the list. Pass to `Index.once`. */
export function apiServers(all: Index): readonly Component[] {
	return all.resources.flatMap(componentsOf).filter(({ name, isOverlay }) => name === "kube-apiserver" && !isOverlay);
}

/** A pod of the list that may be a program of the cluster and can't be read. Pass to `Index.once`. */
export function obscuredPod(all: Index): { resource: Resource; leaf: Unknown | Secret } | undefined {
	for (const resource of all.resources) {
		componentsOf(resource);
		const leaf = obscured.get(unguarded(resource));
		if (leaf !== undefined) return { resource, leaf };
	}
	return undefined;
}

/** Whether kubeadm made the cluster. Pass to `Index.once`. */
export function kubeadmPresent(all: Index): boolean {
	return all.resources.some(({ type }) => KUBEADM.test(type));
}

function* read(raw: Resource): Generator<Component> {
	const { type, properties } = raw;
	if (type === INSTANCE) yield* fromUserData(raw);
	else if (type in DISTRIBUTIONS) yield* fromDistribution(DISTRIBUTIONS[type as keyof typeof DISTRIBUTIONS], properties, raw, child(""));
	else if (type === "v1/ConfigMap") {
		if (!CONFIG_MAPS.test(raw.name)) return;
		const data = leafAt(raw, "/data");
		if (typeof data !== "object" || data === null) return;
		for (const [key, text] of Object.entries(data))
			if (typeof text === "string")
				for (const document of documentsIn(text)) yield* fromDocument(document, raw, () => `/data/${escapeToken(key)}`);
	} else if (podPaths(raw).length > 0) for (const path of podPaths(raw)) yield* fromPod(leafAt(raw, path), raw, child(path));
	else yield* fromDocument(properties, raw, child(""), type);
}

/** Where something below a place stands: in a resource at its own pointer, in a text inside of one at that of the text. */
type Place = (inner: string) => string;
const child =
	(path: string): Place =>
	(inner) =>
		`${path}${inner}`;

type Mapping = { readonly [key: string]: Value };

function mapping(value: Value | undefined): Mapping {
	return typeof value === "object" && value !== null && !Array.isArray(value) && !isHidden(value) ? (value as Mapping) : {};
}

function* fromDocument(
	document: Mapping,
	raw: Resource,
	at: Place,
	type = `${String(document["apiVersion"])}/${String(document["kind"])}`,
): Generator<Component> {
	if (KUBEADM.test(type)) yield* fromKubeadm(type, document, raw, at);
	else if (type === KUBELET) yield fromKubeletFile(document, raw, at);
	else if (type === KUBE_PROXY) {
		const proxy = new Component("kube-proxy", "kube-proxy file", raw, at("/metricsBindAddress"));
		// An empty text is as good as none.
		proxy.set("metrics-bind-address", document["metricsBindAddress"] || undefined, at("/metricsBindAddress"));
		yield proxy;
	} else if (type === "v1/Pod") yield* fromPod(document["spec"], raw, (inner) => at(`/spec${inner}`));
}

/** Pods of which a part can't be read that may be a program of the cluster. */
const obscured = new WeakMap<Resource, Unknown | Secret>();

/** Containers whose command, or else image, is one of the programs. */
function* fromPod(spec: Value | undefined, raw: Resource, at: Place): Generator<Component> {
	const containers = isHidden(spec) ? spec : mapping(spec)["containers"];
	if (isHidden(containers)) obscured.set(raw, containers);
	if (!Array.isArray(containers)) return;
	const named: Component[] = [];
	let open: { leaf: Unknown | Secret; path: string } | undefined;
	for (const [index, container] of containers.entries()) {
		const { command, args, image } = mapping(container);
		const words = [...wordsOf(command, at, `/containers/${index}/command`), ...wordsOf(args, at, `/containers/${index}/args`)];
		const first = words.findIndex(({ value }) => programIn(value) !== undefined);
		const name = first >= 0 ? programIn(words[first]?.value) : programIn(typeof image === "string" ? image.replace(/[:@][^/]*$/, "") : "");
		const hidden = [container, image, ...words.map(({ value }) => value)].find(isHidden);
		if (name === undefined) {
			if (hidden !== undefined) open = { leaf: hidden, path: at(`/containers/${index}`) };
			continue;
		}
		const component = new Component(
			name,
			"flags",
			raw,
			at(`/containers/${index}/${first >= 0 && args === undefined ? "command" : "args"}`),
		);
		flagsOf(words.slice(first + 1), component);
		// What a file says is not on the command line.
		const file = name === "etcd" ? "config-file" : "config";
		if (hidden === undefined && component.says(file)) {
			component.isElsewhere = true;
			component.hide(new Unknown(`it is said in ${component.get(file)}`), component.path(file));
		}
		named.push(component);
	}
	yield* named;
	if (open === undefined) return;
	obscured.set(raw, open.leaf);
	// Beside a program of the cluster, what can't be read may be any other.
	for (const name of named.length === 0 ? [] : COMPONENTS.filter((each) => !named.some((component) => component.name === each))) {
		const component = new Component(name, "flags", raw, open.path);
		component.hide(open.leaf, open.path);
		yield component;
	}
}

function isHidden(value: Value | undefined): value is Unknown | Secret {
	return value instanceof Unknown || value instanceof Secret;
}

function programIn(text: unknown): ComponentName | undefined {
	const last = /([^/]+)$/.exec(String(text))?.[1];
	return COMPONENTS.find((name) => name === last);
}

/** The words of a command: a shell's text is several. */
function wordsOf(list: Value | undefined, at: Place, path: string): Written[] {
	if (isHidden(list)) return [{ value: list, path: at(path) }];
	if (!Array.isArray(list)) return [];
	return list.flatMap((word: Value, index): Written[] => {
		const here = at(`${path}/${index}`);
		if (isHidden(word) || String(word).startsWith("-")) return [{ value: word, path: here }];
		return String(word)
			.split(/\s+/)
			.filter(Boolean)
			.map((value) => ({ value, path: here }));
	});
}

/** `--name=value`, `--name value`, `--name`. */
function flagsOf(words: readonly Written[], component: Component): void {
	for (const [index, { value, path }] of words.entries()) {
		if (isHidden(value)) {
			component.hide(value, path);
			continue;
		}
		const [, name, sign, rest = ""] = /^--?([a-z][\w-]*)(=?)(.*)$/s.exec(String(value)) ?? [];
		if (name === undefined) continue;
		const next = words[index + 1]?.value;
		const bare = typeof next === "string" && !next.startsWith("-") ? next : "true";
		component.set(name, sign === "=" ? rest.replace(/^(["'])(.*)\1$/, "$2") : bare, path);
	}
}

/** Arguments as kubeadm's files have them: a mapping until v1beta3, a list of names and values since v1beta4. */
function extraArgs(value: Value | undefined, component: Component, path: string, at: Place): void {
	if (isHidden(value)) component.hide(value, at(path));
	else if (Array.isArray(value))
		for (const [index, entry] of value.entries()) {
			const { name, value: said } = mapping(entry);
			if (isHidden(entry)) component.hide(entry, at(`${path}/${index}`));
			else if (isHidden(name)) component.hide(name, at(`${path}/${index}/name`));
			else if (typeof name === "string") component.set(name, said ?? "", at(`${path}/${index}/value`));
		}
	else for (const [name, said] of Object.entries(mapping(value))) component.set(name, said, at(`${path}/${name}`));
}

function* fromKubeadm(type: string, document: Mapping, raw: Resource, at: Place): Generator<Component> {
	if (!type.endsWith("/ClusterConfiguration")) {
		const { nodeRegistration, localAPIEndpoint, controlPlane } = document;
		const args = mapping(nodeRegistration)["kubeletExtraArgs"];
		const kubelet = new Component("kubelet", "kubeadm", raw, at("/nodeRegistration/kubeletExtraArgs"), true);
		extraArgs(args, kubelet, "/nodeRegistration/kubeletExtraArgs", at);
		if (args !== undefined) yield kubelet;
		const joined =
			localAPIEndpoint !== undefined ? localAPIEndpoint : isHidden(controlPlane) ? controlPlane : mapping(controlPlane)["localAPIEndpoint"];
		const path = localAPIEndpoint === undefined ? "/controlPlane/localAPIEndpoint" : "/localAPIEndpoint";
		const server = new Component("kube-apiserver", "kubeadm", raw, at(path), true);
		if (isHidden(joined)) server.hide(joined, at(path));
		server.set("advertise-address", mapping(joined)["advertiseAddress"], at(`${path}/advertiseAddress`));
		if (joined !== undefined) yield server;
		return;
	}
	const { apiServer, controllerManager, scheduler, etcd, controlPlaneEndpoint } = document;
	const external = isHidden(etcd) ? etcd : mapping(etcd)["external"];
	const parts = [
		["kube-apiserver", apiServer, "/apiServer"],
		["kube-controller-manager", controllerManager, "/controllerManager"],
		["kube-scheduler", scheduler, "/scheduler"],
		["etcd", isHidden(external) ? external : mapping(etcd)["local"], "/etcd/local"],
	] as const;
	for (const [name, part, path] of parts) {
		if (name === "etcd" && external !== undefined && external !== null && !isHidden(external)) continue;
		const component = new Component(name, "kubeadm", raw, at(`${path}/extraArgs`));
		if (isHidden(part)) component.hide(part, at(path));
		extraArgs(mapping(part)["extraArgs"], component, `${path}/extraArgs`, at);
		if (name === "kube-apiserver") {
			component.set("control-plane-endpoint", controlPlaneEndpoint, at("/controlPlaneEndpoint"));
			if (isHidden(external)) for (const flag of ETCD_FLAGS) component.set(flag, external, at("/etcd"));
			else if (external !== undefined && external !== null) {
				const { caFile, certFile, keyFile, endpoints } = mapping(external);
				component.set("etcd-cafile", caFile ?? "", at("/etcd/external/caFile"));
				component.set("etcd-certfile", certFile ?? "", at("/etcd/external/certFile"));
				component.set("etcd-keyfile", keyFile ?? "", at("/etcd/external/keyFile"));
				component.set("etcd-servers", endpoints, at("/etcd/external/endpoints"));
			}
		}
		yield component;
	}
}

const ETCD_FLAGS = ["etcd-cafile", "etcd-certfile", "etcd-keyfile", "etcd-servers"];

const KUBELET_FIELDS: Readonly<Record<string, string>> = {
	"anonymous-auth": "/authentication/anonymous/enabled",
	"client-ca-file": "/authentication/x509/clientCAFile",
	"authorization-mode": "/authorization/mode",
	"read-only-port": "/readOnlyPort",
	"rotate-certificates": "/rotateCertificates",
	"protect-kernel-defaults": "/protectKernelDefaults",
	"tls-cipher-suites": "/tlsCipherSuites",
	"tls-min-version": "/tlsMinVersion",
	"streaming-connection-idle-timeout": "/streamingConnectionIdleTimeout",
};

function fromKubeletFile(document: Mapping, raw: Resource, at: Place): Component {
	const kubelet = new Component("kubelet", "kubelet file", raw, at(""));
	for (const [flag, pointer] of Object.entries(KUBELET_FIELDS)) {
		let value: Value | undefined = document;
		for (const key of pointer.slice(1).split("/")) {
			if (isHidden(value)) break;
			value = mapping(value)[key];
		}
		kubelet.set(flag, value, at(pointer));
	}
	return kubelet;
}

/** Keys that only a server of RKE2 or k3s has. A file with none of them that names a server may be an agent's. */
const OF_SERVERS =
	/^(kube-(apiserver|scheduler|controller-manager)-arg|etcd-.*|cluster-.*|service-cidr|tls-san|cni|profile|secrets-encryption|audit-policy-file|disable|datastore-.*|pod-security-admission-config-file|advertise-address|write-kubeconfig-mode)\+?$/;
/** RKE2 says that with a CIS profile its own policy is used, which logs nothing, unless somebody has written one. */
const NO_POLICY = new Unknown(
	"RKE2's own audit policy logs nothing unless /etc/rancher/rke2/audit-policy.yaml was written; name it in audit-policy-file",
);

function* fromDistribution(how: "rke2" | "k3s", config: Mapping, raw: Resource, at: Place): Generator<Component> {
	const keys = Object.keys(config);
	const isAgent = config["server"] !== undefined && !keys.some((key) => OF_SERVERS.test(key));
	const { profile } = config;
	const cis = isHidden(profile) ? profile : String(profile ?? "").startsWith("cis");
	for (const name of isAgent ? (["kubelet", "kube-proxy"] as const) : COMPONENTS) {
		const component = new Component(name, how, raw, at(""));
		const take = (flag: string, key: string): void => component.set(flag, config[key], at(`/${key}`));
		const taken = (flag: string, value: Value): void => component.set(flag, isHidden(cis) ? cis : value, at("/profile"));
		if (name === "kube-apiserver") {
			if (how === "rke2" && cis !== false) {
				for (const [flag, value] of Object.entries(AUDIT)) taken(flag, value);
				taken("audit-policy-file", NO_POLICY);
				taken("service-account-extend-token-expiration", "false");
				taken("pod-security", "restricted");
			}
			if (config["audit-policy-file"] !== undefined)
				for (const [flag, value] of Object.entries(AUDIT)) component.set(flag, value, at("/audit-policy-file"));
			for (const key of ["audit-policy-file", "advertise-address", "tls-san", "node-external-ip"]) take(key, key);
			take("admission-control-config-file", "pod-security-admission-config-file");
			const encrypts = config["secrets-encryption"];
			if (isHidden(encrypts)) take("encryption-provider-config", "secrets-encryption");
			else if (encrypts !== undefined)
				component.set("encryption-provider-config", String(encrypts) === "true" ? "(on)" : "", at("/secrets-encryption"));
			const store = config["datastore-endpoint"];
			if (store !== undefined) {
				// A message may quote it; the login in it is nobody's business.
				component.set("etcd-servers", typeof store === "string" ? store.replace(/\/\/[^/]*@/, "//") : store, at("/datastore-endpoint"));
				for (const file of ["cafile", "certfile", "keyfile"])
					component.set(`etcd-${file}`, config[`datastore-${file}`] ?? "", at(`/datastore-${file}`));
			}
		}
		const exposed = config["etcd-expose-metrics"];
		if (name === "etcd" && isHidden(exposed)) take("listen-metrics-urls", "etcd-expose-metrics");
		else if (name === "etcd" && String(exposed) === "true")
			component.set("listen-metrics-urls", "http://0.0.0.0:2381", at("/etcd-expose-metrics"));
		if (name === "kubelet") {
			if (how === "rke2" && cis !== false) taken("protect-kernel-defaults", "true");
			take("protect-kernel-defaults", "protect-kernel-defaults");
		}
		for (const key of [`${name}-arg`, `${name}-arg+`]) {
			const args = config[key];
			const list = args === undefined || args === null ? [] : [args].flat();
			for (const [index, arg] of list.entries()) {
				const path = at(Array.isArray(args) ? `/${key}/${index}` : `/${key}`);
				if (isHidden(arg)) component.hide(arg, path);
				else flagsOf([{ value: `--${String(arg).replace(/^--/, "")}`, path }], component);
			}
		}
		yield component;
	}
}

const AUDIT = {
	"audit-log-path": "server/logs/audit.log",
	"audit-log-maxage": "30",
	"audit-log-maxbackup": "10",
	"audit-log-maxsize": "100",
};

interface File {
	path: string;
	text: string;
}

/** Files that cloud-init writes, as texts. */
export function filesOf(instance: Resource): readonly File[] {
	const userData = leafAt(instance, "/userData");
	const text = typeof userData === "string" ? textOf(userData) : undefined;
	if (text === undefined || !/^#cloud-config\b/m.test(text) || !text.includes("write_files")) return [];
	return documentsIn(text).flatMap((document) => {
		const { write_files: files } = document;
		if (!Array.isArray(files)) return [];
		return files.flatMap((file) => {
			const { path, content, encoding } = mapping(file);
			return typeof path === "string" && typeof content === "string" ? [{ path, text: decoded(content, String(encoding ?? "")) }] : [];
		});
	});
}

/** What the admission configuration that cloud-init writes to `file` enforces in namespaces without a label; `undefined`: it writes none. */
export function podSecurityIn(instance: Resource, file: string): string | undefined {
	const written = filesOf(instance).find(({ path }) => path === file);
	if (written === undefined) return undefined;
	for (const document of documentsIn(written.text)) {
		const { kind, plugins, defaults } = document as {
			kind?: string;
			plugins?: { name?: string; configuration?: Mapping }[];
			defaults?: Mapping;
		};
		const own = Array.isArray(plugins) ? plugins.find(({ name }) => name === "PodSecurity")?.configuration?.["defaults"] : undefined;
		const enforced = mapping(kind === "PodSecurityConfiguration" ? defaults : own)["enforce"];
		if (typeof enforced === "string") return enforced;
	}
	return "nothing";
}

/** Source: cloud-init, write_files, encoding. */
function decoded(content: string, encoding: string): string {
	if (!/^(gz|gzip|b64|base64|gz(ip)?\+b(ase)?64)$/.test(encoding)) return content;
	const bytes = Buffer.from(content, encoding === "gz" || encoding === "gzip" ? "latin1" : "base64");
	try {
		return (encoding.startsWith("gz") ? gunzipSync(bytes, { maxOutputLength: 2 ** 22 }) : bytes).toString("utf8");
	} catch {
		return "";
	}
}

function* fromUserData(raw: Resource): Generator<Component> {
	const files = filesOf(raw);
	const at = (): string => "/userData";
	for (const how of ["rke2", "k3s"] as const) {
		const own = files.filter(({ path }) => new RegExp(`^/etc/rancher/${how}/config\\.yaml(\\.d/[^/]+\\.ya?ml)?$`).test(path));
		// Files of config.yaml.d are read in their order after config.yaml; the last one wins.
		own.sort((a, b) => (a.path < b.path ? -1 : 1));
		if (own.length > 0)
			yield* fromDistribution(how, Object.assign({}, ...own.flatMap(({ text }) => documentsIn(text))) as Mapping, raw, at);
	}
	for (const { path, text } of files)
		if (!path.startsWith("/etc/rancher/")) for (const document of documentsIn(text)) yield* fromDocument(document, raw, at);
}

/** Loaded when the first text is read: most lists hold none. */
const yaml = (): typeof import("yaml") => createRequire(import.meta.url)("yaml");

/** Mappings of a YAML text; what can't be read is none. */
function documentsIn(text: string): readonly Properties[] {
	try {
		return yaml()
			.parseAllDocuments(text, { logLevel: "silent" })
			.flatMap((document) => {
				const value = document.errors.length > 0 ? undefined : (document.toJS({ maxAliasCount: 100 }) as unknown);
				return typeof value === "object" && value !== null && !Array.isArray(value) ? [value as Properties] : [];
			});
	} catch {
		return [];
	}
}
