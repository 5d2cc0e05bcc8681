import { facts } from "../facts/facts.ts";
import { mapping } from "../facts/mappings/mappings.ts";
import packageJson from "../package.json" with { type: "json" };
import { leftoversIn, told } from "../policies/leftovers.ts";
import { applicationsOf, expression } from "./applications.ts";
import type { AssessedApplication, AssessedResource, Assessment } from "./assessment.ts";
import type { Estate, Item } from "./estate.ts";
import { notUnderstood, valueAt } from "./estate.ts";
import type { Portfolio } from "./inputs/portfolio.ts";
import type { Links } from "./links.ts";
import { linksOf } from "./links.ts";
import type { Place } from "./location.ts";
import { placeOf } from "./location.ts";
import { providerName } from "./mappings-text.ts";
import type { Need } from "./sizes.ts";
import { needOf } from "./sizes.ts";
import { reasonsOf } from "./today.ts";

/** An estate as it is understood: the assessment that people read, and what the plan is made from. */
export interface Assessed {
	assessment: Assessment;
	items: ReadonlyMap<string, Item>;
	needs: ReadonlyMap<string, Need>;
	links: Links;
	portfolio: Portfolio;
}

/** Days of work behind an effort of 1 to 5, see `facts/mappings/schema.ts`: an hour, a day, a week, a month, a project. */
const DAYS = [0, 0.125, 1, 5, 20, 60] as const;
/** Scopes beyond these are hard to leave at once (cloudexit's thresholds, re-implemented). */
const MANY = [15, 30] as const;

/** Judges an estate. Pure: the same inputs give the same answer. */
export function assess(estate: Estate, portfolio: Portfolio, packs: readonly string[]): Assessed {
	const items = estate.items.map((item) => saidIn(portfolio, item));
	const needs = new Map(items.map((item) => [item.id, needOf(item)]));
	const names = applicationsOf(items, portfolio);
	const links = linksOf(items);
	const places = placesOf(items, names);
	const reasons = reasonsOf(items, places, packs, portfolio);
	const controls = new Map<string, Set<string>>();
	for (const { control, resources } of reasons) for (const id of resources) controls.set(id, (controls.get(id) ?? new Set()).add(control));
	const strategies = Object.entries(portfolio.strategyOf).map(([glob, strategy]) => ({ pattern: expression(glob), strategy }));
	const resources = items.map((item): AssessedResource => {
		const place = places.get(item.id);
		const strategy = strategies.find(({ pattern }) => pattern.test(item.id))?.strategy;
		return assessed(item, needs.get(item.id)!, {
			application: names.get(item.id)!,
			controls: [...(controls.get(item.id) ?? [])].sort(),
			...(place === undefined ? {} : { place }),
			...(strategy === undefined ? {} : { strategy }),
		});
	});
	const applications = summedUp(resources, needs, links, portfolio);
	const unknown = notUnderstood(items);
	const understood = resources.filter((one) => one.understood).length;
	const summary = {
		resources: resources.length,
		understood,
		notUnderstood: resources.length - understood,
		applications: applications.length,
		types: new Set(items.map(({ type }) => type)).size,
		fidelity: countBy(resources, ({ fidelity }) => fidelity),
		strategy: countBy(resources, ({ strategy }) => strategy),
		effortDays: sum(applications, ({ effortDays }) => effortDays),
		dataGiB: sum(applications, ({ dataGiB }) => dataGiB),
		dataUnknown: sum(applications, ({ dataUnknown }) => dataUnknown),
		providers: providersOf(items, places),
	};
	const assessment: Assessment = {
		version: 1,
		tool: { name: "socle", version: packageJson.version },
		packs: [...packs],
		inputs: estate.inputs.map(({ path, kind, sha256, resources }) => ({
			path,
			kind,
			...(sha256 === undefined ? {} : { sha256 }),
			resources,
		})),
		summary: {
			sentence: sentence(
				summary,
				reasons.some(({ verdict }) => verdict === "fail"),
			),
			...summary,
		},
		reasons,
		risks: risksOf(resources, reasons),
		applications,
		resources,
		notUnderstood: unknown,
		notVisible: estate.notVisible,
		errors: estate.errors,
	};
	return { assessment, items: new Map(items.map((item) => [item.id, item])), needs, links, portfolio };
}

/** A type that nobody mapped may be said in the portfolio to move like another, or to be left. */
function saidIn({ types }: Portfolio, item: Item): Item {
	const said = types[item.type];
	if (item.mapping !== undefined || said === undefined) return item;
	const like = said.like === undefined ? undefined : mapping(said.like);
	if (like !== undefined)
		return {
			...item,
			mapping: {
				...like,
				source: { provider: item.provider, type: item.type },
				attributeMap: [],
				sources: ["portfolio.yaml", ...like.sources],
			},
		};
	if (said.leave === undefined) return item;
	return {
		...item,
		mapping: {
			source: { provider: item.provider, type: item.type },
			capability: "left-behind",
			target: [{ kind: "none" }],
			fidelity: "none",
			strategy: "retire",
			effort: 1,
			lockIn: 0,
			dataGravity: false,
			losses: [said.leave],
			attributeMap: [],
			variants: [],
			sources: ["portfolio.yaml"],
			date: "2026-11-28",
		},
	};
}

/** Where nothing is written in a resource, it stands where most of its application does, or most of the estate. */
function placesOf(items: readonly Item[], names: ReadonlyMap<string, string>): Map<string, Place> {
	const places = new Map<string, Place>();
	const votes = new Map<string, Map<string, number>>();
	const key = (item: Item, provider: string): string => `${names.get(item.id)} ${provider}`;
	const vote = (box: string, region: string): void => {
		const of = votes.get(box) ?? new Map<string, number>();
		of.set(region, (of.get(region) ?? 0) + 1);
		votes.set(box, of);
	};
	for (const item of items) {
		const place = placeOf(item);
		if (place === undefined) continue;
		places.set(item.id, place);
		if (place.region === undefined) continue;
		vote(key(item, place.provider), place.region);
		vote(place.provider, place.region);
	}
	for (const item of items) {
		const place = places.get(item.id);
		if (place === undefined || place.region !== undefined) continue;
		const [most] = [...(votes.get(key(item, place.provider)) ?? votes.get(place.provider) ?? [])].sort(
			([a, m], [b, n]) => n - m || (a < b ? -1 : 1),
		);
		if (most === undefined) continue;
		const country = facts.region(place.provider, most[0])?.country;
		places.set(item.id, { provider: place.provider, region: most[0], ...(country === undefined ? {} : { country }) });
	}
	return places;
}

function assessed(
	item: Item,
	need: Need,
	given: Pick<AssessedResource, "application" | "controls"> & Partial<Pick<AssessedResource, "place" | "strategy">>,
): AssessedResource {
	const { id, type, resource, input, mapping: row } = item;
	const { strategy, ...about } = given;
	const usual = { id, type, name: resource.name, input, ...about };
	if (row === undefined) return { ...usual, understood: false, losses: [], holdsData: false, risks: [], sources: [] };
	const leftovers =
		item.provider === "kubernetes"
			? leftoversIn(resource, facts).flatMap((finding) => (finding.row === undefined ? [] : [told(finding, facts).message]))
			: [];
	const fidelity = leftovers.length > 0 ? "partial" : row.fidelity;
	return {
		...usual,
		understood: true,
		capability: row.capability,
		target: row.target,
		fidelity,
		strategy: strategy ?? row.strategy,
		effort: leftovers.length > 0 ? Math.max(2, row.effort) : row.effort,
		lockIn: row.lockIn,
		losses: [...(item.provider === "kubernetes" && leftovers.length > 0 ? leftovers : row.losses), ...sizeLoss(need)],
		holdsData: row.dataGravity,
		...(need.dataGiB === undefined ? {} : { dataGiB: round(need.dataGiB) }),
		...(need.sizeName === undefined && need.vcpus === undefined
			? {}
			: {
					size: {
						...(need.sizeName === undefined ? {} : { name: need.sizeName }),
						...(need.vcpus === undefined ? {} : { vcpus: need.vcpus }),
						...(need.memoryGiB === undefined ? {} : { memoryGiB: round(need.memoryGiB) }),
						...(need.sizeFrom === undefined ? {} : { source: need.sizeFrom }),
					},
				}),
		risks: risksOfOne(item),
		sources: row.sources,
	};
}

const sizeLoss = ({ sizeUnknown, sizeName }: Need): string[] =>
	sizeUnknown ? [`The size ${sizeName} is not known: choose a flavor by hand.`] : [];

function risksOfOne({ mapping: row, resource: { properties } }: Item): string[] {
	if (row === undefined) return [];
	const alternatives = row.target.filter(({ kind }) => kind !== "none").length;
	const risks: string[] = [];
	if (alternatives === 0 && row.strategy !== "retire") risks.push("no alternative");
	else if (alternatives === 1 && row.lockIn >= 3) risks.push("one alternative");
	if (row.lockIn >= 3 && row.dataGravity) risks.push("proprietary data format");
	else if (row.lockIn >= 4) risks.push("proprietary interface");
	if (
		/^keys\.(key|hsm)$/.test(row.capability) ||
		["kms_key_id", "kms_key_arn", "kms_key_name", "disk_encryption_key", "key_vault_key_id", "encryption_config"].some(
			(name) => valueAt(properties, name) !== undefined && valueAt(properties, name) !== "",
		)
	)
		risks.push("keys not held");
	return risks;
}

const RISKS: Readonly<Record<string, string>> = {
	"no alternative": "no alternative is known",
	"one alternative": "one alternative only, and an interface that few speak",
	"proprietary data format": "data lies in a form that only this provider reads",
	"proprietary interface": "programs speak an interface that exists nowhere else",
	"keys not held": "the provider holds the keys that data is encrypted with",
};

function risksOf(resources: readonly AssessedResource[], reasons: Assessment["reasons"]): Assessment["risks"] {
	const risks: Assessment["risks"] = [];
	for (const [kind, what] of Object.entries(RISKS)) {
		const ids = resources.filter((one) => one.risks.includes(kind)).map(({ id }) => id);
		if (ids.length > 0) risks.push({ kind, what: `${resourcesWord(ids.length)}: ${what}.`, resources: ids });
	}
	const law = reasons.filter(({ control, verdict }) => control === "provider-jurisdiction" && verdict === "fail");
	if (law.length > 0)
		risks.push({
			kind: "foreign law",
			what: `The provider is under a law from outside: ${law.map(({ subject }) => subject).join(", ")}.`,
			resources: [...new Set(law.flatMap((one) => one.resources))].sort(),
		});
	const foreign = resources.filter(({ place }) => place !== undefined);
	for (const [name, value] of [
		["resources", foreign.length],
		["types", new Set(foreign.map(({ type }) => type)).size],
	] as const) {
		const [some, many] = MANY;
		if (value > some)
			risks.push({
				kind: `many ${name}`,
				what: `${value} ${name} at foreign providers, more than ${value > many ? many : some}: a move at once is not realistic.`,
				resources: [],
			});
	}
	return risks;
}

function summedUp(
	resources: readonly AssessedResource[],
	needs: ReadonlyMap<string, Need>,
	links: Links,
	portfolio: Portfolio,
): AssessedApplication[] {
	const byName = Map.groupBy(resources, ({ application }) => application);
	const owner = new Map(resources.map(({ id, application }) => [id, application]));
	return [...byName.keys()].sort().map((name): AssessedApplication => {
		const of = byName.get(name)!;
		const said = portfolio.applications[name];
		const dependsOn = new Set(said?.dependsOn ?? []);
		for (const { id } of of) for (const other of links.get(id) ?? []) if (owner.get(other) !== name) dependsOn.add(owner.get(other)!);
		const need = (pick: (need: Need) => number | undefined): number =>
			round(sum(of, ({ id, understood }) => (understood ? (pick(needs.get(id)!) ?? 0) * needs.get(id)!.count : 0)));
		const dataGiB = said?.data === undefined ? round(sum(of, (one) => one.dataGiB ?? 0)) : said.data.bytes / 2 ** 30;
		return {
			name,
			...(said?.owner === undefined ? {} : { owner: said.owner }),
			criticality: said?.criticality ?? 5,
			resources: of.length,
			effortDays: effortOf(of),
			dataGiB,
			dataUnknown: said?.data === undefined ? of.filter((one) => one.holdsData && one.dataGiB === undefined).length : 0,
			vcpus: need(({ vcpus }) => vcpus),
			memoryGiB: need(({ memoryGiB }) => memoryGiB),
			diskGiB: need(({ diskGiB }) => diskGiB),
			fidelity: countBy(of, ({ fidelity }) => fidelity),
			strategy: countBy(of, ({ strategy }) => strategy),
			dependsOn: [...dependsOn].sort(),
			...(said?.rto === undefined ? {} : { rto: said.rto.text }),
			...(said?.stays === undefined ? {} : { stays: said.stays }),
		};
	});
}

/** The first of a type counts whole, each further one a tenth: what was found out once is done again quickly. */
function effortOf(resources: readonly AssessedResource[]): number {
	const seen = new Set<string>();
	return round(
		sum(resources, ({ type, effort = 0, strategy }) => {
			const days = strategy === "retain" || strategy === "retire" ? DAYS[1] : DAYS[effort]!;
			const again = seen.has(type);
			seen.add(type);
			return again ? days / 10 : days;
		}),
	);
}

function providersOf(items: readonly Item[], places: ReadonlyMap<string, Place>): Assessment["summary"]["providers"] {
	const byProvider = Map.groupBy(items, ({ provider }) => providerName(provider));
	return [...byProvider]
		.map(([provider, of]) => ({
			provider,
			regions: [...new Set(of.flatMap(({ id }) => places.get(id)?.region ?? []))].sort(),
			resources: of.length,
		}))
		.sort((a, b) => b.resources - a.resources || (a.provider < b.provider ? -1 : 1));
}

function sentence(
	{ resources, applications, fidelity, notUnderstood, effortDays }: Omit<Assessment["summary"], "sentence">,
	reason: boolean,
): string {
	const easy = (fidelity["exact"] ?? 0) + (fidelity["equivalent"] ?? 0);
	const parts = [
		`${easy} of ${resourcesWord(resources)} in ${applications} ${applications === 1 ? "application" : "applications"} ${easy === 1 ? "has" : "have"} an equal at the target`,
		`${fidelity["partial"] ?? 0} lose something, ${fidelity["redesign"] ?? 0} are built anew, ${fidelity["none"] ?? 0} end`,
		...(notUnderstood > 0 ? [`${notUnderstood} ${notUnderstood === 1 ? "is" : "are"} not understood`] : []),
	];
	return `${parts.join("; ")}. About ${Math.ceil(effortDays)} days of work.${reason ? " Controls say why it should not stay." : ""}`;
}

const resourcesWord = (count: number): string => `${count} ${count === 1 ? "resource" : "resources"}`;
const round = (value: number): number => Math.round(value * 1000) / 1000;
function sum<T>(of: readonly T[], value: (one: T) => number): number {
	return round(of.reduce((total, one) => total + value(one), 0));
}
function countBy<T>(of: readonly T[], key: (one: T) => string | undefined): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const one of of) {
		const name = key(one) ?? "not understood";
		counts[name] = (counts[name] ?? 0) + 1;
	}
	return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}
