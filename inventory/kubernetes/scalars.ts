/**
 * What a plain scalar of YAML stands for in Kubernetes: YAML 1.1 without its numbers to base 60 and its dates.
 * Source: resolve.go of go.yaml.in/yaml/v2 2.4.3, which sigs.k8s.io/yaml 1.6 rests on.
 */
const WORDS = new Map<string, boolean | null>([
	...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
	...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
	...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
]);
/** A scalar that begins otherwise is a text. */
const FIRST = new Set("0123456789+-.yYnNtTfFoO~");
const INTEGER = /^[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|0[0-7_]*|[1-9][\d_]*)$/;
const FLOAT = /^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d+)(?:[eE][-+]?\d+)?$/;
const NOT_FINITE = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

/** `Infinity` and `NaN` are what JSON has no word for, and Kubernetes refuses. */
export function plainScalar(text: string): string | number | boolean | null {
	const [first] = text;
	if (first !== undefined && !FIRST.has(first)) return text;
	const word = WORDS.get(text);
	if (word !== undefined) return word;
	if (/[a-zA-Z~]/.test(first ?? "")) return text;
	if (INTEGER.test(text)) return integer(text);
	if (FLOAT.test(text)) {
		const value = Number(text.replaceAll("_", ""));
		return Number.isFinite(value) ? value : text;
	}
	return NOT_FINITE.test(text) ? Number.NaN : text;
}

/** What 64 bits can't hold is a text, unless it is written in tens and so a number with a fraction. */
function integer(text: string): number | string {
	const digits = text.replaceAll("_", "").replace(/^[-+]/, "");
	const value = Number(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
	if (value >= 2 ** 64 && !/^[1-9]/.test(digits)) return text;
	return text.startsWith("-") ? -value : value;
}
