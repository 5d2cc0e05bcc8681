import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { EXIT, UserError } from "../../errors.ts";
import type { Exchange, HttpReply, HttpRequest } from "../http.ts";
import { exchange, parseJson } from "../http.ts";
import type { Cloud } from "./clouds.ts";

/**
 * The services that Socle talks to: what people call them, the types under which catalogues list them, and the version that paths start with.
 * Types and aliases: https://service-types.openstack.org/service-types.json
 */
export const SERVICES = {
	identity: { name: "Keystone", types: ["identity"], version: "v3" },
	compute: { name: "Nova", types: ["compute"], version: "v2.1" },
	network: { name: "Neutron", types: ["network"], version: "v2.0" },
	volume: { name: "Cinder", types: ["block-storage", "volumev3", "volume", "block-store"], version: "v3" },
	image: { name: "Glance", types: ["image"], version: "v2" },
	"load-balancer": { name: "Octavia", types: ["load-balancer"], version: "v2" },
	"key-manager": { name: "Barbican", types: ["key-manager"], version: "v1" },
	"object-store": { name: "Swift", types: ["object-store"], version: undefined },
	dns: { name: "Designate", types: ["dns"], version: "v2" },
	"container-infra": { name: "Magnum", types: ["container-infrastructure-management", "container-infra"], version: "v1" },
	"shared-file-system": { name: "Manila", types: ["shared-file-system", "sharev2"], version: "v2" },
	database: { name: "Trove", types: ["database"], version: "v1.0" },
} as const;
export type Service = keyof typeof SERVICES;

/** A service said no, or something that can't be understood. */
export class CloudError extends UserError {
	readonly service: Service;
	readonly status: number;
	constructor(message: string, service: Service, status: number, next?: string) {
		super(message, { exit: EXIT.engine, ...(next !== undefined && { next }) });
		this.service = service;
		this.status = status;
	}
}

export interface Sending {
	query?: Record<string, string>;
	/** e.g. `2.26`; sent as `OpenStack-API-Version: compute 2.26`. */
	microversion?: string;
	body?: unknown;
	headers?: Record<string, string>;
}

/** A signed-in connection to one project of one cloud. It can do everything that its user may; hand out a reader or a remover instead. */
export interface Session {
	readonly cloud: Cloud;
	readonly projectId: string;
	readonly userId: string;
	readonly userName: string;
	readonly roles: readonly string[];
	has(service: Service): boolean;
	/** Any answer below 400; 401 renews the token once; everything else throws `CloudError`. `path` follows the version: `/ports`. */
	send(
		method: HttpRequest["method"],
		service: Service,
		path: string,
		sending?: Sending,
	): Promise<{ reply: HttpReply; request: HttpRequest }>;
}

interface Token {
	id: string;
	projectId: string;
	userId: string;
	userName: string;
	roles: string[];
	catalog: { type: string; endpoints: { interface: string; region?: string; region_id?: string; url: string }[] }[];
}

/** Signs in with Keystone v3. Secrets stay in here: no message quotes a password, a credential's secret or a token. */
export async function signIn(cloud: Cloud, options: Exchange = {}): Promise<Session> {
	const tls = cloud.verify && !cloud.cacert && !cloud.cert ? undefined : tlsOf(cloud);
	const exchanging: Exchange = { ...options, ...(tls && { tls }) };
	let token = await authenticate(cloud, exchanging);

	const has = (service: Service): boolean => service === "identity" || endpointOf(cloud, token, service) !== undefined;
	const send: Session["send"] = async (method, service, path, sending = {}) => {
		const base = service === "identity" ? identityUrl(cloud) : endpointOf(cloud, token, service);
		if (base === undefined) throw missingService(cloud, token, service);
		const url = new URL(base.replace(/\/+$/, "") + path);
		for (const [key, value] of Object.entries(sending.query ?? {})) url.searchParams.set(key, value);
		const request = (): HttpRequest => ({
			method,
			url,
			who: whoIs(service, cloud),
			headers: {
				"x-auth-token": token.id,
				...(sending.microversion && microversion(service, sending.microversion)),
				...sending.headers,
			},
			...(sending.body !== undefined && { body: sending.body }),
		});
		let sent = request();
		let reply = await exchange(sent, exchanging);
		if (reply.status === 401) {
			// Tokens end, within an hour on some clouds; a second 401 is a refusal.
			token = await authenticate(cloud, exchanging);
			sent = request();
			reply = await exchange(sent, exchanging);
		}
		if (reply.status >= 300) throw refusal(cloud, token, service, method, url, reply);
		return { reply, request: sent };
	};
	return {
		cloud,
		send,
		has,
		get projectId() {
			return token.projectId;
		},
		get userId() {
			return token.userId;
		},
		get userName() {
			return token.userName;
		},
		get roles() {
			return token.roles;
		},
	};
}

const whoIs = (service: Service, cloud: Cloud): string => `${SERVICES[service].name} of cloud ${cloud.name}`;

function microversion(service: Service, version: string): Record<string, string> {
	const header: Record<string, string> = { "openstack-api-version": `${service} ${version}` };
	if (service === "compute") header["x-openstack-nova-api-version"] = version;
	if (service === "shared-file-system") header["x-openstack-manila-api-version"] = version;
	return header;
}

function tlsOf(cloud: Cloud): NonNullable<Exchange["tls"]> {
	const read = (key: "cacert" | "cert" | "key"): Buffer | undefined => {
		const path = cloud[key]?.replace(/^~(?=\/)/, homedir());
		if (path === undefined) return undefined;
		try {
			return readFileSync(path);
		} catch (cause) {
			throw new UserError(`${cloud.file}: clouds.${cloud.name}.${key} names ${path}, which can't be read.`, { cause });
		}
	};
	const [ca, cert, key] = [read("cacert"), read("cert"), read("key")];
	return { ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }), verify: cloud.verify };
}

function identityUrl(cloud: Cloud): string {
	const url = (cloud.auth["auth_url"] ?? "").replace(/\/+$/, "");
	return /\/v3$/.test(url) ? url : `${url.replace(/\/v2\.0$/, "")}/v3`;
}

async function authenticate(cloud: Cloud, options: Exchange): Promise<Token> {
	const request: HttpRequest = {
		method: "POST",
		url: new URL(`${identityUrl(cloud)}/auth/tokens`),
		who: whoIs("identity", cloud),
		body: { auth: authentication(cloud) },
	};
	const reply = await exchange(request, options);
	if (reply.status === 401) {
		throw new CloudError(
			`Keystone of cloud ${cloud.name} does not accept the credentials in ${cloud.file}.`,
			"identity",
			401,
			cloud.authType === "password"
				? "Check username, password, project and domains; a locked account is unlocked by the domain's administrator."
				: "Check the credential's id and secret; it may have expired or been deleted. Its owner can create another (`openstack application credential create`).",
		);
	}
	if (reply.status >= 300) throw refusal(cloud, undefined, "identity", "POST", request.url, reply);
	const id = reply.headers["x-subject-token"];
	const token = (parseJson(request, reply) as { token?: Record<string, unknown> }).token;
	if (typeof id !== "string" || token === undefined) {
		throw new CloudError(
			`${request.who} accepted the credentials but sent no token.`,
			"identity",
			reply.status,
			"Check that auth_url is Keystone's own address.",
		);
	}
	const project = token["project"] as { id?: string } | undefined;
	if (project?.id === undefined) {
		throw new CloudError(
			`The credentials of cloud ${cloud.name} in ${cloud.file} belong to no project.`,
			"identity",
			reply.status,
			`Add project_name (or project_id) and its domain to clouds.${cloud.name}.auth.`,
		);
	}
	return {
		id,
		projectId: project.id,
		userId: (token["user"] as { id?: string } | undefined)?.id ?? "",
		userName: (token["user"] as { name?: string } | undefined)?.name ?? "unknown user",
		roles: ((token["roles"] as { name: string }[] | undefined) ?? []).map((role) => role.name),
		catalog: (token["catalog"] as Token["catalog"] | undefined) ?? [],
	};
}

/** https://docs.openstack.org/api-ref/identity/v3/#authentication-and-token-management */
function authentication(cloud: Cloud): unknown {
	const { auth } = cloud;
	const domain = (prefix: string): { id: string } | { name: string } | undefined => {
		const id = auth[`${prefix}_domain_id`] ?? auth["default_domain_id"] ?? auth["default_domain"];
		const name = auth[`${prefix}_domain_name`] ?? auth["default_domain_name"];
		if (auth[`${prefix}_domain_id`] === undefined && name !== undefined) return { name };
		return id === undefined ? undefined : { id };
	};
	const user = (): unknown =>
		auth["user_id"] !== undefined ? { id: auth["user_id"] } : { name: auth["username"], domain: domain("user") ?? { id: "default" } };
	if (cloud.authType === "v3applicationcredential") {
		const secret = auth["application_credential_secret"];
		const id = auth["application_credential_id"];
		return {
			identity: {
				methods: ["application_credential"],
				application_credential: id !== undefined ? { id, secret } : { name: auth["application_credential_name"], secret, user: user() },
			},
		};
	}
	const projectId = auth["project_id"] ?? auth["tenant_id"];
	const projectName = auth["project_name"] ?? auth["tenant_name"];
	const project =
		projectId !== undefined
			? { id: projectId }
			: projectName !== undefined
				? { name: projectName, domain: domain("project") ?? domain("user") ?? { id: "default" } }
				: undefined;
	return {
		identity: { methods: ["password"], password: { user: { ...(user() as object), password: auth["password"] } } },
		...(project && { scope: { project } }),
	};
}

/** Address of a service, with the version that its paths start with; `undefined` where the catalogue has none. */
function endpointOf(cloud: Cloud, token: Token, service: Service): string | undefined {
	const { types, version } = SERVICES[service];
	for (const type of types) {
		const url = cloud.endpoints[type] ?? cloud.endpoints[service] ?? catalogued(cloud, token, type);
		if (url === undefined) continue;
		// Some catalogues name the version, some the version and the project, some neither.
		return version === undefined || /\/v\d+(\.\d+)?(\/|$)/.test(new URL(url).pathname) ? url : `${url.replace(/\/+$/, "")}/${version}`;
	}
	return undefined;
}

function catalogued(cloud: Cloud, token: Token, type: string): string | undefined {
	return token.catalog
		.filter((entry) => entry.type === type)
		.flatMap((entry) => entry.endpoints)
		.find((end) => end.interface === cloud.interface && (cloud.region === undefined || (end.region_id ?? end.region) === cloud.region))
		?.url;
}

function missingService(cloud: Cloud, token: Token, service: Service): CloudError {
	const { name, types } = SERVICES[service];
	const regions = new Set(token.catalog.flatMap((entry) => entry.endpoints.map((end) => end.region_id ?? end.region ?? "")));
	const unknownRegion = cloud.region !== undefined && !regions.has(cloud.region);
	return new CloudError(
		unknownRegion
			? `Cloud ${cloud.name} has no region "${cloud.region}"; its regions are ${[...regions].filter(Boolean).sort().join(", ") || "not listed"}.`
			: `Cloud ${cloud.name} has no ${name} (${types[0]}, interface ${cloud.interface}, region ${cloud.region ?? "any"}).`,
		service,
		404,
		unknownRegion ? `Correct region_name in ${cloud.file}.` : "Ask the provider whether it offers the service in this region.",
	);
}

function refusal(cloud: Cloud, token: Token | undefined, service: Service, method: string, url: URL, reply: HttpReply): CloudError {
	const who = whoIs(service, cloud);
	const said = withoutSecrets(cloud, token, messageIn(reply.text));
	const asked = `${method} ${url.pathname}`;
	const tail = said === "" ? "" : `: ${said}`;
	const make = (message: string, next?: string) =>
		new CloudError(message + (/[.!?]$/.test(message) ? "" : "."), service, reply.status, next);
	switch (true) {
		case reply.status === 401:
			return make(
				`${who} refused the token for ${asked}${tail}`,
				"The account may have been disabled or have lost its roles; the project's administrator can tell.",
			);
		case reply.status === 403:
			return make(
				`${who} does not let ${token?.userName ?? "this user"} (${token?.roles.join(", ") || "no role"}) do ${asked}${tail}`,
				"The project's administrator can grant the role that is missing; for quota, ask the cloud's operator.",
			);
		case reply.status === 404:
			return make(`${who} knows nothing at ${asked}${tail}`);
		case reply.status === 409:
			return make(`${who} can't do ${asked} now, because something else uses it${tail}`);
		case reply.status === 413 || reply.status === 429:
			return make(`${who} has had too many requests (${asked})${tail}`, "Wait a little and try again; the operator can raise the limit.");
		case reply.status >= 500:
			return make(
				`${who} failed at ${asked} with ${reply.status}${tail}`,
				"Nothing was changed by this question. Try again; if it stays so, the cloud's operator must look.",
			);
		default:
			return make(`${who} answered ${reply.status} to ${asked}${tail}`);
	}
}

/** Every service wraps its message in its own way: {error|badRequest|NeutronError|…: {message}}, {faultstring}, {title, description}, text. */
function messageIn(text: string): string {
	let body: unknown;
	try {
		body = JSON.parse(text);
	} catch {
		return "";
	}
	const pick = (value: unknown): string => {
		if (typeof value !== "object" || value === null) return "";
		const tree = value as Record<string, unknown>;
		for (const key of ["message", "faultstring", "description", "detail", "title"]) {
			if (typeof tree[key] === "string" && tree[key] !== "") return tree[key];
		}
		return (
			Object.values(tree)
				.map(pick)
				.find((found) => found !== "") ?? ""
		);
	};
	return pick(body).replace(/\s+/g, " ").slice(0, 400);
}

/** A service that echoes what it was sent must not put a secret on a screen. */
function withoutSecrets(cloud: Cloud, token: Token | undefined, text: string): string {
	return [cloud.auth["password"], cloud.auth["application_credential_secret"], token?.id]
		.filter((secret) => secret !== undefined && secret !== "")
		.reduce<string>((clean, secret) => clean.replaceAll(secret as string, "(secret)"), text);
}
