import { QuoteSetV3 } from "@pulumi/openstack/blockstorage/quoteSetV3.js";
import { QuotaSetV2 } from "@pulumi/openstack/compute/quotaSetV2.js";
import { GroupV3 } from "@pulumi/openstack/identity/groupV3.js";
import { Project as KeystoneProject } from "@pulumi/openstack/identity/project.js";
import { RoleAssignment } from "@pulumi/openstack/identity/roleAssignment.js";
import { Quota } from "@pulumi/openstack/loadbalancer/quota.js";
import { QuotaV2 } from "@pulumi/openstack/networking/quotaV2.js";
import * as pulumi from "@pulumi/pulumi";
import { expected } from "./expected.ts";
import { tagList } from "./tags.ts";

/** The most that a project may use. Small by default: what is asked for is known, and what is stolen is limited. */
export interface ProjectQuota {
	/** Processors. Default: 20. */
	cores?: pulumi.Input<number>;
	/** Memory in MiB. Default: 40960. */
	memoryMiB?: pulumi.Input<number>;
	/** Servers. Default: 10. */
	servers?: pulumi.Input<number>;
	/** Volumes. Default: 20. */
	volumes?: pulumi.Input<number>;
	/** Size of all volumes together in GiB. Default: 500. */
	volumesGiB?: pulumi.Input<number>;
	/** Backups of volumes. Default: 40. */
	backups?: pulumi.Input<number>;
	/** Networks. Default: 2. */
	networks?: pulumi.Input<number>;
	/** Public addresses. Default: 2. */
	floatingAddresses?: pulumi.Input<number>;
	/** Balancers. Default: 2. */
	balancers?: pulumi.Input<number>;
}

export interface ProjectArgs {
	/** What the project is for, in a line. */
	description: pulumi.Input<string>;
	/** Id of the domain that the project and its groups lie in. Default: that of whoever makes them. */
	domainId?: pulumi.Input<string>;
	/** Id of the project above. Default: the domain. */
	parentId?: pulumi.Input<string>;
	/** The most that the project may use. */
	quota?: pulumi.Input<ProjectQuota>;
	/** Id of the role of those who run the project, such as that of `member`; never that of `admin`. */
	operatorRoleId: pulumi.Input<string>;
	/** Id of the role that sees all and changes nothing, that of `reader`. */
	auditorRoleId: pulumi.Input<string>;
	/** Tags of the project: `owner`, `environment`, `classification` at least, best `cost-centre` too. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** Name of the project, and what its groups' names start with. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}

/**
 * A project that an agency is given: limited, tagged with who answers and pays, with a group that runs it and a group that may only look.
 * People come into groups, never into roles; who they are is the identity provider's matter.
 */
export class Project extends pulumi.ComponentResource {
	/** Keystone's id of the project. */
	readonly projectId: pulumi.Output<string>;
	/** Id of the group whose members run it. */
	readonly operatorGroupId: pulumi.Output<string>;
	/** Id of the group whose members may look at everything in it. */
	readonly auditorGroupId: pulumi.Output<string>;

	constructor(name: string, args: ProjectArgs, opts?: pulumi.ComponentResourceOptions) {
		super("socle:index:Project", name, args, opts);
		const description = expected(name, "description", args.description, "a line that says what it is for", (text) => text.trim() !== "");
		const physical = args.physicalName ?? name;
		const domain = args.domainId === undefined ? {} : { domainId: args.domainId };
		const project = new KeystoneProject(
			`${name}-project`,
			{
				name: physical,
				description,
				enabled: true,
				...domain,
				...(args.parentId === undefined ? {} : { parentId: args.parentId }),
				tags: tagList(args.tags),
			},
			{ parent: this },
		);
		const child = { parent: this };
		const quota = pulumi.output(args.quota);
		const most = (key: keyof ProjectQuota, fallback: number) =>
			quota.apply((known) => {
				const value = known?.[key] ?? fallback;
				// The provider takes 0 for not said, and the cloud's own default would hold until the next run.
				if (Number.isInteger(value) && value >= 1) return value;
				throw new pulumi.InputPropertyError({
					propertyPath: `quota.${key}`,
					reason: `${name}: "quota.${key}" must be a whole number from 1`,
				});
			});
		const networks = most("networks", 2);
		const servers = most("servers", 10);
		// What follows from the others is not asked for: a tier each three subnets, a server a handful of ports and rules.
		const limits = [
			new QuotaSetV2(
				`${name}-compute-quota`,
				{
					projectId: project.id,
					cores: most("cores", 20),
					ram: most("memoryMiB", 40_960),
					instances: servers,
					serverGroups: 20,
					keyPairs: 20,
				},
				child,
			),
			new QuoteSetV3(
				`${name}-volume-quota`,
				{
					projectId: project.id,
					volumes: most("volumes", 20),
					gigabytes: most("volumesGiB", 500),
					snapshots: most("volumes", 20),
					backups: most("backups", 40),
					backupGigabytes: most("volumesGiB", 500),
				},
				child,
			),
			new QuotaV2(
				`${name}-network-quota`,
				{
					projectId: project.id,
					network: networks,
					subnet: networks.apply((count) => 3 * count),
					router: networks,
					port: servers.apply((count) => 4 * count + 50),
					floatingip: most("floatingAddresses", 2),
					securityGroup: 50,
					securityGroupRule: 500,
				},
				child,
			),
			new Quota(
				`${name}-balancer-quota`,
				{
					projectId: project.id,
					loadbalancer: most("balancers", 2),
					listener: most("balancers", 2).apply((count) => 4 * count),
					pool: most("balancers", 2).apply((count) => 4 * count),
					member: servers.apply((count) => 4 * count),
					healthMonitor: most("balancers", 2).apply((count) => 4 * count),
				},
				child,
			),
		];
		const grant = (word: string, what: string, roleId: pulumi.Input<string>) => {
			const group = new GroupV3(
				`${name}-${word}`,
				{ name: pulumi.interpolate`${physical}-${word}`, description: pulumi.interpolate`${what} ${physical}`, ...domain },
				child,
			);
			// Nobody comes in before the limits stand.
			new RoleAssignment(`${name}-${word}-role`, { groupId: group.id, projectId: project.id, roleId }, { ...child, dependsOn: limits });
			return group.id;
		};
		this.projectId = project.id;
		this.operatorGroupId = grant("operators", "Run the project", args.operatorRoleId);
		this.auditorGroupId = grant("auditors", "Look at the project", args.auditorRoleId);
		this.registerOutputs({
			projectId: this.projectId,
			operatorGroupId: this.operatorGroupId,
			auditorGroupId: this.auditorGroupId,
		});
	}
}
