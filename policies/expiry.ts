import type { Resource } from "../inventory/resource.ts";
import type { CheckContext, Parameter } from "./control.ts";
import { present } from "./guard.ts";

const DAY = 86_400_000;

export interface Lifetime {
	maximumDays: number;
}

export const lifetime: Parameter<number> = {
	description: "Days from the day of the judgement within which it has to end.",
	default: 365,
	schema: { type: "integer", minimum: 1 },
};

/** Reports what has no end at `key`, or one that lies too far away. What has ended already meets it: it can't be used any more. */
export function demandEnd(subject: Resource, key: string, { parameters, today, report, unknown }: CheckContext<Lifetime>): void {
	if (!present(subject.properties, key)) {
		report({ path: "", message: `It never ends: ${key} is absent.` });
		return;
	}
	const end = String(subject.properties[key]);
	const days = daysUntil(end, today);
	if (days === undefined) unknown(`/${key}`, "it is no time in RFC 3339");
	else if (days > parameters.maximumDays)
		report({ path: `/${key}`, message: `It ends on ${end.slice(0, 10)}, later than in ${parameters.maximumDays} days.` });
}

/** Days from `today` to a time in RFC 3339 or as Keystone and Barbican write it (UTC where no zone is named); negative: past. `undefined`: no time. */
export function daysUntil(time: string, today: string): number | undefined {
	const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$/.test(time) ? time : `${time}Z`);
	return Number.isNaN(at) ? undefined : (at - Date.parse(today)) / DAY;
}
