/** The controls as a policy pack of plain `pulumi`, in both forms, with the real engine. The program needs no cloud to be previewed. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engineEnvironment, findEngine } from "../engine/installed.ts";
import { PACK } from "../policies/pack/pack.ts";

const root = join(import.meta.dirname, "..");
const FORMS = [
	["one executable file", PACK],
	["a folder", join(PACK, "..")],
] as const;

const PROGRAM = `
const { SecGroup } = require("@pulumi/openstack/networking/secGroup.js");
const { SecGroupRule } = require("@pulumi/openstack/networking/secGroupRule.js");
const group = new SecGroup("admin", { name: "admin", tags: ["socle:open-egress"] });
const port = 22;
new SecGroupRule("ssh", { direction: "ingress", ethertype: "IPv4", protocol: "tcp", portRangeMin: port, portRangeMax: port, remoteIpPrefix: "0.0.0.0/0", securityGroupId: group.id });
`;
/** Nobody answers there: the provider signs in only when it has something to make. */
const CLOUD = {
	OS_AUTH_URL: "http://127.0.0.1:9/v3",
	OS_USERNAME: "x",
	OS_PASSWORD: "x",
	OS_PROJECT_NAME: "x",
	OS_REGION_NAME: "RegionOne",
};

let folder: string;
let env: Record<string, string>;

function pulumi(...parameters: string[]): { status: number | null; text: string } {
	const { status, stdout, stderr } = spawnSync("pulumi", [...parameters, "--non-interactive"], { cwd: folder, env, encoding: "utf8" });
	return { status, text: `${stdout}${stderr}` };
}

/** What the engine says of policies, as `[level] control`, sorted. */
function said(text: string): string[] {
	return [...text.matchAll(/- \[(\w+)\] {1,2}\[severity: (\w+)\] {1,2}(\S+)/g)]
		.map(([, level, severity, id]) => `${level} ${severity} ${id}`)
		.sort();
}

function file(name: string, content: unknown): string {
	const path = join(folder, name);
	writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
	return path;
}

beforeAll(() => {
	// Below the repository, so that the program finds the SDKs.
	mkdirSync(join(root, ".lab"), { recursive: true });
	folder = mkdtempSync(join(root, ".lab", "crossguard-"));
	const ours = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(OS_|SOCLE_)/.test(key))) as Record<string, string>;
	const backend = { PULUMI_BACKEND_URL: `file://${folder}`, PULUMI_CONFIG_PASSPHRASE: "correct horse" };
	// Only this control and its neighbour, so that what the catalogue learns later changes nothing here.
	const rules = { SOCLE_CONTROLS: "net-no-world-ssh,net-no-world-ingress" };
	env = { ...ours, ...engineEnvironment(findEngine()), ...backend, ...CLOUD, ...rules };
	file("Pulumi.yaml", "name: town\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.cjs\n");
	file("package.json", { name: "town", main: "index.cjs" });
	file("index.cjs", PROGRAM);
	expect(pulumi("stack", "init", "town").status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(FORMS)("as %s", (_, pack) => {
	const preview = (...more: string[]) => pulumi("preview", "--policy-pack", pack, ...more);
	const configured = (content: object) => preview("--policy-pack-config", file("config.json", content));

	it("stops what is critical or high, each control by its id", () => {
		const { status, text } = preview();
		expect(status).not.toBe(0);
		expect(said(text), text).toEqual(["mandatory critical net-no-world-ssh", "mandatory high net-no-world-ingress"]);
		expect(text).toContain("SSH (port 22) can be reached from the world (0.0.0.0/0).");
	});

	it("takes levels and parameters from Pulumi's policy configuration", () => {
		const { status, text } = configured({ "net-no-world-ssh": { ports: ["2222"] }, "net-no-world-ingress": "advisory" });
		expect(status, text).toBe(0);
		expect(said(text), text).toEqual(["advisory high net-no-world-ingress"]);
		expect(said(configured({ all: "disabled", "net-no-world-ssh": "mandatory" }).text)).toEqual(["mandatory critical net-no-world-ssh"]);
	});

	it("refuses a configuration that can't be", () => {
		for (const [content, words] of [
			[{ "net-no-world-ssh": { ports: [22] } }, "net-no-world-ssh: ports.0: Invalid type"],
			[{ "net-no-world-ssh": { port: ["22"] } }, 'net-no-world-ssh.port: is not known. Did you mean "ports"?'],
			[{ "net-no-world-shh": "mandatory" }, "net-no-world-shh: not in the packs chosen"],
		] as const) {
			const { status, text } = configured(content);
			expect(status).not.toBe(0);
			expect(text).toContain(words);
		}
	});

	it("judges a state that was exported, without a cloud, a program or a login", () => {
		const urn = (type: string, name: string): string => `urn:pulumi:town::town::${type}::${name}`;
		const resource = (type: string, name: string, inputs: object) => ({
			urn: urn(type, name),
			custom: true,
			type,
			id: `id-of-${name}`,
			inputs,
			outputs: inputs,
			provider: `${urn("pulumi:providers:openstack", "default")}::0c9a8c1e-0000-4000-8000-000000000001`,
		});
		const provider = {
			...resource("pulumi:providers:openstack", "default", {}),
			id: "0c9a8c1e-0000-4000-8000-000000000001",
			provider: undefined,
		};
		const open = {
			direction: "ingress",
			protocol: "tcp",
			portRangeMin: 22,
			portRangeMax: 22,
			remoteIpPrefix: "::/0",
			securityGroupId: "id-of-admin",
		};
		const resources = [
			provider,
			resource("openstack:networking/secGroup:SecGroup", "admin", { name: "admin" }),
			resource("openstack:networking/secGroupRule:SecGroupRule", "ssh", open),
		];
		const manifest = { time: "2026-11-23T00:00:00Z", magic: "", version: "" };
		const state = file("state.json", { version: 3, deployment: { manifest, resources } });
		const { status, text } = pulumi("policy", "analyze", "--policy-pack", pack, "--file", state);
		expect(text).toContain("net-no-world-ssh");
		expect(text).toContain("net-no-world-ingress");
		expect(status).not.toBe(0);
	});
});
