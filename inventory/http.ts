import http from "node:http";
import https from "node:https";
import { setTimeout as sleep } from "node:timers/promises";
import { EXIT, UserError } from "../errors.ts";

/** How a server's identity is checked, and how the client proves its own. */
export interface Tls {
	/** PEM; the system's authorities where absent. */
	ca?: string | Buffer;
	cert?: string | Buffer;
	key?: string | Buffer;
	servername?: string;
	/** `false` accepts any certificate; only where the user's own configuration says so. */
	verify?: boolean;
}

export interface HttpRequest {
	method: "GET" | "HEAD" | "POST" | "PUT" | "PATCH" | "DELETE";
	url: URL;
	headers?: Record<string, string>;
	/** Sent as JSON unless `headers` name another content type. */
	body?: unknown;
	/** Who is asked, for messages: `Neutron at cloud oslab-demo`. */
	who: string;
}

export interface Exchange {
	tls?: Tls;
	/** Used instead of one made from `tls`: where a configuration has its own proxy. */
	agent?: http.Agent;
	/** Milliseconds that one attempt may take, from the connection to the last byte. Default 30 000. */
	timeout?: number;
	/** Attempts after the first, on 429, 502, 503, 504 and broken connections. Default 3. */
	retries?: number;
	/** Longest answer in bytes. Default 64 MiB. */
	longest?: number;
	signal?: AbortSignal;
	/** How waiting is done (milliseconds); tests record it. */
	wait?: (milliseconds: number) => Promise<unknown>;
}

export interface HttpReply {
	status: number;
	headers: http.IncomingHttpHeaders;
	text: string;
}

const RETRIED = new Set([429, 502, 503, 504]);
/** A server that asks for a longer pause than this, in seconds, is told to a person instead. */
const LONGEST_PAUSE = 60;

/** Connections are reused within one process and do not keep it alive. */
const agents = new Map<Tls | undefined, { plain: http.Agent; secure: https.Agent }>();

/**
 * One question to one server. A request that may have changed something is not sent again after a broken connection; refusals with
 * `Retry-After` are. Answers of any status are returned; only a server that can't be reached or understood is an error (exit 3).
 */
export async function exchange(request: HttpRequest, options: Exchange = {}): Promise<HttpReply> {
	const { retries = 3, wait = (milliseconds: number) => sleep(milliseconds, undefined, options.signal && { signal: options.signal }) } =
		options;
	for (let attempt = 0; ; attempt++) {
		let pause = 500 * 2 ** attempt;
		try {
			const reply = await once(request, options);
			if (!RETRIED.has(reply.status) || attempt >= retries) return reply;
			const asked = retryAfter(reply.headers["retry-after"]);
			if (asked !== undefined) {
				if (asked > LONGEST_PAUSE) return reply;
				pause = asked * 1000;
			}
		} catch (error) {
			options.signal?.throwIfAborted();
			if (error instanceof UserError) throw error;
			if (attempt >= retries || request.method === "POST" || request.method === "PATCH" || !isTransient(error))
				throw unreachable(request, error);
		}
		await wait(pause);
	}
}

function once(request: HttpRequest, { tls, agent, timeout = 30_000, longest = 64 * 2 ** 20, signal }: Exchange): Promise<HttpReply> {
	const { promise, resolve, reject } = Promise.withResolvers<HttpReply>();
	const payload = request.body === undefined ? undefined : Buffer.from(JSON.stringify(request.body));
	const secure = request.url.protocol === "https:";
	// The error goes to whoever waits, not along with the socket: a kept one may have no listener any more.
	const giveUp = (error: Error): void => {
		reject(error);
		outgoing.destroy();
	};
	const outgoing = (secure ? https : http).request(
		request.url,
		{
			method: request.method,
			agent: agent ?? agentsFor(tls)[secure ? "secure" : "plain"],
			headers: {
				accept: "application/json",
				"user-agent": "socle",
				...(payload && { "content-type": "application/json", "content-length": payload.length }),
				...request.headers,
			},
			...(signal && { signal }),
		},
		(incoming) => {
			const chunks: Buffer[] = [];
			let length = 0;
			incoming.on("data", (chunk: Buffer) => {
				length += chunk.length;
				if (length > longest) {
					giveUp(new UserError(`${request.who} answered with more than ${longest} bytes.`, { exit: EXIT.engine }));
				} else {
					chunks.push(chunk);
				}
			});
			incoming.on("end", () =>
				resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text: Buffer.concat(chunks).toString("utf8") }),
			);
			incoming.on("error", reject);
		},
	);
	// Not the socket's idle time-out: a server that sends one byte a minute must not hold us either.
	const timer = setTimeout(() => giveUp(new SlowAnswer(`no complete answer within ${timeout / 1000} s`)), timeout);
	promise.then(
		() => clearTimeout(timer),
		() => clearTimeout(timer),
	);
	outgoing.on("error", reject);
	outgoing.end(payload);
	return promise;
}

class SlowAnswer extends Error {}

function agentsFor(tls: Tls | undefined): { plain: http.Agent; secure: https.Agent } {
	const known = agents.get(tls);
	if (known) return known;
	const { verify, ...rest } = tls ?? {};
	const options = { keepAlive: true, maxSockets: 6, proxyEnv: process.env };
	const made = {
		plain: new http.Agent(options),
		secure: new https.Agent({ ...options, ...rest, ...(verify === false && { rejectUnauthorized: false }) }),
	};
	agents.set(tls, made);
	return made;
}

/** Seconds, from either form of the header (RFC 9110, 10.2.3). */
function retryAfter(header: string | undefined): number | undefined {
	if (header === undefined) return undefined;
	if (/^\d+$/.test(header.trim())) return Number(header);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

function isTransient(error: unknown): boolean {
	if (error instanceof SlowAnswer) return true;
	const code = (error as NodeJS.ErrnoException).code ?? "";
	return ["ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "EAI_AGAIN", "UND_ERR_SOCKET"].includes(code);
}

const CURES: Record<string, string> = {
	ECONNREFUSED: "Nothing listens there. Check the address, and that the service runs.",
	ENOTFOUND: "The name does not resolve. Check the address, the network and the proxy settings.",
	EAI_AGAIN: "The name server did not answer. Check the network.",
	ETIMEDOUT: "Check the network, the firewall and the proxy settings.",
	ECONNRESET: "The connection broke before the answer was complete. Try again; if it stays so, tell whoever runs the service.",
	DEPTH_ZERO_SELF_SIGNED_CERT:
		"The certificate is self-signed. Name its authority as `cacert` (clouds.yaml) or `certificate-authority` (kubeconfig).",
	SELF_SIGNED_CERT_IN_CHAIN:
		"The certificate's authority is not known here. Name it as `cacert` (clouds.yaml) or `certificate-authority` (kubeconfig).",
	UNABLE_TO_VERIFY_LEAF_SIGNATURE:
		"The certificate's authority is not known here. Name it as `cacert` (clouds.yaml) or `certificate-authority` (kubeconfig).",
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
		"The certificate's authority is not known here. Name it as `cacert` (clouds.yaml) or `certificate-authority` (kubeconfig).",
	CERT_HAS_EXPIRED: "The server's certificate has expired. Whoever runs the service can renew it.",
	ERR_TLS_CERT_ALTNAME_INVALID: "The certificate names another host. Check the address.",
};

function unreachable(request: HttpRequest, error: unknown): UserError {
	const code = (error as NodeJS.ErrnoException).code ?? "";
	// The query can hold what a person searched for, never needed to find the server.
	const reason = error instanceof Error ? error.message : String(error);
	const next = CURES[code] ?? (error instanceof SlowAnswer ? CURES["ETIMEDOUT"] : undefined);
	return new UserError(`${request.who} could not be reached at ${request.url.origin}${request.url.pathname}: ${reason}.`, {
		exit: EXIT.engine,
		...(next !== undefined && { next }),
		cause: error,
	});
}

/** The answer as JSON, or an error (exit 3) that says what came instead. */
export function parseJson(request: HttpRequest, reply: HttpReply): unknown {
	try {
		return JSON.parse(reply.text);
	} catch (cause) {
		const what = reply.headers["content-type"] ?? "no content type";
		throw new UserError(
			`${request.who} answered ${reply.status} to ${request.method} ${request.url.pathname} with something that is not JSON (${what}).`,
			{
				exit: EXIT.engine,
				next: "Check that the address is the API itself and not a web page or a proxy.",
				cause,
			},
		);
	}
}
