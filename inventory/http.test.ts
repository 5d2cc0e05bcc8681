import type { Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { UserError } from "../errors.ts";
import type { Exchange, HttpRequest } from "./http.ts";
import { exchange, parseJson } from "./http.ts";

let server: Server | undefined;
afterEach(() => void server?.closeAllConnections());

/** Answers the n-th request with the n-th handler, the last one for all that follow. */
async function serve(...handlers: Parameters<typeof createServer>[1][]): Promise<{ url: URL; asked: string[] }> {
	const asked: string[] = [];
	server = createServer((request, response) => {
		asked.push(`${request.method} ${request.url}`);
		handlers[Math.min(asked.length, handlers.length) - 1]?.(request, response);
	});
	await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
	return { url: new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/things`), asked };
}

const request = (url: URL, method: HttpRequest["method"] = "GET"): HttpRequest => ({ method, url, who: "Example service" });
function recorder(): { waits: number[]; options: Exchange } {
	const waits: number[] = [];
	return { waits, options: { wait: async (milliseconds) => void waits.push(milliseconds) } };
}
const failure = async (promise: Promise<unknown>): Promise<UserError> => {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	return error as UserError;
};

test.each([
	["429 with seconds", 429, { "retry-after": "7" }, [7000]],
	["503 without a word", 503, {}, [500]],
	["502 of a proxy", 502, {}, [500]],
])("%s is tried again", async (_name, status, headers, waits) => {
	const { url, asked } = await serve(
		(_, response) => response.writeHead(status, headers).end(),
		(_, response) => response.end("{}"),
	);
	const recorded = recorder();
	const reply = await exchange(request(url), recorded.options);
	expect(reply.status).toBe(200);
	expect(recorded.waits).toEqual(waits);
	expect(asked).toHaveLength(2);
});

test("a refusal that lasts is answered after the last attempt, and each wait is longer", async () => {
	const { url, asked } = await serve((_, response) => response.writeHead(503).end("later"));
	const recorded = recorder();
	const reply = await exchange(request(url), recorded.options);
	expect(reply).toMatchObject({ status: 503, text: "later" });
	expect(recorded.waits).toEqual([500, 1000, 2000]);
	expect(asked).toHaveLength(4);
});

test("a server that asks for an hour is not waited for", async () => {
	const { url, asked } = await serve((_, response) => response.writeHead(429, { "retry-after": "3600" }).end());
	const recorded = recorder();
	expect((await exchange(request(url), recorded.options)).status).toBe(429);
	expect(recorded.waits).toEqual([]);
	expect(asked).toHaveLength(1);
});

test.each([400, 401, 403, 404, 409, 500])("%i comes back as it is, at once", async (status) => {
	const { url, asked } = await serve((_, response) => response.writeHead(status).end('{"error":{}}'));
	expect((await exchange(request(url), recorder().options)).status).toBe(status);
	expect(asked).toHaveLength(1);
});

test("a body that breaks off is never taken for a whole one", async () => {
	const { url, asked } = await serve((_, response) => {
		response.writeHead(200, { "content-length": "100" });
		response.write('{"things": [');
		setImmediate(() => response.destroy());
	});
	const error = await failure(exchange(request(url), { ...recorder().options, retries: 1 }));
	expect(error.exit).toBe(3);
	expect(error.message).toMatch(/^Example service could not be reached at http:\/\/127\.0\.0\.1:\d+\/v2\/things/);
	expect(asked).toHaveLength(2);
});

test("a body that trickles is given up when its time is over", async () => {
	const { url } = await serve((_, response) => {
		response.writeHead(200);
		const drip = setInterval(() => response.write(" "), 20);
		response.on("close", () => clearInterval(drip));
	});
	const error = await failure(exchange(request(url), { timeout: 200, retries: 0 }));
	expect(error.message).toContain("no complete answer within 0.2 s");
	expect(error.exit).toBe(3);
});

test("a body without end is cut, and not asked for again", async () => {
	const { url, asked } = await serve((_, response) => void response.end("x".repeat(5000)));
	const error = await failure(exchange(request(url), { ...recorder().options, longest: 1000 }));
	expect(error.message).toBe("Example service answered with more than 1000 bytes.");
	expect(asked).toHaveLength(1);
});

test("what may have changed something is not sent twice after a broken connection", async () => {
	const { url, asked } = await serve((message) => message.socket.destroy());
	await failure(exchange(request(url, "POST"), recorder().options));
	expect(asked).toEqual(["POST /v2/things"]);
});

test("nothing that listens, and the cure", async () => {
	const { url } = await serve();
	await new Promise((resolve) => server?.close(resolve));
	const error = await failure(exchange(request(url), recorder().options));
	expect(error.next).toMatch(/Nothing listens there/);
});

test("a web page is not an API", async () => {
	const { url } = await serve((_, response) => response.setHeader("content-type", "text/html").end("<p>Sign in</p>"));
	const reply = await exchange(request(url));
	expect(() => parseJson(request(url), reply)).toThrow(
		"Example service answered 200 to GET /v2/things with something that is not JSON (text/html).",
	);
});

test("an interrupted wait ends at once", async () => {
	const { url } = await serve(() => {});
	await expect(exchange(request(url), { signal: AbortSignal.abort(new Error("interrupted")) })).rejects.toThrow("interrupted");
});
