import type { Item } from "../estate.ts";
import { firstText, textAt } from "../estate.ts";
import type { Portfolio } from "../inputs/portfolio.ts";
import type { Need } from "../sizes.ts";
import type { Converted } from "./firewall.ts";
import type { Names } from "./names.ts";

/** What a program says: a piece of TypeScript a resource, each with its source above it. */
export interface Program {
	files: Record<string, string>;
	/** Item → logical name. */
	resources: Map<string, string>;
	/** Rules that were not written, with the item that they stood in. */
	losses: { id: string; what: string }[];
}

export interface ProgramParts {
	name: string;
	wave: string;
	portfolio: Portfolio;
	names: Names;
	groups: readonly { item: Item; rules: readonly { id: string; converted: Converted }[] }[];
	volumes: readonly { item: Item; need: Need }[];
	stores: readonly Item[];
	zones: readonly Item[];
	databases: readonly { item: Item; need: Need; capability: string }[];
	/** What the source knows a group by → id of the item. */
	known: ReadonlyMap<string, string>;
}

const literal = (value: unknown): string => JSON.stringify(value);
const words = (text: string): string => text.replace(/[\r\n]+/g, " ").replaceAll("*/", "* /");

/** A Pulumi project beside the environment; empty where the environment says everything. */
export function programOf(parts: ProgramParts): Program | undefined {
	const { groups, volumes, stores, zones, databases, names, portfolio, wave } = parts;
	if (groups.length + volumes.length + stores.length + zones.length + databases.length === 0) return undefined;
	const resources = new Map<string, string>();
	const losses: Program["losses"] = [];
	const body: string[] = [];
	const imports = new Set(['import * as pulumi from "@pulumi/pulumi";']);
	const socle = new Set<string>();
	const openstack = groups.length + volumes.length + stores.length + zones.length > 0;
	if (openstack) imports.add('import { Provider } from "@pulumi/openstack/provider.js";');
	const said = (item: Item, what = ""): string => `// ${words(item.id)}${what === "" ? "" : `: ${words(what)}`}\n`;
	for (const { item } of groups) resources.set(item.id, names.of(item.resource.name || item.id));
	for (const { item, rules } of groups) {
		imports.add('import { SecGroup } from "@pulumi/openstack/networking/secGroup.js";');
		const name = resources.get(item.id)!;
		const variable = `group_${name.replaceAll("-", "_")}`;
		body.push(
			`${said(item)}const ${variable} = new SecGroup(${literal(name)}, { name: ${literal(`${parts.name}-${name}`)}, description: ${literal(words(item.id).slice(0, 200))}, deleteDefaultRules: true, tags: labels }, on);\n`,
		);
		for (const [index, { id, converted }] of rules.entries()) {
			if ("loss" in converted) {
				losses.push({ id, what: converted.loss });
				body.push(`// Not written, of ${words(id)}: ${words(converted.loss)}.\n`);
				continue;
			}
			const { direction, protocol, from, to, peer, description } = converted.rule;
			const other = "group" in peer ? parts.known.get(peer.group) : undefined;
			const remote =
				"cidr" in peer
					? `remoteIpPrefix: ${literal(peer.cidr)}`
					: "self" in peer
						? `remoteGroupId: ${variable}.id`
						: other !== undefined && resources.has(other)
							? `remoteGroupId: group_${resources.get(other)!.replaceAll("-", "_")}.id`
							: undefined;
			if (remote === undefined) {
				const what = `${direction} ${protocol} ${from}-${to}: the group ${"group" in peer ? peer.group : ""} is not in these inputs`;
				losses.push({ id, what });
				body.push(`// Not written, of ${words(id)}: ${words(what)}.\n`);
				continue;
			}
			imports.add('import { SecGroupRule } from "@pulumi/openstack/networking/secGroupRule.js";');
			const ports = protocol.includes("icmp") ? "" : `portRangeMin: ${from}, portRangeMax: ${to}, `;
			const ethertype = "cidr" in peer && peer.cidr.includes(":") ? "IPv6" : "IPv4";
			body.push(
				`new SecGroupRule(${literal(`${name}-${index + 1}`)}, { securityGroupId: ${variable}.id, direction: "${direction}", ethertype: "${ethertype}", protocol: ${literal(protocol)}, ${ports}${remote}, description: ${literal(words(description ?? id).slice(0, 200))} }, on);\n`,
			);
			if (id !== item.id) resources.set(id, `${name}-${index + 1}`);
		}
		for (const { id } of rules) if (!resources.has(id)) resources.set(id, name);
	}
	for (const { item, need } of volumes) {
		socle.add("Volume");
		const name = names.of(item.resource.name || item.id);
		resources.set(item.id, name);
		const size = Math.max(1, Math.ceil(need.diskGiB ?? 10));
		body.push(
			`${said(item, need.diskGiB === undefined ? "nothing says its size" : `${need.diskGiB} GiB at the source`)}new Volume(${literal(name)}, { sizeGiB: ${size}, volumeType, zone, tags, physicalName: ${literal(`${parts.name}-${name}`)} }, ons);\n`,
		);
	}
	for (const item of stores) {
		socle.add("ObjectStore");
		const name = names.of(textAt(item.resource.properties, "bucket") ?? textAt(item.resource.properties, "name") ?? item.resource.name);
		resources.set(item.id, name);
		body.push(
			`${said(item, "events, replication and policies of the old store are not taken over")}new ObjectStore(${literal(name)}, { retention: "10y", tags, physicalName: ${literal(`${parts.name}-${name}`)} }, ons);\n`,
		);
	}
	for (const item of zones) {
		const domain = (firstText(item.resource.properties, ["name", "dns_name", "domain", "dns_zone"]) ?? "").replace(/\.$/, "").toLowerCase();
		if (!/^([a-z0-9_]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(domain)) continue;
		socle.add("DnsZone");
		const name = names.of(domain);
		resources.set(item.id, name);
		body.push(
			`${said(item, "records are written once their targets stand")}new DnsZone(${literal(name)}, { domain: ${literal(domain)}, contact: ${literal(portfolio.organisation?.dpo ?? "dpo@todo.example")}, tags }, ons);\n`,
		);
	}
	if (databases.length > 0) {
		socle.add("Tenant");
		imports.add('import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";');
		imports.add('import { Provider as Kubernetes } from "@pulumi/kubernetes/provider.js";');
		body.push(
			`const kubernetes = new Kubernetes("cluster", { context: ${literal(portfolio.target.cluster?.context ?? "todo")} });\n`,
			`const tenant = new Tenant("databases", { namespace: ${literal(`${parts.name}-databases`.slice(0, 63))}, labels: tags, description: ${literal(`Databases of ${parts.name}`)}, quota: { cpu: "16", memory: "64Gi", storage: "4Ti" } }, { providers: { kubernetes } });\n`,
		);
		for (const { item, need, capability } of databases) {
			const name = names.of(item.resource.name || item.id);
			resources.set(item.id, name);
			body.push(
				said(item, `${need.sizeName ?? "no size"}; data comes by dump or replication, passwords are made anew`),
				database(name, item, need, capability, parts),
			);
		}
	}
	const cloud = portfolio.target.cloud;
	const head = [
		`/** What environment.yaml can't say of ${wave}: written by \`socle migrate generate\`, each resource with its source above it. */`,
		[...imports, ...(socle.size > 0 ? [`import { ${[...socle].sort().join(", ")} } from "socle";`] : [])].sort(byModule).join("\n"),
		"",
		`const tags = ${literal({ owner: portfolio.organisation?.identifier ?? "TODO-0000", environment: parts.name, classification: portfolio.sovereignty?.classification ?? "internal" })};`,
		...(groups.length > 0 ? ['const labels = Object.entries(tags).map((pair) => pair.join("="));'] : []),
		...(openstack
			? [
					`const openstack = new Provider("target", { cloud: ${literal(cloud?.cloud ?? "todo")}, region: ${literal(cloud?.region ?? "RegionOne")} });`,
				]
			: []),
		...(groups.length > 0 ? ["const on: pulumi.CustomResourceOptions = { provider: openstack };"] : []),
		...(volumes.length + stores.length + zones.length > 0
			? ["const ons: pulumi.ComponentResourceOptions = { providers: { openstack } };"]
			: []),
		...(volumes.length > 0
			? [`const zone = ${literal(cloud?.zones[0] ?? "nova")};`, `const volumeType = ${literal(cloud?.volumeType ?? "luks")};`]
			: []),
		"",
	];
	const used = head.filter(
		(line) => !line.startsWith("import * as pulumi") || body.join("").includes("pulumi.") || head.join("").includes(": pulumi."),
	);
	return {
		files: {
			"index.ts": `${used.join("\n")}\n${body.join("\n")}`,
			"Pulumi.yaml": `name: ${parts.name}-rest\ndescription: What environment.yaml can't say of ${wave}\nruntime:\n  name: nodejs\n  options: { typescript: false }\nmain: index.ts\n`,
			"package.json": `${JSON.stringify({ name: `${parts.name}-rest`, private: true, type: "module", dependencies: { socle: "*", "@pulumi/pulumi": "^3.259.0", "@pulumi/openstack": "^3.15.2", "@pulumi/kubernetes": "^4.34.2" } }, undefined, "\t")}\n`,
		},
		resources,
		losses,
	};
}

const byModule = (a: string, b: string): number => {
	const [x = "", y = ""] = [a, b].map((line) => / from "(.*)"/.exec(line)?.[1]);
	return x < y ? -1 : x > y ? 1 : 0;
};

function database(
	name: string,
	{ resource: { properties } }: Item,
	need: Need,
	capability: string,
	{ name: environment, portfolio }: ProgramParts,
): string {
	const registry = portfolio.target.registry ?? "registry.todo.example";
	const version = /\d+(\.\d+)?/.exec(
		firstText(properties, ["engine_version", "version", "database_version", "image", "engine"]) ?? "",
	)?.[0];
	const storage = `${Math.max(1, Math.ceil(need.diskGiB ?? 10))}Gi`;
	const resources = {
		requests: { cpu: `${Math.max(1, Math.round(need.vcpus ?? 1))}`, memory: `${Math.max(1, Math.round(need.memoryGiB ?? 2))}Gi` },
		limits: { memory: `${Math.max(1, Math.round(need.memoryGiB ?? 2))}Gi` },
	};
	const [apiVersion, kind] =
		capability === "database.mysql" ? ["k8s.mariadb.com/v1alpha1", "MariaDB"] : ["postgresql.cnpg.io/v1", "Cluster"];
	const spec =
		kind === "MariaDB"
			? {
					replicas: 3,
					galera: { enabled: true },
					storage: { size: storage },
					rootPasswordSecretKeyRef: { name: `${name}-root`, key: "password" },
					resources,
				}
			: {
					instances: 3,
					imageName: `${registry}/postgresql:${version ?? "17"}`,
					storage: { size: storage },
					resources,
					// In clear to nobody, one standby in step, and a snapshot each night: what the controls over PostgreSQL ask.
					postgresql: {
						pg_hba: ["hostnossl all all all reject"],
						parameters: { ssl_min_protocol_version: "TLSv1.2" },
						synchronous: { method: "any", number: 1 },
					},
					backup: { volumeSnapshot: { className: "csi-cinder-snapshot" } },
					bootstrap: {
						initdb: {
							database: textAt(properties, "db_name") ?? textAt(properties, "database_name") ?? name.replaceAll("-", "_"),
							owner: "app",
						},
					},
				};
	const resource = (logical: string, apiVersion: string, kind: string, spec: object): string =>
		`new CustomResource(${literal(logical)}, {\n\tapiVersion: ${literal(apiVersion)},\n\tkind: ${literal(kind)},\n\tmetadata: { name: ${literal(logical)}, namespace: ${literal(`${environment}-databases`.slice(0, 63))}, labels: tags },\n\tspec: ${JSON.stringify(spec, undefined, "\t").replaceAll("\n", "\n\t")},\n}, { provider: kubernetes, dependsOn: [tenant] });\n`;
	if (kind === "MariaDB") return resource(name, apiVersion, kind, spec);
	const nightly = { schedule: "0 0 2 * * *", backupOwnerReference: "self", cluster: { name }, method: "volumeSnapshot" };
	const backup = "// Snapshots stay in the same cloud: name an object store elsewhere too.\n";
	return `${resource(name, apiVersion, kind, spec)}\n${backup}${resource(`${name}-nightly`, apiVersion, "ScheduledBackup", nightly)}`;
}

export const isDatabase = (capability = ""): boolean => capability === "database.postgresql" || capability === "database.mysql";
