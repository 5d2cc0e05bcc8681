import type { Properties, Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { ExampleResource } from "./control.ts";
import { environmentOf } from "./environment.ts";
import { leafAt, UnknownValue } from "./guard.ts";
import type { Index } from "./joins.ts";
import { placeOf } from "./own-ranges.ts";
import { BALANCER, FLOATING_IP, INSTANCE, PORT } from "./ports.ts";
import { prefixOf } from "./world.ts";

/** What names of the DNS lead to, and whether it is the environment's own. */

export const ZONE = "openstack:dns/zone:Zone";
export const RECORD_SET = "openstack:dns/recordSet:RecordSet";

/** A name as it is compared: lower case, without the dot at its end. */
export function bare(name: unknown): string {
	return String(name).toLowerCase().replace(/\.$/, "");
}

/** Whether a name is the domain or lies below it. */
export function isWithin(name: string, domain: string): boolean {
	return name === domain || name.endsWith(`.${domain}`);
}

/** The name and the domains above it: `www.town.example`, `town.example`, `example`. */
export function domainsOf(name: string): string[] {
	return name.split(".").map((_, index, labels) => labels.slice(index).join("."));
}

/** Zones of that name. Throws `UnknownValue` where a zone's name is not known. */
export function zonesCalled(name: string, all: Index): readonly Resource[] {
	const { byName, open } = all.once(zonesByName);
	if (open !== undefined) throw new UnknownValue(open, "/name", new Unknown("a zone's name is not known"));
	return byName.get(name) ?? [];
}

function zonesByName(all: Index): { byName: Map<string, Resource[]>; open: Resource | undefined } {
	const byName = new Map<string, Resource[]>();
	let open: Resource | undefined;
	for (const zone of all.ofType(ZONE)) {
		const name = leafAt(zone, "/name") ?? zone.name;
		if (name instanceof Unknown || name instanceof Secret) open = zone;
		else byName.set(bare(name), [...(byName.get(bare(name)) ?? []), zone]);
	}
	return { byName, open };
}

/** Whether what is written at `pointer` will come from a resource of the list. */
export function comesFromTheList(subject: Resource, pointer: string, all: Index): boolean {
	const leaf = leafAt(subject, pointer);
	return leaf instanceof Unknown && leaf.references.some((id) => all.byId(id) !== undefined);
}

/** Whether somebody who is declared (suppliers) answers for the host, or for a domain above it. */
export function isDeclared(host: string, all: Index): boolean {
	return Object.keys(environmentOf(all)?.suppliers ?? {}).some((domain) => isWithin(host, bare(domain)));
}

/** Whether a name in one of the list's own zones exists there; `undefined`: it lies in none of them. Throws `UnknownValue` where names are not known. */
export function existsInOwnZone(host: string, all: Index): boolean | undefined {
	const { zones, names, open } = all.once(ownNames);
	if (!domainsOf(host).some((domain) => zones.has(domain))) {
		if (open !== undefined && open.type === ZONE) throw new UnknownValue(open, "/name", new Unknown("a zone's name is not known"));
		return undefined;
	}
	if (names.has(host) || names.has(host.replace(/^[^.]+/, "*"))) return true;
	if (open !== undefined) throw new UnknownValue(open, "/name", new Unknown("a record's name is not known"));
	return false;
}

interface Names {
	zones: ReadonlySet<string>;
	names: ReadonlySet<string>;
	/** A zone or record whose name is not known. */
	open: Resource | undefined;
}
function ownNames(all: Index): Names {
	const zones = new Set<string>();
	const names = new Set<string>();
	let open: Resource | undefined;
	for (const resource of [...all.ofType(RECORD_SET), ...all.ofType(ZONE)]) {
		const name = leafAt(resource, "/name") ?? resource.name;
		if (name instanceof Unknown || name instanceof Secret) open = resource;
		else (resource.type === ZONE ? zones : names).add(bare(name));
	}
	return { zones, names, open };
}

/** Whose an address is: of something in the list, of its subnets, or declared; not known where the cloud gives addresses only later. */
export function whoseAddress(address: string, all: Index): "own" | "nobody's" | "unknown" {
	const { addresses, complete } = all.once(ownAddresses);
	if (addresses.has(address) || isDeclared(address, all)) return "own";
	const prefix = prefixOf(address);
	const place = prefix === undefined ? "unknown" : placeOf(prefix, all);
	if (place === "inside") return "own";
	return complete && place === "outside" ? "nobody's" : "unknown";
}

function ownAddresses(all: Index): { addresses: ReadonlySet<string>; complete: boolean } {
	const addresses = new Set<string>();
	let complete = true;
	const take = (type: string, pointers: readonly string[]): void => {
		for (const resource of all.ofType(type)) {
			const found = pointers.map((pointer) => leafAt(resource, pointer)).filter((leaf) => typeof leaf === "string" && leaf !== "");
			if (found.length === 0) complete = false;
			for (const address of found) addresses.add(String(address).toLowerCase());
		}
	};
	take(FLOATING_IP, ["/address"]);
	take(BALANCER, ["/vipAddress"]);
	take(PORT, ["/fixedIps/0/ipAddress", "/fixedIps/1/ipAddress"]);
	take(INSTANCE, ["/accessIpV4", "/accessIpV6", "/networks/0/fixedIpV4", "/networks/0/fixedIpV6"]);
	return { addresses, complete };
}

/** A zone for examples: `town.example`. */
export function zone(properties: Properties = {}): ExampleResource {
	return { type: ZONE, name: "town.example.", id: "town", properties: { name: "town.example.", email: "dns@town.example", ...properties } };
}

/** A record set of that zone, for examples. */
export function recordSet(type: string, records: Properties["records"], properties: Properties = {}): ExampleResource {
	const name = `${type} ${String(properties["name"] ?? "")}`;
	return { type: RECORD_SET, name, properties: { zoneId: "town", name: "town.example.", type, records: records ?? [], ...properties } };
}
