import type { Document, Node, ScalarTag } from "yaml";
import { isAlias, isMap, isScalar, isSeq } from "yaml";

/**
 * YAML as Kubernetes reads it: YAML 1.1 without its numbers to base 60 and its dates.
 * Source: go.yaml.in/yaml/v2 resolve.go and decode.go 2.4.3, which sigs.k8s.io/yaml 1.6 rests on.
 */
const scalar = (tag: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
	tag: `tag:yaml.org,2002:${tag}`,
	default: true,
	test,
	resolve,
});

const YES = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;

export const KUBERNETES_TAGS: ScalarTag[] = [
	{ tag: "tag:yaml.org,2002:str", default: true, resolve: (text: string) => text },
	scalar("null", /^(?:~|null|Null|NULL)?$/, () => null),
	scalar("bool", /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/, (text) => YES.test(text)),
	scalar("int", /^[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][\d_]*)$/, integer),
	scalar(
		"float",
		/^(?:[-+]?\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|[-+]?\.\d+(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
		float,
	),
];

function integer(text: string): number {
	const plain = text.replaceAll("_", "");
	const sign = plain.startsWith("-") ? -1 : 1;
	const digits = plain.replace(/^[-+]/, "");
	return sign * Number(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
}

function float(text: string): number {
	const plain = text.replaceAll("_", "");
	if (/nan$/i.test(plain)) return Number.NaN;
	return /inf$/i.test(plain) ? (plain.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY) : Number(plain);
}

/** What is wrong with a document, and where. */
export class YamlProblem {
	readonly offset: number;
	readonly message: string;
	constructor(offset: number, message: string) {
		this.offset = offset;
		this.message = message;
	}
}

/** No object of Kubernetes is deeper. */
export const DEEPEST = 500;
/** How many values aliases may stand for in one document; go.yaml.in/yaml refuses documents that are mostly aliases from here on. */
const MOST_ALIASED = 400_000;

/** A document's content as plain values. Throws `YamlProblem` for what Kubernetes' strict decoder refuses, and for what would never end. */
export function plainValues({ contents }: Document): unknown {
	const anchors = new Map<string, { value: unknown; size: number } | undefined>();
	let aliased = 0;
	let size = 0;
	const convert = (node: Node | null, depth: number): unknown => {
		size++;
		if (node === null) return null;
		const offset = node.range?.[0] ?? 0;
		if (depth > DEEPEST) throw new YamlProblem(offset, `it is nested more than ${DEEPEST} levels deep, which no object of Kubernetes is.`);
		if (isAlias(node)) {
			const anchor = anchors.get(node.source);
			if (anchor === undefined) {
				throw new YamlProblem(
					offset,
					anchors.has(node.source) ? "an alias stands for something that holds itself." : "an alias names no anchor above it.",
				);
			}
			aliased += anchor.size;
			size += anchor.size;
			if (aliased > MOST_ALIASED)
				throw new YamlProblem(offset, `its aliases stand for more than ${MOST_ALIASED} values, which looks like an attack.`);
			return anchor.value;
		}
		const { anchor } = node as { anchor?: string };
		const before = size;
		if (anchor !== undefined) anchors.set(anchor, undefined);
		const value = isMap(node)
			? mapping(node.items, depth)
			: isSeq(node)
				? node.items.map((item) => convert(item as Node, depth + 1))
				: isScalar(node)
					? node.value
					: null;
		if (anchor !== undefined) anchors.set(anchor, { value, size: size - before + 1 });
		return value;
	};
	const mapping = (items: readonly { key: unknown; value: unknown }[], depth: number): Record<string, unknown> => {
		const result: Record<string, unknown> = {};
		const own = new Set<string>();
		for (const { key, value } of items) {
			const offset = (key as Node | null)?.range?.[0] ?? 0;
			if (isScalar(key) && key.value === "<<" && key.type === "PLAIN") {
				merge(result, convert(value as Node, depth + 1), offset);
				continue;
			}
			const name = nameOf(isAlias(key) ? convert(key, depth + 1) : key, offset);
			if (own.has(name)) throw new YamlProblem(offset, "a key stands twice in the same mapping, which Kubernetes refuses.");
			own.add(name);
			put(result, name, convert(value as Node | null, depth + 1));
		}
		return result;
	};
	return convert(contents as Node | null, 0);
}

/** Later keys win, and of several merged mappings the first, as in Kubernetes. */
function merge(into: Record<string, unknown>, value: unknown, offset: number): void {
	for (const source of Array.isArray(value) ? value.toReversed() : [value]) {
		if (typeof source !== "object" || source === null || Array.isArray(source))
			throw new YamlProblem(offset, "a merge key needs a mapping.");
		for (const [key, child] of Object.entries(source)) put(into, key, child);
	}
}

/** A key named `__proto__` is a key like any other. */
function put(into: Record<string, unknown>, key: string, value: unknown): void {
	if (key === "__proto__") Object.defineProperty(into, key, { value, enumerable: true, writable: true, configurable: true });
	else into[key] = value;
}

function nameOf(key: unknown, offset: number): string {
	const value = isScalar(key) ? key.value : key;
	if (value === null || value === undefined) throw new YamlProblem(offset, "a key is empty, which Kubernetes refuses.");
	if (typeof value === "object") throw new YamlProblem(offset, "a key is a mapping or a list, which Kubernetes refuses.");
	return String(value);
}
