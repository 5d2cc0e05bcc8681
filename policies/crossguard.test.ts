import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AnalyzeDiagnostic, AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb.js";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Resource } from "../inventory/resource.ts";
import { Unknown } from "../inventory/resource.ts";
import { serializeResources } from "../inventory/serialize.ts";
import { PACK, packEnvironment } from "./pack/pack.ts";

const require = createRequire(import.meta.url);
const sdk = createRequire(require.resolve("@pulumi/pulumi/package.json"));
const messages = sdk("./proto/analyzer_pb.js") as typeof import("@pulumi/pulumi/proto/analyzer_pb.js");
const { AnalyzerClient } = sdk("./proto/analyzer_grpc_pb.js") as typeof import("@pulumi/pulumi/proto/analyzer_grpc_pb.js");
const { Struct } = sdk("google-protobuf/google/protobuf/struct_pb.js") as typeof import("google-protobuf/google/protobuf/struct_pb.js");
const { Empty } = sdk("google-protobuf/google/protobuf/empty_pb.js") as typeof import("google-protobuf/google/protobuf/empty_pb.js");
const grpc = sdk("@grpc/grpc-js") as typeof import("@grpc/grpc-js");

const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const urn = (type: string, name: string): string => `urn:pulumi:production::socle::${type}::${name}`;
const GROUP = "openstack:networking/secGroup:SecGroup";
const RULE = "openstack:networking/secGroupRule:SecGroupRule";

const folder = mkdtempSync(join(tmpdir(), "socle-pack-"));
const started: ChildProcess[] = [];
afterAll(() => {
	for (const child of started) child.kill();
	rmSync(folder, { recursive: true });
});

/** Starts the pack as the engine does: the executable, which prints its port. */
async function start(env: Record<string, string>) {
	const path = `${join(process.execPath, "..")}:${process.env["PATH"]}`;
	const child = spawn(PACK, ["127.0.0.1:1"], {
		cwd: folder,
		env: { ...process.env, PATH: path, ...env },
		stdio: ["ignore", "pipe", "pipe"],
	});
	started.push(child);
	const port = await new Promise<string>((resolve, reject) => {
		let errors = "";
		child.stderr.on("data", (text) => {
			errors += text;
		});
		child.stdout.once("data", (text) => resolve(String(text).trim()));
		child.once("exit", () => reject(new Error(errors)));
	});
	const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
	const shown = (response: AnalyzeResponse): string[] =>
		response
			.getDiagnosticsList()
			.map((found: AnalyzeDiagnostic) => `${found.getEnforcementlevel()} ${found.getPolicyname()}: ${found.getMessage()}`);
	return {
		client,
		configure: (policies: Record<string, [level: "ADVISORY" | "MANDATORY" | "DISABLED", parameters: object]>) =>
			new Promise<void>((resolve, reject) => {
				const request = new messages.ConfigureAnalyzerRequest();
				for (const [name, [level, parameters]] of Object.entries(policies)) {
					const config = new messages.PolicyConfig();
					config.setEnforcementlevel(messages.EnforcementLevel[level]);
					config.setProperties(Struct.fromJavaScript(parameters as never));
					request.getPolicyconfigMap().set(name, config);
				}
				client.configure(request, (error) => (error === null ? resolve() : reject(error)));
			}),
		analyze: (type: string, name: string, properties: object) =>
			new Promise<string[]>((resolve, reject) => {
				const request = new messages.AnalyzeRequest();
				request.setUrn(urn(type, name));
				request.setType(type);
				request.setName(name);
				request.setProperties(Struct.fromJavaScript(properties as never));
				client.analyze(request, (error, response) => (error === null ? resolve(shown(response)) : reject(error)));
			}),
		finish: (list: { type: string; name: string; properties: object; dependencies?: Record<string, string[]> }[]) =>
			new Promise<string[]>((resolve, reject) => {
				const request = new messages.AnalyzeStackRequest();
				request.setResourcesList(
					list.map(({ type, name, properties, dependencies = {} }) => {
						const resource = new messages.AnalyzerResource();
						resource.setUrn(urn(type, name));
						resource.setType(type);
						resource.setName(name);
						resource.setProperties(Struct.fromJavaScript(properties as never));
						for (const [key, urns] of Object.entries(dependencies)) {
							const dependency = new messages.AnalyzerPropertyDependencies();
							dependency.setUrnsList(urns);
							resource.getPropertydependenciesMap().set(key, dependency);
						}
						return resource;
					}),
				);
				client.analyzeStack(request, (error, response) => (error === null ? resolve(shown(response)) : reject(error)));
			}),
	};
}

const web = { direction: "ingress", protocol: "tcp", portRangeMin: 443, portRangeMax: 443, remoteIpPrefix: "0.0.0.0/0" };
const planned = (properties: Resource["properties"], type: string, name: string): Resource => ({
	id: urn(type, name),
	type,
	name,
	properties,
	dependsOn: [],
	locations: [],
});

let pack: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
	const plan = join(folder, "plan.json");
	const edge = new Unknown("known after `up`", [urn(GROUP, "edge")]);
	const resources = [
		planned({ name: "edge", tags: ["socle:public-edge"] }, GROUP, "edge"),
		planned({ ...web, securityGroupId: edge }, RULE, "https"),
		planned({ ...web, remoteIpPrefix: new Unknown(), securityGroupId: edge }, RULE, "late"),
	];
	writeFileSync(plan, serializeResources(resources));
	pack = await start(packEnvironment({ plan }));
});

it("introduces itself and its controls", async () => {
	const names = await new Promise<string[]>((resolve, reject) =>
		pack.client.getAnalyzerInfo(new Empty(), (error, info) =>
			error === null ? resolve(info.getPoliciesList().map((policy) => policy.getName())) : reject(error),
		),
	);
	expect(names).toContain("net-no-world-ssh");
});

it("admits what the plan explains: the group behind an id that exists only now", async () => {
	expect(await pack.analyze(RULE, "https", { ...web, securityGroupId: "5c0e8a1e-0000-4000-8000-000000000001" })).toEqual([]);
});

it("stops what a value that is known only now breaks, before it exists", async () => {
	const late = { ...web, portRangeMin: 22, portRangeMax: 22, securityGroupId: "5c0e8a1e-0000-4000-8000-000000000001" };
	const found = await pack.analyze(RULE, "late", late);
	const blocking = found.filter((text) => text.startsWith("1 "));
	expect(blocking.map((text) => text.split(":")[0])).toEqual(["1 net-no-world-ssh", "1 net-no-world-ingress"]);
});

it("only says what lies below the threshold", async () => {
	const found = await pack.analyze("openstack:compute/instance:Instance", "bare", {
		name: "bare",
		networks: [{ uuid: "n" }],
		imageId: "i",
	});
	const known = ["compute-encrypted-boot", "compute-keypair", "net-default-group-unused"];
	const shown = found.map((text) => text.split(":")[0] ?? "").filter((text) => known.includes(text.slice(2)));
	expect(shown).toEqual(["1 compute-encrypted-boot", "0 compute-keypair", "0 net-default-group-unused"]);
});

it("never echoes a secret", async () => {
	const secret = (value: string) => ({ ...SECRET, value });
	const found = await pack.analyze("openstack:compute/instance:Instance", "secret", {
		adminPass: secret("canary-1"),
		securityGroups: [secret("canary-2")],
		blockDevices: [{ bootIndex: 0, destinationType: "volume", volumeType: secret("canary-3") }],
	});
	expect(found.join()).toContain("1 compute-no-admin-password");
	expect(found.join()).not.toContain("canary");
});

it("leaves unknown values of a preview undecided", async () => {
	expect(await pack.analyze(RULE, "unknown", { ...web, remoteIpPrefix: UNKNOWN, securityGroupId: UNKNOWN })).toEqual([]);
});

it("judges without a plan at the end what could not be judged on the way", async () => {
	const alone = await start(packEnvironment({ failOn: "critical", packs: ["baseline"], controls: ["net-no-world-ingress"] }));
	const edge = { type: GROUP, name: "edge", properties: { name: "edge" } };
	const rule = {
		type: RULE,
		name: "https",
		properties: { ...web, securityGroupId: "5c0e" },
		dependencies: { securityGroupId: [urn(GROUP, "edge")] },
	};
	expect(await alone.analyze(edge.type, edge.name, edge.properties)).toEqual([]);
	expect(await alone.analyze(rule.type, rule.name, rule.properties)).toEqual([]);
	const found = await alone.finish([edge, rule]);
	expect(found.map((text) => text.split(":")[0])).toEqual(["0 net-no-world-ingress"]);
});

it("judges by the engine's configuration, and says what of it can't be", async () => {
	const controls = ["net-no-world-ssh", "net-no-world-ingress", "net-no-world-database"];
	const pack = await start(packEnvironment({ controls }));
	await pack.configure({
		"net-no-world-ssh": ["ADVISORY", { ports: ["2222"] }],
		"net-no-world-ingress": ["MANDATORY", {}],
		"net-no-world-database": ["DISABLED", {}],
	});
	const open = (from: number, to: number) => ({ ...web, portRangeMin: from, portRangeMax: to, securityGroupId: "5c0e" });
	const found = async (from: number, to: number) => (await pack.analyze(RULE, "open", open(from, to))).map((text) => text.split(":")[0]);
	expect(await found(22, 22)).toEqual(["1 net-no-world-ingress"]);
	expect(await found(2222, 5432)).toEqual(["0 net-no-world-ssh", "1 net-no-world-ingress"]);
	await expect(pack.configure({ "net-no-world-ssh": ["ADVISORY", { port: [] }] })).rejects.toThrow('Did you mean "ports"?');
	await expect(pack.configure({ "pod-privileged": ["ADVISORY", {}] })).rejects.toThrow("pod-privileged: not in the packs chosen");
});

it("says what is wrong with its options and ends", async () => {
	await expect(start(packEnvironment({ packs: ["basline"] }))).rejects.toThrow('Did you mean "baseline"?');
});
