import { Container } from "@pulumi/openstack/objectstorage/container.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "./expected.ts";

/** `keep`: a container that still holds files can't be removed. `erase`: its files go with it. */
export const OnDestroy = { Keep: "keep", Erase: "erase" } as const;
export type OnDestroy = (typeof OnDestroy)[keyof typeof OnDestroy];

/** `on`: an overwritten or deleted file can be brought back. `off`: it can't. */
export const Versioning = { On: "on", Off: "off" } as const;
export type Versioning = (typeof Versioning)[keyof typeof Versioning];

export interface ObjectStoreArgs {
	/** How long files are kept, as people write it (`5y`, `P5Y`); the container says so in its metadata. */
	retention: pulumi.Input<string>;
	/** Whether earlier versions are kept. Default: `on`. `off` is a loosening: what was overwritten or deleted is gone. */
	versioning?: pulumi.Input<Versioning>;
	/** What happens to files when the container is removed. Default: `keep`. */
	onDestroy?: pulumi.Input<OnDestroy>;
	/** Metadata of the container: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** Name of the container, unique in the project. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/** A private container: no access list at all, so that only the project's own members and credentials read or write; earlier versions kept. */
export class ObjectStore extends pulumi.ComponentResource {
	/** Name of the container. */
	readonly bucket: pulumi.Output<string>;
	/** Region that it lies in. */
	readonly region: pulumi.Output<string>;

	constructor(name: string, args: ObjectStoreArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:ObjectStore", name, args, opts);
		const called = expected(
			name,
			"physicalName",
			args.physicalName ?? name,
			"1-256 bytes without a slash",
			(text) => text !== "" && !text.includes("/") && Buffer.byteLength(text) <= 256,
		);
		const container = new Container(
			`${name}-container`,
			{
				name: called,
				versioning: pulumi.output(args.versioning ?? "on").apply((word) => word !== "off"),
				forceDestroy: pulumi.output(args.onDestroy ?? "keep").apply((word) => word === "erase"),
				metadata: pulumi.output(args.tags).apply((tags) => ({ ...tags, retention: args.retention })),
			},
			{ parent: this },
		);
		this.bucket = container.name;
		this.region = container.region;
		this.registerOutputs({ bucket: this.bucket, region: this.region });
	}
}
