import type { IncomingMessage, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { UserError } from "../../errors.ts";
import { openStackReader } from "./client.ts";
import type { Cloud } from "./clouds.ts";
import { openStackRemover } from "./remover.ts";
import type { Session } from "./session.ts";
import { signIn } from "./session.ts";

/**
 * The transport only: what is sent, what is made of answers. That a real cloud answers like this is shown in the lab.
 */
let server: Server | undefined;
afterEach(() => void server?.closeAllConnections());

const PASSWORD = "canary-password";
interface Asked {
	method: string;
	path: string;
	headers: IncomingMessage["headers"];
	body: unknown;
}
type Answer = { status?: number; json?: unknown; headers?: Record<string, string> };

/** A loopback server: Keystone hands out token-1, token-2, …; everything else is asked of `answer`. */
async function connect(
	answer: (asked: Asked, count: number) => Answer,
	{ credential, ...cloud }: Partial<Cloud> & { credential?: Record<string, string> } = {},
): Promise<{ session: Session; asked: Asked[]; signIns: Asked[] }> {
	const asked: Asked[] = [];
	const signIns: Asked[] = [];
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const text = Buffer.concat(chunks).toString();
			const one = {
				method: request.method ?? "",
				path: request.url ?? "",
				headers: request.headers,
				body: text ? JSON.parse(text) : undefined,
			};
			const send = ({ status = 200, json = {}, headers = {} }: Answer) =>
				response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(json));
			if (one.path === "/v3/auth/tokens") {
				signIns.push(one);
				const end = (type: string, path: string, region = "west") => ({
					type,
					endpoints: [{ interface: "public", region_id: region, url: `${origin}${path}` }],
				});
				const token = {
					project: { id: "project-1" },
					user: { name: "demo" },
					roles: [{ name: "member" }],
					catalog: [
						end("network", "/networking"),
						end("compute", "/compute/v2.1"),
						end("volumev3", "/volume/v3/project-1"),
						end("load-balancer", "/lb"),
						end("dns", "/dns", "east"),
					],
				};
				return send({ status: 201, json: { token }, headers: { "x-subject-token": `token-${signIns.length}` } });
			}
			asked.push(one);
			return send(answer(one, asked.length));
		});
	});
	await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const session = await signIn(
		{
			name: "town",
			file: "clouds.yaml",
			authType: "password",
			auth: {
				auth_url: origin,
				...(credential ?? {
					username: "demo",
					password: PASSWORD,
					project_name: "demo",
					user_domain_name: "Default",
					project_domain_name: "Default",
				}),
			},
			region: "west",
			interface: "public",
			verify: true,
			cacert: undefined,
			cert: undefined,
			key: undefined,
			endpoints: {},
			...cloud,
		},
		{ wait: async () => {} },
	);
	return { session, asked, signIns };
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	expect((error as UserError).exit).toBe(3);
	expect(JSON.stringify([(error as UserError).message, (error as UserError).next])).not.toContain(PASSWORD);
	return error as UserError;
}

test("password: user with domain, scoped to the project; paths carry the version, requests the token and the microversion", async () => {
	const { session, asked, signIns } = await connect(() => ({ json: { servers: [] } }));
	await openStackReader(session).list("compute", "/servers/detail", "servers", { microversion: "2.26" });
	await openStackReader(session).get("network", "/quotas");
	await openStackReader(session).get("volume", "/limits");
	expect(signIns[0]?.body).toEqual({
		auth: {
			identity: { methods: ["password"], password: { user: { name: "demo", domain: { name: "Default" }, password: PASSWORD } } },
			scope: { project: { name: "demo", domain: { name: "Default" } } },
		},
	});
	expect(asked.map(({ path }) => path)).toEqual([
		"/compute/v2.1/servers/detail?limit=500",
		"/networking/v2.0/quotas",
		"/volume/v3/project-1/limits",
	]);
	expect(asked[0]?.headers).toMatchObject({
		"x-auth-token": "token-1",
		"openstack-api-version": "compute 2.26",
		"x-openstack-nova-api-version": "2.26",
	});
});

test("application credential: no scope, because the credential has its own", async () => {
	const { signIns } = await connect(() => ({}), {
		authType: "v3applicationcredential",
		credential: { application_credential_id: "id-1", application_credential_secret: "canary-secret" },
	});
	expect(signIns[0]?.body).toEqual({
		auth: { identity: { methods: ["application_credential"], application_credential: { id: "id-1", secret: "canary-secret" } } },
	});
});

test.each([
	[
		"links beside the list",
		(n: number) => ({
			ports: [{ id: n }],
			...(n < 3 && {
				ports_links: [
					{ rel: "previous", href: "x" },
					{ rel: "next", href: `http://elsewhere.invalid/v2.0/ports?limit=1&marker=${n}` },
				],
			}),
		}),
	],
	["next", (n: number) => ({ ports: [{ id: n }], ...(n < 3 && { next: `/v2/ports?limit=1&marker=${n}` }) })],
	[
		"links.next",
		(n: number) => ({
			ports: [{ id: n }],
			links: { self: "x", next: n < 3 ? `https://elsewhere.invalid/ports?limit=1&marker=${n}` : null },
		}),
	],
])("all pages, by %s, and never away from the catalogue's address", async (_name, page) => {
	const { session, asked } = await connect((_, count) => ({ json: page(count) }));
	expect(await openStackReader(session).list("network", "/ports", "ports", { query: { network_id: "n" } })).toEqual([
		{ id: 1 },
		{ id: 2 },
		{ id: 3 },
	]);
	expect(asked.map(({ path }) => path)).toEqual([
		"/networking/v2.0/ports?limit=500&network_id=n",
		"/networking/v2.0/ports?limit=1&marker=1",
		"/networking/v2.0/ports?limit=1&marker=2",
	]);
});

test("a list that is cut at the limit without a word is asked for to its end, also where markers mean nothing", async () => {
	const query = { limit: "2" };
	const cut = await connect(({ path }) => ({ json: { types: path.includes("marker=b") ? [{ id: "c" }] : [{ id: "a" }, { id: "b" }] } }));
	expect(await openStackReader(cut.session).list("volume", "/types", "types", { query })).toEqual([{ id: "a" }, { id: "b" }, { id: "c" }]);
	const same = await connect(() => ({ json: { types: [{ id: "a" }, { id: "b" }] } }));
	expect(await openStackReader(same.session).list("volume", "/types", "types", { query })).toEqual([{ id: "a" }, { id: "b" }]);
});

test("pages that lead back to one another, and an answer without the list, are errors", async () => {
	const circle = await connect(() => ({ json: { ports: [{}], ports_links: [{ rel: "next", href: "http://x.invalid/?marker=1" }] } }));
	expect((await failure(openStackReader(circle.session).list("network", "/ports", "ports"))).message).toContain(
		"its pages lead back to one another",
	);
	const empty = await connect(() => ({ json: {} }));
	expect((await failure(openStackReader(empty.session).list("network", "/ports", "ports"))).message).toContain('has no list "ports"');
});

test("a token that ended is renewed once; a second 401 is told", async () => {
	const once = await connect((asked) => (asked.headers["x-auth-token"] === "token-1" ? { status: 401 } : { json: { id: 1 } }));
	expect(await openStackReader(once.session).get("network", "/ports/1")).toEqual({ id: 1 });
	expect(once.signIns).toHaveLength(2);
	const never = await connect(() => ({ status: 401 }));
	expect((await failure(openStackReader(never.session).get("network", "/ports/1"))).message).toContain("refused the token");
});

test.each([
	[
		403,
		{ NeutronError: { type: "PolicyNotAuthorized", message: "rule:x is disallowed by policy" } },
		"Neutron of cloud town does not let demo (member) do GET /networking/v2.0/ports: rule:x is disallowed by policy.",
	],
	[
		404,
		{ itemNotFound: { code: 404, message: "Port 1 could not be found." } },
		"Neutron of cloud town knows nothing at GET /networking/v2.0/ports: Port 1 could not be found.",
	],
	[
		400,
		{ faultcode: "Client", faultstring: "Invalid input", debuginfo: null },
		"Neutron of cloud town answered 400 to GET /networking/v2.0/ports: Invalid input.",
	],
	[429, {}, "Neutron of cloud town has had too many requests (GET /networking/v2.0/ports)."],
	[500, { error: `${PASSWORD} token-1` }, "Neutron of cloud town failed at GET /networking/v2.0/ports with 500."],
	[
		500,
		{ title: "Oops", description: `sent ${PASSWORD} with token-1` },
		"Neutron of cloud town failed at GET /networking/v2.0/ports with 500: sent (secret) with (secret).",
	],
])("%i is told in the service's words, without secrets", async (status, json, message) => {
	const { session } = await connect(() => ({ status, json }));
	expect((await failure(openStackReader(session).get("network", "/ports"))).message).toBe(message);
});

test("a service or a region that the catalogue does not have", async () => {
	const { session } = await connect(() => ({}));
	expect(session.has("object-store")).toBe(false);
	expect((await failure(openStackReader(session).get("object-store", "/"))).message).toBe(
		"Cloud town has no Swift (object-store, interface public, region west).",
	);
	expect(session.has("dns"), "only in another region").toBe(false);
	const nowhere = await connect(() => ({}), { region: "atlantis" });
	expect((await failure(openStackReader(nowhere.session).get("network", "/ports"))).message).toBe(
		'Cloud town has no region "atlantis"; its regions are east, west.',
	);
});

test("find answers undefined to 404 and nothing else", async () => {
	const { session } = await connect(({ path }) => ({ status: path.endsWith("gone") ? 404 : 403 }));
	expect(await openStackReader(session).find("network", "/ports/gone")).toBeUndefined();
	await failure(openStackReader(session).find("network", "/ports/hidden"));
});

test("a reader has no way to change anything", async () => {
	const { session, asked } = await connect(() => ({ json: { ports: [] } }));
	const reader = openStackReader(session);
	expect(Object.keys(reader).sort()).toEqual(["cloudName", "find", "get", "has", "head", "list", "projectId", "roles", "userId"]);
	await reader.get("network", "/ports");
	await reader.find("network", "/ports");
	await reader.list("network", "/ports", "ports");
	await reader.head("network", "/ports");
	expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(["GET", "HEAD"]));
});

test("removal: gone is as good as removed, and a balancer that is busy is waited for", async () => {
	const waits: number[] = [];
	const wait = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
	const busy = await connect((_, count) => ({ status: count < 3 ? 409 : 204 }));
	await openStackRemover(busy.session, wait).remove({ service: "load-balancer", path: "/lbaas/listeners/1" });
	expect(busy.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(Array(3).fill("DELETE /lb/v2/lbaas/listeners/1"));
	expect(waits).toHaveLength(2);
	const gone = await connect(() => ({ status: 404 }));
	await openStackRemover(gone.session, wait).remove({ service: "network", path: "/ports/1" });
	const inUse = await connect(() => ({ status: 409, json: { NeutronError: { message: "Port is in use" } } }));
	expect((await failure(openStackRemover(inUse.session, wait).remove({ service: "network", path: "/ports/1" }))).message).toContain(
		"Port is in use",
	);
});
