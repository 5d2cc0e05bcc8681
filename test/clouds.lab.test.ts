import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCluster } from "../bin/sign-in.ts";
import { UserError } from "../errors.ts";
import { kubernetesReader } from "../inventory/kubernetes/client.ts";
import type { OpenStackReader } from "../inventory/openstack/client.ts";
import { openStackReader } from "../inventory/openstack/client.ts";
import type { Cloud } from "../inventory/openstack/clouds.ts";
import { findCloud } from "../inventory/openstack/clouds.ts";
import type { Service } from "../inventory/openstack/session.ts";
import { signIn } from "../inventory/openstack/session.ts";
import { objects, openstack, socle } from "./clients.ts";

/** Our readers against real services, and beside the clients that are not ours. Needs the lab's environment. */
const NAME = "clouds-lab-test";
let cloud: Cloud;
let reader: OpenStackReader;
let credential: { id: string; secret: string };

beforeAll(async () => {
	cloud = findCloud("oslab-demo");
	reader = openStackReader(await signIn(cloud));
	const [made] = await openstack([`application credential create ${NAME}`]);
	credential = made;
});
afterAll(withoutCredential);
function withoutCredential(): void {
	execFileSync("openstack", ["--os-cloud", "oslab-demo", "application", "credential", "delete", NAME]);
}

const failure = async (promise: Promise<unknown>): Promise<UserError> => {
	const error = await promise.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(UserError);
	expect((error as UserError).exit).toBe(3);
	return error as UserError;
};

describe("OpenStack", () => {
	test.each<[Service, string, string, string]>([
		["network", "/security-groups", "security_groups", "security group list"],
		["network", "/ports", "ports", "port list"],
		["compute", "/flavors", "flavors", "flavor list"],
		["volume", "/types", "volume_types", "volume type list"],
		["image", "/images", "images", "image list"],
		["key-manager", "/secrets", "secrets", "secret list"],
		["load-balancer", "/lbaas/loadbalancers", "loadbalancers", "loadbalancer list"],
	])("%s %s, a page of one object at a time, is what the client lists", async (service, path, key, command) => {
		const [listed] = await openstack([command]);
		const ours = await reader.list(service, path, key, { query: { limit: "1" } });
		expect(ours).toHaveLength(listed.length);
		const idOf = (item: Record<string, unknown>) => String(item["id"] ?? item["ID"] ?? item["secret_ref"] ?? item["Secret href"]);
		expect(ours.map(idOf).sort()).toEqual(listed.map(idOf).sort());
	});

	test("an application credential signs in as well", async () => {
		const auth = {
			auth_url: cloud.auth["auth_url"] ?? "",
			application_credential_id: credential.id,
			application_credential_secret: credential.secret,
		};
		const session = await signIn({ ...cloud, authType: "v3applicationcredential", auth });
		expect(session.projectId).toBe(reader.projectId);
	});

	test("a wrong password, a project that is not ours, a region that is none", async () => {
		const wrong = await failure(signIn({ ...cloud, auth: { ...cloud.auth, password: "canary-wrong" } }));
		expect(wrong.message).toBe(`Keystone of cloud oslab-demo does not accept the credentials in ${cloud.file}.`);
		await failure(signIn({ ...cloud, auth: { ...cloud.auth, project_name: "admin" } }));
		const nowhere = openStackReader(await signIn({ ...cloud, region: "atlantis" }));
		expect((await failure(nowhere.get("network", "/ports"))).message).toMatch(/has no region "atlantis"; its regions are RegionOne/);
	});

	test("what is forbidden and what is not there, in the services' own words", async () => {
		const forbidden = await failure(reader.get("compute", "/os-services"));
		expect(forbidden.message).toMatch(/^Nova of cloud oslab-demo does not let demo \(.*\) do GET .*\/os-services: Policy doesn't allow/);
		expect(forbidden.next).toMatch(/administrator can grant/);
		expect(await reader.find("network", "/ports/00000000-0000-4000-8000-000000000000")).toBeUndefined();
		expect((await failure(reader.get("volume", "/volumes/none"))).message).toMatch(
			/^Cinder of cloud oslab-demo knows nothing at GET .*could not be found/,
		);
	});
});

describe("Kubernetes", () => {
	test("lists, kinds, rights and version", async () => {
		const cluster = kubernetesReader(await openCluster("lab"));
		const pods = await objects("nodes");
		expect((await cluster.list("/api/v1/nodes")).map(({ kind, metadata }) => [kind, metadata.name])).toEqual(
			pods.map(({ metadata }) => ["Node", metadata.name]),
		);
		expect((await cluster.kinds("gateway.networking.k8s.io/v1")).map(({ plural }) => plural)).toContain("httproutes");
		expect(await cluster.kinds("nothing.example/v1")).toEqual([]);
		expect(await cluster.may({ verb: "create", group: "", resource: "namespaces" })).toBe(true);
		expect(await cluster.version()).toMatch(/^v1\.\d+\.\d+/);
	});

	test("of Secrets the names come, never the contents", async () => {
		const cluster = kubernetesReader(await openCluster("lab"));
		const secrets = await cluster.list("/api/v1/namespaces/kube-system/secrets", { metadataOnly: true });
		expect(secrets.filter((secret) => "data" in secret || "stringData" in secret)).toEqual([]);
	});
});

test("doctor says everything that is missing, each with its cure", async () => {
	const place = mkdtempSync(join(tmpdir(), "socle-doctor-"));
	try {
		cpSync(join(import.meta.dirname, "../examples/town-hall"), place, { recursive: true });
		const file = join(place, "environment.yaml");
		const spoiled = readFileSync(file, "utf8")
			.replace("name: town-hall", `name: ${NAME}`)
			.replace("zones: [az1, az2, az3]", "zones: [az1, az9]")
			.replace("volumeType: luks", "volumeType: rusty")
			.replace("externalNetwork: public", "externalNetwork: Ext-Net")
			.replace("flavor: m1.small", "flavor: enormous")
			.replace("image: 11111111", "image: 22222222")
			.replace("certificate: registry-office", "certificate: nothing-here");
		writeFileSync(file, spoiled);
		const { code, stdout } = await socle(["doctor", place, "--stack", "lab", "--format", "json"]);
		expect(code).toBe(1);
		const { checks } = JSON.parse(stdout) as { checks: { id: string; status: string; cure?: string }[] };
		const missing = checks.filter(({ status }) => status === "missing");
		expect(new Set(missing.map(({ id }) => id))).toEqual(
			new Set([
				"openstack-certificate",
				"openstack-zones",
				"openstack-flavor",
				"openstack-image",
				"openstack-volume-type",
				"openstack-external-network",
			]),
		);
		expect(missing.every(({ cure }) => cure !== undefined)).toBe(true);
	} finally {
		rmSync(place, { recursive: true, force: true });
	}
});
