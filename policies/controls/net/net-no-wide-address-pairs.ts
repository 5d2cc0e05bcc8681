import { Unknown } from "../../../inventory/resource.ts";
import type { Control, Example } from "../../control.ts";
import { port } from "../../examples/openstack.ts";
import { direct, gdpr, nis2, secnumcloud, supporting } from "../../frameworks.ts";
import { items, UnknownValue } from "../../guard.ts";
import { PORT } from "../../ports.ts";
import { prefixOf } from "../../world.ts";

const pairs = (...addresses: (string | Unknown)[]) => port("eth0", { allowedAddressPairs: addresses.map((ipAddress) => ({ ipAddress })) });
const each = (title: string, ...addresses: string[]): Example[] =>
	addresses.map((address) => ({ title: `${title}: ${address}`, resources: [pairs("10.0.0.7", address)] }));

const control: Control<{ ipv4: number; ipv6: number }> = {
	id: "net-no-wide-address-pairs",
	family: "net",
	severity: "high",
	title: "A port may speak under few addresses besides its own",
	rationale:
		"An allowed address pair takes off Neutron's guard against spoofing: a machine that may use a whole subnet's addresses can pose as any neighbour.",
	remediation: "Set ipAddress of each allowed pair to the one address that moves between the machines.",
	references: [direct(secnumcloud["13.2"]), supporting(gdpr["32(1)(b)"]), supporting(nis2["21.2(g)"])],
	appliesTo: [PORT],
	scope: "resource",
	sources: ["plan", "state", "live"],
	parameters: {
		ipv4: {
			description: "Prefixes of IPv4 have to be longer than this.",
			default: 24,
			schema: { type: "integer", minimum: 0, maximum: 31 },
		},
		ipv6: {
			description: "Prefixes of IPv6 have to be longer than this.",
			default: 64,
			schema: { type: "integer", minimum: 0, maximum: 127 },
		},
	},
	check(subject, { parameters, report, each }) {
		const allowed = subject.properties["allowedAddressPairs"] as unknown as readonly { ipAddress: string }[] | undefined;
		each(items(allowed, subject, "/allowedAddressPairs"), ({ ipAddress }, index) => {
			const path = `/allowedAddressPairs/${index}/ipAddress`;
			const prefix = prefixOf(String(ipAddress));
			if (prefix === undefined) throw new UnknownValue(subject, path, new Unknown("it is not a range of addresses"));
			if (prefix.length <= (prefix.family === 4 ? parameters.ipv4 : parameters.ipv6))
				report({ path, message: `The port may use any address of ${ipAddress}.` });
		});
	},
	examples: {
		pass: [
			{ title: "its own addresses only", resources: [port("eth0")] },
			...each("an address that moves", "10.0.0.8", "10.0.0.8/32", "fd00::8", "fd00::8/128"),
			...each("a few addresses", "10.0.0.0/25", "fd00::/65"),
			{ title: "as wide as the pack allows", resources: [pairs("10.244.0.0/16")], parameters: { ipv4: 15 } },
		],
		fail: [
			...each("the world", "0.0.0.0/0", "::/0", "0000:0000:0000:0000:0000:0000:0000:0000/0", "0.0.0.0/0.0.0.0"),
			...each("half of it", "128.0.0.0/1", "8000::/1"),
			...each("a subnet", "10.0.0.0/24", "fd00::/64"),
		],
		unknown: [
			{ title: "an address is not known", resources: [pairs(new Unknown())] },
			{ title: "not an address", resources: [pairs("everything")] },
		],
	},
};
export default control;
