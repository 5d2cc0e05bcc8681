import type { Strength } from "../../reports/report.ts";
import type { Clause, Reference } from "../control.ts";

/**
 * A law or standard: which text, where to read it, and what its clauses ask, in our own words. Only clauses that a control speaks for.
 * A control *supports* a clause; only a person or a body says whether it is met.
 */
export function framework<const C extends string>(name: string, asks: Record<C, string>): Readonly<Record<C, Clause>> {
	const clauses = Object.entries<string>(asks).map(([clause, text]) => [clause, { framework: name, clause, asks: text }]);
	return Object.fromEntries(clauses) as Record<C, Clause>;
}

/** The control checks what the clause asks, for the resources that it looks at. */
export const direct = (clause: Clause): Reference => ({ ...clause, strength: "direct" satisfies Strength });
/** The control checks a part of what the clause asks. */
export const partial = (clause: Clause): Reference => ({ ...clause, strength: "partial" satisfies Strength });
/** The control makes what the clause asks easier or likelier. */
export const supporting = (clause: Clause): Reference => ({ ...clause, strength: "supporting" satisfies Strength });
