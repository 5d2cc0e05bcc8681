import { mkdtempSync, writeFileSync } from "node:fs";
import type { IncomingMessage, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { UserError } from "../../errors.ts";
import { kubernetesReader } from "./client.ts";
import { kubernetesRemover } from "./remover.ts";
import type { ClusterSession } from "./session.ts";
import { openCluster } from "./session.ts";

let server: Server | undefined;
afterEach(() => {
	server?.closeAllConnections();
	vi.unstubAllEnvs();
});

interface Asked {
	method: string;
	path: string;
	headers: IncomingMessage["headers"];
	body: unknown;
}
type Answer = { status?: number; json: unknown };

async function connect(answer: (asked: Asked, count: number) => Answer): Promise<{ session: ClusterSession; asked: Asked[] }> {
	const asked: Asked[] = [];
	server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on("data", (chunk: Buffer) => chunks.push(chunk));
		request.on("end", () => {
			const text = Buffer.concat(chunks).toString();
			asked.push({
				method: request.method ?? "",
				path: request.url ?? "",
				headers: request.headers,
				body: text ? JSON.parse(text) : undefined,
			});
			const { status = 200, json } = answer(asked.at(-1) as Asked, asked.length);
			response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(json));
		});
	});
	await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
	kubeconfig(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
	return { session: await openCluster("lab", { wait: async () => {} }), asked };
}

function kubeconfig(address: string): void {
	const file = join(mkdtempSync(join(tmpdir(), "kubeconfig-")), "config");
	writeFileSync(
		file,
		JSON.stringify({
			apiVersion: "v1",
			kind: "Config",
			clusters: [{ name: "lab", cluster: { server: address, "insecure-skip-tls-verify": true } }],
			users: [{ name: "admin", user: { token: "canary-token" } }],
			contexts: [{ name: "lab", context: { cluster: "lab", user: "admin" } }],
			"current-context": "lab",
		}),
	);
	vi.stubEnv("KUBECONFIG", file);
}

async function failure(promise: Promise<unknown>): Promise<UserError> {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	expect((error as UserError).message).not.toContain("canary");
	return error as UserError;
}
const pod = (name: string) => ({ metadata: { name } });

test("all pages, signed in, and items get the kind that the list says once", async () => {
	const { session, asked } = await connect((_, count) => ({
		json: { apiVersion: "v1", kind: "PodList", metadata: { continue: count < 3 ? `page-${count}` : "" }, items: [pod(`p${count}`)] },
	}));
	expect(await kubernetesReader(session).list("/api/v1/pods")).toEqual(
		[1, 2, 3].map((n) => ({ apiVersion: "v1", kind: "Pod", ...pod(`p${n}`) })),
	);
	expect(asked.map(({ path }) => path)).toEqual([
		"/api/v1/pods?limit=500",
		"/api/v1/pods?limit=500&continue=page-1",
		"/api/v1/pods?limit=500&continue=page-2",
	]);
	expect(asked[0]?.headers.authorization).toBe("Bearer canary-token");
});

test("a list that grew too old on the server is begun again from its start", async () => {
	const { session } = await connect(({ path }, count) =>
		path.includes("continue") && count < 3
			? { status: 410, json: { kind: "Status", reason: "Expired", message: "The provided continue parameter is too old" } }
			: {
					json: {
						kind: "PodList",
						apiVersion: "v1",
						metadata: { continue: path.includes("continue") ? "" : "more" },
						items: [pod(path.includes("continue") ? "b" : "a")],
					},
				},
	);
	expect((await kubernetesReader(session).list("/api/v1/pods")).map(({ metadata }) => metadata.name)).toEqual(["a", "b"]);
});

test("names only: the contents of a Secret are not asked for, and an answer that brings them is refused", async () => {
	const { session, asked } = await connect((_, count) =>
		count === 1
			? { json: { kind: "PartialObjectMetadataList", apiVersion: "meta.k8s.io/v1", items: [pod("tls")] } }
			: { json: { kind: "SecretList", apiVersion: "v1", items: [{ ...pod("tls"), data: { key: "canary" } }] } },
	);
	expect(await kubernetesReader(session).list("/api/v1/secrets", { metadataOnly: true })).toEqual([pod("tls")]);
	expect(asked[0]?.headers.accept).toContain("PartialObjectMetadataList");
	expect((await failure(kubernetesReader(session).list("/api/v1/secrets", { metadataOnly: true }))).message).toContain(
		"did not keep the contents to itself",
	);
});

test.each([
	[401, "Unauthorized", "Kubernetes API lab does not accept the credentials of the kubeconfig: Unauthorized."],
	[
		403,
		'pods is forbidden: User "u" cannot list resource "pods"',
		'Kubernetes API lab forbids GET /api/v1/pods: pods is forbidden: User "u" cannot list resource "pods".',
	],
	[500, "etcd", "Kubernetes API lab failed at GET /api/v1/pods with 500: etcd."],
])("%i is told in the server's words", async (status, message, expected) => {
	const { session } = await connect(() => ({ status, json: { kind: "Status", message } }));
	const error = await failure(kubernetesReader(session).list("/api/v1/pods"));
	expect(error.message).toBe(expected);
	expect(error.exit).toBe(3);
});

test("an empty list may come as null", async () => {
	const { session } = await connect(() => ({ json: { kind: "PartialObjectMetadataList", items: null } }));
	expect(await kubernetesReader(session).list("/api/v1/secrets", { metadataOnly: true })).toEqual([]);
});

test("an answer without items, and pages that lead back to one another", async () => {
	const none = await connect(() => ({ json: { kind: "Status" } }));
	expect((await failure(kubernetesReader(none.session).list("/api/v1/pods"))).message).toContain("has no items");
	const circle = await connect(() => ({ json: { kind: "PodList", items: [], metadata: { continue: "again" } } }));
	expect((await failure(kubernetesReader(circle.session).list("/api/v1/pods"))).message).toContain("lead back");
});

test("what is not there is undefined, and a group that is not served has no kinds", async () => {
	const { session } = await connect(() => ({ status: 404, json: {} }));
	expect(await kubernetesReader(session).find("/api/v1/namespaces/none")).toBeUndefined();
	expect(await kubernetesReader(session).kinds("gateway.networking.k8s.io/v1")).toEqual([]);
});

test("the only thing a reader posts is a review of rights, which changes nothing", async () => {
	const { session, asked } = await connect(() => ({ json: { status: { allowed: true } } }));
	expect(await kubernetesReader(session).may({ verb: "create", group: "apps", resource: "deployments", namespace: "web" })).toBe(true);
	expect(asked).toMatchObject([
		{
			method: "POST",
			path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
			body: { spec: { resourceAttributes: { verb: "create", group: "apps", resource: "deployments", namespace: "web" } } },
		},
	]);
	expect(Object.keys(kubernetesReader(session)).sort()).toEqual(["context", "find", "kinds", "list", "may", "version"]);
});

test("removal names the object that was seen; fields go from the last to the first", async () => {
	const { session, asked } = await connect(() => ({ json: {} }));
	await kubernetesRemover(session).remove("/api/v1/namespaces/web/services/x", "uid-1");
	await kubernetesRemover(session).restore(
		"/apis/apps/v1/namespaces/web/deployments/x",
		["/spec/a/2", "/spec/a/10", "/spec/a/1"].map((path) => ({ op: "remove" as const, path })),
		"7",
	);
	expect(asked[0]).toMatchObject({ method: "DELETE", body: { preconditions: { uid: "uid-1" } } });
	expect(asked[1]?.headers["content-type"]).toBe("application/json-patch+json");
	expect(asked[1]?.body).toEqual([
		{ op: "test", path: "/metadata/resourceVersion", value: "7" },
		...["/spec/a/10", "/spec/a/2", "/spec/a/1"].map((path) => ({ op: "remove", path })),
	]);
});

test("a context that the kubeconfig does not name, and a kubeconfig that is none", async () => {
	kubeconfig("http://127.0.0.1:1");
	const error = await failure(openCluster("town-hall"));
	expect(error.message).toBe('The context "town-hall" is not in the kubeconfig (it names lab).');
	expect(error.exit).toBe(2);
	const broken = join(mkdtempSync(join(tmpdir(), "kubeconfig-")), "config");
	writeFileSync(broken, "clusters: [{");
	vi.stubEnv("KUBECONFIG", broken);
	expect((await failure(openCluster("lab"))).message).toContain("The kubeconfig can't be read");
});
