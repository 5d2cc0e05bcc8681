import { getContainerOutput } from "@pulumi/openstack/keymanager/getContainer.js";
import { getNetworkOutput } from "@pulumi/openstack/networking/getNetwork.js";
import { Provider } from "@pulumi/openstack/provider.js";
import * as pulumi from "@pulumi/pulumi";
import { Bastion } from "../components/openstack/bastion.ts";
import type { ZoneRecord } from "../components/openstack/dns-zone.ts";
import { DnsZone } from "../components/openstack/dns-zone.ts";
import { LoadBalancer } from "../components/openstack/load-balancer.ts";
import { Network } from "../components/openstack/network.ts";
import { ObjectStore } from "../components/openstack/object-store.ts";
import { Servers } from "../components/openstack/servers.ts";
import { Volume } from "../components/openstack/volume.ts";
import { at } from "../environment/cause.ts";
import type { Environment } from "../environment/environment.ts";
import { isContainer, tags as tagsOf, tiers } from "../environment/environment.ts";
import { credentials, projects, secrets } from "./landing.ts";
import type { FoundationOutputs } from "./outputs.ts";
import { TIME_SERVERS } from "./time-servers.ts";

/** The lowest layer, on OpenStack: the network and its bastion, machines with balancers and volumes, buckets, names, secrets, projects for others. */
export async function foundation(
	environment: Environment,
): Promise<{ [Key in keyof FoundationOutputs]: pulumi.Output<FoundationOutputs[Key]> }> {
	const { cloud, services } = environment;
	const prefix = `${environment.name}-${environment.stack}`;
	const tags = tagsOf(environment);
	const ranges = tiers(environment.network.cidr);
	const cidrs = { edge: ranges.edge.text, app: ranges.app.text, data: ranges.data.text };
	const adminFrom = environment.network.adminFrom.map(({ text }) => text);
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
				// Where there is a bastion, nobody comes past it.
				adminFrom: environment.bastion ? [] : adminFrom,
				appPorts: [...new Set(ports)].sort((a, b) => a - b),
				tags,
				physicalName: prefix,
			},
			{ provider },
		);
	});

	const bastion = environment.bastion && at("bastion", () => bastionOf(environment, network, provider));

	const balancers: { [service: string]: pulumi.Output<{ host: string; address: string }> } = {};
	const buckets: { [service: string]: pulumi.Output<{ bucket: string; region: string }> } = {};
	for (const [name, { run, exposure, files }] of Object.entries(services)) {
		const physicalName = `${prefix}-${name}`;
		// Rules stand before what they protect, and the router goes after everything that it leads to.
		const options = { provider, dependsOn: bastion ? [network, bastion] : network };
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
			const { data } = run.machines;
			for (let index = 0; data !== undefined && index < count; index++)
				at(
					`services.${name}.run.machines.data`,
					() =>
						new Volume(
							`${name}-data-${index}`,
							{
								sizeGiB: data.size.bytes / 2 ** 30,
								volumeType: cloud.volumeType,
								zone: cloud.zones[index % cloud.zones.length]!,
								serverId: servers.serverIds.apply((ids) => ids[index]!),
								backupEvery: data.backup,
								onRemoval: data.removal,
								tags,
								physicalName: `${physicalName}-data-${index}`,
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
	const zones = zonesOf(environment, balancers, provider);
	return {
		network: pulumi.output({ cidr: environment.network.cidr.text, tiers: cidrs }),
		places: pulumi
			.all([network.networkId, network.edgeSubnetId, network.appSubnetId, network.appGroupId])
			.apply(([id, edgeSubnet, appSubnet, appGroup]) => ({ network: id, edgeSubnet, appSubnet, appGroup })),
		bastion: bastion ? bastion.address.apply((address) => ({ address })) : pulumi.output(null),
		balancers: pulumi.all(balancers),
		buckets: pulumi.all(buckets),
		zones: pulumi.all(zones),
		secrets: pulumi.all(secrets(environment, provider)),
		credentials: pulumi.all(credentials(environment, provider)),
		projects: pulumi.all(projects(environment, provider)),
	};
}

function bastionOf(environment: Environment, network: Network, provider: Provider): Bastion {
	const { cloud } = environment;
	return new Bastion(
		"bastion",
		{
			flavor: environment.bastion!.flavor,
			imageId: environment.bastion!.image,
			adminFrom: environment.network.adminFrom.map(({ text }) => text),
			leadsTo: [network.appGroupId],
			floatingIpPool: cloud.externalNetwork,
			zone: cloud.zones[0]!,
			volumeType: cloud.volumeType,
			publicKey: cloud.adminKey ?? "",
			networkId: network.networkId,
			subnetId: network.appSubnetId,
			resolvers: environment.network.resolvers,
			timeServers: TIME_SERVERS,
			tags: tagsOf(environment),
			physicalName: `${environment.name}-${environment.stack}-bastion`,
		},
		{ provider, dependsOn: network },
	);
}

/** The logical name of a zone. */
export function zoneName(domain: string): string {
	return `dns-${domain.replaceAll(".", "-")}`;
}

/** Zones of names, each with the hosts of services on machines that lie in it and in no narrower one. */
function zonesOf(
	environment: Environment,
	balancers: { [service: string]: pulumi.Output<{ host: string; address: string }> },
	provider: Provider,
): { [domain: string]: pulumi.Output<FoundationOutputs["zones"][string]> } {
	const domains = Object.keys(environment.dns).sort((a, b) => b.length - a.length);
	const within = (host: string) => domains.find((domain) => host === domain || host.endsWith(`.${domain}`));
	const zones: { [domain: string]: pulumi.Output<FoundationOutputs["zones"][string]> } = {};
	for (const [domain, { contact, issuers, records }] of Object.entries(environment.dns)) {
		const leading = Object.entries(balancers).flatMap(([service, balancer]): ZoneRecord[] => {
			const { host } = environment.services[service]!.exposure;
			if (within(host) !== domain) return [];
			const name = host === domain ? "@" : host.slice(0, -domain.length - 1);
			return [{ name, kind: "A", values: [balancer.address] }];
		});
		const zone = at(
			`dns.${domain}`,
			() =>
				new DnsZone(
					zoneName(domain),
					{ domain, contact, issuers, records: [...leading, ...records], tags: tagsOf(environment) },
					{ provider },
				),
		);
		zones[domain] = pulumi.all([zone.zoneId, zone.nameServers]).apply(([id, nameServers]) => ({ zone: id, nameServers }));
	}
	return zones;
}
