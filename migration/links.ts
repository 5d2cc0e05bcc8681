import type { Value } from "../inventory/resource.ts";
import type { Item } from "./estate.ts";
import { textAt, texts } from "./estate.ts";

/** Which item needs which, by id: what the source itself says, then ids, names and addresses that one carries and another is known by. */
export type Links = ReadonlyMap<string, ReadonlySet<string>>;

/** Properties by which others know a resource. Short or common words would tie what has nothing to do with each other. */
const KNOWN_BY = [
	"id",
	"arn",
	"self_link",
	"endpoint",
	"address",
	"fqdn",
	"dns_name",
	"domain_name",
	"private_ip",
	"invoke_arn",
	"reader_endpoint",
	"connection_name",
	"hostname",
];
/** Types whose name is unique at their provider, so that it ties. */
const NAMED =
	/(bucket|security_group|db_subnet_group|parameter_group|option_group|instance_profile|launch_configuration|key_pair|ecs_cluster|eks_cluster|ecr_repository|cluster|queue|topic|function|log_group|virtual_network|subnet|network_security_group|resource_group|storage_account|network|zone)(_v2|_v1)?$/;

export function linksOf(items: readonly Item[]): Links {
	const owners = new Map<string, string>();
	const ambiguous = new Set<string>();
	const claim = (name: string | undefined, id: string): void => {
		if (name === undefined || name.length < 4) return;
		const owner = owners.get(name);
		if (owner !== undefined && owner !== id) ambiguous.add(name);
		else owners.set(name, id);
	};
	const ids = new Map<string, string>();
	for (const { id, type, resource } of items) {
		ids.set(resource.id, id);
		ids.set(id, id);
		claim(resource.physicalId, id);
		for (const path of KNOWN_BY) claim(textAt(resource.properties, path), id);
		if (NAMED.test(type)) claim(textAt(resource.properties, "name") ?? textAt(resource.properties, "bucket"), id);
	}
	const unkeyed = Map.groupBy(ids.keys(), (id) => id.replace(/\[[^\]]*\]/g, ""));
	const links = new Map<string, Set<string>>();
	for (const { id, resource } of items) {
		const needs = new Set<string>();
		const need = (other: string | undefined): void => {
			if (other !== undefined && other !== id) needs.add(other);
		};
		for (const other of [...resource.dependsOn, ...(resource.parent === undefined ? [] : [resource.parent])]) {
			if (ids.has(other)) need(ids.get(other));
			else for (const one of unkeyed.get(other.replace(/\[[^\]]*\]/g, "")) ?? []) need(ids.get(one));
		}
		const { id: _, arn: __, self_link: ___, ...properties } = resource.properties as Record<string, Value>;
		for (const text of texts(properties)) {
			if (text.length > 512) continue;
			if (!ambiguous.has(text)) need(owners.get(text));
			need(ids.get(text));
			const [base] = /^[\w.-]+?\.[\w-]+/.exec(text) ?? [];
			if (base !== undefined && text !== base && ids.has(base)) need(ids.get(base));
		}
		links.set(id, needs);
	}
	return links;
}
