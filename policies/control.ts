import type { z } from "zod";
import type { Facts } from "../facts/facts.ts";
import type { Layer, Resource, Source } from "../inventory/resource.ts";
import type { Severity, Strength } from "../reports/report.ts";
import type { Index } from "./index-of.ts";

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

/** A resource list in short form; the subject of the verdict is the first resource, or every one in `verdicts`. */
export interface Example {
	title: string;
	resources: ExampleResource[];
	/** The list is a part of something larger, so that an absent other side is unknown. */
	partial?: boolean;
	parameters?: Record<string, unknown>;
}
export interface ExampleResource {
	type: string;
	name: string;
	namespace?: string;
	id?: string;
	physicalId?: string;
	layer?: Layer;
	service?: string;
	properties: Resource["properties"];
	dependsOn?: string[];
	parent?: string;
}

export interface CheckContext<P> {
	/** Every resource of the run, joined through indexes that are built once. */
	all: Index;
	facts: Facts;
	parameters: P;
	/** A problem at a JSON pointer of the subject; `""` for an absence. */
	report(problem: { path: string; message: string }): void;
	/** The verdict hangs on a value that is not known. */
	unknown(path: string): void;
	/** Runs `body` for each item so that a value that is not known in one of them does not hide a problem in another. */
	each<T>(items: Iterable<T>, body: (item: T, index: number) => void): void;
}

/**
 * One rule, one file: metadata, check and examples. Tests, catalogue, packs and documentation are derived from it.
 *
 * `check` reads `subject.properties` as plain values. Reading a leaf that is unknown or secret throws, and the evaluator turns that
 * into the verdict unknown: a control cannot pass by overlooking one. Presence is asked with `in`, which reads nothing.
 */
export interface Control<P = Record<string, never>> {
	id: string;
	family: string;
	severity: Severity;
	title: string;
	rationale: string;
	remediation: string;
	references: Reference[];
	appliesTo: readonly string[] | ((resource: Resource) => boolean);
	scope: "resource" | "stack";
	/** Where the fact can be seen; elsewhere the control is not applicable and the type counts as coverage. */
	sources: readonly Source[];
	parameters?: z.ZodType<P>;
	waivable?: boolean;
	check(subject: Resource, context: CheckContext<P>): void;
	examples: { pass: Example[]; fail: Example[]; unknown?: Example[] };
}
