import type { Facts } from "../facts/facts.ts";
import { facts as shippedFacts } from "../facts/facts.ts";
import type { Inventory, Resource, Source } from "../inventory/resource.ts";
import { Secret } from "../inventory/resource.ts";
import type { Report, Result, Verdict } from "../reports/report.ts";
import { SEVERITIES } from "../reports/report.ts";
import type { AnyControl, CheckContext, Problem } from "./control.ts";
import { UnknownValue, unescapeToken, unguarded } from "./guard.ts";
import type { IndexOptions } from "./joins.ts";
import { Index } from "./joins.ts";
import type { KubernetesVersion } from "./kubernetes-version.ts";
import { NEWEST_KUBERNETES } from "./kubernetes-version.ts";
import { places, sharpen } from "./places.ts";

export interface EvaluateOptions extends IndexOptions {
	controls: readonly AnyControl[];
	/** Values by control id; what is absent has its default. */
	parameters?: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
	/** Default: those shipped with Socle. */
	facts?: Facts;
	/** Ids of the resources to judge; the others only serve joins. Default: all. */
	only?: ReadonlySet<string>;
	/** The day of the judgement, `YYYY-MM-DD` in UTC. Default: that of SOURCE_DATE_EPOCH, or of the clock. */
	today?: string;
	/** The release of Kubernetes that the resources are for. Default: the newest known. */
	kubernetesVersion?: KubernetesVersion | undefined;
}

export interface Evaluation {
	/** Every result, passes too, sorted by severity, control and resource id. */
	results: Result[];
	coverage: Report["coverage"];
	summary: Report["summary"];
}

/** Judges every resource by every control that applies to it. Pure: the same list and options give the same answer. */
export function evaluate(inventory: Pick<Inventory, "resources" | "source" | "partial" | "hidden">, options: EvaluateOptions): Evaluation {
	const all = new Index(inventory, options);
	const subjects = all.resources
		.filter(({ id, judged }) => judged !== false && (options.only === undefined || options.only.has(id)))
		.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
		.map(
			(resource, rank): Subject => ({
				resource,
				rank,
				source: all.sourceOf(resource),
				shown: shown(resource),
				written: places(resource, []),
			}),
		);
	const results: Result[] = [];
	const judges = new Map<string, number>();
	const applicable = chooser(subjects);
	const settled = { ...options, today: options.today ?? day() };
	for (const control of inOrder(options.controls)) {
		const chosen = applicable(control);
		if (chosen.length === 0) continue;
		const judge = judgeOf(control, all, settled);
		const types = new Set<string>();
		for (const subject of chosen) {
			const visible = control.sources.includes(subject.source);
			results.push(visible ? judge(subject) : unseen(control, subject));
			if (visible) types.add(subject.resource.type);
		}
		for (const type of types) judges.set(type, (judges.get(type) ?? 0) + 1);
	}
	sharpen(results, all);
	const coverage = coverageOf(subjects, judges);
	return { results, coverage, summary: summarise(results, coverage) };
}

interface Subject {
	resource: Resource;
	/** Place in the order of results. */
	rank: number;
	source: Source;
	/** What results say of it; all that find nothing in it share the same. */
	shown: Result["resource"];
	written: Pick<Result, "locations" | "cause">;
}

/** Answers the subjects of a control, in their order. Each type is listed once, and each way of choosing asked once, for all controls. */
function chooser(subjects: readonly Subject[]): (control: AnyControl) => readonly Subject[] {
	const byType = Map.groupBy(subjects, ({ resource }) => resource.type);
	const chosen = new Map<unknown, readonly Subject[]>();
	const choose = (appliesTo: AnyControl["appliesTo"]): readonly Subject[] => {
		if (typeof appliesTo === "function") return subjects.filter(({ resource }) => appliesTo(resource));
		const lists: (readonly Subject[])[] = [];
		for (const type of appliesTo) {
			const list = byType.get(type);
			if (list !== undefined && !lists.includes(list)) lists.push(list);
		}
		return lists.length < 2 ? (lists[0] ?? []) : lists.flat().sort((a, b) => a.rank - b.rank);
	};
	return ({ appliesTo }) => {
		const known = chosen.get(appliesTo);
		if (known !== undefined) return known;
		const list = choose(appliesTo);
		chosen.set(appliesTo, list);
		return list;
	};
}

const ordered = new WeakMap<readonly AnyControl[], readonly AnyControl[]>();

/** By severity and id. A list is sorted once: an engine asks with the same one for each resource. */
function inOrder(controls: readonly AnyControl[]): readonly AnyControl[] {
	let sorted = ordered.get(controls);
	if (sorted === undefined) {
		sorted = controls.toSorted(bySeverityThenId);
		ordered.set(controls, sorted);
	}
	return sorted;
}

function bySeverityThenId(a: AnyControl, b: AnyControl): number {
	const rank = SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);
	return rank !== 0 ? rank : a.id < b.id ? -1 : 1;
}

/** The day as SOURCE_DATE_EPOCH or the clock has it. */
function day(): string {
	const epoch = process.env["SOURCE_DATE_EPOCH"];
	return new Date(epoch !== undefined && /^\d{1,11}$/.test(epoch) ? Number(epoch) * 1000 : Date.now()).toISOString().slice(0, 10);
}

/** The defaults of a control's parameters, with `given` in their place. */
export function parametersOf(control: AnyControl, given: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
	const values: Record<string, unknown> = {};
	for (const [name, { default: value }] of Object.entries(control.parameters ?? {})) values[name] = given[name] ?? value;
	return values;
}

/** One context serves all of a control's subjects, so that judging one allocates little beside its result. */
function judgeOf(control: AnyControl, all: Index, options: EvaluateOptions & { today: string }): (subject: Subject) => Result {
	let subject: Resource;
	let problems: Problem[] = [];
	let unknowns: Problem[] = [];
	let applies = true;
	const doubt = (thrown: unknown): void => void unknowns.push(doubtOf(thrown, subject));
	const context: CheckContext<unknown> = {
		all,
		facts: options.facts ?? shippedFacts,
		parameters: parametersOf(control, options.parameters?.get(control.id)),
		today: options.today,
		kubernetesVersion: options.kubernetesVersion ?? NEWEST_KUBERNETES,
		report: (problem) => void problems.push(problem),
		absent: ({ path, message }) =>
			void (all.mayHideBeside(subject)
				? unknowns.push(judgeless(path, "the other side may lie outside this part of the input"))
				: problems.push({ path, message })),
		unknown: (path, reason = "it is not known") => void unknowns.push(judgeless(path, reason)),
		notApplicable: () => {
			applies = false;
		},
		each: (list, body) => {
			for (let index = 0; index < list.length; index++) {
				try {
					body(list[index] as never, index);
				} catch (thrown) {
					doubt(thrown);
				}
			}
		},
	};
	const references = referencesOf(control);
	return (judged) => {
		const { resource, shown } = judged;
		subject = resource;
		if (problems.length > 0) problems = [];
		if (unknowns.length > 0) unknowns = [];
		applies = true;
		try {
			control.check(resource, context);
		} catch (thrown) {
			doubt(thrown);
		}
		if (problems.length === 0 && unknowns.length === 0)
			return clean(control, applies ? "pass" : "not-applicable", judged, control.title, references);
		const verdict: Verdict = problems.length > 0 ? "fail" : "unknown";
		const found = problems.length > 0 ? problems : unknowns;
		return {
			control: control.id,
			verdict,
			severity: control.severity,
			resource: shown,
			paths: [...new Set(found.map(({ path }) => path))],
			...places(resource, found),
			message: [...new Set(found.map(({ message }) => message))].join(" "),
			remediation: control.remediation,
			references,
		};
	};
}

/** The result where a control can't see what it asks about. */
function unseen(control: AnyControl, subject: Subject): Result {
	const where = control.sources.map((each) => SEEN_IN[each]).join(" or ");
	const message = `This can't be seen in ${SEEN_IN[subject.source]}; look at ${where}.`;
	return clean(control, "not-applicable", subject, message, referencesOf(control));
}

const NOTHING: never[] = [];

/** The result of most judgements: nothing was found. It shares with its like what it can. */
function clean(control: AnyControl, verdict: Verdict, subject: Subject, message: string, references: Result["references"]): Result {
	const { shown: resource, written } = subject;
	const { id, severity, remediation } = control;
	const { locations, cause } = written;
	const result = { control: id, verdict, severity, resource, paths: NOTHING, locations, message, remediation, references };
	return cause === undefined ? result : { ...result, cause };
}

function referencesOf(control: AnyControl): Result["references"] {
	return control.references.map(({ framework, clause, strength }) => ({ framework, clause, strength }));
}

/** Sources as a sentence names them. */
export const SEEN_IN: Record<Source, string> = { plan: "a plan", state: "a state", live: "a live cloud" };

/** Why a check that threw could not answer. Other errors are a resource that is not of its kind's form, and never a pass. */
function doubtOf(thrown: unknown, subject: Resource): Problem {
	if (!(thrown instanceof UnknownValue)) return judgeless("", MISSHAPEN);
	const reason = thrown.leaf instanceof Secret ? "it is a secret" : thrown.leaf.reason;
	if (thrown.resource.id === unguarded(subject).id) return judgeless(thrown.path, reason);
	return { path: "", message: `${label(thrown.path)} of ${thrown.resource.type} ${thrown.resource.name} can't be judged: ${reason}.` };
}

/** What is said of a resource that a check stumbled over. */
export const MISSHAPEN = "it does not have the form that its kind has";

function judgeless(path: string, reason: string): Problem {
	return { path, message: `${path === "" ? "This" : label(path)} can't be judged: ${reason}.` };
}

/** `/spec/containers/0/image` → `spec.containers[0].image` */
export function label(path: string): string {
	let text = "";
	for (const token of path.slice(1).split("/"))
		text += /^\d+$/.test(token) ? `[${token}]` : `${text === "" ? "" : "."}${unescapeToken(token)}`;
	return text;
}

function shown(resource: Resource): Result["resource"] {
	const { id, type, name, namespace, layer, service, locations } = resource;
	const source = locations.find(({ role, path }) => role !== "cause" && (path === undefined || path === ""));
	return {
		id,
		type,
		name,
		...(namespace === undefined ? {} : { namespace }),
		...(layer === undefined ? {} : { layer }),
		...(service === undefined ? {} : { service }),
		...(source === undefined ? {} : { source: { file: source.file, line: source.line } }),
	};
}

/** Providers are judged and are no resources of a cloud: they count as covered where a control looks at them, and never as uncovered. */
function isConfiguration(type: string): boolean {
	return type.startsWith("pulumi:providers:");
}

function coverageOf(subjects: readonly { resource: Resource }[], judges: ReadonlyMap<string, number>): Report["coverage"] {
	const counts = new Map<string, number>();
	for (const { resource } of subjects) counts.set(resource.type, (counts.get(resource.type) ?? 0) + 1);
	return [...counts]
		.map(([type, resources]) => ({ type, resources, controls: judges.get(type) ?? 0 }))
		.filter(({ type, controls }) => controls > 0 || !isConfiguration(type))
		.sort((a, b) => (a.type < b.type ? -1 : 1));
}

const COUNTED = { pass: "pass", fail: "fail", unknown: "unknown", "not-applicable": "notApplicable", waived: "waived" } as const;

function summarise(results: readonly Result[], coverage: Report["coverage"]): Report["summary"] {
	const summary = { resources: 0, pass: 0, fail: 0, unknown: 0, notApplicable: 0, waived: 0, notCovered: 0 };
	for (const { verdict } of results) summary[COUNTED[verdict]]++;
	for (const { type, resources, controls } of coverage) {
		if (!isConfiguration(type)) summary.resources += resources;
		if (controls === 0) summary.notCovered += resources;
	}
	return summary;
}
