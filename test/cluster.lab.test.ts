import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parse } from "yaml";
import { inputs, planCluster } from "../components/openstack/test-data.ts";
import { program } from "../lab/kubernetes/build.ts";
import { certificates } from "../lab/kubernetes/certificates.ts";

/**
 * What `KubernetesCluster` writes for the nodes of its control plane, loaded by the lab's real API server and etcd, in a place of their own: the
 * flags as they stand in RKE2's configuration, the audit policy and the admission configuration as the files that it names, and Secrets encrypted
 * as RKE2 does it for `secrets-encryption` with the provider that is chosen.
 */
const place = mkdtempSync(join(tmpdir(), "socle-control-plane-"));
const pki = (file: string): string => join(place, "pki", file);
const audit = join(place, "audit.log");
const CANARY = "canary-that-nobody-may-read";
const started: ChildProcess[] = [];
let api = 0;
let etcd = 0;

const freePort = (): Promise<number> =>
	new Promise((resolve) => {
		const server = createServer().listen(0, "127.0.0.1", () => {
			const { port } = server.address() as { port: number };
			server.close(() => resolve(port));
		});
	});

interface Answer {
	status: number;
	body: string;
}

function call(port: number, method: string, path: string, body?: object, by?: "admin" | "etcd-client"): Promise<Answer> {
	const ca = readFileSync(pki(port === etcd ? "etcd-ca.crt" : "ca.crt"));
	const identity = by && { cert: readFileSync(pki(`${by}.crt`)), key: readFileSync(pki(`${by}.key`)) };
	return new Promise((resolve, reject) => {
		const asked = request(
			{ host: "127.0.0.1", port, method, path, ca, ...identity, headers: { "content-type": "application/json" } },
			(answer) => {
				let text = "";
				answer.on("data", (chunk) => (text += chunk));
				answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: text }));
			},
		);
		asked.on("error", reject);
		asked.end(body && JSON.stringify(body));
	});
}
const admin = (method: string, path: string, body?: object) => call(api, method, path, body, "admin");

function start(name: string, flags: readonly string[]): void {
	const child = spawn(program(name), flags, { stdio: ["ignore", "ignore", "pipe"] });
	let said = "";
	child.stderr.on("data", (chunk) => (said += chunk));
	child.on("exit", (code) => {
		if (code) process.stderr.write(`${name} ended: ${said.slice(-2000)}\n`);
	});
	started.push(child);
}

beforeAll(async () => {
	certificates(join(place, "pki"));
	const userData = parse(String(inputs(await planCluster(), "cluster-control-0")["userData"])) as {
		write_files: { path: string; content: string }[];
	};
	const written = new Map(userData.write_files.map(({ path, content }) => [path, content]));
	const config = parse(written.get("/etc/rancher/rke2/config.yaml") ?? "") as { [key: string]: unknown };
	mkdirSync(join(place, "etc"));
	const file = (key: string): string => {
		const path = join(place, "etc", `${key}.yaml`);
		writeFileSync(path, written.get(String(config[key])) ?? "");
		return path;
	};
	expect(config["secrets-encryption"]).toBe(true);
	const encryption = join(place, "etc", "encryption.json");
	const providers = [
		{ [String(config["secrets-encryption-provider"])]: { keys: [{ name: "key1", secret: randomBytes(32).toString("base64") }] } },
		{ identity: {} },
	];
	writeFileSync(
		encryption,
		JSON.stringify({
			apiVersion: "apiserver.config.k8s.io/v1",
			kind: "EncryptionConfiguration",
			resources: [{ resources: ["secrets"], providers }],
		}),
	);
	[api, etcd] = [await freePort(), await freePort()];
	const peer = await freePort();
	const at = (port: number) => `https://127.0.0.1:${port}`;
	const tls = (prefix: string) => [
		`--${prefix}trusted-ca-file=${pki("etcd-ca.crt")}`,
		`--${prefix}cert-file=${pki("etcd.crt")}`,
		`--${prefix}key-file=${pki("etcd.key")}`,
		`--${prefix}client-cert-auth=true`,
	];
	start("etcd", [
		"--name=one",
		`--data-dir=${join(place, "etcd")}`,
		"--unsafe-no-fsync=true",
		`--listen-client-urls=${at(etcd)}`,
		`--advertise-client-urls=${at(etcd)}`,
		`--listen-peer-urls=${at(peer)}`,
		`--initial-advertise-peer-urls=${at(peer)}`,
		`--initial-cluster=one=${at(peer)}`,
		...tls(""),
		...tls("peer-"),
	]);
	// Only where the log lies is this machine's matter; every other flag is the cluster's.
	const own = (config["kube-apiserver-arg"] as string[]).map((flag) =>
		flag.startsWith("audit-log-path=") ? `--audit-log-path=${audit}` : `--${flag}`,
	);
	start("kube-apiserver", [
		...own,
		`--audit-policy-file=${file("audit-policy-file")}`,
		`--admission-control-config-file=${file("pod-security-admission-config-file")}`,
		`--encryption-provider-config=${encryption}`,
		"--bind-address=127.0.0.1",
		"--advertise-address=127.0.0.1",
		`--secure-port=${api}`,
		"--endpoint-reconciler-type=none",
		`--service-cluster-ip-range=${String(config["service-cidr"])}`,
		`--etcd-servers=${at(etcd)}`,
		`--etcd-cafile=${pki("etcd-ca.crt")}`,
		`--etcd-certfile=${pki("etcd-client.crt")}`,
		`--etcd-keyfile=${pki("etcd-client.key")}`,
		`--tls-cert-file=${pki("kube-apiserver.crt")}`,
		`--tls-private-key-file=${pki("kube-apiserver.key")}`,
		`--client-ca-file=${pki("ca.crt")}`,
		"--service-account-issuer=https://kubernetes.default.svc",
		`--service-account-key-file=${pki("service-account.pub")}`,
		`--service-account-signing-key-file=${pki("service-account.key")}`,
		"--allow-privileged=true",
		"--shutdown-delay-duration=0s",
	]);
	for (let tries = 0; ; tries++) {
		const ready = await admin("GET", "/readyz").catch(() => undefined);
		if (ready?.status === 200) break;
		if (tries > 180 || started.some(({ exitCode }) => exitCode !== null)) throw new Error(`the API server does not answer: ${ready?.body}`);
		await new Promise((resolve) => setTimeout(resolve, 500));
	}
	const namespace = await admin("POST", "/api/v1/namespaces", { metadata: { name: "plain" } });
	expect(namespace.status, namespace.body).toBe(201);
	// The controllers, which are not started here, would make it.
	await admin("POST", "/api/v1/namespaces/plain/serviceaccounts", { metadata: { name: "default" } });
});

afterAll(async () => {
	for (const child of started.toReversed()) {
		if (child.exitCode !== null) continue;
		const gone = new Promise((resolve) => child.once("exit", resolve));
		child.kill("SIGTERM");
		await gone;
	}
	rmSync(place, { recursive: true, force: true });
});

test("a Secret can't be read in etcd", async () => {
	const made = await admin("POST", "/api/v1/namespaces/plain/secrets", { metadata: { name: "mail" }, stringData: { password: CANARY } });
	expect(made.status, made.body).toBe(201);
	const key = Buffer.from("/registry/secrets/plain/mail").toString("base64");
	const { body } = await call(etcd, "POST", "/v3/kv/range", { key }, "etcd-client");
	const stored = Buffer.from(JSON.parse(body).kvs[0].value, "base64").toString("latin1");
	expect(stored.startsWith("k8s:enc:secretbox:v1:key1:")).toBe(true);
	expect(stored).not.toContain(CANARY);
	const back = await admin("GET", "/api/v1/namespaces/plain/secrets/mail");
	expect(Buffer.from(JSON.parse(back.body).data.password, "base64").toString()).toBe(CANARY);
});

test("a privileged pod is refused in a namespace that says nothing, and a restricted one taken", async () => {
	const pod = (name: string, securityContext: object) => ({
		metadata: { name },
		spec: { containers: [{ name: "one", image: `registry.town.example/one@sha256:${"0".repeat(64)}`, securityContext }] },
	});
	const refused = await admin("POST", "/api/v1/namespaces/plain/pods", pod("privileged", { privileged: true }));
	expect(refused.status, refused.body).toBe(403);
	expect(refused.body).toMatch(/violates PodSecurity \\"restricted:latest\\"/);
	const taken = await admin(
		"POST",
		"/api/v1/namespaces/plain/pods",
		pod("restricted", {
			allowPrivilegeEscalation: false,
			capabilities: { drop: ["ALL"] },
			runAsNonRoot: true,
			seccompProfile: { type: "RuntimeDefault" },
		}),
	);
	expect(taken.status, taken.body).toBe(201);
	// AlwaysPullImages is on: who may run an image is asked each time.
	expect(JSON.parse(taken.body).spec.containers[0].imagePullPolicy).toBe("Always");
});

test("nobody comes without a name, and no Service takes foreign addresses", async () => {
	expect((await call(api, "GET", "/version")).status).toBe(401);
	const service = { metadata: { name: "stolen" }, spec: { ports: [{ port: 80 }], externalIPs: ["192.0.2.7"] } };
	expect(await admin("POST", "/api/v1/namespaces/plain/services", service)).toMatchObject({ status: 403 });
	const far = { metadata: { name: "far" }, spec: { type: "NodePort", ports: [{ port: 80, nodePort: 31_000 }] } };
	expect((await admin("POST", "/api/v1/namespaces/plain/services", far)).body).toMatch(/range of valid ports is 30000-30099/);
});

test("the audit log records the refusal, and no secret", async () => {
	const text = readFileSync(audit, "utf8");
	const events = text
		.trim()
		.split("\n")
		.map((line) => JSON.parse(line));
	const of = (resource: string) => events.filter(({ objectRef, verb }) => objectRef?.resource === resource && verb === "create");
	expect(of("pods")).toContainEqual(
		expect.objectContaining({
			level: "Request",
			user: expect.objectContaining({ username: "lab-admin" }),
			responseStatus: expect.objectContaining({ code: 403 }),
		}),
	);
	expect(of("secrets")).toEqual([expect.objectContaining({ level: "Metadata" })]);
	expect(text).not.toContain(CANARY);
});
