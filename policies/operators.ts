import type { Facts, SupplierKind } from "../facts/facts.ts";
import { wasRead } from "./jurisdiction.ts";

/**
 * Who operates a host, address or cloud, and under whose law. A row of the facts for which a text was read wins over what is declared, since
 * a declaration moves nobody to another country; a declaration wins over common knowledge.
 *
 * - `own`: the organisation itself, by declaration.
 * - `declared`: somebody under the law of `country`, by declaration.
 * - `known`: by a row of the facts; `read` says whether a text was read for it, or it is common knowledge only.
 * - `stranger`: neither facts nor environment say.
 */
export type Operator =
	| { kind: "own" | "stranger"; who: string; country?: undefined }
	| { kind: "declared"; who: string; country: string }
	| { kind: "known"; who: string; country: string; read: boolean };

export function operatorOf(
	kind: SupplierKind,
	name: string,
	suppliers: { readonly [name: string]: string } | undefined,
	facts: Facts,
): Operator {
	const host = name.replace(/^([^:]+):\d+$/, "$1");
	const row = facts.operator(kind, host);
	const read = row !== undefined && wasRead(row);
	const declared = suppliers?.[name] ?? suppliers?.[host];
	if (row !== undefined && (read || declared === undefined)) {
		return {
			kind: "known",
			country: row.country,
			read,
			// Asked for only where something is to be said.
			get who() {
				const parent = row.parent === undefined ? "" : `, part of ${row.parent},`;
				const source = facts.cited("registries", row.id, row);
				return `${name} is operated by ${row.operator}${parent} under the law of ${row.country} (${source})`;
			},
		};
	}
	if (declared === "own") return { kind: "own", who: `${name} is the organisation's own` };
	if (declared === undefined) return { kind: "stranger", who: `nobody says who operates ${name}` };
	return {
		kind: "declared",
		who: `${name} is operated under the law of ${declared} (suppliers in the environment file)`,
		country: declared,
	};
}
