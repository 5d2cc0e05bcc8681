import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCloud, openCluster } from "../bin/sign-in.ts";
import type { DriftLayer, DriftOptions, DriftReport } from "../engine/drift.ts";
import { findDrift, findUnmanaged, fixDrift } from "../engine/drift.ts";
import { findEngine } from "../engine/installed.ts";
import { openStack } from "../engine/lifecycle.ts";
import { ClusterError } from "../inventory/kubernetes/session.ts";
import type { Plan } from "../inventory/plan.ts";
import { plan } from "../inventory/plan.ts";
import { loadSdk } from "../inventory/pulumi-sdk.ts";
import { kubectl, objects, openstack } from "./clients.ts";

/**
 * What people do to clouds behind an engine's back, done by clients that are not ours to a small program of each kind of parent. Needs the lab's
 * environment and an installed engine.
 */
const NAME = "drift-lab-test";
const folder = mkdtempSync(join(tmpdir(), "socle-drift-"));
const CANARY = "canary-91e0b2";
let layers: DriftLayer[];

loadSdk();
const program = async (): Promise<Record<string, unknown>> => {
	const [compute, networking, os, core, apps, k8s] = await Promise.all([
		import("@pulumi/openstack/compute/index.js"),
		import("@pulumi/openstack/networking/index.js"),
		import("@pulumi/openstack/provider.js"),
		import("@pulumi/kubernetes/core/v1/index.js"),
		import("@pulumi/kubernetes/apps/v1/index.js"),
		import("@pulumi/kubernetes/provider.js"),
	]);
	const cloud = { provider: new os.Provider("openstack", { cloud: "oslab-demo" }) };
	const cluster = { provider: new k8s.Provider("kubernetes", { context: "lab" }) };
	const network = new networking.Network("network", { name: NAME, portSecurityEnabled: true }, cloud);
	const subnet = new networking.Subnet("subnet", { name: NAME, networkId: network.id, ipVersion: 4, cidr: "198.51.100.0/24" }, cloud);
	const group = new networking.SecGroup("group", { name: NAME, deleteDefaultRules: true }, cloud);
	const rule = {
		securityGroupId: group.id,
		direction: "ingress",
		ethertype: "IPv4",
		protocol: "tcp",
		portRangeMin: 443,
		portRangeMax: 443,
	};
	new networking.SecGroupRule("rule", { ...rule, remoteIpPrefix: "192.0.2.0/24" }, cloud);
	const fixedIps = [{ subnetId: subnet.id }];
	new networking.Port("port", { name: NAME, networkId: network.id, securityGroupIds: [group.id], fixedIps }, cloud);
	new compute.ServerGroup("hosts", { name: NAME, policies: ["anti-affinity"] }, cloud);
	const namespace = new core.Namespace(
		"namespace",
		{ metadata: { name: NAME, labels: { "pod-security.kubernetes.io/enforce": "baseline" } } },
		cluster,
	);
	const metadata = { name: "web", namespace: namespace.metadata.name };
	new core.Secret("secret", { metadata, stringData: { key: CANARY } }, cluster);
	new core.ConfigMap("settings", { metadata, data: { key: CANARY } }, cluster);
	const spec = { containers: [{ name: "web", image: "registry.example/web:1" }] };
	const template = { metadata: { labels: { app: "web" } }, spec };
	new apps.Deployment("web", { metadata, spec: { replicas: 1, selector: { matchLabels: { app: "web" } }, template } }, cluster);
	return {};
};

const options: DriftOptions = { judge: () => [], openCloud, openCluster };
const drift = (): Promise<DriftReport> => findDrift(layers, options);
const lines = ({ differences }: Pick<DriftReport, "differences">): string[] =>
	differences.map(({ change, subject, what }) => `${change} ${subject} ${what}`).sort();

beforeAll(async () => {
	const backend = { url: `file://${folder}`, folder };
	const stack = await openStack({ program, project: NAME }, { stack: "lab", engine: findEngine(), backend });
	const planned: Plan = await plan(program, { project: NAME, stack: "lab" });
	layers = [{ name: NAME, stack, plan: planned }];
	await stack.up();
});
afterAll(async () => {
	await kubectl("delete", "clusterrolebinding", NAME, "--ignore-not-found");
	await layers[0]?.stack.destroy();
	rmSync(folder, { recursive: true, force: true });
});

test("right after up nothing differs, and the second look finds no noise either", async () => {
	const report = await drift();
	expect(report).toMatchObject({ differences: [], pending: [], notVisible: [] });
	expect(report.stateAt).toBeDefined();
	await layers[0]?.stack.refresh();
	expect(await drift()).toMatchObject({ differences: [], pending: [], notVisible: [] });
});

describe("behind the engine's back", () => {
	let found: DriftReport;
	beforeAll(async () => {
		await openstack([
			`security group rule create --protocol tcp --dst-port 22 --remote-ip 0.0.0.0/0 ${NAME}`,
			`subnet create --network ${NAME} --subnet-range 203.0.113.0/24 ${NAME}-second`,
			`port create --network ${NAME} --no-security-group --disable-port-security ${NAME}-rogue`,
			`network rbac create --type network --action access_as_shared --target-project ${await adminProject()} ${NAME}`,
		]);
		await silently(`port set --no-security-group --disable-port-security ${NAME}`, `network set --disable-port-security ${NAME}`);
		await kubectl("label", "namespace", NAME, "pod-security.kubernetes.io/enforce=privileged", "--overwrite");
		await kubectl(
			"patch",
			"deployment",
			"web",
			"-n",
			NAME,
			"--type=json",
			"-p",
			'[{"op":"add","path":"/spec/template/spec/hostNetwork","value":true},{"op":"replace","path":"/spec/replicas","value":2}]',
		);
		await kubectl("patch", "secret", "web", "-n", NAME, "-p", '{"stringData":{"key":"canary-other"}}');
		await kubectl("patch", "configmap", "web", "-n", NAME, "-p", '{"data":{"key":"canary-other"}}');
		await kubectl("create", "rolebinding", "foreign", "-n", NAME, "--clusterrole=admin", "--user=eve");
		await kubectl("create", "clusterrolebinding", NAME, "--clusterrole=view", `--serviceaccount=${NAME}:default`);
		await kubectl("create", "service", "nodeport", "foreign", "-n", NAME, "--tcp=80");
		await kubectl("create", "secret", "generic", "foreign", "-n", NAME, "--from-literal=key=canary-foreign");
		found = await drift();
	});

	test("all of it is found, and nothing else", () => {
		expect(lines(found)).toEqual([
			`changed ConfigMap ${NAME}/web data.key: another value`,
			`changed Deployment ${NAME}/web spec.replicas: 1 → 2, spec.template.spec.hostNetwork: nothing → true`,
			`changed Namespace ${NAME} enforce: baseline → privileged`,
			`changed Network ${NAME} portSecurityEnabled: true → false`,
			`changed Port ${NAME} securityGroupIds: [${NAME}] → nothing, portSecurityEnabled: true → false`,
			`changed Secret ${NAME}/web stringData.key: another value`,
			`unmanaged ClusterRoleBinding ${NAME}: ClusterRole view to ServiceAccount default`,
			expect.stringMatching(/^unmanaged Port drift-lab-test-rogue \(\d+(\.\d+){3}\) on network drift-lab-test$/),
			expect.stringMatching(/^unmanaged RbacPolicyV2 Network drift-lab-test opened to project \w+ \(access_as_shared\)$/),
			`unmanaged RoleBinding ${NAME}/foreign: ClusterRole admin to User eve`,
			`unmanaged Secret ${NAME}/foreign`,
			`unmanaged SecurityGroupRule tcp 22 from 0.0.0.0/0 on group ${NAME}`,
			`unmanaged Service ${NAME}/foreign: NodePort 80`,
			`unmanaged Subnet ${NAME}-second (203.0.113.0/24) on network ${NAME}`,
		]);
	});

	test("with the time, and the tool where Kubernetes tells it", () => {
		const story = Object.fromEntries(found.differences.map(({ subject, at, by }) => [subject, { at, by }]));
		expect(story["SecurityGroupRule"]?.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:]+Z$/);
		expect(story[`Namespace ${NAME}`]).toEqual({ at: expect.stringMatching(/Z$/), by: "kubectl-label" });
		expect(story[`Deployment ${NAME}/web`]).toEqual({ at: expect.stringMatching(/Z$/), by: "kubectl-patch" });
	});

	test("no content of a secret or a setting is in what is told", () => {
		expect(JSON.stringify(found.differences.map(({ resource: _, ...told }) => told))).not.toMatch(/canary/);
	});

	test("up's own look finds the unmanaged, without the engine", async () => {
		expect(lines(await findUnmanaged(layers, options))).toEqual(lines(found).filter((line) => line.startsWith("unmanaged")));
	});

	test("the repair brings everything back, which the clients confirm", async () => {
		const up = async (): Promise<void> => void (await layers[0]?.stack.up());
		await fixDrift(layers, found, { ...options, up });
		expect(await drift()).toMatchObject({ differences: [], pending: [], notVisible: [] });
		const [port, network, rules] = await openstack([`port show ${NAME}`, `network show ${NAME}`, `security group rule list ${NAME}`]);
		expect(port).toMatchObject({ port_security_enabled: true, security_group_ids: [expect.any(String)] });
		expect(network.port_security_enabled).toBe(true);
		expect(rules).toHaveLength(1);
		const [deployment] = await objects("deployments", "-n", NAME);
		expect(deployment.spec.replicas).toBe(1);
		expect(deployment.spec.template.spec.hostNetwork).toBeUndefined();
		expect(await objects("rolebindings", "-n", NAME)).toEqual([]);
	});

	test("what is gone is told as what it was", async () => {
		const [rules] = await openstack([`security group rule list ${NAME}`]);
		await silently(`security group rule delete ${rules[0].ID}`);
		await kubectl("delete", "deployment", "web", "-n", NAME);
		expect(lines(await drift())).toEqual([
			`gone Deployment ${NAME}/web is not there any more`,
			`gone SecurityGroupRule tcp 443 from 192.0.2.0/24 on group ${NAME} is not there any more`,
		]);
	});
});

test("what the account may not read is told, never taken for empty", async () => {
	const session = await openCluster("lab");
	const send: typeof session.send = async (method, path, sending) => {
		if (path.endsWith("/rolebindings")) throw new ClusterError("forbidden", 403, "Forbidden");
		return session.send(method, path, sending);
	};
	const blind = { ...session, send };
	const { notVisible } = await findUnmanaged(layers, { ...options, openCluster: async () => blind });
	expect(notVisible).toEqual([{ what: `RoleBinding in namespace ${NAME} of lab`, why: "forbidden" }]);
});

async function adminProject(): Promise<string> {
	const [project] = await openstack(["project show admin"], "oslab-admin");
	return project.id;
}

/** Commands of the client that print nothing. */
async function silently(...commands: string[]): Promise<void> {
	const { status, stderr } = spawnSync("openstack", [], {
		input: commands.join("\n"),
		env: { ...process.env, OS_CLOUD: "oslab-demo" },
		encoding: "utf8",
	});
	if (status !== 0 || /Error|could not/i.test(stderr)) throw new Error(stderr);
}
