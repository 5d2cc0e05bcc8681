import { EXIT, UserError } from "../../errors.ts";
import { parseJson } from "../http.ts";
import type { Service, Session } from "./session.ts";
import { CloudError, SERVICES } from "./session.ts";

export type Item = { readonly [key: string]: unknown };

/** What can be asked of a cloud without being able to change it. */
export interface OpenStackReader {
	readonly cloudName: string;
	readonly projectId: string;
	readonly userId: string;
	readonly roles: readonly string[];
	has(service: Service): boolean;
	/** One object. `path` follows the version, e.g. `/servers/ID`. */
	get(service: Service, path: string, options?: { microversion?: string; query?: Record<string, string> }): Promise<Item>;
	/** As `get`, but `undefined` where the service knows no such object. */
	find(service: Service, path: string, options?: { microversion?: string; query?: Record<string, string> }): Promise<Item | undefined>;
	/** Every object of a collection, all pages. `key` is the member of the answer that holds them, e.g. `ports`. */
	list(service: Service, path: string, key: string, options?: { microversion?: string; query?: Record<string, string> }): Promise<Item[]>;
	/** The headers of an answer without its body, in lower case: where Swift keeps what it knows of a container. */
	head(service: Service, path: string): Promise<{ readonly [name: string]: string }>;
}

/** Objects a page; servers may give fewer. */
const PAGE = "500";
/** A server whose pages never end is not followed for ever. */
const MOST_PAGES = 2000;

export function openStackReader(session: Session, { page: limit = PAGE }: { page?: string } = {}): OpenStackReader {
	const get: OpenStackReader["get"] = async (service, path, options) => {
		const { reply, request } = await session.send("GET", service, path, options);
		const body = parseJson(request, reply);
		if (typeof body !== "object" || body === null) throw unfinished(service, path, "its answer is no object");
		return body as Item;
	};
	return {
		cloudName: session.cloud.name,
		projectId: session.projectId,
		userId: session.userId,
		roles: session.roles,
		has: session.has,
		get,
		async find(service, path, options) {
			try {
				return await get(service, path, options);
			} catch (error) {
				if (error instanceof CloudError && error.status === 404 && session.has(service)) return undefined;
				throw error;
			}
		},
		async head(service, path) {
			const { reply } = await session.send("HEAD", service, path);
			return Object.fromEntries(Object.entries(reply.headers).map(([name, value]) => [name, String(value)]));
		},
		async list(service, path, key, options = {}) {
			const items: Item[] = [];
			const known = new Set<unknown>();
			const seen = new Set<string>();
			let query: Record<string, string> | undefined = { limit, ...options.query };
			for (let page = 0; query !== undefined; page++) {
				const body = await get(service, path, { ...options, query });
				const found = body[key];
				if (!Array.isArray(found)) throw unfinished(service, path, `its answer has no list "${key}"`);
				const fresh = (found as (Item | null)[]).filter((item) => item?.["id"] === undefined || !known.has(item["id"])) as Item[];
				items.push(...fresh);
				for (const item of fresh) known.add(item?.["id"]);
				const next = nextPage(body, key);
				if (next === "unreadable") throw unfinished(service, path, "its link to the next page can't be read");
				query = next ?? fullPage(query, found.length, fresh);
				if (query === undefined) break;
				const mark = JSON.stringify(query);
				if (seen.has(mark) || page > MOST_PAGES) throw unfinished(service, path, "its pages lead back to one another");
				seen.add(mark);
			}
			return items;
		},
	};
}

/**
 * Some lists are cut at the limit without a word (Cinder's volume types): after a full page the next is asked for by marker. A service that
 * takes no marker gives the same again, which adds nothing and ends it.
 */
function fullPage(query: Record<string, string>, length: number, fresh: readonly Item[]): Record<string, string> | undefined {
	const last = (fresh.at(-1) as Item | null | undefined)?.["id"];
	return length >= Number(query["limit"]) && typeof last === "string" ? { ...query, marker: last } : undefined;
}

const unfinished = (service: Service, path: string, why: string): UserError =>
	new UserError(`${SERVICES[service].name} gave no complete list of ${path}: ${why}.`, {
		exit: EXIT.engine,
		next: "Nothing was judged on half a list. Try again; if it stays so, the cloud's operator must look.",
	});

/**
 * The query of the next page. Only the query: a link's host and path come from the server and may be another service's, or plain http behind
 * a proxy; the token goes nowhere but to the catalogue's address.
 * Forms: `networks_links: [{rel: next, href}]` (Nova, Neutron, Cinder, Octavia), `next` (Glance, Barbican), `links.next` (Keystone, Designate).
 */
function nextPage(body: Item, key: string): Record<string, string> | "unreadable" | undefined {
	const links = body[`${key}_links`];
	const next = Array.isArray(links)
		? (links as ({ rel?: string; href?: unknown } | null)[]).find((link) => link?.rel === "next")?.href
		: (body["next"] ?? (body["links"] as { next?: unknown } | null | undefined)?.next);
	if (next === undefined || next === null || next === "") return undefined;
	if (typeof next !== "string" || !URL.canParse(next, "http://link.invalid")) return "unreadable";
	return Object.fromEntries(new URL(next, "http://link.invalid").searchParams);
}
