import type { Resource } from "../inventory/resource.ts";
import type { CheckContext } from "./control.ts";
import type { Destination, Place } from "./copies.ts";
import { placeOfHost, placeOfRegion } from "./copies.ts";
import { daysUntil } from "./days.ts";
import { ENVIRONMENT, environmentOf } from "./environment.ts";
import type { Index } from "./joins.ts";
import { allows } from "./jurisdiction.ts";
import { declaredService, SERVICE } from "./services.ts";

/** Somewhere that personal data goes, and where that is written. */
interface Way {
	what: string;
	path: string;
	place: Place;
}

/** Whether any service may process personal data: only where each says that it does not, none does. */
export function processesPersonalData(all: Index): boolean {
	const services = all.ofType(SERVICE);
	return services.length === 0 || services.some((service) => declaredService(service).data?.personal !== false);
}

/** Where the data of an environment, a service or a resource goes. */
export function placesOf(
	subject: Resource,
	destinations: readonly Destination[],
	{ all, facts }: Pick<CheckContext<unknown>, "all" | "facts">,
): readonly Way[] {
	const environment = environmentOf(all);
	if (subject.type === SERVICE) {
		const { personal, processors = [] } = declaredService(subject).data ?? {};
		if (personal !== true) return [];
		return processors.map((name, index) => {
			const country = environment?.processors?.[name]?.country;
			return { what: `what ${name} processes`, path: `/data/processors/${index}`, place: { country, called: name, read: true } };
		});
	}
	if (subject.type !== ENVIRONMENT)
		return destinations.flatMap(({ kind, path, host }) => {
			const place = placeOfHost(host, environment, facts);
			return place === "inside" ? [] : [{ what: `a ${kind}`, path, place }];
		});
	const { cloud, copies = [], logs } = environment ?? {};
	return [
		...(cloud?.region === undefined ? [] : [{ what: "the environment", path: "/cloud/region", place: placeOfRegion(cloud, facts) }]),
		...copies.map((copy, index) => ({ what: `a ${copy.kind ?? "copy"}`, path: `/copies/${index}`, place: placeOfRegion(copy, facts) })),
		...(logs?.sink === undefined
			? []
			: [{ what: "what is logged", path: "/logs/country", place: { country: logs.country, called: logs.sink, read: true } }]),
	];
}

/** Says what is wrong with a way out of the EEA. */
export function judgeTransfer({ what, path, place }: Way, { all, facts, today, report, unknown }: CheckContext<unknown>): void {
	const { country, called, read } = place;
	const inside = allows(country, ["EEA"], facts);
	const out = `It takes ${what} to ${country} (${called}), outside the EEA`;
	const tool = environmentOf(all)?.transfers?.find(({ to }) => to === country)?.tool;
	const decision = facts.adequacy(country ?? "");
	const named = `decision ${decision?.decision} (${decision === undefined ? "" : facts.cited("jurisdictions", decision.country, decision)})`;
	const ended = decision?.expires !== undefined && daysUntil(decision.expires, today) < 0;
	if (inside === undefined) unknown(path, `nothing says in which country ${called} is`);
	else if (inside) return;
	else if (!read) unknown(path, `that ${called} is in ${country} is common knowledge only`);
	else if (tool === undefined) report({ path, message: `${out}, and no tool of chapter V is declared (transfers).` });
	else if (tool === "derogation")
		report({ path, message: `${out}, again and again; a derogation of Art. 49 carries single transfers only.` });
	else if (tool !== "adequacy") return;
	else if (decision === undefined) report({ path, message: `${out}, and the facts have no decision on adequacy for ${country}.` });
	else if (ended) report({ path, message: `${out}, and ${named} ended on ${decision.expires}.` });
	else if (decision.scope !== undefined) unknown(path, `${named} holds for some only: ${decision.scope}`);
}
