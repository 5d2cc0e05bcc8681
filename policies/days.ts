import type { Parameter } from "./control.ts";

/** How long declared durations are. */

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };

/** Seconds of a duration as the environment file writes it (`15m`, `PT15M`, `5y`); it was checked when the file was read. NaN: none. */
export function seconds(duration: string | undefined): number {
	let sum = Number.NaN;
	for (const [, count, unit] of String(duration ?? "")
		.toLowerCase()
		.matchAll(/(\d+)([smhdwy])/g))
		sum = (Number.isNaN(sum) ? 0 : sum) + Number(count) * (SECONDS[unit as string] as number);
	return sum;
}

/** Seconds in a number of days. */
export const inDays = (days: number): number => days * 86_400;

/** A number of days as a parameter. */
export const days = (description: string, value: number): Parameter<number> => ({
	description,
	default: value,
	schema: { type: "integer", minimum: 1, maximum: 36_500 },
});

/** Days from `today` to another day, both `YYYY-MM-DD`; negative: past. NaN: no day. */
export function daysUntil(day: string, today: string): number {
	return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
}
