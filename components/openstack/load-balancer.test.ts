import { expect, test } from "vitest";
import { countByType, inputs, open, planBalancer } from "./test-data.ts";

const worldRules = ({ resources }: Awaited<ReturnType<typeof planBalancer>>) =>
	resources.filter(({ properties }) => properties["remoteIpPrefix"] === "0.0.0.0/0").map(({ properties }) => properties["portRangeMin"]);

test("an internal balancer: named sources, twice, and no public address", async () => {
	const plan = await planBalancer();
	expect(countByType(plan)).toMatchInlineSnapshot(`
		{
		  "openstack:loadbalancer/l7PolicyV2:L7PolicyV2": 1,
		  "openstack:loadbalancer/l7RuleV2:L7RuleV2": 1,
		  "openstack:loadbalancer/listener:Listener": 2,
		  "openstack:loadbalancer/loadBalancer:LoadBalancer": 1,
		  "openstack:loadbalancer/members:Members": 1,
		  "openstack:loadbalancer/monitor:Monitor": 1,
		  "openstack:loadbalancer/pool:Pool": 1,
		  "openstack:networking/secGroup:SecGroup": 1,
		  "openstack:networking/secGroupRule:SecGroupRule": 2,
		}
	`);
	expect(worldRules(plan)).toEqual([]);
	for (const listener of ["door-https", "door-http"]) expect(inputs(plan, listener)).toMatchObject({ allowedCidrs: ["198.51.100.0/24"] });
	expect(JSON.stringify(plan.resources)).not.toContain("public-edge");
});

test("a public balancer: the world on 80 and 443 of a group that says so, and a public address", async () => {
	const plan = await planBalancer(open);
	expect(countByType(plan)).toMatchInlineSnapshot(`
		{
		  "openstack:loadbalancer/l7PolicyV2:L7PolicyV2": 1,
		  "openstack:loadbalancer/l7RuleV2:L7RuleV2": 1,
		  "openstack:loadbalancer/listener:Listener": 2,
		  "openstack:loadbalancer/loadBalancer:LoadBalancer": 1,
		  "openstack:loadbalancer/members:Members": 1,
		  "openstack:loadbalancer/monitor:Monitor": 1,
		  "openstack:loadbalancer/pool:Pool": 1,
		  "openstack:networking/floatingIp:FloatingIp": 1,
		  "openstack:networking/secGroup:SecGroup": 1,
		  "openstack:networking/secGroupRule:SecGroupRule": 2,
		}
	`);
	expect(worldRules(plan).sort()).toEqual([443, 80]);
	for (const name of ["door-group", "door-vip", "door-https", "door-http", "door-address"])
		expect(inputs(plan, name)["tags"], name).toContain("socle:public-edge");
	expect(inputs(plan, "door-address")).toMatchObject({ pool: "Ext-Net" });
});

test("TLS ends at the balancer with Barbican's certificate, plain HTTP is sent there, and servers are asked how they are", async () => {
	const plan = await planBalancer();
	expect(inputs(plan, "door-https")).toMatchObject({
		protocol: "TERMINATED_HTTPS",
		protocolPort: 443,
		defaultTlsContainerRef: "https://keys.town.example/v1/containers/1",
		insertHeaders: { "X-Forwarded-For": "true", "X-Forwarded-Proto": "true" },
	});
	expect(inputs(plan, "door-http")).not.toHaveProperty("defaultPoolId");
	expect(inputs(plan, "door-redirect")).toMatchObject({ action: "REDIRECT_TO_URL", redirectUrl: "https://etat-civil.town.example" });
	expect(inputs(plan, "door-redirect-all")).toMatchObject({ type: "PATH", compareType: "STARTS_WITH", value: "/" });
	expect(inputs(plan, "door-monitor")).toMatchObject({ type: "HTTP", urlPath: "/", expectedCodes: "200-399" });
	expect(inputs(plan, "door-members")).toMatchObject({
		members: [
			{ address: "10.20.64.10", protocolPort: 8443, name: "door-0" },
			{ address: "10.20.64.11", protocolPort: 8443, name: "door-1" },
		],
	});
});

test("the address has its groups and their rules before anything listens, and the public address comes last", async () => {
	const { resources } = await planBalancer(open);
	const before = (name: string): string[] =>
		resources.find(({ id }) => id.endsWith(`::${name}`))!.dependsOn.map((id) => id.slice(id.lastIndexOf("::") + 2));
	expect(before("door-vip")).toEqual(expect.arrayContaining(["door-group", "door-80-from-world", "door-443-from-world"]));
	expect(before("door-https")).toEqual(expect.arrayContaining(["door-vip", "door-pool", "door-members"]));
	expect(before("door-address")).toEqual(expect.arrayContaining(["door-https", "door-http"]));
});

test.each([
	["audience", { audience: "everyone" as "public" }],
	["allowedFrom", { allowedFrom: [] }],
	["allowedFrom", { allowedFrom: ["0.0.0.0/0"] }],
	["allowedFrom", { allowedFrom: ["2001:db8::/48"] }],
	["allowedFrom", { ...open, allowedFrom: ["198.51.100.0/24"] }],
	["floatingIpPool", { audience: "public" as const, allowedFrom: [] }],
	["servers", { servers: [] }],
	["port", { port: 0 }],
])("refuses %s: %o", async (input, args) => {
	await expect(planBalancer(args)).rejects.toThrow(`door: "${input}" must be`);
});
