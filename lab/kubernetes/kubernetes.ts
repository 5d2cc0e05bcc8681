import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { get } from "node:https";
import { join } from "node:path";
import { promisify } from "node:util";
import { EXIT, UserError } from "../../errors.ts";
import { failure, foldersIn, launch, listens, running, stop, until } from "../processes.ts";
import { step } from "../steps.ts";
import { fill } from "../template.ts";
import { build, built, program, version } from "./build.ts";
import { certificates } from "./certificates.ts";
import { etc, pki, port, programs, state } from "./programs.ts";

export const kubeconfig = etc("admin.kubeconfig");

const zones = ["az1", "az2", "az3"];
const nodes = [
	{ name: "control-plane-1", zone: "az1", role: "control-plane" },
	...zones.map((zone, i) => ({ name: `worker-${i + 1}`, zone, role: "worker" })),
];

/** A node as its kubelet would register it; what KWOK plays the kubelet of has the annotation. */
function node({ name, zone, role }: (typeof nodes)[number]): object {
	const architecture = process.arch === "x64" ? "amd64" : process.arch;
	const capacity = { cpu: "8", memory: "32Gi", pods: "110", "ephemeral-storage": "100Gi" };
	return {
		apiVersion: "v1",
		kind: "Node",
		metadata: {
			name,
			annotations: { "kwok.x-k8s.io/node": "fake", "node.alpha.kubernetes.io/ttl": "0" },
			labels: {
				"kubernetes.io/hostname": name,
				"kubernetes.io/os": "linux",
				"kubernetes.io/arch": architecture,
				"topology.kubernetes.io/region": "RegionOne",
				"topology.kubernetes.io/zone": zone,
				[`node-role.kubernetes.io/${role}`]: "",
			},
		},
		spec: role === "control-plane" ? { taints: [{ key: "node-role.kubernetes.io/control-plane", effect: "NoSchedule" }] } : {},
		status: {
			capacity,
			allocatable: capacity,
			nodeInfo: {
				kubeletVersion: version,
				osImage: "kwok",
				architecture,
				operatingSystem: "linux",
				containerRuntimeVersion: "kwok://",
				// required, and unknown of a machine that does not exist
				...Object.fromEntries(["bootID", "machineID", "systemUUID", "kernelVersion", "kubeProxyVersion"].map((name) => [name, ""])),
			},
		},
	};
}

/** Sets of custom resource definitions that can be installed; the first is at every `up`. */
export const crdSets = ["gateway-api", "cert-manager"] as const;

async function kubectl(...args: string[]): Promise<string> {
	const { stdout } = await promisify(execFile)(program("kubectl"), ["--kubeconfig", kubeconfig, ...args], { maxBuffer: 1 << 26 });
	return stdout;
}

async function succeeds(...args: string[]): Promise<boolean> {
	return kubectl(...args).then(
		() => true,
		() => false,
	);
}

/** What the API server says of itself at `/readyz`. */
export function ready(): Promise<boolean> {
	if (!existsSync(pki("ca.crt"))) return Promise.resolve(false);
	return new Promise((resolve) => {
		const request = get(
			{ host: "127.0.0.1", port: port.api, path: "/readyz", ca: readFileSync(pki("ca.crt")), timeout: 2000 },
			(response) => {
				response.resume();
				resolve(response.statusCode === 200);
			},
		);
		request.on("timeout", () => request.destroy());
		request.on("error", () => resolve(false));
	});
}

// ---------------------------------------------------------------- configuration

function kubeconfigFor(user: string): string {
	const encoded = (file: string) => readFileSync(pki(file)).toString("base64");
	return template("kubeconfig.yaml", {
		user,
		authority: encoded("ca.crt"),
		certificate: encoded(`${user}.crt`),
		key: encoded(`${user}.key`),
	});
}

function template(file: string, values: Record<string, string> = {}): string {
	const ports = Object.fromEntries(Object.entries(port).map(([name, number]) => [`port.${name}`, number]));
	return fill(readFileSync(join(import.meta.dirname, "config", file), "utf8"), { ...ports, state, ...values });
}

/** The files of KWOK's own that the lab uses: nodes with leases, pods that get Running, volumes that get Bound. */
function stages(): string[] {
	const folder = (name: string, pattern: RegExp) =>
		readdirSync(join(built, "kwok/stage", name)).flatMap((file) =>
			pattern.test(file) && file !== "kustomization.yaml" ? [join(name, file)] : [],
		);
	const files = ["node/fast/node-initialize.yaml", "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml"];
	files.push(...folder("pod/fast", /\.yaml$/), ...folder("pod/chaos", /\.yaml$/), ...folder("volume/fast", /^p.*\.yaml$/));
	return files.map((file) => readFileSync(join(built, "kwok/stage", file), "utf8"));
}

function configure(): void {
	for (const folder of ["etc", "etcd"]) mkdirSync(join(state, folder), { recursive: true, mode: 0o700 });
	certificates(join(state, "pki"));
	const write = (file: string, ...documents: string[]) => writeFileSync(etc(file), documents.join("\n---\n"), { mode: 0o600 });
	for (const user of ["admin", "kube-controller-manager", "kube-scheduler", "kwok"]) write(`${user}.kubeconfig`, kubeconfigFor(user));
	for (const file of ["audit.yaml", "authentication.yaml", "admission.yaml"]) write(file, template(file));
	if (!existsSync(etc("encryption.yaml")))
		write("encryption.yaml", template("encryption.yaml", { secret: randomBytes(32).toString("base64") }));
	write("kwok.yaml", template("kwok.yaml"), ...stages(), template("faults.yaml"));
	const kwok = (file: string) => readFileSync(join(built, "kwok", file), "utf8");
	write(
		"access.yaml",
		kwok("rbac/role.yaml"),
		kwok("stage/volume/rbac/role.yaml"),
		kwok("stage/volume/fast/storage-class.yaml"),
		template("access.yaml"),
	);
	write("nodes.json", JSON.stringify({ apiVersion: "v1", kind: "List", items: nodes.map(node) }));
}

// ---------------------------------------------------------------- starting

async function start(...names: string[]): Promise<void> {
	const folders = foldersIn(state);
	for (const { name, port: at, command } of programs.filter(({ name }) => names.includes(name) && running(folders, name) === undefined)) {
		if (await listens(at))
			throw new UserError(`port ${at}, which ${name} needs, is taken by another program`, {
				next: `ss -ltnp 'sport = :${at}' tells by which; stop it`,
			});
		launch(folders, name, command, { PATH: process.env["PATH"], HOME: state });
	}
}

/**
 * A new KWOK has a new identity and would leave a node alone until the lease of the one before it ends (40 s). A real
 * kubelet's lease is held by the node's own name.
 */
async function dropLeases(): Promise<void> {
	const foreign = "{{range .items}}{{if ne .metadata.name .spec.holderIdentity}}lease/{{.metadata.name}} {{end}}{{end}}";
	const leases = (await kubectl("get", "leases", "-n", "kube-node-lease", "-o", `go-template=${foreign}`)).trim();
	if (leases !== "") await kubectl("delete", "-n", "kube-node-lease", "--wait=false", ...leases.split(" "));
}

async function nodesReady(): Promise<boolean> {
	const conditions = await kubectl(
		"get",
		"nodes",
		"-o",
		'jsonpath={range .items[*]}{.status.conditions[?(@.type=="Ready")].status}{"\\n"}{end}',
	).catch(() => "");
	return conditions.split("\n").filter((status) => status === "True").length >= nodes.length;
}

/** Builds, configures and starts Kubernetes, as far as that is not done. @throws UserError naming the log of the step that failed. */
export async function up(): Promise<void> {
	await build();
	const folders = foldersIn(state);
	if (programs.every(({ name }) => running(folders, name) !== undefined) && (await ready())) return step("Kubernetes: runs already");
	configure();
	await start("etcd", "kube-apiserver");
	await until(ready, "the API server", folders, "kube-apiserver", 90);
	step("Kubernetes: the API server is ready");
	await start("kube-controller-manager", "kube-scheduler");
	await apply("-f", etc("access.yaml"));
	await kubectl("create", "-f", etc("nodes.json")).catch((error: Error) => {
		const others = error.message
			.split("\n")
			.slice(1)
			.filter((line) => line !== "" && !line.includes("AlreadyExists"));
		if (others.length > 0) throw new UserError(`the nodes could not be created: ${others.join("; ")}`, { exit: EXIT.engine });
	});
	if (running(folders, "kwok") === undefined) await dropLeases();
	await start("kwok");
	await installCrds(crdSets[0]);
	await apply("-f", join(import.meta.dirname, "config/gateway-class.yaml"));
	await until(nodesReady, "the nodes", folders, "kwok", 60);
	await until(
		() => succeeds("get", "serviceaccount", "default", "-n", "default"),
		"the default service account",
		folders,
		"kube-controller-manager",
		60,
	);
	step(`Kubernetes: up, ${version} on https://127.0.0.1:${port.api}`);
}

// Server-side: the definitions are too long for the annotation that a client-side apply leaves.
const apply = (...args: string[]) => kubectl("apply", "--server-side", "--force-conflicts", "--field-manager", "socle-lab", ...args);

/** Installs a set of custom resource definitions and waits until they can be used. */
export async function installCrds(set: (typeof crdSets)[number]): Promise<void> {
	const folder = join(built, "crds", set);
	const files = readdirSync(folder).filter((file) => file.endsWith(".yaml") && file !== "kustomization.yaml");
	await apply(...files.flatMap((file) => ["-f", join(folder, file)])).catch((error: Error) => {
		throw failure(`the definitions of ${set} could not be installed: ${error.message}`, join(state, "log", "kube-apiserver.log"));
	});
	await kubectl("wait", "--for=condition=Established", "--timeout=60s", "crd", "--all");
}

/** Stops the programs, the last started first. */
export async function down(): Promise<void> {
	const folders = { run: join(state, "run"), log: join(state, "log") };
	for (const { name } of programs.toReversed()) await stop(folders, [name], 10);
	step("Kubernetes: down");
}
