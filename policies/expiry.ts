const DAY = 86_400_000;

/** Days from `today` to a time in RFC 3339 or the ISO 8601 that Keystone and Barbican write (UTC where no zone is named); negative: past. `undefined`: no time. */
export function daysUntil(time: string, today: string): number | undefined {
	const at = Date.parse(/(?:Z|[+-]\d\d:?\d\d)$|^\d{4}-\d\d-\d\d$/.test(time) ? time : `${time}Z`);
	return Number.isNaN(at) ? undefined : (at - Date.parse(today)) / DAY;
}
