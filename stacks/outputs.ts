/**
 * What one layer tells the layers above it. Stored in the state in clear and read by whoever may read the stack: no secret may stand here.
 * Services know as little as they can: ranges and names, no ids of networks or groups.
 */
export interface FoundationOutputs {
	network: {
		/** IPv4 ranges in CIDR notation. */
		cidr: string;
		tiers: { edge: string; app: string; data: string };
	};
	/** By service on machines: the address that the DNS record of its host names. */
	balancers: { [service: string]: { host: string; address: string } };
	/** By service with files: where they lie. */
	buckets: { [service: string]: { bucket: string; region: string } };
}
