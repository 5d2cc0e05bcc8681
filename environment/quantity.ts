/** Durations, sizes and shares of a processor: parsed once, compared as numbers, printed as the user wrote them. */

export interface Duration {
	text: string;
	/** A day has 86,400 s, a week 7 days, a year 365 days; a month has no fixed length and is not accepted. */
	seconds: number;
}

export interface Size {
	/** Written as Kubernetes quantities are: `512Mi`, `20Gi`, `1Ti`. */
	text: string;
	bytes: number;
}

export interface Cpu {
	/** Written as Kubernetes quantities are: `250m`, `1`, `1.5`. */
	text: string;
	millicores: number;
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800, y: 31_536_000 };
const BYTES: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

export const DURATION =
	/^(?:[1-9][0-9]{0,8}[smhdwy]|P(?=[0-9T])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}W)?(?:[0-9]{1,5}D)?(?:T(?=[0-9])(?:[0-9]{1,6}H)?(?:[0-9]{1,7}M)?(?:[0-9]{1,9}S)?)?)$/;
export const SIZE = /^[1-9][0-9]{0,8}(?:Ki|Mi|Gi|Ti)$/;
export const CPU = /^(?:[1-9][0-9]{0,6}m|[1-9][0-9]{0,3}|[0-9]{1,4}\.[0-9]{1,3})$/;

/** `15m`, `900s`, `5y`, or ISO 8601 without months (`PT15M`, `P5Y`). Undefined where `text` is none of them, or is zero. */
export function duration(text: string): Duration | undefined {
	if (!DURATION.test(text)) return undefined;
	let seconds = 0;
	for (const [, count, unit] of text.toLowerCase().matchAll(/([0-9]+)([a-z])/g)) seconds += Number(count) * SECONDS[unit as string]!;
	return seconds > 0 ? { text, seconds } : undefined;
}

/** Undefined where `text` is not a whole number with one of `Ki`, `Mi`, `Gi`, `Ti`. */
export function size(text: string): Size | undefined {
	if (!SIZE.test(text)) return undefined;
	return { text, bytes: Number(text.slice(0, -2)) * BYTES[text.slice(-2)]! };
}

/** Undefined where `text` is neither `250m` nor a number of cores, or is zero. */
export function cpu(text: string): Cpu | undefined {
	if (!CPU.test(text)) return undefined;
	const millicores = text.endsWith("m") ? Number(text.slice(0, -1)) : Math.round(Number(text) * 1000);
	return millicores > 0 ? { text, millicores } : undefined;
}
