import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everything, kubectl, objects, openstack, socle } from "./clients.ts";

/**
 * The town hall on the lab, from nothing to nothing, as its users would do it; what is there is said by the clients of the clouds themselves.
 * The tests build on each other.
 */
const place = mkdtempSync(join(tmpdir(), "socle-town-hall-"));
const prefix = "town-hall-lab";
const on = (...parameters: string[]): string[] => [...parameters, place, "--stack", "lab"];
let before: Awaited<ReturnType<typeof everything>>;

beforeAll(async () => {
	cpSync(join(import.meta.dirname, "../examples/town-hall"), place, { recursive: true });
	before = await everything();
	expect(JSON.stringify(before), "the lab still holds a town hall").not.toContain(prefix);
});
afterAll(async () => {
	await socle([...on("destroy"), "--yes"]);
	rmSync(place, { recursive: true, force: true });
});

const state = (layer: string): string => {
	const folder = join(place, ".socle/state/.pulumi/stacks/socle");
	return createHash("sha256")
		.update(readFileSync(join(folder, `town-hall.lab.${layer}.json`)))
		.digest("hex");
};

describe("from one file to a running environment", () => {
	test("doctor finds nothing missing", async () => {
		expect(await socle(on("doctor"))).toMatchObject({ code: 0 });
	});

	test("up creates it", async () => {
		const { code, stderr } = await socle([...on("up"), "--yes"]);
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/✔ up/);
	});

	test("OpenStack says that it is as hardened as described", async () => {
		const [servers, volumes, ports, groups, rules, listeners, policies, monitors, containers] = await openstack([
			"server list --long",
			"volume list --long",
			"port list --long",
			"security group list",
			"security group rule list --long",
			"loadbalancer listener list",
			"loadbalancer l7policy list",
			"loadbalancer healthmonitor list",
			"container list",
		]);
		const ours = (list: Record<string, string>[], key = "Name") => list.filter((item) => item[key]?.startsWith(prefix));
		expect(ours(servers)).toHaveLength(2);
		expect(ours(volumes)).toHaveLength(2);
		expect(ours(listeners, "name")).toHaveLength(2);

		const details = await openstack([
			...ours(volumes).map(({ ID }) => `volume show ${ID}`),
			...ours(servers).map(({ ID }) => `server show ${ID}`),
			...ours(listeners, "name").map(({ id }) => `loadbalancer listener show ${id}`),
			...ports.map(({ ID }: { ID: string }) => `port show ${ID}`),
			"server group list --long",
			...ours(containers).map(({ Name }) => `container show ${Name}`),
		]);
		const boots = details.filter((item) => item.bootable !== undefined);
		expect(boots.map(({ bootable, encrypted, type }) => ({ bootable, encrypted, type }))).toEqual(
			Array.from({ length: 2 }, () => ({ bootable: "true", encrypted: true, type: "luks" })),
		);
		const machines = details.filter((item) => item["OS-EXT-AZ:availability_zone"] !== undefined);
		expect(new Set(machines.map((item) => item["OS-EXT-AZ:availability_zone"])).size).toBe(2);
		expect(
			machines.every(({ key_name, adminPass, config_drive }) => key_name?.startsWith(prefix) && !adminPass && config_drive === "True"),
		).toBe(true);
		const serverGroup = details.find((item) => Array.isArray(item) && item.some((one) => "Members" in one || "Policy" in one));
		expect(JSON.stringify(serverGroup)).toMatch(/anti-affinity/);

		const nets = details.filter((item) => item.port_security_enabled !== undefined && item.device_owner !== "network:floatingip");
		const owned = nets.filter((item) => item.name?.startsWith(prefix) || machines.some(({ id }) => id === item.device_id));
		expect(owned.length).toBeGreaterThan(0);
		expect(owned.every((item) => item.port_security_enabled === true)).toBe(true);

		const edge = ours(groups).find(({ Tags }) => Tags?.includes("socle:public-edge"))?.ID;
		const ids = new Set(ours(groups).map(({ ID }) => ID));
		const ingress = rules.filter((rule: Record<string, string>) => ids.has(rule["Security Group"]) && rule["Direction"] === "ingress");
		const world = ingress.filter(
			(rule: Record<string, string>) =>
				!rule["Remote Security Group"] && ["0.0.0.0/0", "::/0", "", null].includes(rule["IP Range"] ?? null),
		);
		expect(world.map((rule: Record<string, string>) => [rule["Security Group"], rule["Port Range"]]).sort()).toEqual(
			expect.arrayContaining([
				[edge, "443:443"],
				[edge, "80:80"],
			]),
		);
		expect(
			world.every(
				(rule: Record<string, string>) => rule["Security Group"] === edge && ["80:80", "443:443"].includes(rule["Port Range"] ?? ""),
			),
		).toBe(true);
		const ssh = ingress.filter((rule: Record<string, string>) => rule["Port Range"] === "22:22");
		expect(ssh.length).toBeGreaterThan(0);
		expect(ssh.every((rule: Record<string, string>) => rule["IP Range"] === "192.0.2.0/28")).toBe(true);

		const shown = details.filter(
			(item) => item.protocol !== undefined && item.protocol_port !== undefined && item.default_pool_id !== undefined,
		);
		expect(shown.find(({ protocol }) => protocol === "TERMINATED_HTTPS")).toMatchObject({
			protocol_port: 443,
			default_tls_container_ref: expect.stringMatching(/\/v1\/containers\//),
		});
		expect(policies).toContainEqual(expect.objectContaining({ action: expect.stringMatching(/REDIRECT/) }));
		expect(ours(monitors, "name").length).toBeGreaterThan(0);
		const container = details.find((item) => item.container?.startsWith?.(prefix));
		expect(container?.read_acl ?? container?.properties?.["Read-Acl"] ?? "").not.toMatch(/\.r:|\*/);
	});

	test("Kubernetes says so too", async () => {
		const [namespace] = await objects("namespaces", "--field-selector", "metadata.name=passports");
		expect(namespace.metadata.labels).toMatchObject({ "pod-security.kubernetes.io/enforce": "restricted" });
		await expect(
			kubectl(
				"run",
				"intruder",
				"-n",
				"passports",
				"--image=registry.saint-exemple.example/x",
				"--overrides",
				'{"spec":{"hostNetwork":true}}',
			),
		).rejects.toThrow(/violates PodSecurity/);
		const policies = await objects("networkpolicies", "-n", "passports");
		expect(
			policies.some(
				({ spec }) => Object.keys(spec.podSelector).length === 0 && !spec.ingress && !spec.egress && spec.policyTypes.length === 2,
			),
		).toBe(true);
		for (const kind of ["resourcequotas", "limitranges"]) expect(await objects(kind, "-n", "passports"), kind).not.toHaveLength(0);
		const pods = await objects("pods", "-n", "passports");
		expect(pods).toHaveLength(3);
		expect(pods.every(({ status }) => status.phase === "Running")).toBe(true);
		expect(
			pods.every(
				({ spec }) => spec.automountServiceAccountToken === false && !JSON.stringify(spec.volumes ?? []).includes("serviceAccountToken"),
			),
		).toBe(true);
		const nodes = await objects("nodes");
		const zones = pods.map(
			({ spec }) => nodes.find(({ metadata }) => metadata.name === spec.nodeName)?.metadata.labels["topology.kubernetes.io/zone"],
		);
		expect(new Set(zones).size).toBe(3);
	});

	test("a foundation output is an input of services", async () => {
		const outputs = JSON.parse((await socle([...on("outputs"), "--format", "json"])).stdout);
		const [deployment] = await objects("deployments", "-n", "passports");
		expect(outputs.foundation.buckets.passports.bucket).toMatch(/scans/);
		expect(JSON.stringify(deployment.spec)).toContain(outputs.foundation.buckets.passports.bucket);
	});

	test("a second up changes nothing", async () => {
		const { code, stderr } = await socle([...on("up"), "--yes"]);
		expect(code, stderr).toBe(0);
		expect(stderr).toMatch(/nothing to change/);
	});

	test("--layer services leaves foundation's state byte-identical and its lock untaken", async () => {
		const kept = state("foundation");
		const locks = join(place, ".socle/state/.pulumi/locks/organization/socle/town-hall.lab.foundation");
		const file = join(place, "environment.yaml");
		const text = readFileSync(file, "utf8");
		writeFileSync(file, text.replace("replicas: 3", "replicas: 4"));
		let seen = 0;
		const watch = setInterval(() => (seen += safeList(locks).length), 20);
		const { code, stderr } = await socle([...on("up"), "--layer", "services", "--yes"]);
		clearInterval(watch);
		writeFileSync(file, text);
		expect(code, stderr).toBe(0);
		expect(await objects("pods", "-n", "passports")).toHaveLength(4);
		expect(state("foundation")).toBe(kept);
		expect(seen).toBe(0);
		expect((await socle([...on("up"), "--layer", "services", "--yes"])).code).toBe(0);
	});

	test("a secret is in no state, log or output in clear", async () => {
		const { code, stdout, stderr } = await socle([...on("preview"), "--debug"], {
			PULUMI_CONFIG_PASSPHRASE: process.env["PULUMI_CONFIG_PASSPHRASE"],
		});
		expect(code).toBe(0);
		expect(stdout + stderr).not.toContain(process.env["PULUMI_CONFIG_PASSPHRASE"]);
		for (const file of readdirSync(place, { recursive: true, withFileTypes: true })) {
			if (!file.isFile()) continue;
			const content = readFileSync(join(file.parentPath, file.name), "utf8");
			expect(content, file.name).not.toContain(process.env["PULUMI_CONFIG_PASSPHRASE"]);
			expect(content, file.name).not.toMatch(/BEGIN (RSA |EC )?PRIVATE KEY/);
		}
	});
});

describe("drift", () => {
	test("nothing differs at first", async () => {
		const { code, stdout, stderr } = await socle(on("drift"));
		expect(code, stdout + stderr).toBe(0);
	});

	test("exactly what was changed by hand is listed, without noise", async () => {
		const [groups] = await openstack(["security group list"]);
		const app = groups.find(({ Name }: { Name: string }) => Name.startsWith(prefix) && Name.includes("app"));
		await openstack([`security group rule create --ingress --protocol tcp --dst-port 22 --remote-ip 0.0.0.0/0 ${app.ID}`]);
		const policy = {
			apiVersion: "networking.k8s.io/v1",
			kind: "NetworkPolicy",
			metadata: { name: "foreign" },
			spec: { podSelector: {}, ingress: [{}] },
		};
		writeFileSync(join(place, "foreign.json"), JSON.stringify(policy));
		await kubectl("apply", "-n", "passports", "-f", join(place, "foreign.json"));
		await kubectl("label", "namespace", "passports", "pod-security.kubernetes.io/enforce=privileged", "--overwrite");
		const { code, stdout } = await socle(on("drift"));
		expect(code, stdout).toBe(1);
		expect(stdout).toMatch(/SecurityGroupRule\s+.*tcp 22 from 0\.0\.0\.0\/0/);
		expect(stdout).toMatch(/net-no-world-ssh/);
		expect(stdout).toMatch(/NetworkPolicy\s+.*foreign/);
		expect(stdout).toMatch(/Namespace\s+passports[\s\S]*restricted → privileged/);
		expect(stdout).toMatch(/^3 differences/m);
	});

	test("up lists what it does not manage, removes nothing of it, and exits 1", async () => {
		const { code, stderr } = await socle([...on("up"), "--layer", "foundation", "--yes"]);
		expect(code, stderr).toBe(1);
		expect(stderr).toMatch(/tcp 22 from 0\.0\.0\.0\/0/);
	});

	test("--fix restores the description", async () => {
		const { code, stdout, stderr } = await socle([...on("drift"), "--fix", "--yes"]);
		expect(code, stdout + stderr).toBe(0);
		const after = await socle(on("drift"));
		expect(after.code, after.stdout).toBe(0);
		const [namespace] = await objects("namespaces", "--field-selector", "metadata.name=passports");
		expect(namespace.metadata.labels["pod-security.kubernetes.io/enforce"]).toBe("restricted");
	});
});

test("destroy leaves both clouds exactly as before", async () => {
	const { code, stderr } = await socle([...on("destroy"), "--yes"]);
	expect(code, stderr).toBe(0);
	expect(await everything()).toEqual(before);
});

function safeList(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}
