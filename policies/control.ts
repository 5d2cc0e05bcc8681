import type { Facts } from "../facts/facts.ts";
import type { Layer, Resource, Source } from "../inventory/resource.ts";
import type { Severity, Strength } from "../reports/report.ts";
import type { Index } from "./joins.ts";
import type { KubernetesVersion } from "./kubernetes-version.ts";

/** A clause of a law or standard, as one of `policies/frameworks/*` declares it. */
export interface Clause {
	framework: string;
	clause: string;
	/** What the clause asks, in our own words. */
	asks: string;
}

/** A clause together with how strongly a control speaks for it. Made by `direct(clause)`, `partial(clause)`, `supporting(clause)`. */
export interface Reference extends Clause {
	strength: Strength;
}

/** A resource list in short form; the subject of the verdict is the first resource. */
export interface Example {
	title: string;
	resources: ExampleResource[];
	/** The list is a part of something larger, so that an absent other side is unknown. */
	partial?: boolean;
	/** Where the list comes from; default: the first of the control's `sources`. */
	source?: Source;
	parameters?: Record<string, unknown>;
	/** Words that the message has to hold, where it says more than that something is wrong. */
	says?: string;
	/** JSON pointer that is among the places of what is found, where it is not plain which one is meant. */
	at?: string;
	/** The day of the judgement. Default: 2026-11-23. */
	today?: string;
	/** Default: the newest known. */
	kubernetesVersion?: KubernetesVersion;
}
export interface ExampleResource {
	type: string;
	name: string;
	namespace?: string;
	/** Default: `type::name`. */
	id?: string;
	physicalId?: string;
	layer?: Layer;
	service?: string;
	properties: Resource["properties"];
	dependsOn?: string[];
	parent?: string;
}

export interface Problem {
	/** JSON pointer of the subject; `""` for an absence. */
	path: string;
	/** A sentence for a person. It may quote values: those of secrets can't be read in the first place. */
	message: string;
}

export interface CheckContext<P> {
	/** Every resource of the run, joined through indexes that are built once. */
	all: Index;
	facts: Facts;
	parameters: P;
	/** The day of the judgement, `YYYY-MM-DD` in UTC: drills, certificates and decisions age. */
	today: string;
	/** The release of the cluster that the resources are for. */
	kubernetesVersion: KubernetesVersion;
	report(problem: Problem): void;
	/** A problem that lies in something not being in the list; unknown where the list is a part. */
	absent(problem: Problem): void;
	/** The verdict hangs on something that is not known; `reason` completes "can't be judged: …". */
	unknown(path: string, reason?: string): void;
	/** Nothing here for this control to judge, although the type matched. A problem or an unknown value still wins. */
	notApplicable(): void;
	/** Runs `body` for each item so that a value that is not known in one of them does not hide a problem in another. */
	each<T>(items: readonly T[], body: (item: T, index: number) => void): void;
}

/** A parameter as data: JSON schema of its value, from which `--parameters` is validated and the catalogue printed. */
export interface Parameter<T> {
	description: string;
	default: T;
	schema: { type: "array" | "string" | "integer"; items?: object; enum?: readonly string[]; minimum?: number; maximum?: number };
}

/**
 * One rule, one file: metadata, check and examples. Tests, catalogue, packs and documentation are derived from it.
 *
 * `check` reads `subject.properties` as plain values. Reading a leaf that is unknown or secret throws, and the evaluator turns that
 * into the verdict unknown: a control cannot pass by overlooking one. Presence is asked with `present`, which reads nothing.
 */
export interface Control<P = Record<never, never>> {
	id: string;
	family: string;
	severity: Severity;
	title: string;
	rationale: string;
	remediation: string;
	references: Reference[];
	appliesTo: readonly string[] | ((resource: Resource) => boolean);
	/** `stack`: the verdict concludes from what else is, or is not, in the whole list. */
	scope: "resource" | "stack";
	/** Where the fact can be seen; elsewhere the control is not applicable and the type counts as coverage. */
	sources: readonly Source[];
	parameters?: { [K in keyof P]: Parameter<P[K]> };
	waivable?: boolean;
	/** The question is whether a value is marked as a secret, so that a secret leaf is an answer and hides none. */
	judgesMarking?: true;
	check(subject: Resource, context: CheckContext<P>): void;
	examples: { pass: Example[]; fail: Example[]; unknown?: Example[]; notApplicable?: Example[] };
}

/** A control of any parameters, as lists hold it. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds controls of different parameters, and each check gets its own.
export type AnyControl = Control<any>;
