import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { Secret } from "../../inventory/resource.ts";
import { cluster, inputs, planCluster } from "./test-data.ts";

const userData = async (name: string) => String(inputs(await planCluster(), name)["userData"]);
/** What a node reads below /etc/rancher/rke2, by file name. */
async function told(name: string) {
	const { write_files: files } = parse(await userData(name)) as { write_files: { path: string; content: string; permissions: string }[] };
	const own = files.filter(({ path }) => path.startsWith("/etc/rancher/rke2/"));
	return Object.fromEntries(own.map(({ path, content }) => [path.slice("/etc/rancher/rke2/".length), parse(content)]));
}

describe("what nodes are told", () => {
	test("is known in the plan, so that controls can read it", async () => {
		expect(await userData("cluster-control-0")).toMatch(/^#cloud-config\n/);
		expect(await userData("cluster-general-0")).toMatch(/^#cloud-config\n/);
	});

	test.each(["cluster-control-0", "cluster-general-0"])("%s: cloud-init's schema has no objection, and Nova takes it", async (name) => {
		const text = await userData(name);
		expect(Buffer.byteLength(Buffer.from(text).toString("base64"))).toBeLessThan(65_535);
		if (spawnSync("cloud-init", ["--version"]).error) return;
		const folder = mkdtempSync(join(tmpdir(), "socle-cloud-init-"));
		const file = join(folder, "user-data");
		writeFileSync(file, text);
		const { stderr, stdout, status } = spawnSync("cloud-init", ["schema", "--config-file", file], { encoding: "utf8" });
		rmSync(folder, { recursive: true });
		expect(stdout + stderr).not.toMatch(/error/i);
		expect(status).toBe(0);
	});

	test("the control plane is hardened in so many words", async () => {
		const { "config.yaml": config, "admission.yaml": admission, "audit-policy.yaml": audit } = await told("cluster-control-0");
		expect(config).toMatchObject({
			profile: "cis",
			"secrets-encryption": true,
			"etcd-expose-metrics": false,
			"etcd-s3-bucket": "cluster-snapshots",
			"tls-san": ["10.20.63.250", "api.town.example"],
		});
		expect(config["kube-apiserver-arg"]).toEqual(expect.arrayContaining(["anonymous-auth=false", "audit-log-maxage=90"]));
		expect(config["kube-proxy-arg"]).toEqual(["metrics-bind-address=127.0.0.1:10249"]);
		expect(admission.plugins[0].configuration.defaults.enforce).toBe("restricted");
		expect(audit.rules.at(-1)).toEqual({ level: "Metadata" });
		// The content of a Secret is never logged.
		const seen = audit.rules.find(({ resources }: { resources?: { resources: string[] }[] }) =>
			resources?.some((each) => each.resources.includes("secrets")),
		);
		expect(seen.level).toBe("Metadata");
	});

	test("images come from the mirrors", async () => {
		const { "registries.yaml": registries } = await told("cluster-general-1");
		expect(registries.mirrors["docker.io"].endpoint).toEqual(["https://registry.town.example"]);
	});

	test("the join secret is in no user data, and marked where it is", async () => {
		const { resources } = await planCluster();
		expect(JSON.stringify(resources.map(({ properties }) => properties["userData"] ?? ""))).not.toContain(cluster.joinToken);
		const [file] = inputs(await planCluster(), "cluster-general-0")["personalities"] as unknown as { content: unknown }[];
		expect(file?.content).toBeInstanceOf(Secret);
	});
});

test("no server, listener or address before the rules of its groups", async () => {
	const { resources } = await planCluster({ floatingIpPool: "Ext-Net" });
	const named = (end: string) => resources.find(({ id }) => id.endsWith(`::${end}`))!;
	const before = (end: string) => {
		const seen = new Set<string>();
		const walk = (id: string): void => {
			for (const next of resources.find((one) => one.id === id)?.dependsOn ?? []) if (!seen.has(next)) walk(seen.add(next) && next);
		};
		walk(named(end).id);
		return seen;
	};
	const rules = (group: string) =>
		resources.filter(({ type, id }) => type.endsWith(":SecGroupRule") && id.includes(`::${group}`)).map(({ id }) => id);
	for (const server of ["cluster-control-0", "cluster-general-2"])
		expect([...before(server)]).toEqual(expect.arrayContaining(rules("cluster-nodes-")));
	for (const door of ["cluster-api-vip", "cluster-join-listener", "cluster-api-address"])
		expect([...before(door)]).toEqual(expect.arrayContaining(rules("cluster-api-from-")));
});

test.each([
	["allowedFrom", { allowedFrom: ["0.0.0.0/0"] }],
	["allowedFrom", { allowedFrom: [] }],
	["pools", { pools: [] }],
	["pools", { pools: [{ name: "control", count: 1, flavor: "b3-8" }] }],
	["auditDays", { auditDays: 7 }],
	["release", { release: { version: "latest", mirror: "mirror.town.example", sha256: "0".repeat(64) } }],
	["joinToken", { joinToken: "short" }],
])("%s is refused where it can't be", async (key, args) => {
	await expect(planCluster(args)).rejects.toThrow(`"${key}" must be`);
});
