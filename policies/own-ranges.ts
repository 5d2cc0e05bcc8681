import { environmentOf } from "./environment.ts";
import { leafAt } from "./guard.ts";
import type { Index } from "./joins.ts";
import { SUBNET } from "./ports.ts";
import type { Prefix } from "./world.ts";
import { covers, prefixOf } from "./world.ts";

/** Whether addresses are the environment's own: of one of its subnets, or of the range that it declares. */
export type Place = "inside" | "outside" | "unknown";

export function placeOf(prefix: Prefix, all: Index): Place {
	const { ranges, complete } = all.once(ownRanges);
	if (ranges.some((range) => covers(range, prefix))) return "inside";
	return complete && !all.partial ? "outside" : "unknown";
}

function ownRanges(all: Index): { ranges: Prefix[]; complete: boolean } {
	const ranges: Prefix[] = [];
	let complete = true;
	const declared = environmentOf(all)?.network?.cidr;
	const texts = [...all.ofType(SUBNET).map((subnet) => leafAt(subnet, "/cidr")), ...(declared === undefined ? [] : [declared])];
	for (const text of texts) {
		// A subnet that is cut from a pool gets its range later.
		const prefix = typeof text === "string" ? prefixOf(text) : undefined;
		if (prefix === undefined) complete = false;
		else ranges.push(prefix);
	}
	return { ranges, complete };
}
