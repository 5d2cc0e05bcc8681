import { getRoleOutput } from "@pulumi/openstack/identity/getRole.js";
import type { Provider } from "@pulumi/openstack/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { unknown } from "@pulumi/pulumi/output.js";
import { Credential } from "../components/openstack/credential.ts";
import { Project } from "../components/openstack/project.ts";
import { Secret } from "../components/openstack/secret.ts";
import { at } from "../environment/cause.ts";
import type { Environment } from "../environment/environment.ts";
import { tags as tagsOf } from "../environment/environment.ts";
import { UserError } from "../errors.ts";
import type { FoundationOutputs } from "./outputs.ts";

type Told<Key extends keyof FoundationOutputs> = {
	[name: string]: pulumi.Output<FoundationOutputs[Key] extends { [name: string]: infer V } ? V : never>;
};

/** Projects that the environment hands out, each with its limits, its groups and its tags. */
export function projects(environment: Environment, provider: Provider): Told<"projects"> {
	const made: Told<"projects"> = {};
	const roleId = (name: string) => getRoleOutput({ name }, { provider }).id;
	for (const [name, { description, costCentre, quota, operatorRole, auditorRole }] of Object.entries(environment.projects)) {
		const project = at(
			`projects.${name}`,
			() =>
				new Project(
					`${name}-project`,
					{
						description,
						quota: {
							cores: quota.cores,
							memoryMiB: quota.memory.bytes / 2 ** 20,
							servers: quota.servers,
							volumes: quota.volumes,
							volumesGiB: quota.disk.bytes / 2 ** 30,
							backups: 2 * quota.volumes,
							networks: quota.networks,
							floatingAddresses: quota.addresses,
							balancers: quota.balancers,
						},
						operatorRoleId: roleId(operatorRole),
						auditorRoleId: roleId(auditorRole),
						tags: { ...tagsOf(environment), ...(costCentre === undefined ? {} : { "cost-centre": costCentre }) },
						physicalName: `${environment.name}-${environment.stack}-${name}`,
					},
					{ provider },
				),
		);
		made[name] = pulumi
			.all([project.projectId, project.operatorGroupId, project.auditorGroupId])
			.apply(([id, operators, auditors]) => ({ project: id, operators, auditors }));
	}
	return made;
}

/** Credentials of programs; the secret of each goes into the key manager, from where the program's people fetch it. */
export function credentials(environment: Environment, provider: Provider): Told<"credentials"> {
	const made: Told<"credentials"> = {};
	for (const [name, { description, roles, access, expires }] of Object.entries(environment.credentials)) {
		const physicalName = `${environment.name}-${environment.stack}-${name}`;
		made[name] = at(`credentials.${name}`, () => {
			const expiresAt = endOf(expires);
			const credential = new Credential(
				`${name}-credential`,
				{ description, roles, accessRules: access, expiresAt, physicalName },
				{ provider },
			);
			const kept = new Secret(
				`${name}-credential-secret`,
				{ payload: credential.secret, expiresAt, tags: tagsOf(environment), physicalName: `${physicalName}-credential` },
				{ provider },
			);
			return pulumi.all([credential.credentialId, kept.reference]).apply(([id, secret]) => ({ id, secret }));
		});
	}
	return made;
}

/** Secrets whose values come from variables of whoever runs `socle up`. */
export function secrets(environment: Environment, provider: Provider): Told<"secrets"> {
	const made: Told<"secrets"> = {};
	for (const [name, { variable, expires, readers }] of Object.entries(environment.secrets)) {
		const secret = at(
			`secrets.${name}`,
			() =>
				new Secret(
					`${name}-secret`,
					{
						payload: taken(name, variable),
						expiresAt: endOf(expires),
						readers,
						tags: { ...tagsOf(environment), variable },
						physicalName: `${environment.name}-${environment.stack}-${name}`,
					},
					{ provider },
				),
		);
		made[name] = secret.reference.apply((reference) => ({ reference }));
	}
	return made;
}

/** A plan needs no values, a preview takes what is not there for not known yet. Only an `up` can't do without. */
function taken(name: string, variable: string): pulumi.Output<string> {
	const value = process.env[variable];
	if (value !== undefined && value !== "") return pulumi.secret(value);
	if (!pulumi.runtime.hasEngine()) return pulumi.secret("stands in");
	if (pulumi.runtime.isDryRun()) return pulumi.secret(pulumi.output(unknown as unknown as string));
	throw new UserError(`The variable ${variable} is not set, which holds the secret ${name}.`, {
		next: `Set ${variable}, best from a keeper of secrets, and run this again.`,
	});
}

/** The first moment of the day on which something ends. */
function endOf(day: string): string {
	return `${day}T00:00:00Z`;
}
