import type { Agent } from "node:http";
import type { RequestOptions } from "node:https";
import { EXIT, UserError } from "../../errors.ts";
import type { Exchange, HttpReply, HttpRequest } from "../http.ts";
import { exchange, parseJson } from "../http.ts";

/** The API server said no, or something that can't be understood. */
export class ClusterError extends UserError {
	readonly status: number;
	/** Kubernetes' own word, e.g. `Forbidden`, `Expired`. */
	readonly reason: string;
	constructor(message: string, status: number, reason: string, next?: string) {
		super(message, { exit: EXIT.engine, ...(next !== undefined && { next }) });
		this.status = status;
		this.reason = reason;
	}
}

/** A connection to one API server. It can do everything that its user may; hand out a reader or a remover instead. */
export interface ClusterSession {
	readonly context: string;
	send(
		method: HttpRequest["method"],
		path: string,
		sending?: { query?: Record<string, string>; accept?: string; contentType?: string; body?: unknown },
	): Promise<unknown>;
}

/**
 * Connects to the cluster that a context of the kubeconfig names (KUBECONFIG with its list of files, else ~/.kube/config), with whatever
 * way of signing in that says: certificate, token, file, exec plugin, OIDC. Nothing is sent yet.
 *
 * The library costs about 0.5 s to load and is used for that file only, so it is loaded here and not before.
 */
export async function openCluster(context: string | undefined, options: Exchange = {}): Promise<ClusterSession> {
	const { KubeConfig } = await import("@kubernetes/client-node/dist/config.js");
	const config = new KubeConfig();
	try {
		config.loadFromDefault();
	} catch (cause) {
		throw new UserError(`The kubeconfig can't be read: ${firstLine(cause)}`, { next: "Check KUBECONFIG, or ~/.kube/config.", cause });
	}
	const chosen = context ?? config.getCurrentContext();
	const known = config.getContexts().map((each) => each.name);
	if (!known.includes(chosen)) {
		throw new UserError(
			`The context "${chosen}" is not in the kubeconfig (${known.length > 0 ? `it names ${known.join(", ")}` : "it names none"}).`,
			{
				next: "Set KUBECONFIG to the file that names it, or correct cluster.context in environment.yaml.",
			},
		);
	}
	config.setCurrentContext(chosen);
	const server = config.getCurrentCluster()?.server;
	if (server === undefined || !URL.canParse(server))
		throw new UserError(`The context "${chosen}" of the kubeconfig leads to no cluster with an address.`);
	const who = `Kubernetes API ${chosen}`;
	return {
		context: chosen,
		async send(method, path, { query = {}, accept = "application/json", contentType, body } = {}) {
			const url = new URL(server.replace(/\/+$/, "") + path);
			for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
			const signedIn: RequestOptions = { headers: {} };
			try {
				// Each time, because tokens of plugins end; the library remembers those that have not.
				await config.applyToHTTPSOptions(signedIn);
			} catch (cause) {
				throw new UserError(`Signing in to ${who} failed: ${firstLine(cause)}`, {
					exit: EXIT.engine,
					next: `Try \`kubectl --context ${chosen} version\`; it signs in the same way.`,
					cause,
				});
			}
			const request: HttpRequest = {
				method,
				url,
				who,
				headers: {
					...plainHeaders(signedIn),
					accept,
					...(contentType !== undefined && { "content-type": contentType }),
				},
				...(body !== undefined && { body }),
			};
			const reply = await exchange(request, { ...options, ...(signedIn.agent && { agent: signedIn.agent as Agent }) });
			if (reply.status >= 300) throw refusal(who, chosen, method, url, reply);
			return parseJson(request, reply);
		},
	};
}

function plainHeaders(options: RequestOptions): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [key, value] of Object.entries((options.headers as Record<string, unknown> | undefined) ?? {}))
		headers[key.toLowerCase()] = String(value);
	if (options.auth) headers["authorization"] = `Basic ${Buffer.from(options.auth).toString("base64")}`;
	return headers;
}

const firstLine = (error: unknown): string => (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

function refusal(who: string, context: string, method: string, url: URL, reply: HttpReply): ClusterError {
	let status: { message?: unknown; reason?: unknown } = {};
	try {
		status = JSON.parse(reply.text) as typeof status;
	} catch {
		// A proxy's page says nothing that a person could use.
	}
	const reason = typeof status?.reason === "string" ? status.reason : "";
	const said = typeof status?.message === "string" ? `: ${status.message.replace(/\s+/g, " ").slice(0, 400)}` : "";
	const asked = `${method} ${url.pathname}`;
	const make = (message: string, next?: string) =>
		new ClusterError(/[.!?]$/.test(message) ? message : `${message}.`, reply.status, reason, next);
	switch (true) {
		case reply.status === 401:
			return make(
				`${who} does not accept the credentials of the kubeconfig${said}`,
				`Sign in again; \`kubectl --context ${context} auth whoami\` shows whether it worked.`,
			);
		case reply.status === 403:
			return make(
				`${who} forbids ${asked}${said}`,
				"The cluster's administrator can grant the missing right with a Role and a RoleBinding.",
			);
		case reply.status === 404:
			return make(`${who} knows nothing at ${asked}${said}`);
		case reply.status === 429:
			return make(`${who} has had too many requests (${asked})${said}`, "Wait a little and try again.");
		case reply.status >= 500:
			return make(
				`${who} failed at ${asked} with ${reply.status}${said}`,
				"Try again; if it stays so, whoever runs the cluster must look.",
			);
		default:
			return make(`${who} answered ${reply.status} to ${asked}${said}`);
	}
}
