/** Which applications move when: what is needed moves first, what needs each other moves together. Pure, and linear but for the sorting. */

export interface Candidate {
	name: string;
	/** 1 to 10. */
	criticality: number;
	resources: number;
	dependsOn: readonly string[];
	/** Ids of databases that it uses: who shares one moves together. */
	databases: readonly string[];
	vcpus: number;
	memoryGiB: number;
	diskGiB: number;
	/** Nothing in it serves people: it moves with the first that needs it. */
	ground: boolean;
}

export interface Quota {
	vcpus?: number;
	memoryGiB?: number;
	diskGiB?: number;
}

export const RESOURCES = ["vcpus", "memoryGiB", "diskGiB"] as const;

export interface DraftWave {
	applications: string[];
	pilot: boolean;
	/** Why some of them move together, a sentence each. */
	together: string[];
	/** What the target holds after it. */
	quota: Required<Quota>;
	/** What of the quota does not suffice. */
	beyond: (keyof Quota)[];
}

interface Group {
	names: string[];
	criticality: number;
	resources: number;
	needs: Set<number>;
	layer: number;
	ground: boolean;
	together: string[];
}

export function wavesOf(candidates: readonly Candidate[], { perWave, quota = {} }: { perWave: number; quota?: Quota }): DraftWave[] {
	const byName = new Map(candidates.map((one) => [one.name, one]));
	const groups = grouped(candidates, byName);
	layered(groups);
	const queue = ordered(groups);
	const waves: DraftWave[] = [];
	const used = { vcpus: 0, memoryGiB: 0, diskGiB: 0 };
	let layer = 0;
	for (const [index, group] of queue.entries()) {
		const need = { vcpus: 0, memoryGiB: 0, diskGiB: 0 };
		for (const name of group.names) for (const key of RESOURCES) need[key] += byName.get(name)![key];
		const after = { vcpus: used.vcpus + need.vcpus, memoryGiB: used.memoryGiB + need.memoryGiB, diskGiB: used.diskGiB + need.diskGiB };
		const beyond = RESOURCES.filter((key) => quota[key] !== undefined && after[key] > quota[key]);
		let wave = waves.at(-1);
		const pilot = index === 0 && queue.length > 1;
		const full = wave !== undefined && wave.applications.length + group.names.length > perWave;
		if (wave === undefined || wave.pilot || group.layer !== layer || full || wave.beyond.join() !== beyond.join()) {
			wave = { applications: [], pilot, together: [], quota: after, beyond };
			waves.push(wave);
		}
		layer = group.layer;
		wave.applications.push(...group.names);
		wave.together.push(...group.together);
		Object.assign(used, after);
		wave.quota = after;
	}
	for (const wave of waves) wave.applications.sort();
	return waves;
}

/** What has to move at once: circles of dependencies, users of one database, ground with whom it serves first. */
function grouped(candidates: readonly Candidate[], byName: ReadonlyMap<string, Candidate>): Group[] {
	const leader = new Map(candidates.map(({ name }) => [name, name]));
	const find = (name: string): string => {
		let at = name;
		while (leader.get(at) !== at) at = leader.get(at)!;
		leader.set(name, at);
		return at;
	};
	const together = new Map<string, string[]>();
	const join = (names: readonly string[], why: string): void => {
		const [first, ...rest] = [...names].sort();
		if (first === undefined || rest.length === 0) return;
		for (const name of rest) {
			const [a, b] = [find(first), find(name)];
			if (a !== b) leader.set(a < b ? b : a, a < b ? a : b);
		}
		together.set(first, [...(together.get(first) ?? []), why]);
	};
	for (const circle of circles(candidates, byName)) join(circle, `${circle.join(" and ")} need each other.`);
	const users = new Map<string, Set<string>>();
	for (const { name, databases } of candidates) for (const id of databases) users.set(id, (users.get(id) ?? new Set()).add(name));
	for (const [id, names] of users) if (names.size > 1) join([...names], `${[...names].sort().join(" and ")} share ${id}.`);
	const members = Map.groupBy(candidates, ({ name }) => find(name));
	const index = new Map([...members.keys()].map((name, position) => [name, position]));
	return [...members.values()].map((of): Group => {
		const needs = new Set<number>();
		for (const { name, dependsOn } of of)
			for (const other of dependsOn) if (byName.has(other) && find(other) !== find(name)) needs.add(index.get(find(other))!);
		return {
			names: of.map(({ name }) => name),
			criticality: Math.max(...of.map(({ criticality }) => criticality)),
			resources: of.reduce((sum, { resources }) => sum + resources, 0),
			needs,
			layer: 0,
			ground: of.every(({ ground }) => ground),
			together: of.flatMap(({ name }) => together.get(name) ?? []),
		};
	});
}

/** Strongly connected components of more than one (Tarjan 1972), without recursion: chains are as long as estates are large. */
function circles(candidates: readonly Candidate[], byName: ReadonlyMap<string, Candidate>): string[][] {
	const order = new Map<string, number>();
	const low = new Map<string, number>();
	const stack: string[] = [];
	const open = new Set<string>();
	const found: string[][] = [];
	for (const { name: root } of candidates) {
		if (order.has(root)) continue;
		const work: { name: string; rest: string[] }[] = [];
		const enter = (name: string): void => {
			order.set(name, order.size);
			low.set(name, order.get(name)!);
			stack.push(name);
			open.add(name);
			work.push({ name, rest: byName.get(name)!.dependsOn.filter((other) => byName.has(other)) });
		};
		enter(root);
		while (work.length > 0) {
			const { name, rest } = work.at(-1)!;
			const next = rest.pop();
			if (next !== undefined) {
				if (!order.has(next)) enter(next);
				else if (open.has(next)) low.set(name, Math.min(low.get(name)!, order.get(next)!));
				continue;
			}
			work.pop();
			const above = work.at(-1)?.name;
			if (above !== undefined) low.set(above, Math.min(low.get(above)!, low.get(name)!));
			if (low.get(name) !== order.get(name)) continue;
			const circle: string[] = [];
			for (let one = ""; one !== name; circle.push(one)) {
				one = stack.pop()!;
				open.delete(one);
			}
			if (circle.length > 1) found.push(circle.sort());
		}
	}
	return found;
}

/** The layer of a group is one above the highest that it needs; ground moves with the first that stands on it. */
function layered(groups: readonly Group[]): void {
	const waiting = groups.map(({ needs }) => needs.size);
	const dependants = groups.map((): number[] => []);
	for (const [index, { needs }] of groups.entries()) for (const need of needs) dependants[need]!.push(index);
	const ready = waiting.flatMap((count, index) => (count === 0 ? [index] : []));
	for (let at = 0; at < ready.length; at++) {
		const index = ready[at]!;
		for (const dependant of dependants[index]!) {
			const group = groups[dependant]!;
			// Ground adds no layer: it is made in the same wave, before what stands on it.
			group.layer = Math.max(group.layer, groups[index]!.layer + (groups[index]!.ground ? 0 : 1));
			waiting[dependant]!--;
			if (waiting[dependant] === 0) ready.push(dependant);
		}
	}
	for (const [index, group] of groups.entries())
		if (group.ground && dependants[index]!.length > 0) group.layer = Math.min(...dependants[index]!.map((one) => groups[one]!.layer));
}

/** Layer by layer; within one the least critical first, and of the first layer that one alone is the pilot, its ground with it. */
function ordered(groups: readonly Group[]): Group[] {
	const rank = (a: Group, b: Group): number =>
		a.layer - b.layer || a.criticality - b.criticality || a.resources - b.resources || (a.names[0]! < b.names[0]! ? -1 : 1);
	const placed = new Set<Group>();
	const result: Group[] = [];
	for (const group of groups.filter(({ ground }) => !ground).toSorted(rank)) {
		const own = [...group.needs].map((index) => groups[index]!).filter((one) => one.ground && !placed.has(one));
		for (const one of own) placed.add(one);
		result.push({
			...group,
			names: [...own.flatMap(({ names }) => names), ...group.names],
			together: [
				...group.together,
				...own.map(({ names }) => `${names.join(" and ")} is the ground that ${group.names.join(" and ")} stands on.`),
			],
		});
	}
	for (const group of groups.filter((one) => one.ground && !placed.has(one)).toSorted(rank)) result.push(group);
	return result;
}
