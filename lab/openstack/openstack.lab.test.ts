import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cloudsFile } from "./openstack.ts";

// The openstack client looks at the cloud from outside: it is not ours.
const execute = promisify(execFile);
const env = { ...process.env, OS_CLIENT_CONFIG_FILE: cloudsFile };
const openstack = async (cloud: string, ...args: string[]) => (await execute("openstack", ["--os-cloud", cloud, ...args], { env })).stdout;
// biome-ignore lint/suspicious/noExplicitAny: what the client prints is not described anywhere
const json = async (...args: string[]): Promise<any> => JSON.parse(await openstack("oslab-demo", ...args, "-f", "json"));

const name = "lab-test";

async function clean(): Promise<void> {
	for (const args of [
		["loadbalancer", "delete", "--cascade", "--wait", name],
		["server", "delete", "--wait", name],
		["volume", "delete", name],
		["network", "delete", name],
	])
		await openstack("oslab-demo", ...args).catch(() => {}); // not there
}
beforeAll(async () => {
	await clean();
	await json("network", "create", name);
	await json("subnet", "create", "--network", name, "--subnet-range", "198.51.100.0/24", name);
});
afterAll(clean);

test("the demo cloud holds what environment files name", async () => {
	expect(await json("image", "show", "11111111-1111-4111-8111-111111111111")).toMatchObject({ name: "debian-12", status: "active" });
	expect((await json("flavor", "list")).map((flavor: { Name: string }) => flavor.Name)).toEqual(
		expect.arrayContaining(["m1.small", "b3-8"]),
	);
	for (const service of ["--compute", "--volume"])
		expect((await json("availability", "zone", "list", service)).map((zone: Record<string, string>) => zone["Zone Name"]).sort()).toEqual([
			"az1",
			"az2",
			"az3",
		]);
	expect(await json("network", "list", "--external")).toMatchObject([{ Name: "public" }]);
});

test("a server in a zone boots from a volume of type luks, which is encrypted", async () => {
	const volume = ["--image", "debian-12", "--size", "1", "--type", "luks", "--availability-zone", "az2", name];
	await json("volume", "create", ...volume);
	await expect
		.poll(() => json("volume", "show", name), { timeout: 60_000, interval: 500 })
		.toMatchObject({ status: "available", encrypted: true, availability_zone: "az2" });
	const server = await json(
		"server",
		"create",
		"--flavor",
		"m1.small",
		"--volume",
		name,
		"--network",
		name,
		"--availability-zone",
		"az2",
		"--wait",
		name,
	);
	expect(server).toMatchObject({ status: "ACTIVE", "OS-EXT-AZ:availability_zone": "az2" });
	expect(await json("port", "list", "--network", name, "--long")).toContainEqual(
		expect.objectContaining({ "Device Owner": "compute:az2", Status: "ACTIVE" }),
	);
});

test("Octavia reads the certificate from its Barbican container for a TERMINATED_HTTPS listener, and refuses what is none", async () => {
	await json("loadbalancer", "create", "--vip-network-id", name, "--wait", "--name", name);
	const containers: Record<string, string>[] = await json("secret", "container", "list");
	const reference = containers.find((container) => container["Name"] === "registry-office")?.["Container href"] ?? "no container";
	const listener = ["loadbalancer", "listener", "create", "--protocol", "TERMINATED_HTTPS", "--wait"];
	expect(await json(...listener, "--protocol-port", "443", "--default-tls-container-ref", reference, name)).toMatchObject({
		provisioning_status: "ACTIVE",
		default_tls_container_ref: reference,
	});
	const plain = await json("secret", "store", "--name", name, "--payload", "no bundle");
	try {
		await expect(
			openstack("oslab-demo", ...listener, "--protocol-port", "8443", "--default-tls-container-ref", plain["Secret href"], name),
		).rejects.toThrow(/secret|certificate/i);
	} finally {
		await openstack("oslab-demo", "secret", "delete", plain["Secret href"]);
	}
});

test("the auditor sees the project's networks and creates nothing", async () => {
	expect(await openstack("oslab-auditor", "network", "list", "-f", "value", "-c", "Name")).toContain(name);
	for (const args of [
		["network", "create", "intrusion"],
		["volume", "create", "--size", "1", "intrusion"],
		["server", "delete", name],
		["zone", "create", "--email", "a@lab.example", "intrusion.example."],
	])
		await expect(openstack("oslab-auditor", ...args), args.join(" ")).rejects.toThrow(/403|disallowed|allow|forbidden/i);
});
