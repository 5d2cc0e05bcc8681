import type { Field } from "./changed.ts";

/**
 * What differs without anybody having changed anything. A row stands here only if a change of the property can't weaken security, and says
 * why; a missing row shows a line too many, a wrong one hides an attack.
 */
export interface Noise {
	/** Matched against the canonical type. */
	type: RegExp;
	/** Matched against the whole dotted path, e.g. `metadata.resourceVersion`. */
	path: RegExp;
	/** Only where nothing was described: filled in by the cloud since. */
	onlyFilledIn?: true;
	why: string;
}

const OPENSTACK = /^openstack:/;
const KUBERNETES = /^(?!openstack:|pulumi:|socle\/)/;

export const NOISE: readonly Noise[] = [
	{ type: OPENSTACK, path: /^(__meta|__pulumi_raw_state_delta|__defaults)(\.|$)/, why: "the provider's own notes" },
	{ type: OPENSTACK, path: /^allTags$/, why: "what tags says, once more; a tag that counts shows there" },
	{ type: OPENSTACK, path: /^(createdAt|updatedAt|revisionNumber)$/, why: "times and counters; what changed shows beside them" },
	{
		type: /^openstack:networking\/port:/,
		path: /^(binding(\..*)?|dnsAssignments|deviceId|deviceOwner)$/,
		onlyFilledIn: true,
		why: "filled in when the port is plugged in; a port that is plugged into something unmanaged is listed by itself",
	},
	{ type: /^openstack:networking\/port:/, path: /^binding(\..*)?$/, why: "on which host the server runs, which the scheduler decides" },
	{ type: /^openstack:networking\/(port|floatingIp):/, path: /^(dnsName|dnsAssignments)$/, why: "the host name that Nova gives to a port" },
	{
		type: /^openstack:compute\/instance:/,
		path: /^(accessIpV4|accessIpV6|created|updated)$/,
		why: "told by Nova about itself; addresses come from ports",
	},
	{
		type: /^openstack:compute\/serverGroup:/,
		path: /^members$/,
		why: "which servers joined; a server's group is fixed when it is made",
	},
	{
		type: /^openstack:blockstorage\/volume:/,
		path: /^attachments$/,
		onlyFilledIn: true,
		why: "a volume that is attached to something unmanaged is listed by itself",
	},
	{
		type: /^openstack:loadbalancer\/members?:/,
		path: /(^|\.)(backup|monitorPort|monitorAddress|subnetId|id)$/,
		onlyFilledIn: true,
		why: "Octavia's defaults, which the provider leaves out after a change and reads back later",
	},
	{ type: KUBERNETES, path: /^status(\.|$)/, why: "what the cluster observes, not what was asked for" },
	{
		type: KUBERNETES,
		path: /^metadata\.(resourceVersion|generation|uid|creationTimestamp|selfLink|managedFields|finalizers)(\.|$)/,
		why: "the API server's own count of changes; what changed is compared itself",
	},
	{
		type: KUBERNETES,
		path: /^metadata\.annotations\.(deployment\.kubernetes\.io\/revision|kubectl\.kubernetes\.io\/(last-applied-configuration|restartedAt))$/,
		why: "notes of controllers and of kubectl about changes; what changed is compared itself",
	},
	{ type: /^v1\/Namespace$/, path: /^spec(\.|$)/, why: "finalizers, which the namespace controller sets" },
	{ type: KUBERNETES, path: /^(__initialApiVersion|__fieldManager|__inputs)(\.|$)/, why: "the provider's own notes" },
];

export function isNoise(type: string, { path, described }: Field): boolean {
	const dotted = path.join(".");
	return NOISE.some((row) => row.type.test(type) && row.path.test(dotted) && !(row.onlyFilledIn && described !== undefined));
}
