import type { Basis, Facts } from "../facts/facts.ts";
import { wasRead } from "./jurisdiction.ts";

/** Whose law reaches a provider. */
export interface Reach {
	/** A sentence's worth: who, under whose law, and which row of which source says so. */
	who: string;
	country: string | undefined;
	read: boolean;
	/** Absent: the operator or its owner themselves. Else the level of the row in the facts. */
	level?: string;
}

/** Operator, owner, and further reaches of law from outside the Union; of a provider that the facts don't know, what is declared. */
export function reachesOf(id: string, suppliers: { readonly [name: string]: string } | undefined, facts: Facts): Reach[] {
	const provider = facts.provider(id);
	if (provider === undefined) {
		const declared = suppliers?.[id];
		if (declared === "own") return [];
		const who =
			declared === undefined
				? `nobody says who operates ${id}; declare it under suppliers`
				: `${id} is operated under the law of ${declared} by declaration`;
		return [{ who, country: declared, read: true }];
	}
	const { name, hq, parent, extraEuLaw = [] } = provider;
	const cited = (row: Basis): string => ` (${facts.cited("providers", id, row)})`;
	const nobody = (what: string): Reach => ({ who: `the facts do not say who ${what} ${name}`, country: undefined, read: true });
	return [
		hq?.country === undefined
			? nobody("operates")
			: { who: `${name} is operated under the law of ${hq.country}${cited(hq)}`, country: hq.country, read: wasRead(hq) },
		parent?.country === undefined
			? nobody("owns")
			: {
					who: `${name} belongs to ${parent.entity ?? "its owner"}, under the law of ${parent.country}${cited(parent)}`,
					country: parent.country,
					read: wasRead(parent),
				},
		...extraEuLaw
			.filter(({ country }) => country !== undefined)
			.map((row) => ({
				who: `the law of ${row.country} reaches ${name}: ${row.level}${cited(row)}`,
				country: row.country,
				read: wasRead(row),
				level: row.level,
			})),
	];
}
