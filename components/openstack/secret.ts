import { SecretV1 } from "@pulumi/openstack/keymanager/secretV1.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "./expected.ts";

/** Who may read it. `named`: the users in `readers` and its maker. `project`: whoever has a role in the project. */
export const ReadBy = { Named: "named", Project: "project" } as const;
export type ReadBy = (typeof ReadBy)[keyof typeof ReadBy];

export interface SecretArgs {
	/** What is kept. Held as a Pulumi secret even when it is given in clear. */
	payload: pulumi.Input<string>;
	/** When it ends, RFC 3339 in UTC such as 2027-06-01T00:00:00Z: at most a year ahead, so that it is renewed. */
	expiresAt: pulumi.Input<string>;
	/** Ids of the users who may read it, besides whoever makes it. None by default. */
	readers?: pulumi.Input<pulumi.Input<string>[]>;
	/** Who may read it. Default: `named`. `project` is a loosening: one stolen credential of the project then reads it. */
	readBy?: pulumi.Input<ReadBy>;
	/** Metadata of the secret, which Barbican keeps in small letters: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** Name in the key manager. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/** A passphrase, token or other text in the key manager (Barbican): it ends, and only named users read it. */
export class Secret extends pulumi.ComponentResource {
	/** Barbican's reference, no secret itself. */
	readonly reference: pulumi.Output<string>;

	constructor(name: string, args: SecretArgs, opts?: pulumi.ComponentResourceOptions) {
		// What is given in clear must not reach the state as an input of the component.
		const payload = pulumi.secret(args.payload);
		super("socle:index:Secret", name, { ...args, payload }, opts);
		const expiration = expected(name, "expiresAt", args.expiresAt, "a time such as 2027-06-01T00:00:00Z", (text) =>
			/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text),
		);
		const secret = new SecretV1(
			`${name}-secret`,
			{
				name: args.physicalName ?? name,
				secretType: "passphrase",
				payload,
				payloadContentType: "text/plain",
				expiration,
				acl: {
					read: { projectAccess: pulumi.output(args.readBy ?? "named").apply((who) => who === "project"), users: args.readers ?? [] },
				},
				metadata: args.tags,
			},
			{ parent: this },
		);
		this.reference = secret.secretRef;
		this.registerOutputs({ reference: this.reference });
	}
}
