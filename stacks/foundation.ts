import { getContainerOutput } from "@pulumi/openstack/keymanager/getContainer.js";
import { getNetworkOutput } from "@pulumi/openstack/networking/getNetwork.js";
import { Provider } from "@pulumi/openstack/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { LoadBalancer } from "../components/openstack/load-balancer.ts";
import { Network } from "../components/openstack/network.ts";
import { ObjectStore } from "../components/openstack/object-store.ts";
import { Servers } from "../components/openstack/servers.ts";
import { at } from "../environment/cause.ts";
import type { Environment } from "../environment/environment.ts";
import { isContainer, tags as tagsOf, tiers } from "../environment/environment.ts";
import type { FoundationOutputs } from "./outputs.ts";

/** Public time services of Germany's metrology institute (PTB) and the Observatoire de Paris, who keep the legal time of their countries. */
const TIME_SERVERS = ["ptbtime1.ptb.de", "ptbtime2.ptb.de", "ntp.obspm.fr"];

/** The lowest layer, on OpenStack: the network, the machines with their balancers, the buckets. */
export async function foundation(
	environment: Environment,
): Promise<{ [Key in keyof FoundationOutputs]: pulumi.Output<FoundationOutputs[Key]> }> {
	const { cloud, services } = environment;
	const prefix = `${environment.name}-${environment.stack}`;
	const tags = tagsOf(environment);
	const ranges = tiers(environment.network.cidr);
	const cidrs = { edge: ranges.edge.text, app: ranges.app.text, data: ranges.data.text };
	const ports = Object.values(services).flatMap(({ run }) => (isContainer(run) ? [] : [run.port]));

	// Provider 3 reaches Octavia only when told to; provider 5 always does and has no such option.
	const provider = at("cloud", () => new Provider("openstack", { cloud: cloud.cloud, region: cloud.region, useOctavia: true }));
	const network = at("network", () => {
		const external = getNetworkOutput({ name: cloud.externalNetwork, external: true }, { provider });
		return new Network(
			"network",
			{
				externalNetworkId: external.id,
				tiers: cidrs,
				resolvers: environment.network.resolvers,
				adminFrom: environment.network.adminFrom.map(({ text }) => text),
				appPorts: [...new Set(ports)].sort((a, b) => a - b),
				tags,
				physicalName: prefix,
			},
			{ provider },
		);
	});

	const balancers: { [service: string]: pulumi.Output<{ host: string; address: string }> } = {};
	const buckets: { [service: string]: pulumi.Output<{ bucket: string; region: string }> } = {};
	for (const [name, { run, exposure, files }] of Object.entries(services)) {
		const physicalName = `${prefix}-${name}`;
		// Rules stand before what they protect, and the router goes after everything that it leads to.
		const options = { provider, dependsOn: network };
		if (!isContainer(run)) {
			const { count, flavor, image, disk } = run.machines;
			const servers = at(
				`services.${name}.run`,
				() =>
					new Servers(
						name,
						{
							count,
							zones: cloud.zones,
							flavor,
							imageId: image,
							diskGiB: disk.bytes / 2 ** 30,
							volumeType: cloud.volumeType,
							publicKey: cloud.adminKey ?? "",
							networkId: network.networkId,
							subnetId: network.appSubnetId,
							securityGroupIds: [network.appGroupId],
							timeServers: TIME_SERVERS,
							tags,
							physicalName,
						},
						options,
					),
			);
			const balancer = at(`services.${name}.exposure`, () => {
				const certificate = getContainerOutput({ name: exposure.certificate }, { provider });
				return new LoadBalancer(
					`${name}-balancer`,
					{
						audience: exposure.audience,
						...(exposure.audience === "public"
							? { floatingIpPool: cloud.externalNetwork }
							: { allowedFrom: exposure.from?.map(({ text }) => text) ?? [] }),
						host: exposure.host,
						tlsContainerRef: certificate.containerRef,
						subnetId: network.edgeSubnetId,
						edgeGroupId: network.edgeGroupId,
						servers: Array.from({ length: count }, (_, index) => servers.addresses.apply((addresses) => addresses[index]!)),
						port: run.port,
						tags,
						physicalName,
					},
					options,
				);
			});
			balancers[name] = balancer.address.apply((address) => ({ host: exposure.host, address }));
		}
		if (files) {
			const store = at(
				`services.${name}.files`,
				() =>
					new ObjectStore(
						`${name}-files`,
						{ retention: files.retention.text, tags, physicalName: `${prefix}-${files.bucket}` },
						{ provider },
					),
			);
			buckets[name] = store.bucket.apply((bucket) => ({ bucket, region: cloud.region }));
		}
	}
	return {
		network: pulumi.output({ cidr: environment.network.cidr.text, tiers: cidrs }),
		balancers: pulumi.all(balancers),
		buckets: pulumi.all(buckets),
	};
}
