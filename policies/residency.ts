import type { CheckContext } from "./control.ts";
import type { Destination, Place } from "./copies.ts";
import { placeOfHost, placeOfRegion } from "./copies.ts";
import { environmentOf } from "./environment.ts";
import type { Jurisdictions } from "./jurisdiction.ts";
import { allowedJurisdictions, allows } from "./jurisdiction.ts";

/** Says where something stands, if that is outside what is allowed or not known. */
export function judgePlace(what: string, path: string, { country, called, read }: Place, context: CheckContext<Jurisdictions>): void {
	const { all, facts, parameters, report, unknown } = context;
	const allowed = allowedJurisdictions(all, parameters);
	const fits = allows(country, allowed, facts);
	if (fits === undefined) unknown(path, `nothing says where ${called} stands`);
	else if (!read) unknown(path, `where ${called} stands is common knowledge only`);
	else if (!fits) report({ path, message: `${what} stands in ${country}, outside ${allowed.join(", ")}: ${called.replace(/,$/, "")}.` });
}

/** Every copy of a kind that the environment declares. */
export function judgeDeclaredCopies(kind: Destination["kind"], what: string, context: CheckContext<Jurisdictions>): void {
	const copies = (environmentOf(context.all)?.copies ?? [])
		.map((copy, index) => ({ copy, index }))
		.filter(({ copy }) => copy.kind === kind);
	if (copies.length === 0) context.notApplicable();
	context.each(copies, ({ copy, index }) => judgePlace(what, `/copies/${index}`, placeOfRegion(copy, context.facts), context));
}

/** Every place that a resource copies to. Places inside the cluster are where the cluster is. */
export function judgeDestinations(destinations: readonly Destination[], what: string, context: CheckContext<Jurisdictions>): void {
	if (destinations.length === 0) context.notApplicable();
	const environment = environmentOf(context.all);
	context.each(destinations, ({ host, path }) => {
		const place = placeOfHost(host, environment, context.facts);
		if (place !== "inside") judgePlace(what, path, place, context);
	});
}
