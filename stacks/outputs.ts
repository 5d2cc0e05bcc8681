/**
 * What one layer tells the layers above it. Stored in the state in clear and read by whoever may read the stack: no secret may stand here.
 * Services know as little as they can: ranges and names. Ids of networks and groups are for the platform, which puts nodes there.
 */
export interface FoundationOutputs {
	network: {
		/** IPv4 ranges in CIDR notation. */
		cidr: string;
		tiers: { edge: string; app: string; data: string };
	};
	/** Where the platform puts its nodes: ids of Neutron. */
	places: { network: string; edgeSubnet: string; appSubnet: string; appGroup: string };
	/** By domain: Designate's id of the zone, and the hosts that the registry above has to name. */
	zones: { [domain: string]: { zone: string; nameServers: string[] } };
	/** Where administrators come in, where there is a bastion. */
	bastion: { address: string } | null;
	/** By name: where Barbican keeps it. */
	secrets: { [name: string]: { reference: string } };
	/** By name: Keystone's ids. */
	projects: { [name: string]: { project: string; operators: string; auditors: string } };
	/** By name: Keystone's id of the credential. Its secret lies in the key manager. */
	credentials: { [name: string]: { id: string; secret: string } };
	/** By service on machines: the address that the DNS record of its host names. */
	balancers: { [service: string]: { host: string; address: string } };
	/** By service with files: where they lie. */
	buckets: { [service: string]: { bucket: string; region: string } };
}

/** What the platform tells: where the cluster is. */
export interface PlatformOutputs {
	/** Absent where the cluster is not the environment's own. */
	cluster: { apiHost: string; address: string; snapshots: string } | null;
}
