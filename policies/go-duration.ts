const UNITS: Readonly<Record<string, number>> = { ns: 1e-9, us: 1e-6, µs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };

/** Seconds of a duration as Go writes it: `2160h`, `1h30m0s`, `0`. `undefined`: none. Source: https://pkg.go.dev/time#ParseDuration */
export function goSeconds(text: string): number | undefined {
	if (text === "0") return 0;
	if (!/^([\d.]+(ns|us|µs|ms|s|m|h))+$/.test(text)) return undefined;
	let sum = 0;
	for (const [, count, unit] of text.matchAll(/([\d.]+)([a-zµ]+)/g)) sum += Number(count) * (UNITS[unit as string] as number);
	return Number.isNaN(sum) ? undefined : sum;
}
