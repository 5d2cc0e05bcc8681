/** Days of a plan: calendar days where a first day is known, else numbers that count from 0. */

export interface Freeze {
	from: string;
	until: string;
	why?: string | undefined;
}

const DAY = 86_400_000;

/** `2026-12-07`, or `day 12`. */
export function dayName(start: string | undefined, offset: number): string {
	return start === undefined ? `day ${offset}` : new Date(Date.parse(`${start}T00:00:00Z`) + offset * DAY).toISOString().slice(0, 10);
}

/** The offset of a day that a person wrote; `undefined` where it is none of this calendar. */
export function offsetOf(start: string | undefined, day: string): number | undefined {
	const [, number] = /^day (\d{1,5})$/.exec(day) ?? [];
	if (number !== undefined) return Number(number);
	if (start === undefined || !/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
	const time = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(time) ? undefined : Math.round((time - Date.parse(`${start}T00:00:00Z`)) / DAY);
}

/** The first day from `offset` on that is in no freeze, and the freezes that were waited out. */
export function outside(start: string | undefined, offset: number, freezes: readonly Freeze[]): { offset: number; waited: Freeze[] } {
	if (start === undefined) return { offset, waited: [] };
	const waited = new Set<Freeze>();
	let at = offset;
	for (;;) {
		const day = dayName(start, at);
		const hit = freezes.find(({ from, until }) => from <= day && day <= until);
		if (hit === undefined) return { offset: at, waited: [...waited] };
		waited.add(hit);
		at = offsetOf(start, hit.until)! + 1;
	}
}
