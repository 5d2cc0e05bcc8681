import { createHash } from "node:crypto";
import { Volume } from "@pulumi/openstack/blockstorage/volume.js";
import { Instance } from "@pulumi/openstack/compute/instance.js";
import { Keypair } from "@pulumi/openstack/compute/keypair.js";
import { ServerGroup } from "@pulumi/openstack/compute/serverGroup.js";
import { Port } from "@pulumi/openstack/networking/port.js";
import * as pulumi from "@pulumi/pulumi";
import { cloudInit } from "./cloud-init.ts";
import { expected } from "./expected.ts";
import { tagList } from "./tags.ts";

/** `hard`: never two servers of the pool on one host, or none is made. `soft`: preferably not. */
export const AntiAffinity = { Hard: "hard", Soft: "soft" } as const;
export type AntiAffinity = (typeof AntiAffinity)[keyof typeof AntiAffinity];

/** `server`: SSH passes nothing on. `bastion`: it passes connections on to where the rules let it (`ssh -J`). */
export const ServerRole = { Server: "server", Bastion: "bastion" } as const;
export type ServerRole = (typeof ServerRole)[keyof typeof ServerRole];

/** A file that a server has from its first start. */
export interface ServerFile {
	/** Absolute path. */
	path: pulumi.Input<string>;
	/** Its text. Not for secrets in `files`; for nothing else in `secretFiles`. */
	content: pulumi.Input<string>;
	/** Rights in octal digits. Default: 0644; what is secret is for root only. */
	permissions?: pulumi.Input<string>;
}

export interface ServersArgs {
	/** How many servers, 1-50. Plain: it decides how many resources there are. */
	count: number;
	/** Availability zones, filled in turn. A server's volume lies in the same zone, so compute and storage must share the names. Plain, as `count`. */
	zones: string[];
	/** Name of the flavor. */
	flavor: pulumi.Input<string>;
	/** Id of the image, a UUID: a name can change its meaning overnight. */
	imageId: pulumi.Input<string>;
	/** Size of each boot volume in GiB, 1 or more. Growing it grows the volume in place. Default: 20. */
	diskGiB?: pulumi.Input<number>;
	/** Name of an encrypted volume type: every server boots from a volume of it. */
	volumeType: pulumi.Input<string>;
	/** OpenSSH public key of the administrators, one line. There is no other way in: no password, no root. */
	publicKey: pulumi.Input<string>;
	/** Network of the servers. */
	networkId: pulumi.Input<string>;
	/** Subnet of that network. */
	subnetId: pulumi.Input<string>;
	/** Security groups of every server, at least one. */
	securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
	/** Time servers, by name or address, at least one. Who keeps the time can make certificates valid: choose one under your own law. */
	timeServers: pulumi.Input<pulumi.Input<string>[]>;
	/** Whether two servers may share a host where room is short. Default: `hard`, they may not. */
	antiAffinity?: pulumi.Input<AntiAffinity>;
	/** What SSH is for. Default: `server`. */
	role?: pulumi.Input<ServerRole>;
	/** Further files, part of the user data, which everyone on the server can read. None by default. */
	files?: pulumi.Input<pulumi.Input<ServerFile>[]>;
	/**
	 * Files that hold secrets: encrypted in the state and no part of the user data, but on the config drive, so that root on the server and the cloud's
	 * operator read them. At most four of 10 KiB. None by default. Plain list.
	 */
	secretFiles?: ServerFile[];
	/** Lines for the shell at the first start, after the files are written. None by default. */
	commands?: pulumi.Input<pulumi.Input<string>[]>;
	/** Tags or metadata of everything made here: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** What names in the cloud start with. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/**
 * A pool of equal servers over the zones, each on another host, each with a port of its own and an encrypted boot volume. A change that
 * replaces servers (image, key, user data) replaces one after the other; their addresses stay.
 */
export class Servers extends pulumi.ComponentResource {
	/** Private IPv4 addresses, in the order of the servers. */
	readonly addresses: pulumi.Output<string[]>;
	/** Ids of the servers' ports, in the same order. */
	readonly portIds: pulumi.Output<string[]>;
	/** Nova's ids, in the same order. */
	readonly serverIds: pulumi.Output<string[]>;

	constructor(name: string, args: ServersArgs, opts?: pulumi.ComponentResourceOptions) {
		const personalities = (args.secretFiles ?? []).map(({ path, content }) => ({ file: path, content: pulumi.secret(content) }));
		const { secretFiles: _, ...plain } = args;
		super("socle:index:Servers", name, plain, opts);
		expected(name, "count", args.count, "a whole number from 1 to 50", (count) => Number.isInteger(count) && count >= 1 && count <= 50);
		expected(name, "zones", args.zones, "a list of at least one availability zone", (zones) => zones.length > 0);
		const imageId = expected(name, "imageId", args.imageId, "the UUID of an image", (id) =>
			/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id),
		);
		const size = expected(name, "diskGiB", args.diskGiB ?? 20, "a whole number of GiB", (gib) => Number.isInteger(gib) && gib >= 1);
		const publicKey = expected(name, "publicKey", args.publicKey, "an OpenSSH public key in one line", (key) =>
			/^(sk-)?(ssh|ecdsa)-\S+ \S+/.test(key),
		);

		// What a server holds is made anew before the server lets go of the old one; otherwise the engine would first take every server that holds it.
		const child = { parent: this, deleteBeforeReplace: false };
		const physical = args.physicalName ?? name;
		const tags = tagList(args.tags);
		const userData = pulumi
			.all([
				pulumi.output(args.timeServers),
				pulumi.output(args.role ?? "server"),
				pulumi.output(args.files ?? []),
				pulumi.output(args.commands ?? []),
			])
			.apply(([timeServers, role, files, commands]) => cloudInit({ timeServers, role, files, commands }));

		// A server takes its key at its first start only, so that another key has another name, which replaces the servers.
		const fingerprint = publicKey.apply((key) => createHash("sha256").update(key.split(" ")[1]!).digest("hex").slice(0, 8));
		const keyPair = new Keypair(`${name}-key`, { name: pulumi.interpolate`${physical}-${fingerprint}`, publicKey }, child);
		const policy = pulumi.output(args.antiAffinity ?? "hard").apply((wish) => (wish === "soft" ? "soft-anti-affinity" : "anti-affinity"));
		const group = new ServerGroup(`${name}-hosts`, { name: pulumi.interpolate`${physical}-hosts`, policies: [policy] }, child);

		const ports: Port[] = [];
		const servers: Instance[] = [];
		for (let index = 0; index < args.count; index++) {
			const called = pulumi.interpolate`${physical}-${index}`;
			const availabilityZone = args.zones[index % args.zones.length]!;
			const port = new Port(
				`${name}-${index}-port`,
				{
					name: called,
					description: `Port of a server of ${name}`,
					networkId: args.networkId,
					fixedIps: [{ subnetId: args.subnetId }],
					securityGroupIds: args.securityGroupIds,
					portSecurityEnabled: true,
					adminStateUp: true,
					tags,
				},
				child,
			);
			// Named and kept apart from the server, so that it can grow in place and carries its own type, zone and metadata.
			const boot = new Volume(
				`${name}-${index}-boot`,
				{
					name: pulumi.interpolate`${physical}-${index}-boot`,
					description: `Encrypted boot volume of a server of ${name}`,
					imageId,
					size,
					volumeType: args.volumeType,
					availabilityZone,
					enableOnlineResize: true,
					metadata: args.tags,
				},
				child,
			);
			const server = new Instance(
				`${name}-${index}`,
				{
					name: called,
					flavorName: args.flavor,
					keyPair: keyPair.name,
					availabilityZone,
					networks: [{ port: port.id }],
					blockDevices: [{ uuid: boot.id, sourceType: "volume", destinationType: "volume", bootIndex: 0, deleteOnTermination: false }],
					schedulerHints: [{ group: group.id }],
					userData,
					configDrive: true,
					...(personalities.length > 0 ? { personalities } : {}),
					// Described, so that a refresh does not take a stopped server for the wanted one.
					powerState: "active",
					metadata: args.tags,
					stopBeforeDestroy: true,
				},
				// The port and the volume can't be held by two servers at once; servers are replaced one after the other, so that the pool never goes down
				// whole. Children don't inherit what a component depends on.
				pulumi.mergeOptions({ ...child, deleteBeforeReplace: true, dependsOn: servers.slice(-1) }, { dependsOn: opts?.dependsOn ?? [] }),
			);
			ports.push(port);
			servers.push(server);
		}

		this.addresses = pulumi.all(ports.map((port) => port.allFixedIps.apply((ips) => ips[0]!)));
		this.portIds = pulumi.all(ports.map((port) => port.id));
		this.serverIds = pulumi.all(servers.map((server) => server.id));
		this.registerOutputs({ addresses: this.addresses, portIds: this.portIds, serverIds: this.serverIds });
	}
}
