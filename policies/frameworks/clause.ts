import type { Strength } from "../../reports/report.ts";
import type { Clause, Reference } from "../control.ts";

/** A law or standard, for the matrix of clauses and controls. */
export interface Text {
	/** As references name it. */
	name: string;
	title: string;
	/** Where to read it. Nothing of its text is repeated here. */
	source: string;
	/** Clauses that can be seen in infrastructure, whether or not a control speaks for them yet. */
	clauses: Readonly<Record<string, Clause>>;
	/** Its other parts, which infrastructure does not show, with the number of their clauses. */
	elsewhere: readonly { part: string; clauses: number }[];
}

/**
 * What the clauses of a law or standard ask, in our own words. Only clauses that infrastructure shows something of.
 * A control *supports* a clause; only a person or a body says whether it is met.
 */
export function framework<const C extends string>(name: string, asks: Record<C, string>): Readonly<Record<C, Clause>> {
	const clauses = Object.entries<string>(asks).map(([clause, text]) => [clause, { framework: name, clause, asks: text }]);
	return Object.fromEntries(clauses) as Record<C, Clause>;
}

/** The parts of a text that infrastructure does not show, as rows `name: number of clauses`. */
export function parts(counts: Readonly<Record<string, number>>): Text["elsewhere"] {
	return Object.entries(counts).map(([part, clauses]) => ({ part, clauses }));
}

/** The control checks what the clause asks, for the resources that it looks at. */
export const direct = (clause: Clause): Reference => ({ ...clause, strength: "direct" satisfies Strength });
/** The control checks a part of what the clause asks. */
export const partial = (clause: Clause): Reference => ({ ...clause, strength: "partial" satisfies Strength });
/** The control makes what the clause asks easier or likelier. */
export const supporting = (clause: Clause): Reference => ({ ...clause, strength: "supporting" satisfies Strength });
