import type { Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { environmentOf } from "./environment.ts";
import { items, leafAt, present, UnknownValue } from "./guard.ts";
import type { Index, Referrers } from "./joins.ts";
import { isPrivate, rangeOf } from "./world.ts";

/** What a machine is plugged into: instance → port → network, and whether that network leads outside. */

export const PORT = "openstack:networking/port:Port";
export const NETWORK = "openstack:networking/network:Network";
export const SUBNET = "openstack:networking/subnet:Subnet";
export const ROUTER = "openstack:networking/router:Router";
export const FLOATING_IP = "openstack:networking/floatingIp:FloatingIp";
export const BALANCER = "openstack:loadbalancer/loadBalancer:LoadBalancer";
export const INSTANCE = "openstack:compute/instance:Instance";
/** A further interface of an instance. */
export const INTERFACE = "openstack:compute/interfaceAttach:InterfaceAttach";
/** Sets the groups of a port that is made elsewhere. */
export const ASSOCIATION = "openstack:networking/portSecGroupAssociate:PortSecGroupAssociate";

export const PORTS = [PORT] as const;
export const NETWORKS = [NETWORK] as const;
const INSTANCES = [INSTANCE] as const;

interface Interface {
	port?: string;
	uuid?: string;
	name?: string;
}

/** Networks that an instance names, in its own order. */
export function interfacesOf(instance: Resource): readonly Interface[] {
	return items(instance.properties["networks"] as unknown as readonly Interface[] | undefined, instance, "/networks");
}

/** A leaf that names a network: of the subject, or of the port that the subject names. */
export interface Plug {
	holder: Resource;
	pointer: string;
}

/** Where it is written which network the interface at `prefix` (`record`) is on. `undefined`: nowhere. */
export function plugOf(subject: Resource, prefix: string, record: object, all: Index): Plug | undefined {
	for (const key of ["port", "portId"]) {
		if (!present(record, key)) continue;
		const port = all.reference(subject, `${prefix}/${key}`, PORTS);
		if (port === undefined) throw new UnknownValue(subject, `${prefix}/${key}`, new Unknown("the port is not in the list"));
		return { holder: port, pointer: "/networkId" };
	}
	const key = ["uuid", "networkId", "name"].find((each) => present(record, each));
	return key === undefined ? undefined : { holder: subject, pointer: `${prefix}/${key}` };
}

/** Whether the network is an external one: it says so, routers lead to it, or floating addresses come from it. */
export function leadsOutside({ holder, pointer }: Plug, all: Index): boolean {
	const network = all.reference(holder, pointer, NETWORKS);
	if (network !== undefined) return network.properties["external"] === true;
	if (all.once(outside).has(leafAt(holder, pointer) as string)) return true;
	throw new UnknownValue(holder, pointer, new Unknown("the network is not in the list"));
}

/** Why machines on the network have public addresses; `undefined`: all its subnets are of private space. */
export function isPublic(plug: Plug, all: Index): string | undefined {
	if (leadsOutside(plug, all)) return "is an external one";
	const network = all.reference(plug.holder, plug.pointer, NETWORKS) as Resource;
	const { list, complete } = all.referrers(network, SUBNET, "/networkId");
	for (const subnet of list) {
		const { cidr } = subnet.properties as { cidr?: string };
		const range = rangeOf(String(cidr));
		if (range === undefined) throw new UnknownValue(subnet, "/cidr", new Unknown("its range is not known"));
		if (!isPrivate(range)) return `has public addresses (${cidr})`;
	}
	if (!complete) throw new UnknownValue(network, "", new Unknown("not every subnet is known"));
	return undefined;
}

/** Names and ids of external networks, as far as something uses them as such. */
function outside(all: Index): Set<unknown> {
	const names = new Set<unknown>();
	for (const router of all.ofType(ROUTER)) names.add(leafAt(router, "/externalNetworkId"));
	for (const address of all.ofType(FLOATING_IP)) names.add(leafAt(address, "/pool"));
	names.add(environmentOf(all)?.cloud?.externalNetwork);
	return names;
}

/** Instances and balancers that answer on a port, and whether that is all of them. */
export function behind(port: Resource, all: Index): Referrers {
	const { byPort, complete } = all.once(machines);
	const balancers = all.referrers(port, BALANCER, "/vipPortId");
	return { list: [...(byPort.get(port) ?? []), ...balancers.list], complete: complete && balancers.complete };
}

export const NOBODY: Referrers = { list: [], complete: true };

/** What balancers call their ports. */
export function entrances(all: Index): Set<unknown> {
	return new Set(all.ofType(BALANCER).map(({ properties }) => properties["vipPortId"]));
}

function machines(all: Index): { byPort: Map<Resource, Resource[]>; complete: boolean } {
	const byPort = new Map<Resource, Resource[]>();
	let complete = true;
	const join = (find: () => readonly [Resource | undefined, Resource | undefined]): void => {
		try {
			const [port, instance] = find();
			if (port !== undefined && instance !== undefined) byPort.set(port, [...(byPort.get(port) ?? []), instance]);
		} catch (thrown) {
			if (!(thrown instanceof UnknownValue)) throw thrown;
			complete = false;
		}
	};
	for (const instance of all.ofType(INSTANCE)) {
		const networks = leafAt(instance, "/networks");
		if (networks instanceof Unknown || networks instanceof Secret) complete = false;
		if (Array.isArray(networks))
			for (const index of networks.keys()) join(() => [all.reference(instance, `/networks/${index}/port`, PORTS), instance]);
	}
	for (const attached of all.ofType(INTERFACE))
		join(() => [all.reference(attached, "/portId", PORTS), all.reference(attached, "/instanceId", INSTANCES)]);
	for (const port of all.ofType(PORT))
		if (present(port.properties, "deviceId")) join(() => [port, all.reference(port, "/deviceId", INSTANCES)]);
	return { byPort, complete };
}

/** Ports that Neutron makes for itself: of routers, DHCP, floating addresses. */
export function isNeutronsPort({ properties }: Resource): boolean {
	return String((properties as { deviceOwner?: string }).deviceOwner ?? "").startsWith("network:");
}
