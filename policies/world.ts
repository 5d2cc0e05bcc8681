import ipaddr from "ipaddr.js";

/**
 * What "the world" is. Any address, in any spelling, and prefixes that alone or together cover more than a /8 (IPv4) or a /16 (IPv6) of
 * public space: 0.0.0.0/1 with 128.0.0.0/1 is the world, a partner's /29 and 10.0.0.0/8 are not.
 */
export interface Range {
	family: 4 | 6;
	/** First and one behind the last: addresses (IPv4), networks of /48 (IPv6), so that both are exact as numbers. */
	start: number;
	end: number;
}

/** More public space than this is the world: 2^24 addresses are a /8, 2^32 networks of /48 are a /16. */
const WORLD = { 4: 2 ** 24, 6: 2 ** 32 };
/** A share of this size counts when prefixes add up to the world; narrower ones are not what opens it: a /16 (IPv4), a /24 (IPv6). */
const SHARE = { 4: 2 ** 16, 6: 2 ** 24 };

/** Not routed on the internet. Source: IANA special-purpose address registries, RFC 6890 and its updates. */
const SPECIAL = [
	"0.0.0.0/8",
	"10.0.0.0/8",
	"100.64.0.0/10",
	"127.0.0.0/8",
	"169.254.0.0/16",
	"172.16.0.0/12",
	"192.0.0.0/24",
	"192.0.2.0/24",
	"192.168.0.0/16",
	"198.18.0.0/15",
	"198.51.100.0/24",
	"203.0.113.0/24",
	"224.0.0.0/3",
	"::/16",
	"100::/48",
	"2001:db8::/32",
	"3fff::/20",
	"fc00::/7",
	"fe80::/10",
	"ff00::/8",
].map((text) => rangeOf(text) as Range);
/** Reached only from inside a network: RFC 1918 and RFC 4193. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].map((text) => rangeOf(text) as Range);

/**
 * A prefix in any spelling that Neutron and Octavia take: with length or mask, short or long, with bits behind it; an address alone is
 * itself. `undefined`: not an address.
 */
export function rangeOf(text: string): Range | undefined {
	const [address = "", suffix] = text.trim().split("/");
	if (!ipaddr.isValid(address)) return undefined;
	const parsed = ipaddr.parse(address);
	const bits = parsed.kind() === "ipv4" ? 32 : 128;
	const length = suffix === undefined ? bits : prefixLength(suffix, bits);
	if (length === undefined) return undefined;
	const width = bits === 32 ? 32 : 48;
	const bytes = parsed.toByteArray().slice(0, width / 8);
	const number = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
	const size = 2 ** (width - Math.min(length, width));
	const start = Math.floor(number / size) * size;
	return { family: bits === 32 ? 4 : 6, start, end: start + size };
}

function prefixLength(suffix: string, bits: number): number | undefined {
	if (/^\d{1,3}$/.test(suffix)) return Number(suffix) <= bits ? Number(suffix) : undefined;
	if (bits === 32 && ipaddr.IPv4.isValidFourPartDecimal(suffix)) return ipaddr.IPv4.parse(suffix).prefixLengthFromSubnetMask() ?? undefined;
	return undefined;
}

/** A prefix to the last bit, for comparing prefixes with each other. */
export interface Prefix {
	family: 4 | 6;
	length: number;
	bytes: readonly number[];
}

/** As `rangeOf`, exact. */
export function prefixOf(text: string): Prefix | undefined {
	const family = rangeOf(text)?.family;
	if (family === undefined) return undefined;
	const bits = family === 4 ? 32 : 128;
	const [address = "", suffix] = text.trim().split("/");
	return {
		family,
		length: suffix === undefined ? bits : (prefixLength(suffix, bits) as number),
		bytes: ipaddr.parse(address).toByteArray(),
	};
}

/** Whether every address of `inner` is one of `outer`. */
export function covers(outer: Prefix, inner: Prefix): boolean {
	if (outer.family !== inner.family || outer.length > inner.length) return false;
	const whole = outer.length >> 3;
	for (let index = 0; index < whole; index++) if (outer.bytes[index] !== inner.bytes[index]) return false;
	const rest = 8 - (outer.length & 7);
	return rest === 8 || (outer.bytes[whole] as number) >> rest === (inner.bytes[whole] as number) >> rest;
}

/** What is left of a range without others. */
export function without(range: Range, others: readonly Range[]): Range[] {
	let left = [range];
	for (const { family, start, end } of others)
		left = left.flatMap((part) => {
			if (part.family !== family || end <= part.start || part.end <= start) return [part];
			return [
				{ ...part, end: start },
				{ ...part, start: end },
			].filter((piece) => piece.start < piece.end);
		});
	return left;
}

/** Whether the ranges, of both families, are the world. */
export function isWorld(ranges: readonly Range[]): boolean {
	return ([4, 6] as const).some((family) => publicSize(ranges.filter((range) => range.family === family)) > WORLD[family]);
}

/** Whether a range is wide enough to be one of those that together are the world. */
export function isShare(range: Range): boolean {
	return publicSize([range]) >= SHARE[range.family];
}

/** Whether a range lies in space that nobody outside reaches. */
export function isPrivate(range: Range): boolean {
	return PRIVATE.some(({ family, start, end }) => family === range.family && start <= range.start && range.end <= end);
}

/** Size of the union of ranges of one family, without special space. */
function publicSize(ranges: readonly Range[]): number {
	const merged: Range[] = [];
	for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
		const last = merged.at(-1);
		if (last !== undefined && range.start <= last.end) last.end = Math.max(last.end, range.end);
		else merged.push({ ...range });
	}
	let size = 0;
	for (const { family, start, end } of merged) {
		size += end - start;
		for (const special of SPECIAL)
			if (special.family === family) size -= Math.max(0, Math.min(end, special.end) - Math.max(start, special.start));
	}
	return size;
}
