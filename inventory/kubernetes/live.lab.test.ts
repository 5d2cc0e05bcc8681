/** Live reading of a real cluster by the reader of docs/audit.md, whose requests the API server logs. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Part } from "../artefacts.ts";
import { readKubernetes } from "./live.ts";

const guide = readFileSync(join(import.meta.dirname, "../../docs/audit.md"), "utf8");
const manifests = /```yaml\n(apiVersion[\s\S]*?)```/.exec(guide)?.[1] ?? "";
const folder = mkdtempSync(join(tmpdir(), "socle-reader-"));
const before = process.env["KUBECONFIG"];
const kubectl = (parameters: string[], input?: string): string =>
	execFileSync("kubectl", ["--context", "lab", ...parameters], {
		encoding: "utf8",
		env: { ...process.env, KUBECONFIG: before },
		...(input && { input }),
	});
let part: Part;

beforeAll(async () => {
	kubectl(["apply", "-f", "-"], manifests);
	const token = kubectl(["create", "token", "socle-auditor", "-n", "kube-system", "--duration", "1h"]).trim();
	const config = JSON.parse(kubectl(["config", "view", "--raw", "--flatten", "--minify", "-o", "json"]));
	const [cluster] = config.clusters;
	const file = join(folder, "kubeconfig");
	const context = { name: "reader", context: { cluster: cluster.name, user: "reader" } };
	writeFileSync(
		file,
		JSON.stringify({ ...config, contexts: [context], "current-context": "reader", users: [{ name: "reader", user: { token } }] }),
	);
	process.env["KUBECONFIG"] = file;
	part = await readKubernetes("reader");
});
afterAll(() => {
	process.env["KUBECONFIG"] = before;
	kubectl(["delete", "-f", "-", "--wait=false"], manifests);
	rmSync(folder, { recursive: true, force: true });
});

test("the reader sees what controls look at, and is told what not", () => {
	expect(part.errors).toEqual([]);
	const types = new Set(part.resources.map(({ type }) => type));
	for (const type of [
		"v1/Namespace",
		"v1/ServiceAccount",
		"v1/Node",
		"rbac.authorization.k8s.io/v1/ClusterRole",
		"storage.k8s.io/v1/StorageClass",
	])
		expect(types, type).toContain(type);
	expect(types).not.toContain("v1/Secret");
	expect(part.notVisible.map(({ what }) => what)).toContain("Secret");
	expect(part.hidden).toContain("v1/Secret");
});

test("the API server logs nothing but get and list of the reader", () => {
	const home = join(before ?? "", "../../log/audit.log");
	const entries = readFileSync(home, "utf8")
		.split("\n")
		.filter((line) => line.includes("system:serviceaccount:kube-system:socle-auditor"))
		.map((line) => JSON.parse(line) as { verb: string; user: { username: string } })
		.filter(({ user }) => user.username === "system:serviceaccount:kube-system:socle-auditor");
	expect(entries.length).toBeGreaterThan(10);
	expect(["get", "list"]).toEqual(expect.arrayContaining([...new Set(entries.map(({ verb }) => verb))]));
});
