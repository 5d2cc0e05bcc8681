import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { catalogue } from "../../policies/catalogue.ts";
import { Secret } from "../resource.ts";
import { openstackPointer, openstackTokens, openstackType } from "./openstack.ts";
import { readPlan } from "./plan.ts";
import { readState } from "./state.ts";
import { artefact, plan, planned, state, stored } from "./test-artefact.ts";

/** What Terraform writes (a state, with the cloud's answers and its empty values) beside what a program says. */
const PAIRS: [title: string, type: string, attributes: object, properties: object][] = [
	[
		"a rule for any source, all ports and any protocol",
		"openstack_networking_secgroup_rule_v2",
		{
			id: "1",
			direction: "ingress",
			ethertype: "IPv4",
			protocol: "",
			port_range_min: 0,
			port_range_max: 0,
			remote_ip_prefix: "",
			remote_group_id: "",
			description: "",
			security_group_id: "2",
			region: null,
			timeouts: null,
		},
		{ direction: "ingress", ethertype: "IPv4", securityGroupId: "2" },
	],
	[
		"a machine: blocks become lists, maps keep their keys, secrets and answers are none of the program",
		"openstack_compute_instance_v2",
		{
			id: "1",
			name: "web",
			admin_pass: "Example-1234",
			all_metadata: { db_host: "a" },
			metadata: { db_host: "a", "": "" },
			block_device: [
				{
					boot_index: 0,
					delete_on_termination: true,
					destination_type: "volume",
					device_type: "",
					guest_format: "",
					source_type: "image",
					uuid: "3",
					volume_size: 0,
					multiattach: false,
				},
			],
			network: [
				{ uuid: "4", port: "", mac: "fa:16:3e:00:00:01", fixed_ip_v4: "10.0.0.5", fixed_ip_v6: "", access_network: false, name: "app" },
			],
			security_groups: ["web"],
			scheduler_hints: [],
			vendor_options: [{ ignore_resize_confirmation: true }],
			power_state: "active",
			tags: [],
		},
		{
			name: "web",
			adminPass: new Secret(),
			metadata: { db_host: "a", "": "" },
			blockDevices: [
				{ bootIndex: 0, deleteOnTermination: true, destinationType: "volume", sourceType: "image", uuid: "3", multiattach: false },
			],
			networks: [{ uuid: "4", fixedIpV4: "10.0.0.5", accessNetwork: false, name: "app" }],
			securityGroups: ["web"],
			vendorOptions: { ignoreResizeConfirmation: true },
			powerState: "active",
		},
	],
	[
		"a port",
		"openstack_networking_port_v2",
		{
			id: "1",
			admin_state_up: true,
			fixed_ip: [{ ip_address: "", subnet_id: "5" }],
			allowed_address_pairs: [],
			all_security_group_ids: ["6"],
			security_group_ids: ["6"],
			no_security_groups: null,
			binding: [{ host_id: "", vnic_type: "normal", vif_type: "ovs" }],
		},
		{ adminStateUp: true, fixedIps: [{ subnetId: "5" }], securityGroupIds: ["6"], binding: { vnicType: "normal" } },
	],
	[
		"a subnet, by the name that 5.5.1 has for its pools",
		"openstack_networking_subnet_v2",
		{
			id: "1",
			allocation_pool: [{ start: "10.0.0.2", end: "10.0.0.9" }],
			dns_nameservers: ["10.0.0.53"],
			gateway_ip: "10.0.0.1",
			enable_dhcp: true,
			ip_version: 4,
			all_tags: [],
			host_routes: [],
		},
		{
			allocationPools: [{ start: "10.0.0.2", end: "10.0.0.9" }],
			dnsNameservers: ["10.0.0.53"],
			gatewayIp: "10.0.0.1",
			enableDhcp: true,
			ipVersion: 4,
		},
	],
	[
		"a secret, whose payload nobody reads although the state marks nothing",
		"openstack_keymanager_secret_v1",
		{
			id: "1",
			name: "s",
			payload: "Example-1234",
			acl: [{ read: [{ project_access: false, users: [], created_at: "2026-11-28" }] }],
			bit_length: 0,
			status: "ACTIVE",
		},
		{ name: "s", payload: new Secret(), acl: { read: { projectAccess: false } } },
	],
	["a quota of nothing", "openstack_networking_quota_v2", { id: "1", project_id: "7", floatingip: 0 }, { projectId: "7", floatingip: 0 }],
	[
		"a user's second factors",
		"openstack_identity_user_v3",
		{ id: "1", multi_factor_auth_enabled: true, multi_factor_auth_rule: [{ rule: ["password", "totp"] }], password: "Example-1234" },
		{ multiFactorAuthEnabled: true, multiFactorAuthRules: [{ rules: ["password", "totp"] }], password: new Secret() },
	],
	[
		"a health monitor",
		"openstack_lb_monitor_v2",
		{ id: "1", pool_id: "8", type: "HTTP", delay: 5, timeout: 2, max_retries: 3, max_retries_down: 3, expected_codes: "" },
		{ poolId: "8", type: "HTTP", delay: 5, timeout: 2, maxRetries: 3, maxRetriesDown: 3 },
	],
];

test.each(PAIRS)("%s", (_, type, attributes, properties) => {
	const { resources } = readState(artefact(state([stored(type, "it", attributes)])));
	expect(resources[0]?.properties).toEqual(properties);
	expect(resources[0]?.physicalId).toBe("1");
	const planning = readPlan(artefact(plan([planned(`${type}.it`, attributes, { actions: ["no-op"] })])));
	expect(planning.resources[0]?.properties).toEqual(properties);
});

test("each type that controls about OpenStack look at can be made by Terraform", () => {
	/** What a cloud holds and neither Pulumi nor Terraform make: named after the API (contracts.md, section 2). */
	const liveOnly = /^openstack:[a-z]+:[A-Z]\w+$/;
	const exceptions: { [type: string]: string } = {
		"openstack:loadbalancer/flavorprofileV2:FlavorprofileV2":
			"another name of openstack:index/lbFlavorprofileV2:LbFlavorprofileV2, kept for SDKs that have it",
	};
	const tokens = openstackTokens();
	const types = catalogue
		.flatMap(({ appliesTo }) => (typeof appliesTo === "function" ? [] : appliesTo))
		.filter((type) => type.startsWith("openstack:"));
	expect(types.length).toBeGreaterThan(50);
	expect([...new Set(types)].filter((type) => !tokens.has(type) && !liveOnly.test(type) && exceptions[type] === undefined)).toEqual([]);
});

test("a path in canonical names leads to its place in Terraform's", () => {
	const type = openstackType("openstack_compute_instance_v2");
	if (type === undefined) throw new Error("no such type");
	const values = {
		block_device: [{ volume_type: "x" }],
		metadata: { db_host: "a" },
		vendor_options: [{ ignore_resize_confirmation: true }],
	};
	const at = (path: string): string => openstackPointer(values, type, path);
	expect(at("/blockDevices/0/volumeType")).toBe("/block_device/0/volume_type");
	expect(at("/metadata/db_host")).toBe("/metadata/db_host");
	expect(at("/vendorOptions/ignoreResizeConfirmation")).toBe("/vendor_options/0/ignore_resize_confirmation");
	expect(at("/adminPass")).toBe("");
});

test("names that are no camel case are those of the SDK", () => {
	const { resources } = JSON.parse(readFileSync(new URL("./openstack.json", import.meta.url), "utf8"));
	const require = createRequire(import.meta.url);
	const wrong: string[] = [];
	for (const { token, names = {} } of Object.values<{ token: string; names?: { [path: string]: string } }>(resources)) {
		const [, file = ""] = token.split(":");
		let declarations: string;
		try {
			declarations = readFileSync(require.resolve(`@pulumi/openstack/${file}.js`).replace(/js$/, "d.ts"), "utf8");
		} catch {
			continue; // came after 3.15.2
		}
		for (const [path, name] of Object.entries(names)) {
			if (!path.includes(".") && !new RegExp(`^ {4}${name}\\??: `, "m").test(declarations)) wrong.push(`${token} ${name}`);
		}
	}
	// Blocks that 3.15.2 does not have.
	expect(wrong).toEqual([]);
});
