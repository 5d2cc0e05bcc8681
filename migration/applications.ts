import { basename } from "node:path";
import { Secret, Unknown } from "../inventory/resource.ts";
import type { Item } from "./estate.ts";
import { textAt, valueAt } from "./estate.ts";
import type { Portfolio } from "./inputs/portfolio.ts";

/** Item → name of its application: by the portfolio, else by its tags, its module, its project, its file. */
export function applicationsOf(items: readonly Item[], portfolio: Portfolio): Map<string, string> {
	const patterns = Object.entries(portfolio.applications).flatMap(([name, { match }]) =>
		match.map((glob) => ({ name, pattern: expression(glob) })),
	);
	const workloads = new Set(items.filter(isWorkload).flatMap((item) => moduleOf(item.id) ?? []));
	const names = new Map<string, string>();
	for (const item of items) {
		const said = patterns.find(({ pattern }) => pattern.test(item.id))?.name;
		const module = moduleOf(item.id);
		names.set(item.id, said ?? label(tagOf(item) ?? (module !== undefined && workloads.has(module) ? module : undefined) ?? usual(item)));
	}
	return names;
}

/** What does something for people, other than the ground that it stands on. */
export function isWorkload({ mapping, type }: Item): boolean {
	return (
		/^(compute\.(server|scaling-group|batch)|database\.(postgresql|mysql|mssql|oracle|db2|serverless)$|containers\.(service|task|run|job|app-platform)$|serverless\.function$|kubernetes\.(cluster|chart)$|nosql\.|cache\.(redis|memcached)$|search\.(cluster|managed)$|analytics\.|messaging\.(kafka|broker)$|workflow\.)/.test(
			mapping?.capability ?? "",
		) || /(^|\/)v\d\w*\/(Deployment|StatefulSet|DaemonSet|CronJob|Job|Pod)$/.test(type)
	);
}

const moduleOf = (id: string): string | undefined => /(?:^|:)module\.([\w-]+)/.exec(id)?.[1];
const TAGS = ["application", "app", "project", "service", "app.kubernetes.io/part-of", "app.kubernetes.io/instance", "workload"];

function tagOf({ resource: { properties } }: Item): string | undefined {
	for (const holder of ["tags_all", "tags", "labels", "metadata.labels"]) {
		const tags = valueAt(properties, holder);
		if (typeof tags !== "object" || tags === null || Array.isArray(tags) || tags instanceof Unknown || tags instanceof Secret) continue;
		for (const [name, value] of Object.entries(tags))
			if (TAGS.includes(name.toLowerCase()) && typeof value === "string" && value !== "") return value;
	}
	return undefined;
}

function usual(item: Item): string {
	const { resource, provider, input } = item;
	if (provider === "compose") return resource.namespace ?? "compose";
	if (provider === "kubernetes") return resource.namespace ?? textAt(resource.properties, "metadata.namespace") ?? base(input);
	if (provider === "rvtools")
		return textAt(resource.properties, "vapp") ?? textAt(resource.properties, "folder")?.split("/").at(-1) ?? base(input);
	return base(input);
}

const base = (path: string): string =>
	path === "-" ? "estate" : basename(path).replace(/(\.tfplan|\.tfstate|\.plan|\.ya?ml|\.json|\.gz|\.xlsx|\.csv)+$/i, "");

/** A name as environments have them: at most 40 small letters, digits and hyphens. */
export function label(text: string, longest = 40): string {
	const name = text
		.normalize("NFKD")
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^[^a-z]+/, "")
		.slice(0, longest)
		.replace(/-+$/, "");
	return name === "" ? "estate" : name;
}

/** A pattern on a whole id; `*` is any characters. */
export function expression(glob: string): RegExp {
	return new RegExp(
		`^${glob
			.split("*")
			.map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"))
			.join(".*")}$`,
		"s",
	);
}
