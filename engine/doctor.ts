/** What is missing before work starts: what a plan needs against what clouds have, each with its cure. Pure; `doctor/offered.ts` reads. */
import { SERVICES } from "../inventory/openstack/session.ts";
import type { Needs, Quota } from "./doctor/needs.ts";
import type { CloudOffer, ClusterOffer, Flavor, Seen } from "./doctor/offered.ts";

export { needsOf } from "./doctor/needs.ts";
export { readCloud, readCluster } from "./doctor/offered.ts";

export interface Check {
	/** Stable, for pipelines: `openstack-quota`, `kubernetes-rights`. */
	id: string;
	/** missing: `up` would fail. unknown: nobody here can say. */
	status: "ok" | "missing" | "unknown";
	message: string;
	/** What to do; absent where nothing has to be done. */
	cure?: string;
}

export function cloudChecks(needs: Needs, offer: CloudOffer): Check[] {
	return [
		...services(needs, offer),
		...zones(needs, offer),
		...flavors(needs, offer),
		...images(needs, offer),
		...volumeTypes(needs, offer),
		...[...offer.externalNetworks].map(([name, found]) =>
			look("openstack-external-network", found, `external network ${name}`, {
				ok: () => `external network ${name}`,
				missing: (exists) => !exists && `Cloud ${offer.name} has no external network ${name}.`,
				cure: "`openstack network list --external` shows which there are; name one in cloud.externalNetwork.",
			}),
		),
		...[...offer.containers].map(([name, found]) =>
			look("openstack-certificate", found, `certificate ${name}`, {
				ok: () => `certificate ${name} in Barbican`,
				missing: (count) =>
					count === 0
						? `Barbican of cloud ${offer.name} has no container ${name}, from which the balancer takes its certificate.`
						: count > 1 && `Barbican of cloud ${offer.name} has ${count} containers ${name}, so that none can be chosen.`,
				cure: `\`openstack secret container create --name ${name} --type certificate --secret certificate=HREF --secret private_key=HREF\` makes one; the name must be unique.`,
			}),
		),
		...quota(needs, offer),
	];
}

interface Words<T> {
	ok(value: T): string;
	/** What is wrong, or false. */
	missing(value: T): string | false;
	cure: string;
}

function look<T>(id: string, found: Seen<T>, what: string, words: Words<T>): Check {
	if ("why" in found) return { id, status: "unknown", message: `${what} can't be seen: ${found.why}` };
	const wrong = words.missing(found.value);
	return wrong === false
		? { id, status: "ok", message: words.ok(found.value) }
		: { id, status: "missing", message: wrong, cure: words.cure };
}

function services({ services: wanted }: Needs, { name, services: present }: CloudOffer): Check[] {
	const lacking = wanted.filter((service) => !present.has(service));
	if (wanted.length === 0) return [];
	if (lacking.length === 0)
		return [
			{
				id: "openstack-services",
				status: "ok",
				message: `services ${wanted
					.map((service) => SERVICES[service].name)
					.sort()
					.join(", ")}`,
			},
		];
	return lacking.map((service) => ({
		id: "openstack-services",
		status: "missing",
		message: `Cloud ${name} has no ${SERVICES[service].name} (${service}) in this region.`,
		cure: "Choose a region or a provider that offers it, or describe the environment without it.",
	}));
}

function zones({ zones: wanted }: Needs, { name, zones: found }: CloudOffer): Check[] {
	return (["compute", "volume"] as const)
		.filter((service) => wanted[service].length > 0)
		.map((service) => {
			const label = SERVICES[service].name;
			return look("openstack-zones", found[service], `zones of ${label}`, {
				ok: () => `zones ${wanted[service].join(", ")} in ${label}`,
				missing: (present) => {
					const lacking = wanted[service].filter((zone) => !present.includes(zone));
					return (
						lacking.length > 0 && `${label} of cloud ${name} has no zone ${lacking.join(", ")}; it has ${present.join(", ") || "none"}.`
					);
				},
				cure: "Name zones in cloud.zones that Nova and Cinder both have.",
			});
		});
}

function flavors({ flavors: wanted }: Needs, { name: cloud, flavors: found }: CloudOffer): Check[] {
	return [...wanted.keys()].map((flavor) =>
		look("openstack-flavor", found, `flavor ${flavor}`, {
			ok: () => `flavor ${flavor}`,
			missing: (all) => flavorNamed(all, flavor) === undefined && `Cloud ${cloud} has no flavor ${flavor}.`,
			cure: "`openstack flavor list` shows which there are.",
		}),
	);
}

const flavorNamed = (all: readonly Flavor[], wanted: string): Flavor | undefined =>
	all.find(({ id, name }) => name === wanted || id === wanted);

function images({ images: wanted }: Needs, { name, images: found }: CloudOffer): Check[] {
	return [...wanted].map(([id, disk]) =>
		look("openstack-image", found.get(id) ?? { why: "it was not looked for" }, `image ${id}`, {
			ok: () => `image ${id}`,
			missing: (image) => {
				if (image === undefined) return `Cloud ${name} has no image ${id}, or does not share it with this project.`;
				if (image.status !== "active") return `Image ${id} is ${image.status}, so that no server starts from it.`;
				return image.minDisk > disk && `Image ${id} needs a disk of ${image.minDisk} GiB, and the smallest described is ${disk} GiB.`;
			},
			cure: "`openstack image list` shows which there are; name one by its id.",
		}),
	);
}

function volumeTypes({ volumeTypes: wanted }: Needs, { name: cloud, volumeTypes: found }: CloudOffer): Check[] {
	return wanted.flatMap((type) => {
		const { exists, encrypted } = found.get(type) ?? { exists: { why: "it was not looked for" }, encrypted: { why: "" } };
		const present = look("openstack-volume-type", exists, `volume type ${type}`, {
			ok: () => `volume type ${type}`,
			missing: (is) => !is && `Cloud ${cloud} has no volume type ${type}.`,
			cure: "`openstack volume type list` shows which there are; the operator can say which is encrypted.",
		});
		if (present.status !== "ok") return [present];
		if ("why" in encrypted) {
			const message = `whether volume type ${type} is encrypted is shown to the cloud's operators only`;
			return [
				{
					id: "openstack-volume-encryption",
					status: "unknown",
					message,
					cure: "Ask the operator once, and keep the answer with your records.",
				} as const,
			];
		}
		const check = look("openstack-volume-encryption", encrypted, `encryption of volume type ${type}`, {
			ok: () => `volume type ${type} is encrypted`,
			missing: (is) => !is && `Volume type ${type} of cloud ${cloud} is not encrypted.`,
			cure: "Name an encrypted type in cloud.volumeType; the operator can make one (`openstack volume type create --encryption-provider luks`).",
		});
		return [check];
	});
}

/** One, and many where that is not one with an s. */
const QUOTA_WORDS: Partial<Record<Quota, readonly [one: string, many?: string]>> = {
	instances: ["server"],
	cores: ["core"],
	ram: ["MiB of RAM", "MiB of RAM"],
	server_groups: ["server group"],
	volumes: ["volume"],
	gigabytes: ["GiB of volumes", "GiB of volumes"],
	floatingip: ["floating IP"],
	load_balancer: ["balancer"],
};

function counted(quota: Quota, count: number): string {
	const [one, many = `${one}s`] = QUOTA_WORDS[quota] ?? [quota.replaceAll("_", " ")];
	return `${count} ${count === 1 ? one : many}`;
}

function quota(needs: Needs, { name, flavors: known, quotas }: CloudOffer): Check[] {
	const amounts = new Map(needs.amounts);
	for (const [wanted, count] of needs.flavors) {
		const flavor = "value" in known ? flavorNamed(known.value, wanted) : undefined;
		if (flavor === undefined || count === 0) continue;
		amounts.set("cores", (amounts.get("cores") ?? 0) + count * flavor.vcpus);
		amounts.set("ram", (amounts.get("ram") ?? 0) + count * flavor.ram);
	}
	const fits: string[] = [];
	const checks: Check[] = [];
	const hidden = new Map<string, string[]>();
	for (const [each, needed] of amounts) {
		const seen = quotas.get(each);
		if (seen === undefined) continue;
		if ("why" in seen) {
			hidden.set(seen.why, [...(hidden.get(seen.why) ?? []), counted(each, needed)]);
			continue;
		}
		const { limit, used } = seen.value;
		const left = limit < 0 ? Number.POSITIVE_INFINITY : limit - used;
		if (left >= needed) fits.push(counted(each, needed));
		else {
			checks.push({
				id: "openstack-quota",
				status: "missing",
				message: `${counted(each, needed)} to be made in cloud ${name}, and ${Math.max(0, left)} of ${limit} left.`,
				cure: `Ask the cloud's operator to raise the project's quota to ${counted(each, used + needed)} at least, or remove what is not needed.`,
			});
		}
	}
	if (fits.length > 0) checks.unshift({ id: "openstack-quota", status: "ok", message: `quota is left for ${fits.join(", ")}` });
	for (const [why, words] of hidden)
		checks.push({
			id: "openstack-quota",
			status: "unknown",
			message: `whether quota is left for ${words.join(", ")} can't be seen: ${why}`,
		});
	return checks;
}

/** Where the kinds come from that a bare cluster does not serve. */
const SOURCES: { [group: string]: string } = {
	"gateway.networking.k8s.io":
		"Install the Gateway API's custom resource definitions (https://gateway-api.sigs.k8s.io), best with the controller that serves them.",
};

export function clusterChecks({ kubernetes: wanted }: Needs, offer: ClusterOffer): Check[] {
	const { context } = offer;
	const unserved = [...wanted.kinds.keys()].filter((type) => !offer.served.has(type));
	const checks: Check[] = [
		{ id: "kubernetes-reachable", status: "ok", message: `cluster ${context}, Kubernetes ${offer.version.replace(/^v/, "")}` },
	];
	for (const type of unserved) {
		const group = type.split("/")[0] ?? "";
		checks.push({
			id: "kubernetes-kinds",
			status: "missing",
			message: `Cluster ${context} does not know ${type}.`,
			cure: SOURCES[group] ?? "Install what brings this kind, or choose a cluster of a version that has it.",
		});
	}
	if (unserved.length === 0) checks.push({ id: "kubernetes-kinds", status: "ok", message: `${wanted.kinds.size} kinds of objects` });
	checks.push(
		look("kubernetes-rights", offer.lacking, "rights", {
			ok: () => "rights to make, change and remove them",
			missing: (lacking) => lacking.length > 0 && `In cluster ${context} this account may not ${shortened(lacking)}.`,
			cure: "The cluster's administrator can grant them with a ClusterRole; `kubectl auth can-i --list` shows what there is.",
		}),
	);
	const classes = [
		["GatewayClass", "cluster.gatewayClass", offer.gatewayClasses],
		["IngressClass", "cluster.ingressClass", offer.ingressClasses],
	] as const;
	for (const [kind, key, found] of classes) {
		for (const [name, exists] of found) {
			checks.push(
				look(`kubernetes-${kind === "GatewayClass" ? "gateway" : "ingress"}-class`, exists, `${kind} ${name}`, {
					ok: () => `${kind} ${name}`,
					missing: (is) => !is && `Cluster ${context} has no ${kind} ${name}, so that nobody would serve what is described.`,
					cure: `\`kubectl get ${kind.toLowerCase()}\` shows which there are; name one in ${key}.`,
				}),
			);
		}
	}
	if (wanted.zones) {
		checks.push(
			look("kubernetes-zones", offer.nodes, "zones of nodes", {
				ok: ({ zones }) => `nodes in zones ${zones.join(", ")}`,
				missing: ({ zones, without }) =>
					zones.length === 0
						? `No node of cluster ${context} that takes pods carries a zone${without > 0 ? ` (${without} without)` : ""}, so that none would take the pods.`
						: zones.length === 1 && `All nodes of cluster ${context} are in zone ${zones[0]}: its failure would take everything along.`,
				cure: "Label nodes with topology.kubernetes.io/zone, as cloud controllers do, and run them in two zones at least.",
			}),
		);
	}
	for (const [secret, found] of offer.secrets) {
		const message =
			"why" in found
				? `TLS Secret ${secret} can't be seen: ${found.why}`
				: `TLS Secret ${secret} is not there yet; until somebody puts it there, no page is served`;
		const there = "value" in found && found.value;
		checks.push({ id: "kubernetes-certificate", status: there ? "ok" : "unknown", message: there ? `TLS Secret ${secret}` : message });
	}
	return checks;
}

function shortened(list: readonly string[]): string {
	const shown = list.slice(0, 6).join(", ");
	return list.length > 6 ? `${shown} and ${list.length - 6} more` : shown;
}
