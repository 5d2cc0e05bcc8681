import fc from "fast-check";
import { expect, test } from "vitest";
import { Secret, Unknown } from "../resource.ts";
import type { Item } from "./client.ts";
import { openStackReader } from "./client.ts";
import { COLLECTIONS } from "./collections.ts";
import { readProject } from "./live.ts";
import type { Service, Session } from "./session.ts";
import { CloudError, SERVICES } from "./session.ts";

/**
 * What becomes of answers. The answers are cut from those of the lab's services; that a whole cloud reads like this is shown in the lab
 * (`test/live.lab.test.ts`).
 */
type Answers = { readonly [path: string]: unknown };
const PROJECT = "project-1";

/** Answers by `service /path`; what is not there is an empty list. A number is a refusal with that status. */
function readerOf(answers: Answers, services: readonly Service[] = Object.keys(SERVICES) as Service[]) {
	const session = {
		cloud: { name: "town" },
		projectId: PROJECT,
		userId: "user-1",
		userName: "auditor",
		roles: ["reader"],
		has: (service: Service) => services.includes(service),
		async send(method: string, service: Service, asked: string) {
			const path = asked.replace("/users/user-1/", "/users/{user}/");
			const name = `${service} ${path}`;
			const answer = answers[name];
			if (typeof answer === "number") throw new CloudError(`refused with ${answer}.`, service, answer);
			const key = COLLECTIONS.find((each) => each.service === service && each.path === path)?.key ?? path.split("/").at(-1) ?? "";
			const text = typeof answer === "string" ? answer : JSON.stringify(name in answers ? answer : path === "" ? [] : { [key]: [] });
			const headers = method === "HEAD" ? (answer ?? {}) : {};
			return { reply: { status: 200, headers, text }, request: { method, url: new URL("http://cloud.invalid"), who: service } };
		},
	} as unknown as Session;
	return openStackReader(session);
}
const read = (answers: Answers, services?: readonly Service[]) =>
	readProject(readerOf(answers, services), { path: "openstack://town", everyProject: false });

const mine = { project_id: PROJECT };
const TOWN: Answers = {
	"network /networks": {
		networks: [
			{ ...mine, id: "net-1", name: "app", "router:external": false, port_security_enabled: true, admin_state_up: true, shared: false },
			{ project_id: "operator", id: "net-2", name: "public", "router:external": true },
		],
	},
	"network /ports": {
		ports: [
			{
				...mine,
				id: "port-1",
				network_id: "net-1",
				device_id: "server-1",
				device_owner: "compute:az1",
				security_groups: ["group-1"],
				allowed_address_pairs: [{ ip_address: "0.0.0.0/0" }],
			},
			{ ...mine, id: "port-2", network_id: "net-1", device_owner: "network:router_interface", port_security_enabled: false },
		],
	},
	"network /security-group-rules": {
		security_group_rules: [
			{ ...mine, id: "rule-1", direction: "ingress", protocol: "tcp", port_range_min: 22, port_range_max: 22, remote_ip_prefix: "::/0" },
		],
	},
	"network /routers": {
		routers: [{ ...mine, id: "router-1", external_gateway_info: { network_id: "net-2", enable_snat: true } }],
	},
	"network /vpn/ipsec-site-connections": { ipsec_site_connections: [{ ...mine, id: "vpn-1", psk: "canary-psk" }] },
	"network /fwaas/firewall_rules": 404,
	"compute /servers/detail": {
		servers: [
			{
				id: "server-1",
				name: "web-0",
				key_name: "admin",
				image: "",
				flavor: { original_name: "b3-8" },
				security_groups: [{ name: "app" }, { name: "app" }],
				metadata: { cost_centre: "3120" },
				"OS-EXT-AZ:availability_zone": "az1",
				"os-extended-volumes:volumes_attached": [
					{ id: "data", delete_on_termination: false },
					{ id: "boot", delete_on_termination: true },
				],
			},
		],
	},
	"compute /os-server-groups": { server_groups: [{ id: "spread", name: "web", members: ["server-1"], policies: ["anti-affinity"] }] },
	"compute /os-keypairs": { keypairs: [{ keypair: { name: "admin", public_key: "ssh-ed25519 AAAA" } }] },
	"volume /volumes/detail": {
		volumes: [
			{
				id: "boot",
				name: "web-0-boot",
				encrypted: true,
				volume_type: "luks",
				attachments: [{ server_id: "server-1", device: "/dev/vda" }],
				volume_image_metadata: { image_id: "debian" },
			},
			{ id: "data", name: "web-0-data", attachments: [{ server_id: "server-1", device: "/dev/vdb" }] },
		],
	},
	"volume /types": { volume_types: [{ id: "type-1", name: "luks" }] },
	"volume /types/type-1/encryption": { volume_type_id: "type-1", provider: "luks", key_size: 256 },
	"image /images": {
		images: [
			{ id: "debian", name: "debian-12", owner: "operator", visibility: "public", img_signature: "…" },
			{ id: "own", name: "ours", owner: PROJECT, visibility: "private", os_secure_boot: "required", min_disk: 20 },
			{ id: "unused", name: "windows", owner: "operator" },
		],
	},
	"load-balancer /lbaas/listeners": { listeners: [{ ...mine, id: "https", loadbalancers: [{ id: "lb-1" }], l7policies: [] }] },
	"load-balancer /lbaas/pools": {
		pools: [{ ...mine, id: "pool-1", name: "web", lb_algorithm: "ROUND_ROBIN", listeners: [{ id: "https" }] }],
	},
	"load-balancer /lbaas/pools/pool-1/members": { members: [{ address: "192.0.2.10", protocol_port: 8443 }] },
	"load-balancer /lbaas/healthmonitors": { healthmonitors: [{ ...mine, id: "probe", pools: [{ id: "pool-1" }] }] },
	"load-balancer /octavia/amphorae": 403,
	"object-store ": [{ name: "scans" }],
	"object-store /scans": {
		"x-container-read": ".r:*",
		"x-versions-enabled": "True",
		"x-container-meta-owner": "EXAMPLE-0001",
		"x-container-meta-temp-url-key": "canary-key",
	},
	"key-manager /secrets": { secrets: [{ secret_ref: "https://keys.example/v1/secrets/s-1", name: "db", algorithm: "aes" }] },
	"key-manager /secrets/s-1/acl": { read: { "project-access": false, users: ["u"] } },
	"dns /recordsets": {
		recordsets: [
			{ ...mine, id: "r-1", zone_id: "z-1", zone_name: "town.example.", name: "town.example.", type: "NS", records: ["ns.cloud.example."] },
			{ ...mine, id: "r-2", zone_id: "z-1", zone_name: "town.example.", name: "www.town.example.", type: "A", records: ["192.0.2.1"] },
		],
	},
	"identity /users": 403,
	"identity /role_assignments": {
		role_assignments: [
			{ role: { id: "admin" }, user: { id: "u" }, scope: { project: { id: PROJECT } } },
			{ role: { id: "admin" }, group: { id: "g" }, scope: { domain: { id: "d" }, "OS-INHERIT:inherited_to": "projects" } },
			{ role: { id: "admin" }, user: { id: "u" }, scope: { system: { all: true } } },
		],
	},
};

test("an API's words become the canonical ones", async () => {
	const { resources } = await read(TOWN);
	const of = (id: string) => resources.find((each) => each.id === id);
	expect(of("port-1")).toMatchObject({
		type: "openstack:networking/port:Port",
		source: "live",
		physicalId: "port-1",
		properties: { securityGroupIds: ["group-1"], networkId: "net-1", allowedAddressPairs: [{ ipAddress: "0.0.0.0/0" }] },
	});
	expect(of("rule-1")).toMatchObject({ name: "ingress tcp 22 from ::/0 (IPv4)", properties: { portRangeMin: 22, remoteIpPrefix: "::/0" } });
	expect(of("router-1")?.properties).toMatchObject({ externalNetworkId: "net-2", enableSnat: true });
	expect(of("https")?.properties).toMatchObject({ loadbalancerId: "lb-1" });
	expect(of("pool-1")?.properties["lbMethod"]).toBe("ROUND_ROBIN");
	expect(of("probe")?.properties["poolId"]).toBe("pool-1");
	expect(of("own")?.properties).toMatchObject({ minDiskGb: 20, properties: { os_secure_boot: "required" } });
	expect(of("s-1")?.properties["acl"]).toEqual({ read: { projectAccess: false, users: ["u"] } });
	expect(of("z-1/r-2")?.properties).toMatchObject({ zoneId: "z-1", records: ["192.0.2.1"] });
	expect(of("type-1/encryption")?.properties).toMatchObject({ volume_type_id: "type-1", provider: "luks", key_size: 256 });
	expect(resources.filter(({ type }) => type.startsWith("openstack:identity")).map(({ type, properties }) => [type, properties])).toEqual([
		["openstack:identity/roleAssignment:RoleAssignment", { roleId: "admin", userId: "u", projectId: PROJECT }],
		["openstack:identity/inheritRoleAssignment:InheritRoleAssignment", { roleId: "admin", groupId: "g", domainId: "d" }],
		["openstack:identity:SystemRoleAssignment", { role_id: "admin", user_id: "u" }],
	]);
});

test("a server says what other lists know of it", async () => {
	const { resources } = await read(TOWN);
	expect(resources.find(({ id }) => id === "server-1")?.properties).toMatchObject({
		keyPair: "admin",
		availabilityZone: "az1",
		flavorName: "b3-8",
		securityGroups: ["app"],
		metadata: { cost_centre: "3120" },
		networks: [{ uuid: "net-1", port: "port-1" }],
		blockDevices: [
			{ uuid: "boot", bootIndex: 0, deleteOnTermination: true },
			{ uuid: "data", bootIndex: -1, deleteOnTermination: false },
		],
		schedulerHints: [{ group: "spread" }],
		userData: expect.any(Unknown),
	});
});

test("what is somebody else's serves joins and is not judged", async () => {
	const { resources, inputs } = await read(TOWN);
	const others = resources.filter(({ judged }) => judged === false).map(({ id }) => id);
	expect(others.toSorted()).toEqual(["net-2", "port-2", "type-1", "type-1/encryption", "z-1/r-1"]);
	expect(resources.map(({ id }) => id)).toContain("debian");
	expect(resources.map(({ id }) => id)).not.toContain("unused");
	expect(inputs).toEqual([{ path: "openstack://town", kind: "openstack-live", resources: resources.length - others.length }]);
});

test("no secret gets in", async () => {
	const { resources } = await read(TOWN);
	expect(resources.find(({ id }) => id === "vpn-1")?.properties["psk"]).toBeInstanceOf(Secret);
	expect(resources.find(({ id }) => id === "scans")?.properties).toEqual({
		name: "scans",
		containerRead: ".r:*",
		versioning: true,
		metadata: { owner: "EXAMPLE-0001" },
	});
	expect(JSON.stringify(resources)).not.toContain("canary");
});

test("what Swift keeps from readers is not known, and absent only for an owner", async () => {
	const of = async (headers: object) =>
		(await read({ ...TOWN, "object-store /scans": headers })).resources.find(({ id }) => id === "scans")?.properties;
	expect(await of({})).toMatchObject({
		containerRead: expect.any(Unknown),
		containerWrite: expect.any(Unknown),
		containerSyncTo: expect.any(Unknown),
	});
	expect(await of({ "x-container-write": "town:clerk" })).toEqual({ name: "scans", containerWrite: "town:clerk", versioning: false });
});

test("a refusal is told and its types are hidden; so is a service that is not there", async () => {
	const { notVisible, hidden, errors } = await read(TOWN);
	expect(notVisible.map(({ what }) => what).toSorted()).toEqual(["Keystone: users", "Neutron: fwaas/firewall_rules", "Octavia: amphorae"]);
	expect(hidden?.toSorted()).toEqual([
		"openstack:firewall/ruleV2:RuleV2",
		"openstack:identity/user:User",
		"openstack:loadbalancer:Amphora",
	]);
	expect(errors).toEqual([]);
	const without = await read(TOWN, ["network", "compute"]);
	expect(without.notVisible.map(({ what }) => what)).toContain(
		"Keystone, Cinder, Glance, Octavia, Barbican, Swift, Designate, Magnum, Manila, Trove",
	);
});

test("a service that fails, and entries that are none, are errors, and the rest is read", async () => {
	const { errors, hidden, resources } = await read({
		...TOWN,
		"dns /zones": 503,
		"network /subnets": { subnets: [null, "text", { ...mine, id: "subnet-1" }] },
		"network /networks": '{"networks": [',
	});
	expect(errors.map(({ message }) => message)).toEqual([
		expect.stringContaining("Neutron: networks: "),
		"Neutron: subnets: 2 of the entries are no objects.",
		"Designate: zones: refused with 503.",
	]);
	expect(hidden).toEqual(expect.arrayContaining(["openstack:dns/zone:Zone", "openstack:networking/network:Network"]));
	expect(resources.map(({ id }) => id)).toEqual(expect.arrayContaining(["subnet-1", "server-1"]));
});

/** Answers of an API that nobody should trust. */
const anything = fc.letrec<{ value: unknown }>((tie) => ({
	value: fc.oneof(
		{ depthSize: "small" },
		fc.constantFrom(null, true, 0, -1, "", "text", "::/0", "project-1", "__proto__"),
		fc.array(tie("value"), { maxLength: 3 }),
		fc.dictionary(
			fc.constantFrom("id", "name", "project_id", "image", "security_groups", "flavor", "members", "port_forwardings", "scope", "keypair"),
			tie("value"),
			{
				maxKeys: 5,
			},
		),
	),
})).value;

test("whatever an API answers, nothing is lost without a word", async () => {
	const names = COLLECTIONS.map(({ service, path }) => `${service} ${path}`);
	const answer = fc.oneof(
		fc.array(anything, { maxLength: 4 }).map((items) => ({ items })),
		fc.constantFrom(401, 403, 404, 429, 500, "", "{", "null", "[]", "<html>"),
		anything,
	);
	await fc.assert(
		fc.asyncProperty(fc.dictionary(fc.constantFrom(...names), answer, { maxKeys: 6 }), async (given) => {
			const answers: Record<string, unknown> = {};
			for (const [name, value] of Object.entries(given)) {
				const { key } = COLLECTIONS.find(({ service, path }) => `${service} ${path}` === name) as { key: string };
				const items = (value as { items?: unknown } | null)?.items;
				answers[name] = Array.isArray(items) ? { [key]: items } : value;
			}
			const { resources, errors, notVisible } = await read(answers);
			for (const [name, value] of Object.entries(answers)) {
				const { key, list } = COLLECTIONS.find(({ service, path }) => `${service} ${path}` === name) as { key: string; list: string };
				const items = (value as Item | null)?.[key];
				const told = [...errors.map(({ message }) => message), ...notVisible.map(({ what }) => what)].some((text) =>
					text.includes(`: ${list}`),
				);
				if (Array.isArray(items)) {
					const objects = items.filter((item) => typeof item === "object" && item !== null && !Array.isArray(item));
					expect(told || objects.length === items.length).toBe(true);
				} else expect(told).toBe(true);
			}
			for (const { id, type } of resources) expect([typeof id, typeof type]).toEqual(["string", "string"]);
		}),
		{ numRuns: Number(process.env["SOCLE_FUZZ_RUNS"] ?? 500) },
	);
});
