/** How the facts write hosts, and how two addresses are the same. */

/** A glob on a whole host name; `*` is any characters, dots too. */
export function expression(glob: string): RegExp {
	return new RegExp(`^${glob.split("*").map(escaped).join(".*")}$`);
}

/**
 * The host of an object store's pattern: `{region}` is caught, `{a|b}` is one of them, any other `{…}` one label. A bucket may stand in
 * front of the host, as S3 allows.
 */
export function storageExpression(pattern: string): RegExp {
	const host = pattern.replace(/^https:\/\//, "").replace(/(:\d+)?(\/.*)?$/, "");
	const parts = host.split(/(\{[^}]*\})/).map((part) => {
		if (part === "{region}") return "(?<region>[a-z0-9-]+)";
		if (!part.startsWith("{")) return escaped(part.toLowerCase());
		return part.includes("|") ? `(?:${part.slice(1, -1).split("|").map(escaped).join("|")})` : "[a-z0-9-]+";
	});
	return new RegExp(`^(?:[a-z0-9.-]+\\.)?${parts.join("")}$`);
}

/** An IPv6 address in the one spelling of RFC 5952; anything else as it is. */
export function canonicalAddress(text: string): string {
	if (!/^[0-9a-f:.]+$/i.test(text) || !text.includes(":") || !URL.canParse(`http://[${text}]/`)) return text;
	return new URL(`http://[${text}]/`).hostname.slice(1, -1);
}

function escaped(text: string): string {
	return text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
}
