import type { Properties, Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import type { CheckContext, Parameter } from "./control.ts";
import { items, present, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import type { Place } from "./own-ranges.ts";
import { placeOf } from "./own-ranges.ts";
import type { Prefix, Range } from "./world.ts";
import { isShare, isWorld, prefixOf, rangeOf } from "./world.ts";

export const RULE = "openstack:networking/secGroupRule:SecGroupRule";
export const GROUP = "openstack:networking/secGroup:SecGroup";
export const GROUPS = [GROUP] as const;
export const ADDRESS_GROUPS = ["openstack:networking/addressGroupV2:AddressGroupV2"] as const;

/** Ports from the first to the last, both included. */
export interface Span {
	from: number;
	to: number;
}

/** What a rule lets in, as Neutron reads it: an absent protocol is any, absent ports are all, neither prefix nor group is any source. */
export interface Opening extends Span {
	/** Lower case; `any` where none is named. */
	protocol: string;
	/** Where from: ranges, or the members of a group. */
	sources: readonly Range[] | "group";
}

const WHOLE_INTERNET: readonly Range[] = [rangeOf("0.0.0.0/0") as Range, rangeOf("::/0") as Range];
const BY_NUMBER: Readonly<Record<string, string>> = {
	"0": "any",
	"1": "icmp",
	"6": "tcp",
	"17": "udp",
	"33": "dccp",
	"58": "ipv6-icmp",
	"132": "sctp",
	"136": "udplite",
};
const ICMP = new Set(["icmp", "icmpv6", "ipv6-icmp"]);
const WITH_PORTS = new Set(["any", "tcp", "udp", "sctp", "dccp", "udplite"]);
const ALL_PORTS: Span = { from: 0, to: 65_535 };

export function isIngress({ properties }: Resource): boolean {
	return String((properties as { direction?: string }).direction).toLowerCase() === "ingress";
}

/** Protocol by name in lower case, `any` where none is named. */
export function protocolOf({ properties }: Resource): string {
	const { protocol } = properties as { protocol?: string | number };
	const name = String(protocol ?? "").toLowerCase();
	return name === "" ? "any" : (BY_NUMBER[name] ?? name);
}

export function hasPorts(protocol: string): boolean {
	return WITH_PORTS.has(protocol);
}

/** The rule's ports. Absent ones are all, and so are 0 to 0, which is how state files write absence. A protocol without ports has none: all. */
export function portsOf({ properties }: Resource): Span {
	const { portRangeMin, portRangeMax } = properties as { portRangeMin?: number | null; portRangeMax?: number | null };
	if (!portRangeMin && !portRangeMax) return ALL_PORTS;
	const from = Number(portRangeMin ?? 0);
	const to = Number(portRangeMax ?? 65_535);
	return Number.isNaN(from) || Number.isNaN(to) ? ALL_PORTS : { from, to };
}

/** Whether a rule names a source at all, without reading it. */
export function namesSource({ properties }: Resource): boolean {
	return ["remoteIpPrefix", "remoteGroupId", "remoteAddressGroupId"].some((key) => present(properties, key));
}

function sourcesOf(rule: Resource, all: Index): readonly Range[] | "group" {
	if (present(rule.properties, "remoteGroupId")) return "group";
	if (present(rule.properties, "remoteAddressGroupId")) return addressesOf(rule, all);
	if (!present(rule.properties, "remoteIpPrefix")) return WHOLE_INTERNET;
	const { remoteIpPrefix } = rule.properties as { remoteIpPrefix: string };
	return [readable(String(remoteIpPrefix), rule, "/remoteIpPrefix")];
}

function addressesOf(rule: Resource, all: Index): readonly Range[] {
	const group = all.reference(rule, "/remoteAddressGroupId", ADDRESS_GROUPS);
	if (group === undefined) throw new UnknownValue(rule, "/remoteAddressGroupId", new Unknown("the address group is not in the list"));
	return rangesOf(group);
}

/** What an address group holds. */
export function rangesOf(group: Resource): readonly Range[] {
	const { addresses } = group.properties as Properties & { addresses?: readonly string[] };
	return items(addresses, group, "/addresses").map((text, index) => readable(String(text), group, `/addresses/${index}`));
}

function readable(text: string, resource: Resource, path: string): Range {
	const range = rangeOf(text);
	if (range === undefined) throw new UnknownValue(resource, path, new Unknown("it is not a range of addresses"));
	return range;
}

/** Throws `UnknownValue` where it is not known. A rule is read once a run, however many controls ask. */
export function openingOf(rule: Resource, all: Index): Opening {
	const known = all.once(openings);
	let opening = known.get(rule);
	if (opening === undefined) {
		const protocol = protocolOf(rule);
		// What stands for ports in a rule of ICMP is its type and code.
		const { from, to } = hasPorts(protocol) ? portsOf(rule) : ALL_PORTS;
		opening = { protocol, from, to, sources: sourcesOf(rule, all) };
		known.set(rule, opening);
	}
	return opening;
}

function openings(): Map<Resource, Opening> {
	return new Map();
}

/** What a rule adds to others of its direction: nothing where it names a group, or is the world by itself and judged so. */
type Reading = (Opening & { sources: readonly Range[] }) | "of no matter" | UnknownValue;

/** Each rule is read once a run, however many companions ask. */
function readings(): Map<Resource, Reading> {
	return new Map();
}

function readingOf(rule: Resource, all: Index): Reading {
	try {
		const { sources, ...opening } = openingOf(rule, all);
		return sources === "group" || isWorld(sources) ? "of no matter" : { ...opening, sources };
	} catch (thrown) {
		if (thrown instanceof UnknownValue) return thrown;
		throw thrown;
	}
}

/**
 * Ports that a rule opens to the world, in its direction: by itself, or as one of several wide prefixes of its group that together are it.
 * Throws `UnknownValue` where that hangs on something not known, of this rule or of a companion.
 */
export function openToWorld(rule: Resource, all: Index): Span[] {
	const { sources, protocol, from, to } = openingOf(rule, all);
	if (sources === "group") return [];
	if (isWorld(sources)) return [{ from, to }];
	if (!sources.some(isShare)) return [];
	const { list, complete } = all.siblings(rule, "/securityGroupId", GROUPS);
	if (!complete) throw new UnknownValue(rule, "/securityGroupId", new Unknown("not every rule of the group is known"));
	const read = all.once(readings);
	const companions: (Opening & { sources: readonly Range[] })[] = [];
	const ingress = isIngress(rule);
	for (const other of list) {
		if (other === rule || isIngress(other) !== ingress) continue;
		const reading = read.get(other) ?? readingOf(other, all);
		read.set(other, reading);
		if (reading instanceof UnknownValue) throw reading;
		if (reading === "of no matter" || !overlap(reading, { from, to })) continue;
		if (reading.protocol === protocol || reading.protocol === "any" || protocol === "any") companions.push(reading);
	}
	const starts = [...new Set([from, ...companions.map((other) => other.from).filter((port) => port > from && port <= to)])];
	return starts.flatMap((port) => {
		const there = companions.filter((other) => other.from <= port && port <= other.to);
		const together = [...sources, ...there.flatMap((other) => other.sources)];
		return isWorld(together) ? [{ from: port, to: Math.min(to, ...there.map((other) => other.to)) }] : [];
	});
}

/** Reports the ports among `watched` (`22`, `7000-7001`) that an ingress rule opens to the world. `what` names what answers there. */
export function forbidWorld(
	rule: Resource,
	context: CheckContext<{ ports: readonly string[] }>,
	what: string,
	protocols: readonly string[],
): void {
	const protocol = isIngress(rule) ? protocolOf(rule) : undefined;
	if (protocol === undefined || (protocol !== "any" && !protocols.includes(protocol))) {
		context.notApplicable();
		return;
	}
	const ports = portsOf(rule);
	const watched = spansOf(context.parameters.ports).filter((span) => overlap(span, ports));
	if (watched.length === 0) return;
	const open = openToWorld(rule, context.all);
	const exposed = watched.filter((span) => open.some((each) => overlap(span, each)));
	if (exposed.length === 0) return;
	context.report({
		path: sourcePath(rule),
		message: `${what} (port ${exposed.map(shown).join(", ")}) can be reached from ${whence(rule)}.`,
	});
}

/**
 * Whether Neutron itself made the rule, with its group: everything out, and in `default` everything in from `default`. Only a live list
 * shows such rules; what a program writes is always somebody's choice.
 */
export function isNeutronsOwn(rule: Resource, all: Index): boolean {
	if (all.sourceOf(rule) !== "live" || protocolOf(rule) !== "any" || portsOf(rule) !== ALL_PORTS) return false;
	if (!isIngress(rule)) return !namesSource(rule);
	const group = all.reference(rule, "/securityGroupId", GROUPS);
	return isDefault(group) && all.reference(rule, "/remoteGroupId", GROUPS) === group;
}

/** Whether it is the group that Neutron makes with every project, and puts every port into that names none. */
export function isDefault(group: Resource | undefined): boolean {
	return group?.properties["name"] === "default";
}

/** Whether what an ingress rule lets in comes from this environment: from a group in the list, or from its own addresses. */
export function cameFrom(rule: Resource, all: Index): Place {
	if (present(rule.properties, "remoteGroupId")) return all.reference(rule, "/remoteGroupId", GROUPS) === undefined ? "outside" : "inside";
	const { sources } = openingOf(rule, all);
	if (sources === "group" || isWorld(sources)) return "outside";
	const group = all.reference(rule, "/remoteAddressGroupId", ADDRESS_GROUPS);
	const texts = group === undefined ? [rule.properties["remoteIpPrefix"]] : (group.properties["addresses"] as readonly string[]);
	const places = texts.map((text) => placeOf(prefixOf(String(text)) as Prefix, all));
	return places.find((place) => place === "outside") ?? places.find((place) => place === "unknown") ?? "inside";
}

/** Where a person would edit the source of a rule. */
export function sourcePath({ properties }: Resource): string {
	return present(properties, "remoteIpPrefix")
		? "/remoteIpPrefix"
		: present(properties, "remoteAddressGroupId")
			? "/remoteAddressGroupId"
			: "";
}

/** The world, and why it is. */
export function whence(rule: Resource): string {
	const { remoteIpPrefix } = rule.properties as { remoteIpPrefix?: string };
	if (!namesSource(rule)) return "any address: neither a prefix nor a group is named, which Neutron takes for any source";
	return present(rule.properties, "remoteIpPrefix") ? `the world (${remoteIpPrefix})` : "the world (through its address group)";
}

export function isIcmp(protocol: string): boolean {
	return ICMP.has(protocol);
}

/** Ports and ranges of ports as a parameter: `["22", "5900-5903"]`. */
export const portSpans = (description: string, value: string[]): Parameter<string[]> => ({
	description,
	default: value,
	schema: { type: "array", items: { type: "string", pattern: "^\\d+(-\\d+)?$" } },
});

const spans = new WeakMap<readonly (string | number)[], readonly Span[]>();

/** A parameter's list (`22`, `7000-7001`) as spans, parsed once. */
export function spansOf(list: readonly (string | number)[]): readonly Span[] {
	let parsed = spans.get(list);
	if (parsed === undefined) {
		parsed = list.map(spanOf);
		spans.set(list, parsed);
	}
	return parsed;
}

function spanOf(text: string | number): Span {
	const [from, to = from] = String(text).split("-").map(Number);
	return { from: from as number, to: to as number };
}

export function overlap(a: Span, b: Span): boolean {
	return a.from <= b.to && b.from <= a.to;
}

export function shown({ from, to }: Span): string {
	return from === to ? String(from) : `${from}-${to}`;
}
