/** The clients of OpenStack and Kubernetes, which are not ours: what they see is what is there. */
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { ROOT, started } from "./socle.ts";

const execute = promisify(execFile);

// biome-ignore lint/suspicious/noExplicitAny: what the clients print is described nowhere.
type Printed = any;

/** Several `openstack … -f json` in one process: starting the client takes longer than asking. */
export async function openstack(commands: readonly string[], cloud = "oslab-demo"): Promise<Printed[]> {
	const child = spawn("openstack", [], { stdio: ["pipe", "pipe", "pipe"], env: { ...process.env, OS_CLOUD: cloud } });
	child.stdin.end(commands.map((command) => `${command} -f json\n`).join(""));
	let out = "";
	let errors = "";
	child.stdout.on("data", (chunk) => (out += chunk));
	child.stderr.on("data", (chunk) => (errors += chunk));
	await new Promise((resolve) => child.on("close", resolve));
	// Each answer is a document that begins in the first column.
	const answers = out.split(/\n(?=[[{]\n|\[\]|\{\})/).map((text) => text.replace(/^\(openstack\) /gm, "").trim());
	const parsed = answers.filter((text) => text !== "").map((text) => JSON.parse(text));
	if (parsed.length !== commands.length) throw new Error(`${commands.length} questions, ${parsed.length} answers\n${errors}\n${out}`);
	return parsed;
}

export async function kubectl(...parameters: string[]): Promise<string> {
	return (await execute("kubectl", ["--context", "lab", ...parameters], { maxBuffer: 64 * 2 ** 20 })).stdout;
}

/** The items of a list, e.g. `objects("pods", "-n", "passports")`. */
export async function objects(...parameters: string[]): Promise<Printed[]> {
	return JSON.parse(await kubectl("get", ...parameters, "-o", "json")).items;
}

export interface Run {
	code: number;
	stdout: string;
	stderr: string;
}

/** The command line of this repository, with what this process has: engine, credentials, passphrase. */
export async function socle(parameters: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
	const { status, ...said } = await started(parameters, { cwd: ROOT, env: { ...process.env, ...env } });
	return { code: status, ...said };
}

/** What a tenant's project holds, by kind: ids and names, sorted. Two of these are equal when nothing was left and nothing is missing. */
export async function everything({ cloud = "oslab-demo", kinds: more = [] as readonly string[] } = {}): Promise<Record<string, string[]>> {
	const kinds = [
		...more,
		"network",
		"subnet",
		"router",
		"port",
		"security group",
		"security group rule",
		"floating ip",
		"server",
		"server group",
		"keypair",
		"volume",
		"volume snapshot",
		"loadbalancer",
		"loadbalancer listener",
		"loadbalancer pool",
		"loadbalancer l7policy",
		"loadbalancer healthmonitor",
		"container",
		"secret",
		"secret container",
		"image",
	];
	const lists = await openstack(
		kinds.map((kind) => `${kind} list`),
		cloud,
	);
	const found = Object.fromEntries(
		kinds.map((kind, index) => [kind, lists[index].map((item: object) => JSON.stringify(Object.values(item).slice(0, 2))).sort()]),
	);
	const names =
		"namespaces,networkpolicies,rolebindings,roles,serviceaccounts,services,deployments,replicasets,pods,resourcequotas,limitranges,gateways,httproutes,ingresses,secrets,configmaps,poddisruptionbudgets,clusterroles,clusterrolebindings";
	const listed = await kubectl("get", names, "--all-namespaces", "-o", "name", "--ignore-not-found");
	return { ...found, kubernetes: listed.trim().split("\n").sort() };
}
