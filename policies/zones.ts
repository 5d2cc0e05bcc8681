import type { Facts } from "../facts/facts.ts";
import type { Place } from "./copies.ts";
import { placeOfRegion } from "./copies.ts";
import type { DeclaredEnvironment } from "./environment.ts";

/**
 * Where a zone stands. A zone that the facts give to a region stands there, also to another region than the declared one. In a cloud of
 * one's own, in a region that is one zone, and where the country of a region that the facts don't know is declared, it stands where the
 * region does. Otherwise its country is not known: a name promises nothing.
 */
export function placeOfZone(zone: string, cloud: NonNullable<DeclaredEnvironment["cloud"]>, facts: Facts): Place {
	const { provider = "", region = "", country } = cloud;
	const owner = facts.provider(provider)?.regions?.find(({ zones }) => zones?.includes(zone));
	const called = (place: Place): Place => ({
		country: place.country,
		read: place.read,
		get called() {
			return `${zone} of ${place.called}`;
		},
	});
	if (owner !== undefined) return called(placeOfRegion({ provider, region: owner.id }, facts));
	const row = facts.region(provider, region);
	const whole = row === undefined ? country !== undefined : row.mode === "1-AZ" || row.zones?.length === 0;
	if (whole) return called(placeOfRegion({ provider, region, ...(country === undefined ? {} : { country }) }, facts));
	return { country: undefined, called: `${zone} of ${provider} ${region}`, read: true };
}
