/**
 * What the policy pack adds to an `up` of the real engine, to what a pack without policies adds that is written as Pulumi's own SDK has it. The
 * cloud is a stand-in that answers at once; our pack is that of the built package. Needs the npm registry, for Pulumi's SDK of packs.
 */
import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { engineEnvironment, findEngine } from "../engine/installed.ts";
import type { Ratio } from "./bench.ts";
import type { Cost } from "./cost.ts";
import { measured, median } from "./cost.ts";

const root = join(import.meta.dirname, "..");
const PACK = join(root, "dist/policies/pack/socle-policies");
const ROUNDS = 5;
/** Apache-2.0. Not a dependency: our pack speaks the protocol itself. */
const SDK = "@pulumi/policy@1.21.0";
const RESOURCES = 100;

/** Security groups with a rule each, as harmless as the controls ask. */
const PROGRAM = `
const { SecGroup } = require("@pulumi/openstack/networking/secGroup.js");
const { SecGroupRule } = require("@pulumi/openstack/networking/secGroupRule.js");
for (let i = 0; i < ${RESOURCES / 2}; i++) {
	const group = new SecGroup("group-" + i, { name: "group-" + i, description: "Bench", deleteDefaultRules: true });
	new SecGroupRule("rule-" + i, { direction: "ingress", ethertype: "IPv4", protocol: "tcp", portRangeMin: 8443, portRangeMax: 8443, remoteIpPrefix: "10.0.0.0/24", description: "Bench", securityGroupId: group.id });
}
`;

export async function packRatios(): Promise<Ratio[]> {
	mkdirSync(join(root, ".lab"), { recursive: true });
	const place = mkdtempSync(join(root, ".lab", "bench-"));
	const cloud = await neutron();
	const { port } = cloud.address() as AddressInfo;
	const sign = {
		OS_AUTH_URL: `http://127.0.0.1:${port}/v3`,
		OS_USERNAME: "x",
		OS_PASSWORD: "x",
		OS_PROJECT_NAME: "x",
		OS_DOMAIN_NAME: "x",
	};
	const ours = Object.fromEntries(Object.entries(process.env).filter(([key]) => !/^(OS_|SOCLE_)/.test(key)));
	const backend = { PULUMI_BACKEND_URL: `file://${place}`, PULUMI_CONFIG_PASSPHRASE: "x", SOCLE_PACKS: "all" };
	const env = { ...ours, ...engineEnvironment(findEngine()), ...backend, ...sign, OS_REGION_NAME: "RegionOne" };
	const pulumi = (...parameters: string[]): Promise<void> => ended("pulumi", [...parameters, "--non-interactive"], { cwd: place, env });
	try {
		writeFileSync(join(place, "Pulumi.yaml"), "name: bench\nruntime: { name: nodejs, options: { typescript: false } }\nmain: index.cjs\n");
		writeFileSync(join(place, "package.json"), '{ "name": "bench", "main": "index.cjs" }');
		writeFileSync(join(place, "index.cjs"), PROGRAM);
		const packs = { none: [], empty: ["--policy-pack", emptyPack(place)], ours: ["--policy-pack", PACK] };
		const costs = { none: [] as Cost[], empty: [] as Cost[], ours: [] as Cost[] };
		for (let round = 0; round < ROUNDS; round++)
			for (const name of ["none", "empty", "ours"] as const) {
				// A stack of its own each time: the provider waits ten seconds for each group that goes.
				const stack = `${name}-${round}`;
				await pulumi("stack", "init", stack);
				costs[name].push(await measured(() => pulumi("up", "--yes", "--skip-preview", "--stack", stack, ...packs[name])));
			}
		return (["wall", "cpu"] as const).map((kind): Ratio => {
			const [none, empty, ours] = [costs.none, costs.empty, costs.ours].map((list) => median(list.map((cost) => cost[kind]))) as [
				number,
				number,
				number,
			];
			process.stderr.write(
				`up of ${RESOURCES} resources, ${kind}: ${none.toFixed(2)} s alone, ${empty.toFixed(2)} s with an empty pack, ${ours.toFixed(2)} s with ours\n`,
			);
			const what = `what the pack adds to an \`up\` of ${RESOURCES} resources, to an empty pack`;
			return {
				what,
				ours: Math.max(0, ours - none),
				baseline: Math.max(0.01, empty - none),
				limit: 1.2,
				unit: kind === "wall" ? "wall s" : "CPU s",
			};
		});
	} finally {
		cloud.close();
		rmSync(place, { recursive: true, force: true });
	}
}

/** A pack without a policy, as `pulumi policy new` lays it out, compiled already. */
function emptyPack(place: string): string {
	const folder = join(place, "empty");
	mkdirSync(folder);
	writeFileSync(join(folder, "PulumiPolicy.yaml"), "runtime: nodejs\nmain: index.js\n");
	writeFileSync(join(folder, "package.json"), '{ "name": "empty", "version": "0.0.1", "main": "index.js" }');
	writeFileSync(
		join(folder, "index.js"),
		'const { PolicyPack } = require("@pulumi/policy");\nnew PolicyPack("empty", { policies: [] });\n',
	);
	execFileSync("npm", ["install", "--no-audit", "--no-fund", SDK], { cwd: folder, stdio: ["ignore", 2, 2] });
	return folder;
}

function ended(command: string, parameters: string[], options: { cwd: string; env: NodeJS.ProcessEnv }): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn(command, parameters, { ...options, stdio: ["ignore", "pipe", "pipe"] });
		let said = "";
		for (const stream of [child.stdout, child.stderr])
			stream.on("data", (text) => {
				said += text;
			});
		child.once("error", reject);
		child.once("close", (code) => (code === 0 ? resolve() : reject(new Error(`${command} ${parameters.join(" ")}: ${said}`))));
	});
}

/** As much of Keystone and Neutron as groups and rules need. */
async function neutron(): Promise<Server> {
	const things = new Map<string, object>();
	const answer = (request: IncomingMessage, response: ServerResponse, body: string): unknown => {
		const [path = ""] = (request.url ?? "").split("?");
		const send = (status: number, content?: object, headers = {}): unknown => {
			response.writeHead(status, { "content-type": "application/json", ...headers });
			return response.end(content === undefined ? undefined : JSON.stringify(content));
		};
		const here = `http://${request.headers.host}`;
		if (path === "/v3/auth/tokens") {
			const endpoints = [{ id: "e", interface: "public", region: "RegionOne", region_id: "RegionOne", url: `${here}/` }];
			const catalog = [{ id: "s", type: "network", name: "neutron", endpoints }];
			const token = { expires_at: "2099-01-01T00:00:00.000000Z", issued_at: "2026-01-01T00:00:00.000000Z", catalog, methods: ["password"] };
			return send(201, { token }, { "x-subject-token": "token" });
		}
		const [, kind, id] = /^\/v2\.0\/(security-group(?:-rule)?)s\/?([\w-]*)/.exec(path) ?? [];
		if (kind === undefined) return send(200, { version: { id: "v3", status: "stable", links: [{ rel: "self", href: `${here}/v3/` }] } });
		const key = kind.replaceAll("-", "_");
		if (request.method === "POST") {
			const made = { ...JSON.parse(body)[key], id: randomUUID(), tags: [], security_group_rules: [] };
			things.set(made.id, made);
			return send(201, { [key]: made });
		}
		if (request.method === "DELETE") return send(things.delete(id ?? "") ? 204 : 404);
		const found = things.get(id ?? "");
		return found === undefined ? send(404, {}) : send(200, { [key]: found });
	};
	const server = createServer((request, response) => {
		let body = "";
		request.on("data", (text) => {
			body += text;
		});
		request.on("end", () => answer(request, response, body));
	});
	await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
	return server;
}
