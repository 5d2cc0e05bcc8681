import type { Cidr } from "./cidr.ts";
import { isWorld, overlaps, tiers } from "./cidr.ts";
import type { Environment } from "./environment.ts";
import { isContainer } from "./environment.ts";
import { nearest } from "./schema/words.ts";

/** Something that is wrong only because of another value. */
export interface Incoherence {
	path: readonly string[];
	message: string;
}

/** What the file as a whole is judged with. */
export interface Knowledge {
	/** Zones that a provider's region is known to have; undefined where nothing is known, and then any name is taken. */
	knownZones?: (provider: string, region: string) => readonly string[] | undefined;
	/** Country that a provider's region is known to stand in. */
	knownCountry?: (provider: string, region: string) => string | undefined;
	/** Whether a key is written in the file, other than filled in by a default. */
	written: (path: readonly string[]) => boolean;
}

/** Neutron keeps for itself: network, broadcast, gateway, two for DHCP; the balancer needs up to four more while it fails over. */
const ADDRESSES_KEPT = 9;

/** Sections and services that could not be read are absent, so that the others are looked at all the same. */
export type Readable = { [K in keyof Environment]?: Environment[K] };

export function incoherences(environment: Readable, { knownZones, knownCountry, written }: Knowledge): Incoherence[] {
	const found: Incoherence[] = [];
	const wrong = (path: readonly string[], message: string): void => void found.push({ path, message });
	const { cloud, network, copies = [], processors = {}, services = {} } = environment;

	if (cloud) {
		if (cloud.provider === "own" && cloud.country === undefined)
			wrong(["cloud"], "a cloud of your own stands in a country. Write country: and its two capital letters.");
		if (cloud.country !== undefined && knownCountry?.(cloud.provider, cloud.region) !== undefined)
			wrong(["cloud", "country"], `where ${cloud.provider} ${cloud.region} stands is known from the facts. Take this key away.`);
		repeated(cloud.zones, (zone, index) => wrong(["cloud", "zones", String(index)], `"${zone}" stands here twice. Name each zone once.`));
		const known = knownZones?.(cloud.provider, cloud.region);
		if (known)
			for (const [index, zone] of cloud.zones.entries())
				if (!known.includes(zone))
					wrong(
						["cloud", "zones", String(index)],
						`"${zone}" is not a zone of ${cloud.provider} ${cloud.region}. ${nearest(zone, known) ?? ""} Known: ${known.join(", ")}.`.replace(
							"  ",
							" ",
						),
					);
	}

	for (const [index, { provider, region, country }] of copies.entries()) {
		const known = knownCountry?.(provider, region);
		if (country !== undefined && known !== undefined)
			wrong(["copies", String(index), "country"], `where ${provider} ${region} stands is known from the facts. Take this key away.`);
		if (country === undefined && provider === "own")
			wrong(["copies", String(index)], "a cloud of your own stands in a country. Write country: and its two capital letters.");
	}

	if (network) {
		const open = (ranges: readonly Cidr[], path: readonly string[]): boolean => {
			const world = isWorld(ranges);
			if (world)
				wrong(
					path,
					`${ranges.map(({ text }) => text).join(", ")} is the whole world, or nearly. Name the ranges that people really come from.`,
				);
			return world;
		};
		const narrow = open(network.adminFrom, ["network", "adminFrom"]) ? [] : network.adminFrom;
		for (const [index, range] of narrow.entries())
			if (overlaps(range, network.cidr))
				wrong(
					["network", "adminFrom", String(index)],
					`${range.text} overlaps the environment's own ${network.cidr.text}, so that every server could administer every other. Name a range outside it.`,
				);
		for (const [name, { exposure }] of Object.entries(services)) open(exposure.from ?? [], ["services", name, "exposure", "from"]);
		const nodes = Object.values(environment.cluster?.own?.pools ?? {}).reduce(
			(sum, { count }) => sum + count,
			environment.cluster?.own ? 3 : 0,
		);
		const machines = Object.values(services).reduce((sum, { run }) => sum + (isContainer(run) ? 0 : run.machines.count), 0);
		const servers = machines + nodes + (environment.bastion ? 1 : 0);
		const { app } = tiers(network.cidr);
		const room = 2 ** (32 - app.prefix) - ADDRESSES_KEPT;
		if (servers > room)
			wrong(
				["network", "cidr"],
				`${network.cidr.text} leaves ${room} addresses for servers, and ${servers} are described. Write a shorter prefix, such as /16.`,
			);
	}

	if (cloud && cloud.adminKey === undefined && environment.bastion)
		wrong(["bastion"], "a bastion needs an administrator's key. Write cloud.adminKey: and the one line of your .pub file.");
	const own = environment.cluster?.own;
	if (own) {
		if (cloud && cloud.adminKey === undefined)
			wrong(["cluster", "own"], "nodes need an administrator's key. Write cloud.adminKey: and the one line of your .pub file.");
		const [, minor = 0, patch = 0] = own.release.version.slice(1).split(/[.+]/).map(Number);
		if (minor < 33 || (minor === 33 && patch < 4))
			wrong(
				["cluster", "own", "release", "version"],
				`${own.release.version} can't choose how Secrets are encrypted. Write v1.33.4+rke2r1 or a later one.`,
			);
		if (own.auditLog.seconds < 30 * 86_400)
			wrong(["cluster", "own", "auditLog"], `${own.auditLog.text} is too short to notice a break-in. Write 30d or more.`);
		if (own.pools["control"])
			wrong(
				["cluster", "own", "pools", "control"],
				'"control" are the nodes of the control plane, which come by themselves. Write another name.',
			);
	}
	for (const [domain, { records }] of Object.entries(environment.dns ?? {})) {
		const at = (index: number, key: string): string[] => ["dns", domain, "records", String(index), key];
		repeated(
			records.map(({ name, kind }) => `${kind} of ${name}`),
			(what, index) => wrong(at(index, "name"), `${what} stands here twice. Write one entry with all of its values.`),
		);
		const written = new Set(Object.values(services).flatMap(({ run, exposure }) => (isContainer(run) ? [] : [exposure.host])));
		if (own) written.add(own.apiHost);
		for (const [index, { name, kind }] of records.entries())
			if (kind === "CNAME" && written.has(name === "@" ? domain : `${name}.${domain}`))
				wrong(at(index, "name"), `${name} gets its address from what it leads to. Take this record away.`);
	}
	for (const [name, { run, exposure, data }] of Object.entries(services)) {
		const at = (...keys: string[]): string[] => ["services", name, ...keys];
		if (name === "default" || name.startsWith("kube-"))
			wrong(at(), `"${name}" belongs to Kubernetes, whose namespace it would be. Write another name.`);
		if (isContainer(run) && !written(["cluster"]))
			wrong(at("run", "image"), "a container needs a cluster. Write cluster: and in it context:, a name from your kubeconfig.");
		if (!isContainer(run) && cloud && cloud.adminKey === undefined)
			wrong(at("run", "machines"), "servers need an administrator's key. Write cloud.adminKey: and the one line of your .pub file.");
		if (!isContainer(run) && written(at("exposure", "via")))
			wrong(at("exposure", "via"), "services on machines are reached through the balancer. Take this key away.");
		if (exposure.audience === "internal" && exposure.from === undefined)
			wrong(at("exposure", "audience"), "an internal service says from where people come. Write from: and a list of ranges.");
		if (exposure.audience === "internal" && isContainer(run) && exposure.via === "ingress")
			wrong(at("exposure", "via"), "an Ingress shares its address with others, so that who may come in can't be limited. Write gateway.");
		if (exposure.audience === "public" && exposure.from !== undefined)
			wrong(at("exposure", "from"), "a public service is open to the world. Take from: away, or write audience: internal.");
		for (const [index, processor] of (data?.processors ?? []).entries())
			if (!(processor in processors))
				wrong(
					at("data", "processors", String(index)),
					`"${processor}" is not described. Write it below processors: with its country and the day of its contract.`,
				);
		if (data?.personal === false) {
			for (const key of ["categories", "people", "legalBasis", "exemption", "dpia"] as const)
				if (data[key] !== undefined)
					wrong(at("data", key), "this is said of personal data only. Write personal: true, or take this key away.");
		}
		if (data?.dpia !== undefined && (data.dpia.on === undefined) === (data.dpia.unnecessary === undefined))
			wrong(at("data", "dpia"), "an impact assessment was done or is not needed. Write on: and the day, or unnecessary: and the reason.");
	}
	const named = Object.entries(services);
	repeated(
		named.map(([, { exposure }]) => exposure.host),
		(host, index, first) =>
			wrong(
				["services", named[index]![0], "exposure", "host"],
				`"${host}" already leads to ${named[first]![0]}. Give each service its own host.`,
			),
	);
	const keeping = named.filter(([, { files }]) => files !== undefined);
	repeated(
		keeping.map(([, { files }]) => files!.bucket),
		(bucket, index, first) =>
			wrong(
				["services", keeping[index]![0], "files", "bucket"],
				`"${bucket}" already belongs to ${keeping[first]![0]}. Give each service its own bucket.`,
			),
	);
	return found;
}

function repeated(values: readonly string[], found: (value: string, index: number, first: number) => void): void {
	for (const [index, value] of values.entries()) if (values.indexOf(value) < index) found(value, index, values.indexOf(value));
}
