import { execFile, execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { program } from "./build.ts";
import { kubeconfig } from "./kubernetes.ts";
import { state } from "./programs.ts";

const namespace = "lab-test";
const kubectl = async (...args: string[]) =>
	(await promisify(execFile)(program("kubectl"), ["--kubeconfig", kubeconfig, "-n", namespace, ...args])).stdout;

/** Applies an object; a refusal is thrown with the API server's own words. */
async function apply(object: object): Promise<void> {
	execFileSync(program("kubectl"), ["--kubeconfig", kubeconfig, "-n", namespace, "apply", "--server-side", "-f", "-"], {
		input: JSON.stringify(object),
		stdio: "pipe",
	});
}

const container = {
	name: "web",
	image: "registry.example/web:1.0.0",
	securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};
const restricted = {
	securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: "RuntimeDefault" } },
	containers: [container],
};
const pod = (name: string, spec: object) => ({ apiVersion: "v1", kind: "Pod", metadata: { name }, spec });
const deployment = (name: string, replicas: number, labels: object, spec: object, more: object = {}) => ({
	apiVersion: "apps/v1",
	kind: "Deployment",
	metadata: { name },
	spec: { replicas, selector: { matchLabels: { app: name } }, template: { metadata: { labels: { app: name, ...labels } }, spec }, ...more },
});

beforeAll(async () => {
	await kubectl("delete", "namespace", namespace, "--ignore-not-found");
	await apply({
		apiVersion: "v1",
		kind: "Namespace",
		metadata: { name: namespace, labels: { "pod-security.kubernetes.io/enforce": "restricted" } },
	});
});
afterAll(() => kubectl("delete", "namespace", namespace, "--ignore-not-found"));

test("pods become Running, one in each zone", async () => {
	const spread = {
		maxSkew: 1,
		topologyKey: "topology.kubernetes.io/zone",
		whenUnsatisfiable: "DoNotSchedule",
		labelSelector: { matchLabels: { app: "web" } },
		nodeTaintsPolicy: "Honor",
	};
	await apply(deployment("web", 3, {}, { ...restricted, topologySpreadConstraints: [spread] }));
	await kubectl("rollout", "status", "deployment/web", "--timeout=60s");
	const nodes = (await kubectl("get", "pods", "-l", "app=web", "-o", "jsonpath={.items[*].spec.nodeName}")).split(" ");
	expect(nodes.sort()).toEqual(["worker-1", "worker-2", "worker-3"]);
	const zones = await kubectl(
		"get",
		"nodes",
		"-l",
		"node-role.kubernetes.io/worker",
		"-o",
		"jsonpath={.items[*].metadata.labels.topology\\.kubernetes\\.io/zone}",
	);
	expect(zones).toBe("az1 az2 az3");
});

test("Pod Security refuses a privileged pod", async () => {
	const privileged = { ...container, securityContext: { privileged: true } };
	await expect(apply(pod("bad", { ...restricted, containers: [privileged] }))).rejects.toThrow("violates PodSecurity");
});

test("a quota refuses what exceeds it", async () => {
	await apply({ apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota" }, spec: { hard: { "services.loadbalancers": "0" } } });
	const balancer = { apiVersion: "v1", kind: "Service", metadata: { name: "lb" }, spec: { type: "LoadBalancer", ports: [{ port: 80 }] } };
	await expect.poll(() => apply(balancer).catch((error: Error) => error.message), { timeout: 10_000 }).toContain("exceeded quota");
});

test("without credentials nothing can be read", async () => {
	const server = (await kubectl("config", "view", "-o", "jsonpath={.clusters[0].cluster.server}")).trim();
	const anonymous = promisify(execFile)(program("kubectl"), [
		"--kubeconfig",
		"/dev/null",
		"--server",
		server,
		"--insecure-skip-tls-verify",
		"--username",
		"x",
		"--password",
		"y",
		"get",
		"pods",
	]);
	await expect(anonymous).rejects.toThrow(/unauthorized|logged in|forbidden/i);
});

test("a secret is encrypted in etcd, and the audit log names it without its contents", async () => {
	await kubectl("create", "secret", "generic", "canary", "--from-literal=password=c4n4ry-9f3");
	const store = readdirSync(join(state, "etcd"), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	const bytes = Buffer.concat(store.map((entry) => readFileSync(join(entry.parentPath, entry.name))));
	expect(bytes.includes("k8s:enc:secretbox:v1:key1")).toBe(true);
	expect(bytes.includes("c4n4ry-9f3")).toBe(false);
	const log = readFileSync(join(state, "log", "audit.log"), "utf8");
	expect(log).toMatch(/"resource":"secrets".*"name":"canary"/);
	expect(log).not.toMatch(/c4n4ry-9f3|YzRuNHJ5LTlmMw/);
});

test.each(["crash-loop", "image-pull"])("a pod labelled with the fault %s never gets ready", async (fault) => {
	await apply(deployment(fault, 1, { "lab.socle.example/fault": fault }, restricted, { progressDeadlineSeconds: 5 }));
	await expect(kubectl("rollout", "status", `deployment/${fault}`, "--timeout=60s")).rejects.toThrow("exceeded its progress deadline");
});

test("the Gateway API accepts a route and refuses a broken one", async () => {
	const route = (port: number) => ({
		apiVersion: "gateway.networking.k8s.io/v1",
		kind: "HTTPRoute",
		metadata: { name: "web" },
		spec: { hostnames: ["passeports.example"], rules: [{ backendRefs: [{ name: "web", port }] }] },
	});
	await apply(route(8080));
	await expect(apply(route(80800))).rejects.toThrow("should be less than or equal to 65535");
});
