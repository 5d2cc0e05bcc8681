import type { Resource } from "../inventory/resource.ts";
import { Secret, Unknown } from "../inventory/resource.ts";
import { leafAt, UnknownValue } from "./guard.ts";

/** How a credential stands in a description: not at all, marked as a secret and so encrypted in the state, or readable there. */
export type Marking = "absent" | "secret" | "clear";

/** Throws `UnknownValue` where the value comes later: whether it will be marked then is not known. */
export function markingOf(subject: Resource, pointer: string): Marking {
	const leaf = leafAt(subject, pointer);
	if (leaf === undefined || leaf === null || leaf === "") return "absent";
	if (leaf instanceof Unknown) throw new UnknownValue(subject, pointer, leaf);
	return leaf instanceof Secret ? "secret" : "clear";
}
