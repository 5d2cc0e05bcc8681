import { createHmac } from "node:crypto";
import { Ec2CredentialV3 } from "@pulumi/openstack/identity/ec2CredentialV3.js";
import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";
import * as pulumi from "@pulumi/pulumi";
import type { KubernetesClusterArgs } from "./cluster-args.ts";
import { API, door, JOIN, rule } from "./cluster-door.ts";
import { expected, isIpv4Range, isNamedRange } from "./expected.ts";
import { ObjectStore } from "./object-store.ts";
import type { ClusterSettings } from "./rke2.ts";
import { agentFiles, serverFiles } from "./rke2.ts";
import { commands } from "./rke2-start.ts";
import type { ServersArgs } from "./servers.ts";
import { Servers } from "./servers.ts";
import { tagList } from "./tags.ts";

const CONTROL_PLANE = 3;
/** Room for a Service of type LoadBalancer each two; a hundred, so that what is open stays countable. */
const NODE_PORTS = { from: 30_000, to: 30_099 };
const SECRET_FILE = "/etc/rancher/rke2/config.yaml.d/90-secret.yaml";

/**
 * Kubernetes of one's own (RKE2) after the CIS profile: three nodes of control plane over the zones on hosts of their own, pools beside them, the
 * API behind a balancer that admits named ranges, Secrets encrypted in etcd, an audit log, namespaces restricted by default, snapshots of etcd
 * in the object store. No port of a node is open to anyone but nodes, balancers and SSH.
 *
 * The join secret reaches nodes as a file of the config drive: not in the user data, not in clear in the state, but root on a node and the cloud's
 * operator can read it. A report says "unknown" there, for it can't see into a secret.
 */
export class KubernetesCluster extends pulumi.ComponentResource {
	/** Address that `apiHost` leads to. */
	readonly address: pulumi.Output<string>;
	/** Addresses of the control plane's nodes. */
	readonly controlPlane: pulumi.Output<string[]>;
	/** Container that holds the snapshots. */
	readonly snapshotBucket: pulumi.Output<string>;

	constructor(name: string, args: KubernetesClusterArgs, opts?: pulumi.ComponentResourceOptions) {
		const joinToken = pulumi.secret(args.joinToken);
		super("socle:index:KubernetesCluster", name, { ...args, joinToken }, opts);
		const input = <T>(key: string, value: pulumi.Input<T>, expectation: string, holds: (value: T) => boolean) =>
			expected(name, key, value, expectation, holds);
		input(
			"allowedFrom",
			args.allowedFrom,
			"at least one IPv4 range such as 192.0.2.0/28, each narrower than the world",
			(all) => all.length > 0 && all.every((range) => isIpv4Range(range) && isNamedRange(range)),
		);
		input("pools", args.pools, "at least one pool, each with a name of its own", (pools) => {
			const names = pools.map((pool) => pool.name);
			const good = names.every((word) => /^[a-z]([a-z0-9-]{0,18}[a-z0-9])?$/.test(word) && word !== "control");
			return good && names.length > 0 && new Set(names).size === names.length;
		});
		const token = input("joinToken", joinToken, "32 characters at least", (text) => text.length >= 32);
		const auditDays = input("auditDays", args.auditDays ?? 90, "30 days or more", (days) => Number.isInteger(days) && days >= 30);
		const release = input("release", pulumi.output(args.release), "a version, a mirror without a scheme and a SHA-256", (known) => {
			return /^v\d+\.\d+\.\d+\+rke2r\d+$/.test(known.version) && /^[\w.:/-]+$/.test(known.mirror) && /^[0-9a-f]{64}$/.test(known.sha256);
		});

		const child = { parent: this };
		const outer = [opts?.dependsOn ?? []].flat() as pulumi.Input<pulumi.Resource>[];
		const physical = args.physicalName ?? name;
		const called = (suffix: string) => pulumi.interpolate`${physical}-${suffix}`;
		const tags = tagList(args.tags);

		const group = (word: string, description: string) =>
			new SecGroup(`${name}-${word}-group`, { name: called(word), description, deleteDefaultRules: true, tags }, child);
		const nodes = group("nodes", "Nodes of the cluster");
		const control = group("control", "Control plane of the cluster");
		const edge = { range: args.edgeRange };
		const between = (word: string, from: SecGroup, to: SecGroup, ports: Parameters<typeof rule>[5], what: string, protocol = "tcp") => [
			rule(this, `${name}-${word}-in`, to, "ingress", { group: from }, ports, what, protocol),
			rule(this, `${name}-${word}-out`, from, "egress", { group: to }, ports, what, protocol),
		];
		const rules = [
			...between("kubelet", nodes, nodes, 10_250, "The control plane reaches kubelets"),
			...between("pods", nodes, nodes, 8472, "Pods reach pods on other nodes (VXLAN)", "udp"),
			...between("etcd", control, control, { from: 2379, to: 2380 }, "etcd among itself"),
			...[API, JOIN].flatMap((port) => [
				...between(`control-${port}`, nodes, control, port, "Nodes reach the control plane"),
				rule(this, `${name}-control-${port}-from-edge`, control, "ingress", edge, port, "The API's balancer reaches the control plane"),
				rule(this, `${name}-nodes-${port}-to-edge`, nodes, "egress", edge, port, "Nodes reach the API's balancer"),
			]),
			rule(this, `${name}-nodes-from-edge`, nodes, "ingress", edge, NODE_PORTS, "Balancers of the environment reach node ports"),
		];
		const entry = door(
			name,
			{
				allowedFrom: args.allowedFrom,
				nodes: args.nodeRange,
				subnetId: args.edgeSubnetId,
				address: args.apiAddress,
				floatingIpPool: args.floatingIpPool,
				tags,
				physical,
			},
			this,
			[...rules, ...outer],
		);

		const { snapshots } = args;
		const store = new ObjectStore(
			`${name}-snapshots`,
			{ retention: "7d", tags: args.tags, physicalName: called("snapshots") },
			pulumi.mergeOptions(child, { dependsOn: outer }),
		);
		const access = new Ec2CredentialV3(`${name}-snapshots-access`, { projectId: snapshots.projectId }, child);
		const settings: pulumi.Output<ClusterSettings> = pulumi.output({
			names: [args.apiAddress, args.apiHost],
			podCidr: args.podRange ?? "10.42.0.0/16",
			serviceCidr: args.serviceRange ?? "10.43.0.0/16",
			registry: args.registry,
			mirrors: args.mirrors ?? {},
			snapshots: {
				endpoint: snapshots.endpoint,
				region: snapshots.region,
				bucket: store.bucket,
				every: snapshots.schedule ?? "0 */6 * * *",
				keep: snapshots.keep ?? 28,
			},
			auditDays,
			podSecurity: args.podSecurity ?? "restricted",
			nodePorts: `${NODE_PORTS.from}-${NODE_PORTS.to}`,
		});
		const agentToken = token.apply((secret) => createHmac("sha256", secret).update("agent").digest("hex"));
		const secretFile = (values: { [key: string]: pulumi.Input<string> }) => [
			{ path: SECRET_FILE, content: pulumi.secret(pulumi.jsonStringify(values)) },
		];
		const pool = (
			word: string,
			kind: "server" | "agent",
			own: Pick<ServersArgs, "count" | "flavor" | "diskGiB" | "files" | "secretFiles">,
		) =>
			new Servers(
				`${name}-${word}`,
				{
					...own,
					zones: args.zones,
					imageId: args.imageId,
					volumeType: args.volumeType,
					publicKey: args.publicKey,
					networkId: args.networkId,
					subnetId: args.subnetId,
					securityGroupIds: [...args.securityGroupIds, nodes.id, ...(kind === "server" ? [control.id] : [])],
					timeServers: args.timeServers,
					commands: pulumi.all([release, pulumi.output(args.apiAddress)]).apply(([known, address]) => commands(kind, known, address)),
					antiAffinity: kind === "server" ? "hard" : "soft",
					tags: args.tags,
					physicalName: called(word),
				},
				pulumi.mergeOptions({ ...child, dependsOn: rules }, { dependsOn: outer }),
			);
		const servers = pool("control", "server", {
			count: CONTROL_PLANE,
			flavor: args.controlPlaneFlavor,
			diskGiB: 60,
			files: settings.apply(serverFiles),
			secretFiles: secretFile({
				token,
				"agent-token": agentToken,
				"etcd-s3-access-key": access.access,
				"etcd-s3-secret-key": access.secret,
			}),
		});
		for (const { name: word, count, flavor, diskGiB } of args.pools)
			pool(word, "agent", {
				count,
				flavor,
				diskGiB: diskGiB ?? 60,
				files: settings.apply((known) => agentFiles(word, known)),
				secretFiles: secretFile({ token: agentToken }),
			});

		this.controlPlane = servers.addresses;
		this.address = entry.lead(
			Array.from({ length: CONTROL_PLANE }, (_, index) => servers.addresses.apply((addresses) => addresses[index]!)),
		);
		this.snapshotBucket = store.bucket;
		this.registerOutputs({ address: this.address, controlPlane: this.controlPlane, snapshotBucket: this.snapshotBucket });
	}
}
