import { Document, isMap, isScalar } from "yaml";
import type { Item } from "../estate.ts";
import { textAt } from "../estate.ts";
import type { Portfolio } from "../inputs/portfolio.ts";
import type { Service } from "./services.ts";

/** A key whose private half nobody has: it stands where an administrator's key will. */
const PLACEHOLDER_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBi6OOthzPk8EHdWntI7n3gBRZ170hZLe+kcqPCj3/bO admin@todo.example";

export interface Todo {
	key: string;
	what: string;
}

/** `environment.yaml` of a wave: what the portfolio says of the target, the services, and what is still to be decided. */
export function environmentText(options: {
	name: string;
	wave: string;
	services: readonly Service[];
	todos: readonly Todo[];
	items: readonly Item[];
	portfolio: Portfolio;
}): string {
	const { name, wave, services, portfolio, items } = options;
	const { organisation, sovereignty, target, environment } = portfolio;
	const todos = [...options.todos];
	const todo = (key: string, what: string): void => void todos.push({ key, what });
	if (organisation === undefined) todo("organisation", "Write who answers for the services.");
	if (target.cloud === undefined) todo("cloud", "Write the cloud, its region and its zones, and an administrator's key.");
	const network = networkOf(items, portfolio);
	if (target.network === undefined) todo("network", "Write from where administrators come.");
	const containers = services.some(({ value }) => "image" in (value["run"] as object));
	if (containers && target.cluster === undefined) todo("cluster", "Write the context of the cluster.");
	for (const key of ["keys", "logs", "exit"]) if (environment[key] === undefined) todo(key, `Write ${key}: nothing at the source says it.`);
	const plain = (value: unknown): unknown =>
		value === undefined
			? undefined
			: JSON.parse(
					JSON.stringify(value, (_, inner: unknown) =>
						typeof inner === "object" && inner !== null && "text" in inner && typeof inner.text === "string" ? inner.text : inner,
					),
				);
	const content = {
		apiVersion: "socle/v1",
		name,
		organisation: organisation ?? {
			name: "TODO, who answers for it",
			kind: "other",
			country: "FR",
			identifier: "TODO-0000",
			dpo: "dpo@todo.example",
		},
		sovereignty: sovereignty ?? { classification: "internal", jurisdictions: ["EU"] },
		...(target.registry === undefined && !containers ? {} : { suppliers: { [target.registry ?? "registry.todo.example"]: "own" } }),
		...environment,
		cloud: plain(target.cloud) ?? {
			provider: "own",
			country: organisation?.country ?? "FR",
			cloud: "todo",
			region: "RegionOne",
			zones: ["nova"],
			adminKey: PLACEHOLDER_KEY,
		},
		...(containers || target.cluster !== undefined ? { cluster: plain(target.cluster) ?? { context: "todo" } } : {}),
		network: plain(target.network) ?? { cidr: network.cidr, adminFrom: ["192.0.2.0/28"] },
		todo: Object.fromEntries(
			todos.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, what }) => [key, what.replace(/[^ -~\u00a0-\uffff]/g, " ").slice(0, 300)]),
		),
		services: Object.fromEntries(services.map(({ name, value }) => [name, value])),
	};
	if (Object.keys(content.todo).length === 0) delete (content as { todo?: unknown }).todo;
	const document = new Document(content);
	document.commentBefore = ` Written by \`socle migrate generate\` for ${wave}. Each value says where it was read; \`todo\` lists what nobody said yet, and \`socle check\` reports it.`;
	const comment = (path: readonly string[], text: string): void => {
		const node = document.getIn(path, true);
		if (isScalar(node)) node.comment = ` ${text.replaceAll("\n", " ")}`;
		else if (isMap(node)) node.commentBefore = ` ${text.replaceAll("\n", " ")}`;
	};
	if (target.network === undefined) comment(["network", "cidr"], network.from);
	for (const { name, source, comments } of services) {
		comment(["services", name], source);
		for (const [key, text] of Object.entries(comments)) comment(["services", name, ...key.split(".")], text);
	}
	return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

/** The source's range where an environment may have it: private, /16 to /24. */
function networkOf(items: readonly Item[], { target }: Portfolio): { cidr: string; from: string } {
	const given = target.network?.cidr.text;
	if (given !== undefined) return { cidr: given, from: "portfolio.yaml" };
	for (const { id, mapping, resource } of items) {
		if (mapping?.capability !== "network.vpc") continue;
		const cidr = textAt(resource.properties, "cidr_block") ?? textAt(resource.properties, "address_space");
		const [, prefix] = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)[\d.]+\/(\d+)$/.exec(cidr ?? "") ?? [];
		if (cidr !== undefined && prefix !== undefined && Number(prefix) >= 16 && Number(prefix) <= 24) return { cidr, from: id };
	}
	return { cidr: "10.20.0.0/16", from: "no range of the source fits: private, /16 to /24" };
}
