/** What a cloud said when it refused, without the wrapping of provider and engine, and what can be done about it. */

export interface CloudAnswer {
	/** The cloud's own words. */
	said: string;
	/** Who can change it and how; absent when the words are of no known kind. */
	cure?: string;
}

/** Kinds of refusal, first match wins: a quota is often answered with 403, a missing right never names a quota. */
const KINDS: readonly { pattern: RegExp; cure: string }[] = [
	{
		pattern: /quota|limit exceeded/i,
		cure: "The project's quota is used up. `socle doctor` shows it; the cloud's operator (for Kubernetes: the cluster's admin) can raise it.",
	},
	{
		pattern: /no valid host|not enough hosts|insufficient (cpu|memory)|out of (capacity|resources)/i,
		cure: "The cloud has no room for this flavor in this zone now. Try another zone or flavor, or ask the cloud's operator.",
	},
	{
		pattern: /violates PodSecurity|denied the request|admission webhook/i,
		cure: "The cluster's own admission rules refused it. Its admin can tell which one; the description has to obey it.",
	},
	{
		pattern: /\b401\b|unauthorized|requires authentication|authentication (failed|required)|must be logged in|provide credentials/i,
		cure: "The credentials are missing, wrong or expired: check clouds.yaml or the kubeconfig, then `socle doctor`.",
	},
	{
		pattern: /\b403\b|forbidden|not authorized|not allowed|policy does not allow|cannot (create|get|list|update|patch|delete) resource/i,
		cure: "These credentials lack the right. The project's or the cluster's admin can grant it.",
	},
	{
		pattern: /already exists|name .*in use|is already used|duplicate/i,
		cure: "Something of this name is there and is not managed here. Rename it or remove it; nothing of it was changed.",
	},
	{
		pattern: /getContainer: .*query returned no/i,
		cure: "Barbican holds no certificate container of the name that `exposure.certificate` gives. `openstack secret container list` shows those that are there.",
	},
	{
		pattern: /\b404\b|not found|unable to find|could ?n[o']t (find|be found)|does not exist|no matches for kind|query returned no/i,
		cure: "Something that the description names is not on this cloud. `socle doctor` lists flavors, images, zones and services that are.",
	},
	{
		pattern: /deadline exceeded|timeout while waiting|timed out|after \d+ s\b|still there after/i,
		cure: "It took longer than was allowed and may yet end well: `socle refresh`, then the same command again.",
	},
	{
		pattern: /dial tcp|no such host|connection (refused|reset)|i\/o timeout|tls handshake|x509|no route to host/i,
		cure: "The cloud's API can't be reached from here: check the network, the address and the certificate authority.",
	},
	{
		pattern: /\b409\b|conflict|in use|in state|immutable/i,
		cure: "The cloud's object is in a state that does not allow this now. Wait, then try again.",
	},
	{
		pattern: /\b5\d\d\b|internal (server )?error|service unavailable/i,
		cure: "The cloud itself failed. Try again; if it stays so, its operator needs the words above.",
	},
];

/** Takes an error message of a provider apart. */
export function cloudAnswer(message: string): CloudAnswer {
	const text = unwrap(message);
	const status = /but got (\d{3}) instead/.exec(text)?.[1];
	const body = jsonIn(text);
	const words = body === undefined ? undefined : wordsOf(body);
	const said = words === undefined ? text : `${words}${status === undefined ? "" : ` (HTTP ${status})`}`;
	const cure = KINDS.find(({ pattern }) => pattern.test(said))?.cure ?? KINDS.find(({ pattern }) => pattern.test(text))?.cure;
	return cure === undefined ? { said } : { said, cure };
}

/** Without the layers of "1 error occurred", positions in the bridge's code and URNs that say what stands in the headline anyway. */
function unwrap(message: string): string {
	return message
		.replace(/\d+ errors? occurred:\s*/g, "")
		.replace(/^\s*\*\s*/gm, "")
		.replace(/(error serializing property "[^"]*": )+/g, "")
		.replace(/invocation of \S+:(\w+) returned an error: invoking \S+: (\* )?/g, "$1: ")
		.replace(/\b(creating|updating|deleting|reading|refreshing) urn:\S+: /g, "")
		.replace(/\bsdk-v2\/\S+: sdk\.helper_schema: /g, "")
		.replace(/:? ?provider=\w+@[\d.]+/g, "")
		.replace(/\s*\n\s*/g, " ")
		.trim();
}

/** The JSON object that an OpenStack service answers with, somewhere in the text. */
function jsonIn(text: string): unknown {
	const start = text.indexOf("{");
	for (let end = text.lastIndexOf("}"); start >= 0 && end > start; end = text.lastIndexOf("}", end - 1)) {
		try {
			return JSON.parse(text.slice(start, end + 1));
		} catch {
			// A shorter piece may be whole.
		}
	}
	return undefined;
}

/** Each service has its own form: {badRequest: {message}}, {NeutronError: {type, message}}, {faultstring}, {error: {message}}, {title, description}. */
function wordsOf(body: unknown): string | undefined {
	if (typeof body !== "object" || body === null) return undefined;
	const fields = body as Record<string, unknown>;
	for (const key of ["message", "faultstring", "description", "title"]) {
		const value = fields[key];
		if (typeof value === "string" && value !== "") return value;
	}
	for (const value of Object.values(fields)) {
		const words = wordsOf(value);
		if (words !== undefined) return words;
	}
	return undefined;
}
