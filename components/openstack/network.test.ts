import { expect, test } from "vitest";
import type { Plan } from "../../inventory/plan.ts";
import type { Value } from "../../inventory/resource.ts";
import { Unknown } from "../../inventory/resource.ts";
import { countByType, inputs, least, logicalName, planNetwork } from "./test-data.ts";

/** Each rule in one line, with the logical names of groups. */
function flows({ resources }: Plan): string[] {
	const byId = new Map(resources.map((resource) => [resource.id, logicalName(resource)]));
	const end = (value: Value | undefined) => (value instanceof Unknown ? byId.get(value.references[0] ?? "") : value);
	return resources
		.filter(({ type }) => type === "openstack:networking/secGroupRule:SecGroupRule")
		.map(({ properties: p }) => {
			const arrow = p["direction"] === "ingress" ? "<-" : "->";
			expect(p["portRangeMin"]).toBe(p["portRangeMax"]);
			return `${end(p["securityGroupId"])} ${arrow} ${end(p["remoteGroupId"] ?? p["remoteIpPrefix"])} ${p["ethertype"]} ${p["protocol"]} ${p["portRangeMin"]}`;
		})
		.sort();
}

test("the least network: three tiers behind a router, nobody gets in", async () => {
	const plan = await planNetwork();
	expect(countByType(plan)).toMatchInlineSnapshot(`
		{
		  "openstack:networking/network:Network": 1,
		  "openstack:networking/router:Router": 1,
		  "openstack:networking/routerInterface:RouterInterface": 3,
		  "openstack:networking/secGroup:SecGroup": 2,
		  "openstack:networking/secGroupRule:SecGroupRule": 5,
		  "openstack:networking/subnet:Subnet": 3,
		}
	`);
	expect(flows(plan).filter((flow) => flow.includes("<-"))).toEqual([]);
	expect(inputs(plan, "network-private")).toMatchObject({ portSecurityEnabled: true, shared: false, adminStateUp: true });
	expect(inputs(plan, "network-data")).toMatchObject({ cidr: "10.20.128.0/18", dnsNameservers: ["192.0.2.53"], ipVersion: 4 });
	expect(inputs(plan, "network-router")).toMatchObject({ externalNetworkId: least.network.externalNetworkId });
});

test("every flow is named: by group inside, by range for administrators, on few ports for the rest", async () => {
	const plan = await planNetwork({
		adminFrom: ["192.0.2.0/28", "2001:db8::/48"],
		appPorts: [8443],
		dataPorts: [5432],
		resolvers: ["192.0.2.53"],
	});
	expect(flows(plan)).toMatchInlineSnapshot(`
		[
		  "network-app-group -> 0.0.0.0/0 IPv4 tcp 443",
		  "network-app-group -> 0.0.0.0/0 IPv4 tcp 80",
		  "network-app-group -> 0.0.0.0/0 IPv4 udp 123",
		  "network-app-group -> 192.0.2.53/32 IPv4 tcp 53",
		  "network-app-group -> 192.0.2.53/32 IPv4 udp 53",
		  "network-app-group -> network-data-group IPv4 tcp 5432",
		  "network-app-group <- 10.20.0.0/18 IPv4 tcp 8443",
		  "network-app-group <- 192.0.2.0/28 IPv4 tcp 22",
		  "network-app-group <- 2001:db8::/48 IPv6 tcp 22",
		  "network-app-group <- network-edge-group IPv4 tcp 8443",
		  "network-data-group -> 0.0.0.0/0 IPv4 tcp 443",
		  "network-data-group -> 0.0.0.0/0 IPv4 tcp 80",
		  "network-data-group -> 0.0.0.0/0 IPv4 udp 123",
		  "network-data-group -> 192.0.2.53/32 IPv4 tcp 53",
		  "network-data-group -> 192.0.2.53/32 IPv4 udp 53",
		  "network-data-group <- 192.0.2.0/28 IPv4 tcp 22",
		  "network-data-group <- 2001:db8::/48 IPv6 tcp 22",
		  "network-data-group <- network-app-group IPv4 tcp 5432",
		  "network-edge-group -> network-app-group IPv4 tcp 8443",
		]
	`);
});

test("a port or a range more changes nothing about the others", async () => {
	const names = async (args: Parameters<typeof planNetwork>[0]) => (await planNetwork(args)).resources.map(logicalName);
	const before = await names({ appPorts: [8443], adminFrom: ["192.0.2.0/28"] });
	expect(await names({ appPorts: [8080, 8443], adminFrom: ["198.51.100.7/32", "192.0.2.0/28"] })).toEqual(expect.arrayContaining(before));
});

test.each([
	["resolvers", { resolvers: [] }],
	["resolvers", { resolvers: ["dns.example"] }],
	["adminFrom", { adminFrom: ["0.0.0.0/0"] }],
	["adminFrom", { adminFrom: ["0.0.0.0/1", "128.0.0.0/1"] }],
	["adminFrom", { adminFrom: ["::/0"] }],
	["adminFrom", { adminFrom: ["192.0.2.1"] }],
	["adminFrom", { adminFrom: ["192.0.2.0/28/1"] }],
	["appPorts", { appPorts: [0] }],
	["appPorts", { appPorts: [65_536] }],
	["dataPorts", { dataPorts: [5432.5] }],
	["tiers.app", { tiers: { ...least.network.tiers, app: "10.20.64.0" } }],
	["tiers.data", { tiers: { ...least.network.tiers, data: "10.20.256.0/18" } }],
])("refuses %s: %o", async (input, args) => {
	await expect(planNetwork(args)).rejects.toThrow(`network: "${input}" must be`);
});
