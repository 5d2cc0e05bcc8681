import { ApplicationCredential } from "@pulumi/openstack/identity/applicationCredential.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "./expected.ts";

/** Calls that a program may make, as Keystone compares them with each request. */
export interface AccessRule {
	/** Type of the service as the catalogue of the cloud names it, such as object-store. */
	service: pulumi.Input<string>;
	/** HTTP method, such as GET. */
	method: pulumi.Input<string>;
	/** Path of the call; `*` stands for one part of it, `**` for any rest, such as /v1/*\/scans/**. */
	path: pulumi.Input<string>;
}

export interface CredentialArgs {
	/** What it is for, in a line. */
	description: pulumi.Input<string>;
	/** Names of the roles that it may use, of those that its maker has in the project; never admin. */
	roles: pulumi.Input<pulumi.Input<string>[]>;
	/** The calls that it is for, at least one: without them it could do whatever its roles allow. Plain list. */
	accessRules: AccessRule[];
	/** When it ends, RFC 3339 in UTC such as 2027-06-01T00:00:00Z: at most a year ahead, so that it is renewed. */
	expiresAt: pulumi.Input<string>;
	/** Name in Keystone. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/**
 * An application credential: a program's own way into the project that the provider is signed in to. It ends, can't make further credentials,
 * and may make the named calls only. Keystone binds it to the user who makes it, so that it falls with this user's roles.
 */
export class Credential extends pulumi.ComponentResource {
	/** Keystone's id of the credential. */
	readonly credentialId: pulumi.Output<string>;
	/** Its secret, which Keystone shows once: encrypted in the state. */
	readonly secret: pulumi.Output<string>;

	constructor(name: string, args: CredentialArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:Credential", name, args, opts);
		expected(name, "accessRules", args.accessRules, "a list of at least one call", (rules) => rules.length > 0);
		const roles = expected(
			name,
			"roles",
			pulumi.output(args.roles),
			"names of roles, never admin",
			(all) => all.length > 0 && all.every((role) => role !== "admin"),
		);
		const expiresAt = expected(name, "expiresAt", args.expiresAt, "a time such as 2027-06-01T00:00:00Z", (text) =>
			/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(text),
		);
		const credential = new ApplicationCredential(
			`${name}-credential`,
			{
				name: args.physicalName ?? name,
				description: args.description,
				roles,
				accessRules: args.accessRules,
				expiresAt,
				unrestricted: false,
			},
			// Two can live side by side under different names only; the program that uses it is told of the new one first.
			{ parent: this, deleteBeforeReplace: true },
		);
		this.credentialId = credential.id;
		this.secret = pulumi.secret(credential.secret);
		this.registerOutputs({ credentialId: this.credentialId, secret: this.secret });
	}
}
