import { expect, test } from "vitest";
import { currentCause } from "../environment/cause.ts";
import { readEnvironmentText } from "../environment/read.ts";
import { plan } from "../inventory/plan.ts";
import { Unknown } from "../inventory/resource.ts";
import { foundation } from "./foundation.ts";

const DIGEST = "0".repeat(64);
const FILE = `
apiVersion: socle/v1
name: town-hall
organisation: { name: Ville de Saint-Exemple, kind: commune, country: FR, identifier: EXAMPLE-0001, dpo: dpo@saint-exemple.example }
cloud:
  { provider: own, country: FR, cloud: town, region: RegionOne, zones: [az1, az2], externalNetwork: outside, volumeType: luks-aes,
    adminKey: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ0Yb3eZcB1a4dQw0yTqQ9L7sH2mX6vK8nR5pJ3uF1gE admin@saint-exemple.example }
cluster: { context: town }
suppliers: { registry.saint-exemple.example: own }
network: { cidr: 10.20.0.0/16, adminFrom: [192.0.2.0/28], resolvers: [192.0.2.53] }
services:
  passports:
    description: Appointments and files for passports
    run: { image: "registry.saint-exemple.example/passports@sha256:${DIGEST}", port: 8080 }
    exposure: { host: passeports.saint-exemple.example, audience: public, certificate: passports-tls }
    files: { bucket: scans, retention: 5y }
  registry-office:
    description: Acts of the registry office
    run: { machines: { count: 2, flavor: b3-8, image: 5e5d0f1c-0000-4000-8000-000000000002, disk: 30Gi }, port: 8443 }
    exposure: { host: etat-civil.saint-exemple.example, audience: public, certificate: registry-office-tls }
  intranet:
    description: Papers for the staff
    run: { machines: { count: 1, flavor: b3-8, image: 5e5d0f1c-0000-4000-8000-000000000002 }, port: 8080 }
    exposure: { host: intranet.saint-exemple.example, audience: internal, from: [198.51.100.0/24], certificate: intranet-tls }
`;

function planned(text = FILE) {
	const { environment } = readEnvironmentText(text, { file: "environment.yaml" });
	const origin = () => {
		const cause = currentCause();
		return cause && { ...cause, location: { file: "environment.yaml", line: 1, key: cause.key } };
	};
	return plan(() => foundation(environment), { project: "socle", stack: "town-hall.production.foundation", layer: "foundation", origin });
}

test("what each part of the file becomes", async () => {
	const { resources, providers, dataSources } = await planned();
	const made: Record<string, Record<string, number>> = {};
	for (const { type, locations } of resources) {
		const key = locations[0]?.key ?? "nothing";
		made[key] ??= {};
		const kind = type.slice(type.lastIndexOf(":") + 1);
		made[key][kind] = (made[key][kind] ?? 0) + 1;
	}
	expect(made).toMatchInlineSnapshot(`
		{
		  "network": {
		    "Network": 1,
		    "Router": 1,
		    "RouterInterface": 3,
		    "SecGroup": 2,
		    "SecGroupRule": 12,
		    "Subnet": 3,
		  },
		  "services.intranet.exposure": {
		    "L7PolicyV2": 1,
		    "L7RuleV2": 1,
		    "Listener": 2,
		    "LoadBalancer": 1,
		    "Members": 1,
		    "Monitor": 1,
		    "Pool": 1,
		    "SecGroup": 1,
		    "SecGroupRule": 2,
		  },
		  "services.intranet.run": {
		    "Instance": 1,
		    "Keypair": 1,
		    "Port": 1,
		    "ServerGroup": 1,
		    "Volume": 1,
		  },
		  "services.passports.files": {
		    "Container": 1,
		  },
		  "services.registry-office.exposure": {
		    "FloatingIp": 1,
		    "L7PolicyV2": 1,
		    "L7RuleV2": 1,
		    "Listener": 2,
		    "LoadBalancer": 1,
		    "Members": 1,
		    "Monitor": 1,
		    "Pool": 1,
		    "SecGroup": 1,
		    "SecGroupRule": 2,
		  },
		  "services.registry-office.run": {
		    "Instance": 2,
		    "Keypair": 1,
		    "Port": 2,
		    "ServerGroup": 1,
		    "Volume": 2,
		  },
		}
	`);
	expect(providers.map(({ properties }) => properties)).toMatchObject([{ cloud: "town", region: "RegionOne" }]);
	expect(dataSources.map(({ token }) => token).toSorted()).toEqual([
		"openstack:keymanager/getContainer:getContainer",
		"openstack:keymanager/getContainer:getContainer",
		"openstack:networking/getNetwork:getNetwork",
	]);
});

test("resources name the service that they serve, and the network none", async () => {
	const { resources } = await planned();
	const serving = (end: string) => resources.find(({ id }) => id.endsWith(`::${end}`))?.service;
	expect(serving("registry-office-1")).toBe("registry-office");
	expect(serving("intranet-balancer-vip")).toBe("intranet");
	expect(serving("passports-files-container")).toBe("passports");
	expect(serving("network-private")).toBeUndefined();
});

test("everything waits for the network's rules, and so goes before its router", async () => {
	const { resources } = await planned();
	const find = (end: string) => resources.find(({ id }) => id.endsWith(`::${end}`))!;
	for (const name of ["registry-office-0", "registry-office-balancer-vip", "registry-office-balancer-address"]) {
		const { dependsOn } = find(name);
		expect(dependsOn, name).toEqual(expect.arrayContaining([find("network-app-ssh-from-192.0.2.0_28").id, find("network-app-gateway").id]));
	}
});

test("the layer above learns ranges, addresses and names, known in the plan where they can be", async () => {
	const { outputs } = await planned();
	expect(outputs).toEqual({
		network: { cidr: "10.20.0.0/16", tiers: { edge: "10.20.0.0/18", app: "10.20.64.0/18", data: "10.20.128.0/18" } },
		places: expect.any(Unknown),
		balancers: expect.any(Unknown),
		buckets: { passports: { bucket: "town-hall-production-scans", region: "RegionOne" } },
		zones: {},
		secrets: {},
		credentials: {},
		projects: {},
	});
});

test("without machines there are a network and buckets, and nothing listens", async () => {
	const { resources } = await planned(FILE.slice(0, FILE.indexOf("  registry-office:")));
	const types = new Set(resources.map(({ type }) => type.split(":")[1]?.split("/")[0]));
	expect([...types].sort()).toEqual(["networking", "objectstorage"]);
	expect(
		resources.filter(({ properties }) => properties["direction"] === "ingress").map(({ properties }) => properties["portRangeMin"]),
	).toEqual([22]);
});
