import ipaddr from "ipaddr.js";

/** A range of addresses. `prefix` counts the leading bits that are fixed; bits of `address` behind it are zero. */
export interface Cidr {
	text: string;
	family: 4 | 6;
	address: string;
	prefix: number;
}

/** The three subnets of an environment: balancers at the edge, servers in app, what keeps data in data. */
export interface Tiers {
	edge: Cidr;
	app: Cidr;
	data: Cidr;
}

export const CIDR = /^[0-9a-fA-F:.]{2,45}\/[0-9]{1,3}$/;
/** RFC 1918, and RFC 4193 for IPv6. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"].map((text) => cidr(text)!);

/** Undefined where `text` is no range in CIDR notation. Bits behind the prefix are set to zero in `address`, `text` stays as written. */
export function cidr(text: string): Cidr | undefined {
	if (!CIDR.test(text)) return undefined;
	const [address, length] = text.split("/") as [string, string];
	const prefix = Number(length);
	const v4 = ipaddr.IPv4.isValidFourPartDecimal(address);
	if (!v4 && !(ipaddr.IPv6.isValid(address) && address.includes(":"))) return undefined;
	if (prefix > (v4 ? 32 : 128)) return undefined;
	const network = v4 ? ipaddr.IPv4.networkAddressFromCIDR(text) : ipaddr.IPv6.networkAddressFromCIDR(text);
	return { text, family: v4 ? 4 : 6, address: network.toString(), prefix };
}

/** The same range with the bits behind the prefix set to zero: `10.20.0.0/16` for `10.20.3.4/16`. */
export function canonical(range: Cidr): string {
	return `${range.address}/${range.prefix}`;
}

/** True where one range holds the other, in either direction (CIDR ranges can't overlap otherwise). */
export function overlaps(a: Cidr, b: Cidr): boolean {
	if (a.family !== b.family) return false;
	const prefix = Math.min(a.prefix, b.prefix);
	return ipaddr.parse(a.address).match(ipaddr.parse(b.address), prefix);
}

/** True where the whole range is kept for private networks by RFC 1918 or RFC 4193. */
export function isPrivate(range: Cidr): boolean {
	return PRIVATE.some((known) => overlaps(known, range) && range.prefix >= known.prefix);
}

/**
 * True where the ranges alone or together admit the world: more public addresses than a /8 (IPv4) or a /16 (IPv6) holds, so that
 * `0.0.0.0/1` beside `128.0.0.0/1` is no way around.
 */
export function isWorld(ranges: readonly Cidr[]): boolean {
	const open = (family: 4 | 6, bits: number): number =>
		ranges.filter((range) => range.family === family && !isPrivate(range)).reduce((sum, { prefix }) => sum + 2 ** (bits - prefix), 0);
	return open(4, 32) > 2 ** 24 || open(6, 128) > 2 ** 112;
}

/**
 * Cuts an environment's range into quarters: edge, app, data, and one left free for what comes later.
 * The range is IPv4 (the schema asks for RFC 1918). A /16 gives three /18 of 16,384 addresses each, a /24 three /26 of 64.
 */
export function tiers(network: Cidr): Tiers {
	const prefix = network.prefix + 2;
	const first = network.address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
	const quarter = (index: number): Cidr => {
		const start = first + index * 2 ** (32 - prefix);
		const address = [24, 16, 8, 0].map((shift) => Math.floor(start / 2 ** shift) % 256).join(".");
		return { text: `${address}/${prefix}`, family: 4, address, prefix };
	};
	return { edge: quarter(0), app: quarter(1), data: quarter(2) };
}

/** The address that lies `count` below the last one of an IPv4 range: `10.20.63.250` for 10.20.0.0/18 and 5. */
export function fromTop({ address, prefix }: Cidr, count: number): string {
	const first = address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0);
	const found = first + 2 ** (32 - prefix) - 1 - count;
	return [24, 16, 8, 0].map((shift) => Math.floor(found / 2 ** shift) % 256).join(".");
}
