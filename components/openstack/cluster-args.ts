import type * as pulumi from "@pulumi/pulumi";

/** Levels of the Pod Security Standards that namespaces get which say nothing themselves, strictest first. */
export const DefaultPodSecurity = { Restricted: "restricted", Baseline: "baseline", Privileged: "privileged" } as const;
export type DefaultPodSecurity = (typeof DefaultPodSecurity)[keyof typeof DefaultPodSecurity];

/** Nodes that programs run on, all of one kind. */
export interface NodePool {
	/** Name of the pool, which its nodes carry as the label `socle/pool`: small letters, digits and hyphens. Plain. */
	name: string;
	/** How many nodes, 1-50, over the zones. Plain: it decides how many resources there are. */
	count: number;
	/** Name of the flavor. */
	flavor: pulumi.Input<string>;
	/** Size of each boot volume in GiB; images and logs lie there. Default: 60. */
	diskGiB?: pulumi.Input<number>;
}

/** The release of RKE2 that the nodes install: a file that was checked once, from a mirror of one's own. */
export interface ClusterRelease {
	/** Version, such as v1.34.2+rke2r1; 1.33.4 at least, from which the key's kind can be chosen. */
	version: pulumi.Input<string>;
	/** Host and path below which `<version>/rke2.linux-amd64.tar.gz` lies, reached over https. */
	mirror: pulumi.Input<string>;
	/** SHA-256 of that file, hexadecimal; nodes refuse any other. */
	sha256: pulumi.Input<string>;
}

/** Snapshots of etcd, which hold all that the cluster knows. */
export interface ClusterSnapshots {
	/** Host of the object store's S3 interface, without a scheme. */
	endpoint: pulumi.Input<string>;
	/** Region of the object store. */
	region: pulumi.Input<string>;
	/** Id of the project that the credential for the object store is for. */
	projectId: pulumi.Input<string>;
	/** When they are taken, as five fields of cron in UTC. Default: every six hours, `0 *\/6 * * *`. */
	schedule?: pulumi.Input<string>;
	/** How many are kept. Default: 28, a week of them. */
	keep?: pulumi.Input<number>;
}

export interface KubernetesClusterArgs {
	/** Host that people and programs use for the API, such as api.town.example; lead it to `address`. */
	apiHost: pulumi.Input<string>;
	/** IPv4 address of the API inside, free in the subnet of the balancers: said and not drawn, so that the nodes know it before it exists. */
	apiAddress: pulumi.Input<string>;
	/** IPv4 ranges that reach the API besides the nodes, at least one, each narrower than the world. Plain: a rule each. */
	allowedFrom: string[];
	/** Name of the external network that the API's public address comes from. Default: none, and the API is reached from inside only. */
	floatingIpPool?: pulumi.Input<string>;
	/** Network of the nodes. */
	networkId: pulumi.Input<string>;
	/** Subnet of the nodes: `appSubnetId` of a `Network`. */
	subnetId: pulumi.Input<string>;
	/** Range of that subnet. */
	nodeRange: pulumi.Input<string>;
	/** Subnet of the balancers: `edgeSubnetId` of a `Network`. */
	edgeSubnetId: pulumi.Input<string>;
	/** Range of that subnet, from which balancers reach the nodes. */
	edgeRange: pulumi.Input<string>;
	/** Groups that every node also has, at least one: `appGroupId` of a `Network` lets administrators and updates through. Plain list of inputs. */
	securityGroupIds: pulumi.Input<string>[];
	/** Availability zones; three, so that the control plane survives one. Plain. */
	zones: string[];
	/** Name of the flavor of the three nodes of the control plane. */
	controlPlaneFlavor: pulumi.Input<string>;
	/** Where programs run, at least one pool. Plain. */
	pools: NodePool[];
	/** Id of the image of all nodes, a UUID. */
	imageId: pulumi.Input<string>;
	/** Name of an encrypted volume type. */
	volumeType: pulumi.Input<string>;
	/** OpenSSH public key of the administrators, one line. */
	publicKey: pulumi.Input<string>;
	/** Time servers, by name or address, at least one. */
	timeServers: pulumi.Input<pulumi.Input<string>[]>;
	/** The release that nodes install. */
	release: pulumi.Input<ClusterRelease>;
	/** Registry that the cluster's own images come from, without a scheme. */
	registry: pulumi.Input<string>;
	/** Registries that stand in for others, by the name that images use, such as docker.io. Default: none. */
	mirrors?: pulumi.Input<{ [registry: string]: pulumi.Input<string> }>;
	/** What nodes of the control plane prove themselves with, 32 characters at least. A secret; pools get one that is derived from it and can't become control plane. */
	joinToken: pulumi.Input<string>;
	/** Snapshots of etcd to the object store. Plain, of inputs: what is not known of it yet keeps nothing else from being known. */
	snapshots: ClusterSnapshots;
	/** Level for namespaces that say nothing. Default: `restricted`. `privileged` is a loosening, `baseline` a weaker choice that controls admit. */
	podSecurity?: pulumi.Input<DefaultPodSecurity>;
	/** How long nodes keep the audit log, in days, 30 or more. Default: 90. Longer is for a sink off the nodes. */
	auditDays?: pulumi.Input<number>;
	/** Range of pods. Default: 10.42.0.0/16. */
	podRange?: pulumi.Input<string>;
	/** Range of Services. Default: 10.43.0.0/16. */
	serviceRange?: pulumi.Input<string>;
	/** Tags or metadata of everything made here: `owner`, `environment`, `classification` at least. */
	tags: pulumi.Input<{ [key: string]: pulumi.Input<string> }>;
	/** What names in the cloud start with. Default: the component's name. */
	physicalName?: pulumi.Input<string>;
}
