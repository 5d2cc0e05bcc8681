import { isObject, own } from "../json.ts";
import type { Properties, Value } from "../resource.ts";
import { Secret, Unknown } from "../resource.ts";

/** No resource of a provider is nested as deeply; a broken file may be. */
const DEEPEST = 60;

/** Terraform's two trees of marks beside a value: `true` at a place that is unknown, or sensitive. */
export interface Marks {
	unknown?: unknown;
	sensitive?: unknown;
	/** What stands for an unknown value, by the way to it; `undefined`: it counts as absent. */
	explain?: (way: readonly string[]) => Value | undefined;
}

/** A value of Terraform's JSON, its unknown and sensitive leaves as such. Null is absent; a list keeps its length. */
export function marked(value: unknown, { unknown, sensitive, explain = () => new Unknown("known after apply") }: Marks): Value | undefined {
	const way: string[] = [];
	const read = (value: unknown, unknown: unknown, sensitive: unknown): Value | undefined => {
		if (unknown === true) return sensitive === true ? new Secret("unknown") : explain(way);
		if (sensitive === true && value !== null && value !== undefined) return new Secret(Array.isArray(value) ? "array" : typeof value);
		if (way.length > DEEPEST) return new Unknown("it is nested too deeply to be read");
		if (Array.isArray(value) || (Array.isArray(unknown) && unknown.length > 0)) {
			const length = Math.max(Array.isArray(value) ? value.length : 0, Array.isArray(unknown) ? unknown.length : 0);
			return Array.from({ length }, (_, index) => below(String(index), value, unknown, sensitive) ?? null);
		}
		if (isObject(value) || (isObject(unknown) && Object.keys(unknown).length > 0)) {
			const keys = isObject(unknown) ? new Set([...Object.keys(value ?? {}), ...Object.keys(unknown)]) : Object.keys(value as object);
			const entries: [string, Value][] = [];
			for (const key of keys) {
				const found = below(key, value, unknown, sensitive);
				if (found !== undefined) entries.push([key, found]);
			}
			return Object.fromEntries(entries);
		}
		return value === null ? undefined : (value as Value | undefined);
	};
	const below = (key: string, value: unknown, unknown: unknown, sensitive: unknown): Value | undefined => {
		way.push(key);
		const found = read(own(value, key), own(unknown, key), own(sensitive, key));
		way.pop();
		return found;
	};
	return read(value, unknown, sensitive);
}

/** Paths of a state's `sensitive_attributes` as a tree of marks. A step that is no key and no index, as in a set, marks the whole set. */
export function sensitiveTree(paths: unknown): unknown {
	const root: Record<string, unknown> = {};
	for (const path of Array.isArray(paths) ? paths : []) {
		let node = root;
		const steps = Array.isArray(path) ? path : [path];
		for (const [index, step] of steps.entries()) {
			const written = own(step, "value") ?? step;
			const key = isObject(written) ? own(written, "value") : written;
			if (typeof key !== "string" && typeof key !== "number") return true;
			const next = steps[index + 1];
			const inner = isObject(own(next, "value")) ? own(own(next, "value"), "value") : own(next, "value");
			const last = next === undefined || (typeof inner !== "string" && typeof inner !== "number");
			const known = own(node, String(key));
			if (known === true) break;
			const child = last ? true : (known ?? {});
			Object.defineProperty(node, String(key), { value: child, enumerable: true, configurable: true, writable: true });
			if (last) break;
			node = child as Record<string, unknown>;
		}
	}
	return root;
}

export function isRecord(value: Value | undefined): value is Properties {
	return isObject(value) && !(value instanceof Unknown) && !(value instanceof Secret);
}
