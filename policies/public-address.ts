import ipaddr from "ipaddr.js";

/** Ranges that are not routed in the internet, as ipaddr.js names them. Documentation's and other reserved ones count as public. */
const PRIVATE = ["private", "loopback", "linkLocal", "carrierGradeNat", "uniqueLocal", "unspecified", "multicast", "broadcast"];

/** Whether a text is an address that the world may reach. A name is none. */
export function isPublicAddress(text: string): boolean {
	return ipaddr.isValid(text) && !PRIVATE.includes(ipaddr.process(text).range());
}

/** The host of `host`, `host:port`, `[v6]:port` or a URL. */
export function hostOf(text: string): string {
	const host = text
		.trim()
		.replace(/^[a-z]+:\/\//i, "")
		.replace(/\/.*$/, "");
	const bracketed = /^\[(.+)\](:\d+)?$/.exec(host)?.[1];
	return bracketed ?? (host.split(":").length === 2 ? host.replace(/:\d+$/, "") : host);
}
