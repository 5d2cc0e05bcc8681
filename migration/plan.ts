import { STRATEGIES } from "../facts/mappings/schema.ts";
import { isWorkload } from "./applications.ts";
import type { Assessed } from "./assess.ts";
import type { Freeze } from "./calendar.ts";
import { dayName, outside } from "./calendar.ts";
import { targetNames } from "./mappings-text.ts";
import type { Edits } from "./plan-file.ts";
import { cutOverWindow, transferHours } from "./transfer.ts";
import type { Candidate, DraftWave, Quota } from "./waves.ts";
import { RESOURCES, wavesOf } from "./waves.ts";

/** A plan, as `migration.yaml` has it. Keys are what people edit; figures are in hours, GiB and days. */
export interface Plan {
	apiVersion: "socle-migration-plan/v1";
	summary: string;
	rateMbps: number;
	waves: Record<string, PlannedWave>;
	applications: Record<string, PlannedApplication>;
}

export interface PlannedWave {
	applications: string[];
	pilot: boolean;
	begins: string;
	cutOver: string;
	why: string[];
	entry: string[];
	quota: { vcpus: number; memoryGiB: number; diskGiB: number };
	transferHours: number;
	window: { deltaHours: number; startHours: number; checkHours: number; totalHours: number };
	rto: Record<string, string>;
	rollback: string;
	approvals: string[];
}

export interface PlannedApplication {
	wave: string;
	criticality: number;
	needs: string[];
	dataGiB: number;
	changesGiBPerDay: number;
	rtoHours?: number;
	resources: Record<string, { becomes: string; strategy: string }>;
}

/** The wave of what does not move. */
export const STAYS = "stays";
const HOURS = 3600;
const round = (value: number): number => Math.round(value * 100) / 100;

/**
 * The plan of a move. Pure: the same assessment and edits give the same plan.
 * @param edits what people changed in the plan before: their word on waves, days, volumes and times counts
 */
export function planOf({ assessment, items, links, portfolio }: Assessed, edits: Edits): { plan: Plan; warnings: string[] } {
	const warnings: string[] = [];
	const { transfer, start, applicationsPerWave, target } = portfolio;
	const rateMbps = edits.number(["rateMbps"]) ?? transfer.rate;
	const owner = new Map(assessment.resources.map(({ id, application }) => [id, application]));
	const applications: Record<string, PlannedApplication> = {};
	for (const one of assessment.applications) {
		const said = portfolio.applications[one.name];
		const dataGiB = edits.number(["applications", one.name, "dataGiB"]) ?? one.dataGiB;
		const rtoHours =
			edits.number(["applications", one.name, "rtoHours"]) ?? (said?.rto === undefined ? undefined : said.rto.seconds / HOURS);
		applications[one.name] = {
			wave: STAYS,
			criticality: edits.number(["applications", one.name, "criticality"]) ?? one.criticality,
			needs: edits.list(["applications", one.name, "needs"]) ?? one.dependsOn,
			dataGiB,
			changesGiBPerDay:
				edits.number(["applications", one.name, "changesGiBPerDay"]) ??
				(said?.changes === undefined ? round(dataGiB / 20) : said.changes.bytes / 2 ** 30),
			...(rtoHours === undefined ? {} : { rtoHours: round(rtoHours) }),
			resources: {},
		};
	}
	for (const { id, application, target: becomes, strategy } of assessment.resources)
		applications[application]!.resources[id] = {
			becomes: becomes === undefined ? "not understood" : targetNames(becomes),
			strategy: edits.word(["applications", application, "resources", id, "strategy"], STRATEGIES) ?? strategy ?? "retain",
		};

	const databases = databasesOf(assessment, links, owner);
	const workload = new Set([...items.values()].filter(isWorkload).map(({ id }) => owner.get(id)!));
	const moving = assessment.applications.filter(({ stays }) => stays === undefined);
	const candidates = moving.map(
		(one): Candidate => ({
			name: one.name,
			criticality: applications[one.name]!.criticality,
			resources: one.resources,
			dependsOn: applications[one.name]!.needs,
			databases: databases.get(one.name) ?? [],
			vcpus: one.vcpus,
			memoryGiB: one.memoryGiB,
			diskGiB: one.diskGiB,
			ground: !workload.has(one.name),
		}),
	);
	const { vcpus, memory, disk } = target.quota ?? {};
	const quota: Quota = {
		...(vcpus === undefined ? {} : { vcpus }),
		...(memory === undefined ? {} : { memoryGiB: memory.bytes / 2 ** 30 }),
		...(disk === undefined ? {} : { diskGiB: disk.bytes / 2 ** 30 }),
	};
	const drafts = named(wavesOf(candidates, { perWave: applicationsPerWave, quota }), edits, new Set(moving.map(({ name }) => name)));
	reckoned(drafts.values(), new Map(candidates.map((one) => [one.name, one])), quota);
	const waves: Record<string, PlannedWave> = {};
	let next = 0;
	for (const [name, draft] of drafts) {
		for (const one of draft.applications) applications[one]!.wave = name;
		const { wave, ends } = scheduled(name, draft, next);
		waves[name] = wave;
		next = ends + 1;
	}
	for (const { name } of moving)
		for (const other of applications[name]!.needs) {
			const [mine, theirs] = [applications[name]!.wave, applications[other]?.wave];
			if (theirs !== undefined && theirs !== STAYS && order(drafts, theirs) > order(drafts, mine))
				warnings.push(`${name} moves in ${mine}, before ${other}, which it needs, in ${theirs}.`);
		}
	const total = Object.keys(waves).length;
	const plan: Plan = {
		apiVersion: "socle-migration-plan/v1",
		summary: `${moving.length} ${moving.length === 1 ? "application moves" : "applications move"} in ${total} ${total === 1 ? "wave" : "waves"}, ${Math.max(0, next)} days in all.`,
		rateMbps,
		waves,
		applications,
	};
	return { plan, warnings };

	function scheduled(name: string, draft: DraftWave, from: number): { wave: PlannedWave; ends: number } {
		const of = draft.applications.map((one) => ({ name: one, ...applications[one]! }));
		const dataGiB = of.reduce((sum, one) => sum + one.dataGiB, 0);
		const hours = transferHours(dataGiB, rateMbps);
		const window = cutOverWindow({
			changesGiB: of.reduce((sum, one) => sum + one.changesGiBPerDay, 0),
			syncHours: transfer.syncEvery.seconds / HOURS,
			mbps: rateMbps,
			startHours: transfer.start.seconds / HOURS,
			checkHours: transfer.check.seconds / HOURS,
			applications: of.length,
			engineers: transfer.engineers,
		});
		const freezes: Freeze[] = [...portfolio.freeze, ...draft.applications.flatMap((one) => portfolio.applications[one]?.freeze ?? [])];
		const begins = edits.day(["waves", name, "begins"], start) ?? from;
		const wanted = begins + Math.ceil(transfer.preparation.seconds / HOURS / 24) + Math.ceil(hours / 24);
		const { offset, waited } = outside(start, wanted, freezes);
		const cutOver = edits.day(["waves", name, "cutOver"], start) ?? offset;
		const again = outside(start, cutOver, freezes);
		if (again.offset !== cutOver) warnings.push(`${name} is cut over on ${dayName(start, cutOver)}, in a period without changes.`);
		const rto: Record<string, string> = {};
		for (const one of of) {
			if (one.rtoHours === undefined) continue;
			const fits = window.totalHours <= one.rtoHours;
			rto[one.name] = fits
				? `${one.rtoHours} h: fits`
				: `${one.rtoHours} h: does not fit, ${round(window.totalHours - one.rtoHours)} h too long`;
			if (!fits)
				warnings.push(
					`${one.name} may be away ${one.rtoHours} h, and ${name} takes ${round(window.totalHours)} h. Copy more often, or give it a wave of its own.`,
				);
		}
		const unknown = assessment.applications
			.filter((one) => draft.applications.includes(one.name))
			.reduce((sum, { dataUnknown }) => sum + dataUnknown, 0);
		return {
			ends: cutOver,
			wave: {
				applications: draft.applications,
				pilot: draft.pilot,
				begins: dayName(start, begins),
				cutOver: dayName(start, cutOver),
				why: [
					...(draft.pilot ? ["The pilot: the least depends on it, and the rest learns from it."] : []),
					...draft.together,
					...waited.map(
						({ from: first, until, why }) => `Waits for the end of ${first} to ${until}${why === undefined ? "" : ` (${why})`}.`,
					),
				],
				entry: [
					...(Object.keys(waves).length > 0
						? [`${Object.keys(waves).at(-1)} is accepted.`]
						: ["Access to the target, its network and its images are there: socle doctor."]),
					...draft.beyond.map((key) => `The quota is raised: ${key} to ${Math.ceil(draft.quota[key])}.`),
					...(unknown > 0
						? [
								`The size of ${unknown} ${unknown === 1 ? "resource that holds data is" : "resources that hold data are"} measured: nothing says it.`,
							]
						: []),
					"socle check passes on the wave's environment, and no TODO is left.",
					"A restore from the newest backup was tried.",
				],
				quota: { vcpus: round(draft.quota.vcpus), memoryGiB: round(draft.quota.memoryGiB), diskGiB: round(draft.quota.diskGiB) },
				transferHours: round(hours),
				window: {
					deltaHours: round(window.deltaHours),
					startHours: round(window.startHours),
					checkHours: round(window.checkHours),
					totalHours: round(window.totalHours),
				},
				rto,
				rollback: "Until the old service is switched off: names point back to it, and what was written since the cut-over is replayed.",
				approvals: [...new Set(draft.applications.flatMap((one) => portfolio.applications[one]?.owner ?? []))].sort(),
			},
		};
	}
}

/** Who uses which database of another, by application; a database and those that use it from elsewhere share it. */
function databasesOf(
	assessment: Assessed["assessment"],
	links: Assessed["links"],
	owner: ReadonlyMap<string, string>,
): Map<string, string[]> {
	const databases = new Set(
		assessment.resources
			.filter(({ capability }) => /^(database\.(postgresql|mysql|mssql|oracle|db2|serverless)$|nosql\.)/.test(capability ?? ""))
			.map(({ id }) => id),
	);
	const used = new Map<string, Set<string>>();
	for (const id of databases) used.set(owner.get(id)!, (used.get(owner.get(id)!) ?? new Set()).add(id));
	for (const [id, needs] of links)
		for (const other of needs)
			if (databases.has(other) && owner.has(id)) used.set(owner.get(id)!, (used.get(owner.get(id)!) ?? new Set()).add(other));
	return new Map([...used].map(([name, ids]) => [name, [...ids].sort()]));
}

/** Waves by name, people's word on who is in which applied. */
function named(drafts: readonly DraftWave[], edits: Edits, moving: ReadonlySet<string>): Map<string, DraftWave> {
	const waves = new Map(drafts.map((draft, index) => [`wave-${index + 1}`, draft]));
	const move = (application: string, to: string): void => {
		if (!moving.has(application)) return;
		for (const draft of waves.values()) draft.applications = draft.applications.filter((one) => one !== application);
		if (to === STAYS) return;
		const last = [...waves.values()].at(-1);
		const wave = waves.get(to) ?? {
			applications: [],
			pilot: false,
			together: [],
			quota: last?.quota ?? { vcpus: 0, memoryGiB: 0, diskGiB: 0 },
			beyond: [],
		};
		wave.applications = [...wave.applications, application].sort();
		waves.set(to, wave);
	};
	for (const name of edits.keys(["waves"])) for (const one of edits.list(["waves", name, "applications"]) ?? []) move(one, name);
	for (const name of moving) {
		const to = edits.text(["applications", name, "wave"]);
		if (to !== undefined) move(name, to);
	}
	for (const [name, { applications }] of waves) if (applications.length === 0) waves.delete(name);
	return waves;
}

/** What the target holds after each wave, once people have moved applications. */
function reckoned(drafts: Iterable<DraftWave>, candidates: ReadonlyMap<string, Candidate>, quota: Quota): void {
	const used = { vcpus: 0, memoryGiB: 0, diskGiB: 0 };
	for (const draft of drafts) {
		for (const name of draft.applications) for (const key of RESOURCES) used[key] += candidates.get(name)?.[key] ?? 0;
		draft.quota = { ...used };
		draft.beyond = RESOURCES.filter((key) => quota[key] !== undefined && used[key] > quota[key]);
	}
}

const order = (waves: ReadonlyMap<string, unknown>, name: string): number => [...waves.keys()].indexOf(name);
