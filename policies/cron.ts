/**
 * Schedules of CronJobs, exactly as Kubernetes reads them (robfig/cron v3, `ParseStandard`): five fields, names of months and days, lists,
 * ranges, steps, or a descriptor. Libraries for JavaScript read more than that, such as seconds, `7` for Sunday and `L`, which
 * Kubernetes refuses.
 */
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

interface Field {
	called: string;
	min: number;
	max: number;
	names: readonly string[];
}
const FIELDS: readonly Field[] = [
	{ called: "minute", min: 0, max: 59, names: [] },
	{ called: "hour", min: 0, max: 23, names: [] },
	{ called: "day of the month", min: 1, max: 31, names: [] },
	{ called: "month", min: 1, max: 12, names: MONTHS },
	{ called: "day of the week", min: 0, max: 6, names: DAYS },
];
const DESCRIPTORS = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];
const DURATION = /^@every [+]?((\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/;

/** What is wrong with a schedule, as the rest of a sentence that begins with "it"; `undefined`: nothing. */
export function scheduleFault(schedule: string): string | undefined {
	// TZ= before the fields was never documented, and is refused since there is timeZone.
	if (schedule.includes("TZ")) return "names a time zone, which belongs into spec.timeZone";
	if (schedule.startsWith("@"))
		return DESCRIPTORS.includes(schedule) || DURATION.test(schedule) ? undefined : `is no descriptor: ${schedule}`;
	const fields = schedule.split(/\s+/).filter(Boolean);
	if (fields.length !== FIELDS.length) return `has ${fields.length} fields instead of five`;
	const index = FIELDS.findIndex(
		(field, at) =>
			!(fields[at] as string)
				.split(",")
				.filter(Boolean)
				.every((range) => isRange(range, field)),
	);
	return index < 0 ? undefined : `has no ${FIELDS[index]?.called} that there is: ${fields[index]}`;
}

function isRange(text: string, { min, max, names }: Field): boolean {
	const [range = "", step, ...steps] = text.split("/");
	const [low = "", high, ...highs] = range.split("-");
	const number = (part: string): number => {
		const name = names.indexOf(part.toLowerCase());
		return name < 0 ? (/^\+?\d+$/.test(part) ? Number(part) : Number.NaN) : name + min;
	};
	if (steps.length > 0 || (step !== undefined && !/^\+?0*[1-9]\d*$/.test(step))) return false;
	if (low === "*" || low === "?") return true;
	if (highs.length > 0) return false;
	// `N/step` means from N to the end.
	const [from, to] = [number(low), high === undefined ? (step === undefined ? number(low) : max) : number(high)];
	return min <= from && from <= to && to <= max;
}

/** Whether the name is of a zone that the IANA's database has; `Local` and offsets are none. */
export function isTimeZone(name: string): boolean {
	if (/^local$/i.test(name) || !name.split("/").every((part) => /^[A-Za-z.\-_0-9+]{1,14}$/.test(part) && !/^[-+\d]/.test(part)))
		return false;
	try {
		return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
	} catch {
		return false;
	}
}
