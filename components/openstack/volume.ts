import { Volume as CinderVolume } from "@pulumi/openstack/blockstorage/volume.js";
import { VolumeAttach } from "@pulumi/openstack/compute/volumeAttach.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "./expected.ts";

/** `refuse`: the volume can't be removed or replaced until this is changed. `erase`: it goes, and what is on it with it. */
export const OnRemoval = { Refuse: "refuse", Erase: "erase" } as const;
export type OnRemoval = (typeof OnRemoval)[keyof typeof OnRemoval];

export interface VolumeArgs {
	/** Size in GiB, 1 or more. Growing it grows the volume in place; it can't shrink. */
	sizeGiB: pulumi.Input<number>;
	/** Name of an encrypted volume type. No default: what encrypts is named differently by each cloud. */
	volumeType: pulumi.Input<string>;
	/** Availability zone, that of the server that holds it. */
	zone: pulumi.Input<string>;
	/** Id of the server that holds it. Default: none, for a volume that is attached elsewhere. Plain whether it is given: it decides if there is an attachment. */
	serverId?: pulumi.Input<string>;
	/**
	 * How often it is backed up, as people write it (`1d`). The volume says so in its metadata, for the service that makes backups. Default: `1d`.
	 */
	backupEvery?: pulumi.Input<string>;
	/** What happens when it is removed from the program. Default: `refuse`, because data does not come back. Plain: it is an option of the resource. */
	onRemoval?: OnRemoval;
	/** Metadata of the volume: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** Name in the cloud. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/** A volume for data: encrypted, declared as kept, protected from removal, and marked for backup. */
export class Volume extends pulumi.ComponentResource {
	/** Cinder's id. */
	readonly volumeId: pulumi.Output<string>;

	constructor(name: string, args: VolumeArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:Volume", name, args, opts);
		const { onRemoval = "refuse" } = args;
		const size = expected(name, "sizeGiB", args.sizeGiB, "a whole number of GiB", (gib) => Number.isInteger(gib) && gib >= 1);
		const volumeType = expected(name, "volumeType", args.volumeType, "the name of an encrypted volume type", (type) => type !== "");
		const every = expected(name, "backupEvery", args.backupEvery ?? "1d", "a duration such as 12h or 1d", (text) =>
			/^\d+[hdw]$/.test(text),
		);
		const physical = args.physicalName ?? name;
		const volume = new CinderVolume(
			`${name}-volume`,
			{
				name: physical,
				description: `Encrypted data volume of ${name}`,
				size,
				volumeType,
				availabilityZone: args.zone,
				enableOnlineResize: true,
				metadata: pulumi.output(args.tags).apply((tags) => ({
					...tags,
					"backup-every": every,
					// What goes with its server is not kept, and does not say so.
					...(onRemoval === "refuse" ? { "socle:kept-data": "true" } : {}),
				})),
			},
			{ parent: this, protect: onRemoval === "refuse" },
		);
		if (args.serverId !== undefined)
			new VolumeAttach(
				`${name}-attachment`,
				{ instanceId: args.serverId, volumeId: volume.id },
				// A volume hangs on one server at a time.
				{ parent: this, deleteBeforeReplace: true },
			);
		this.volumeId = volume.id;
		this.registerOutputs({ volumeId: this.volumeId });
	}
}
