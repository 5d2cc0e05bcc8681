import packageJson from "../../package.json" with { type: "json" };
import { label } from "../applications.ts";
import type { Assessed } from "../assess.ts";
import type { AssessedResource } from "../assessment.ts";
import type { Item } from "../estate.ts";
import { textAt } from "../estate.ts";
import type { Plan } from "../plan.ts";
import { STAYS } from "../plan.ts";
import type { Todo } from "./environment.ts";
import { environmentText } from "./environment.ts";
import { exitFileOf, exitPage } from "./exit-file.ts";
import { rulesOf } from "./firewall.ts";
import { Names } from "./names.ts";
import type { Place } from "./placement.ts";
import { otherPlace } from "./placement.ts";
import { isDatabase, programOf } from "./program.ts";
import { runbookOf } from "./runbook.ts";
import type { Service } from "./services.ts";
import { containerService, isContainer, isServer, serverService } from "./services.ts";

/** What `socle migrate generate` writes: path → text, and where each resource of the source is found again. */
export interface Generated {
	files: Map<string, string>;
	places: Map<string, Place & { wave: string }>;
}

/** Environments, programs and runbooks of each wave, and the exit file. Pure: the same assessment and plan give the same bytes. */
export function generate(assessed: Assessed, plan: Plan): Generated {
	const files = new Map<string, string>();
	const places: Generated["places"] = new Map();
	const { assessment, portfolio } = assessed;
	for (const [wave, planned] of Object.entries(plan.waves)) {
		const resources = assessment.resources
			.filter(({ application }) => plan.applications[application]?.wave === wave)
			.map((resource): AssessedResource => {
				const strategy = plan.applications[resource.application]?.resources[resource.id]?.strategy;
				return strategy === undefined || resource.strategy === undefined
					? resource
					: { ...resource, strategy: strategy as NonNullable<AssessedResource["strategy"]> };
			});
		const made = waveOf(assessed, plan, wave, resources);
		for (const [id, place] of made.places) places.set(id, { ...place, wave });
		for (const [path, text] of made.files) files.set(`${wave}/${path}`, text);
		files.set(
			`${wave}/runbook.md`,
			runbookOf({
				wave,
				plan: planned,
				rateMbps: plan.rateMbps,
				folder: { environment: made.files.has("environment.yaml"), program: made.files.has("program/index.ts") },
				resources: resources.map((resource) => ({ resource, place: made.places.get(resource.id)! })),
				todos: made.todos,
				losses: made.losses,
			}),
		);
	}
	for (const { id, application } of assessment.resources)
		if (plan.applications[application]?.wave === STAYS || !places.has(id))
			places.set(id, { where: "left", what: `${application} does not move now`, wave: STAYS });
	const exit = exitFileOf(assessment, portfolio);
	files.set("exit.json", `${JSON.stringify(exit, undefined, 2)}\n`);
	files.set("exit.html", exitPage(exit, packageJson.version));
	files.set("places.json", `${JSON.stringify(Object.fromEntries([...places].sort(([a], [b]) => (a < b ? -1 : 1))), undefined, 2)}\n`);
	return { files, places };
}

interface Made {
	files: Map<string, string>;
	places: Map<string, Place>;
	todos: Todo[];
	losses: { id: string; what: string }[];
}

function waveOf({ items, needs, links, portfolio }: Assessed, plan: Plan, wave: string, resources: readonly AssessedResource[]): Made {
	const files = new Map<string, string>();
	const places = new Map<string, Place>();
	const todos: Todo[] = [];
	const keys = new Names(60);
	const todo = (id: string, what: string): void => void todos.push({ key: keys.of(id), what: `${id}: ${what}` });
	const moving = resources.filter(({ strategy, understood }) => understood && strategy !== "retain" && strategy !== "retire");
	const item = (id: string): Item => items.get(id)!;
	const users = new Map<string, string[]>();
	for (const [id, of] of links) for (const other of of) users.set(other, [...(users.get(other) ?? []), id]);

	const applications = Object.values(plan.waves[wave]!.applications);
	const name = label(applications.length === 1 ? applications[0]! : wave, 24);
	const serviceNames = new Names(40);
	const services: Service[] = [];
	const hosts = new Set<string>();
	for (const assessed of moving) {
		if (!isServer(assessed) && !isContainer(assessed)) continue;
		const frame = { item: item(assessed.id), assessed, portfolio, names: serviceNames, hosts, links, items, users };
		const service = isServer(assessed) ? serverService(frame) : containerService(frame);
		services.push(service);
		places.set(assessed.id, { where: "environment", what: `services.${service.name}` });
		for (const { key, what } of service.todos) todos.push({ key: keys.of(`${service.name}-${key}`), what });
	}

	const of = (pattern: RegExp): Item[] =>
		moving.filter(({ id, capability = "" }) => pattern.test(capability) && !places.has(id)).map(({ id }) => item(id));
	const groups = of(/^network\.security-group$/);
	const rules = of(/^network\.security-rule$/);
	const known = groupsByName(groups);
	const lone = rules.filter((rule) => groupOf(rule, links, known) === undefined);
	const program = programOf({
		name,
		wave,
		portfolio,
		names: new Names(40),
		groups: [
			...groups.map((group) => ({
				item: group,
				rules: [group, ...rules.filter((rule) => groupOf(rule, links, known) === group.id)].flatMap((one) =>
					rulesOf(one).map((converted) => ({ id: one.id, converted })),
				),
			})),
			// A rule of Google's, or one whose group is elsewhere, is a group of its own.
			...lone.map((rule) => ({ item: rule, rules: rulesOf(rule).map((converted) => ({ id: rule.id, converted })) })),
		],
		volumes: of(/^storage\.block$/)
			.filter(({ provider }) => provider !== "compose")
			.map((one) => ({ item: one, need: needs.get(one.id)! })),
		stores: of(/^storage\.(object|archive)$/),
		zones: of(/^dns\.zone$/),
		databases: moving
			.filter(({ capability, id }) => isDatabase(capability) && !places.has(id))
			.map(({ id, capability = "" }) => ({ item: item(id), need: needs.get(id)!, capability })),
		known,
	});
	for (const [id, what] of program?.resources ?? []) places.set(id, { where: "program", what });
	for (const rule of rules)
		if (!places.has(rule.id)) places.set(rule.id, { where: "part", what: "no rule is left of it: see what was not taken over" });
	for (const [path, text] of Object.entries(program?.files ?? {})) files.set(`program/${path}`, text);

	for (const { id, type } of resources) {
		// A volume that only a database uses is that database's storage.
		const by = users.get(id) ?? [];
		if (type === "compose:volume" && by.length > 0 && by.every((user) => isDatabase(items.get(user)?.mapping?.capability)))
			places.set(id, { where: "part", what: `the storage of ${by.join(", ")}` });
	}
	for (const resource of resources) {
		if (places.has(resource.id)) continue;
		const place = otherPlace(item(resource.id), resource);
		places.set(resource.id, place);
		if (place.where === "todo") todo(resource.id, place.what);
	}
	for (const { id, what } of program?.losses ?? []) if (/name|not in these/.test(what)) todo(id, what);
	if (services.length > 0)
		files.set("environment.yaml", environmentText({ name, wave, services, todos, items: resources.map(({ id }) => item(id)), portfolio }));
	return { files, places, todos, losses: program?.losses ?? [] };
}

/** What the source knows a group by → id of its item. */
function groupsByName(groups: readonly Item[]): Map<string, string> {
	const known = new Map<string, string>();
	for (const { id, resource } of groups)
		for (const name of [
			id,
			resource.id,
			resource.physicalId,
			textAt(resource.properties, "id"),
			textAt(resource.properties, "name"),
			textAt(resource.properties, "arn"),
		])
			if (name !== undefined) known.set(name, id);
	return known;
}

/** The group that a rule is of: what it names, else the one group that it needs. */
function groupOf(rule: Item, links: Assessed["links"], known: ReadonlyMap<string, string>): string | undefined {
	for (const path of ["security_group_id", "network_security_group_name", "security_group"]) {
		const group = known.get(textAt(rule.resource.properties, path) ?? "");
		if (group !== undefined) return group;
	}
	const needed = [...(links.get(rule.id) ?? [])].filter((id) => known.get(id) === id);
	return needed[0];
}
