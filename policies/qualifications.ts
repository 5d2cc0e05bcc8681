import type { Facts, QualificationRule } from "../facts/facts.ts";
import type { DeclaredEnvironment } from "./environment.ts";
import { wasRead } from "./jurisdiction.ts";

/**
 * Whether a product of a provider, in a region, holds one of the schemes that a rule asks for; `undefined` where the facts do not say,
 * disagree, or only repeat a claim. A scope names a product, and often a region: it says nothing of another product of the same provider.
 */
export function qualificationOf(
	{ provider: id = "", product: named, region = "" }: NonNullable<DeclaredEnvironment["cloud"]>,
	{ schemes }: QualificationRule,
	facts: Facts,
): { held: boolean | undefined; why: string } {
	const provider = facts.provider(id);
	const product = named ?? provider?.usualProduct;
	const offer = `${provider?.name ?? id}${product === undefined ? "" : `, product ${product},`} in ${region}`;
	const rows = (provider?.qualifications ?? []).filter(
		({ scheme, products, regions }) =>
			schemes.includes(scheme) &&
			(products === undefined || (product !== undefined && products.includes(product))) &&
			(regions === undefined || regions.includes(region)),
	);
	const [row, ...others] = rows;
	if (row === undefined || !wasRead(row)) return { held: undefined, why: `the facts do not say whether ${offer} holds one` };
	const said = `${row.scheme}, ${row.scope} (${facts.cited("providers", id, row)})`;
	const open = rows.find(({ status }) => status === "claimed" || status === "conflict");
	if (open !== undefined) return { held: undefined, why: `sources disagree on ${offer}, or claim without a scope that was read: ${said}` };
	if (row.status === "qualified") return { held: others.length === 0 ? true : undefined, why: `${offer} holds ${said}` };
	return {
		held: false,
		why: `${offer} ${row.status === "in-progress" ? "has applied for and not got" : "is not in the scope of"} ${said}`,
	};
}
