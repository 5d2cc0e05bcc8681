import { RecordSet } from "@pulumi/openstack/dns/recordSet.js";
import { getAuthScopeOutput } from "@pulumi/openstack/identity/getAuthScope.js";
import { getSecretOutput } from "@pulumi/openstack/keymanager/getSecret.js";
import { Provider } from "@pulumi/openstack/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { KubernetesCluster } from "../components/openstack/kubernetes-cluster.ts";
import { at } from "../environment/cause.ts";
import { fromTop } from "../environment/cidr.ts";
import type { Environment } from "../environment/environment.ts";
import { tags as tagsOf, tiers } from "../environment/environment.ts";
import type { FoundationOutputs, PlatformOutputs } from "./outputs.ts";
import { TIME_SERVERS } from "./time-servers.ts";

/** The API's address lies near the top of the edge tier, where Neutron, which gives out from below, does not come. */
const FROM_TOP = 5;

/** The middle layer: the cluster, where it is the environment's own, on the network that the foundation made. */
export async function platform(
	environment: Environment,
	foundation: { [Key in "places" | "zones"]: pulumi.Output<FoundationOutputs[Key]> },
): Promise<{ [Key in keyof PlatformOutputs]: pulumi.Output<PlatformOutputs[Key]> }> {
	const { cloud, network } = environment;
	const own = environment.cluster?.own;
	if (own === undefined) return { cluster: pulumi.output(null) };

	const prefix = `${environment.name}-${environment.stack}`;
	const ranges = tiers(network.cidr);
	const { places } = foundation;
	const provider = at("cloud", () => new Provider("openstack", { cloud: cloud.cloud, region: cloud.region, useOctavia: true }));
	const cluster = at("cluster.own", () => {
		const token = getSecretOutput({ name: own.token }, { provider });
		const scope = getAuthScopeOutput({ name: "platform" }, { provider });
		return new KubernetesCluster(
			"cluster",
			{
				apiHost: own.apiHost,
				apiAddress: fromTop(ranges.edge, FROM_TOP),
				allowedFrom: network.adminFrom.map(({ text }) => text),
				floatingIpPool: cloud.externalNetwork,
				networkId: places.network,
				subnetId: places.appSubnet,
				nodeRange: ranges.app.text,
				edgeSubnetId: places.edgeSubnet,
				edgeRange: ranges.edge.text,
				securityGroupIds: [places.appGroup],
				zones: cloud.zones,
				controlPlaneFlavor: own.flavor,
				pools: Object.entries(own.pools).map(([name, { count, flavor, disk }]) => ({
					name,
					count,
					flavor,
					diskGiB: disk.bytes / 2 ** 30,
				})),
				imageId: own.image,
				volumeType: cloud.volumeType,
				publicKey: cloud.adminKey ?? "",
				timeServers: TIME_SERVERS,
				release: own.release,
				registry: own.registry,
				mirrors: own.mirrors,
				joinToken: pulumi.secret(token.payload),
				snapshots: { endpoint: own.snapshots.endpoint, region: cloud.region, projectId: scope.projectId, keep: own.snapshots.keep },
				auditDays: Math.floor(own.auditLog.seconds / 86_400),
				tags: tagsOf(environment),
				physicalName: `${prefix}-cluster`,
			},
			{ provider },
		);
	});
	const domain = Object.keys(environment.dns).find((zone) => own.apiHost === zone || own.apiHost.endsWith(`.${zone}`));
	if (domain !== undefined)
		at(
			"cluster.own.apiHost",
			() =>
				new RecordSet(
					"cluster-api-record",
					{
						zoneId: foundation.zones.apply((zones) => zones[domain]!.zone),
						name: `${own.apiHost}.`,
						type: "A",
						ttl: 3600,
						records: [cluster.address],
						description: "API of the cluster",
					},
					{ provider, deleteBeforeReplace: true },
				),
		);
	return {
		cluster: pulumi
			.all([cluster.address, cluster.snapshotBucket])
			.apply(([address, snapshots]) => ({ apiHost: own.apiHost, address, snapshots })),
	};
}
